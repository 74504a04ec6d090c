"""One leaves, takes new keys or says the words again while the other is writing: nobody loses a word of their own."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest

from undrift.actions import couples, sharing, shelves
from undrift.domain.couples import Phase
from undrift.domain.errors import UndriftError
from undrift.domain.notebook import Kind
from undrift.store.models import Couple, Door, Entry, Envelope, Person, Shared, Standing

from .couples import (
    BROWSER,
    accepts,
    confirms,
    entries_of,
    everything,
    has_shared,
    id_of,
    invites,
    leaves,
    next_morning,
    pair,
    takes_new_keys,
    us_of,
    visit_of,
    writes_down,
)
from .forms import form_to
from .world import signed_in as led_on
from .world import text_of

NOTE = "/today/note/appreciation/"
TEXT = "You sat down beside me"


def typed(bo):
    """The note, as it is sent with *Both of us*, before the look ahead."""
    return form_to(text_of(bo.get(NOTE)), NOTE).filled(text=TEXT, **{"for": "both"})


def looked_ahead(bo):
    return form_to(text_of(bo.post(NOTE, typed(bo))), NOTE).filled(seen="yes")


def comes_back(bo, answer):
    """Bo signs in again; what he wrote is shown to him."""
    filled = form_to(text_of(answer), "/sign-in/").filled(name=bo.name, passphrase=bo.words)
    return bo.post("/sign-in/", filled)


class TestSheLeavesWhileHeWrites:
    @pytest.mark.parametrize("written", [typed, looked_ahead], ids=["typed", "looked ahead"])
    def test_his_words_are_shown_again_and_stay_his_own(self, couple, written):
        sent = written(couple.bo)
        leaves(couple.ann)
        answer = couple.bo.post(NOTE, sent)
        assert answer.status_code == 401
        shown = comes_back(couple.bo, answer)
        assert form_to(text_of(shown), NOTE).fields["text"] == [TEXT]
        assert led_on(couple.bo.send(shown, NOTE))
        assert couple.bo.notebook().count(TEXT) == 1
        assert not Shared.objects.exists()

    def test_a_note_he_was_about_to_share_is_still_in_his_notebook(self, couple):
        address = writes_down(couple.bo, TEXT)
        page = couple.bo.get(f"{address}share/")
        leaves(couple.ann)
        assert couple.bo.send(page, f"{address}share/").status_code == 401
        couple.bo.sign_in()
        assert couple.bo.post(f"{address}share/").status_code == 404
        assert couple.bo.notebook().count(TEXT) == 1
        assert not Shared.objects.exists()

    def test_his_request_that_was_under_way_keeps_nothing_on_a_shelf_that_is_gone(self, couple):
        under_way = visit_of(couple.bo)
        leaves(couple.ann)
        with pytest.raises(UndriftError):
            sharing.share(under_way, Kind.MOMENT, TEXT, note_key="")
        assert not Shared.objects.exists()

    def test_a_page_of_hers_that_he_still_has_open_opens_nothing_any_more(self, couple):
        address = has_shared(couple.ann, TEXT)
        next_morning(couple)
        old = couple.bo.with_cookie(couple.bo.cookie)
        leaves(couple.ann)
        for somebody in (old, couple.bo):
            assert somebody.get(address).status_code == 302
        couple.bo.sign_in()
        assert couple.bo.get(address).status_code == 404
        assert couple.bo.post(f"{address}keep/").status_code == 404
        assert TEXT not in couple.bo.notebook()


class TestTakingBack:
    def test_both_take_back_their_own_and_neither_the_others(self, couple):
        his, hers = has_shared(couple.bo, "of Bo"), has_shared(couple.ann, "of Ann")
        next_morning(couple)
        before = everything()
        assert couple.bo.post(f"{hers}take-back/").status_code == 404
        assert couple.ann.post(f"{his}take-back/").status_code == 404
        assert everything() == before
        for somebody, address in ((couple.ann, hers), (couple.bo, his)):
            somebody.post(f"{address}take-back/")
            assert somebody.notebook().count(f"of {somebody.name}") == 1
        assert entries_of(couple.ann) == entries_of(couple.bo) == []

    def test_before_breakfast_it_leaves_no_trace_with_the_other(self, couple):
        has_shared(couple.bo, "an older one")
        next_morning(couple)
        before = us_of(couple.bo)
        address = has_shared(couple.ann, "on second thoughts")
        assert couple.bo.get(address).status_code == 404
        couple.ann.post(f"{address}take-back/")
        assert re.sub(r'value="[^"]*"', "", us_of(couple.bo)) == re.sub(r'value="[^"]*"', "", before)

    def test_a_request_under_way_while_the_shelf_gets_a_new_key_loses_nothing(self, couple):
        address = has_shared(couple.ann, TEXT)
        under_way = visit_of(couple.ann)
        shelves.rotate(visit_of(couple.ann))
        with suppress(UndriftError):
            sharing.take_back(under_way, address.split("/")[2])
        still = couple.ann.get(address).status_code == 200 and TEXT in text_of(couple.ann.get(address))
        assert still or TEXT in couple.ann.notebook(), "the words are in neither place"

    def test_what_cannot_be_opened_just_now_is_not_thrown_away(self, couple):
        """A key that is missing may come back, from the other copy of the keys for example."""
        address = has_shared(couple.ann, TEXT)
        envelopes = Envelope.objects.filter(shelf__endswith=id_of(couple.ann), member__name="Ann")
        kept = [(row.pk, bytes(row.sealed)) for row in envelopes]
        envelopes.update(sealed=b"junk")
        couple.ann.sign_in()
        answer = couple.ann.post(f"{address}take-back/")
        assert answer.status_code < 500
        for pk, sealed in kept:
            Envelope.objects.filter(pk=pk).update(sealed=sealed)
        couple.ann.sign_in()
        still = couple.ann.get(address)
        assert still.status_code == 200, "the page said it is back with her, and it is nowhere"
        assert TEXT in text_of(still)


class TestUnlinking:
    def test_wrong_words_change_nothing(self, couple):
        has_shared(couple.ann, TEXT)
        before = everything()
        answer = couple.ann.post("/settings/unlink/", {"passphrase": couple.bo.words})
        assert answer.status_code == 422
        assert everything() == before
        assert couple.bo.get("/us/").status_code == 200

    @pytest.mark.parametrize("who", ["ann", "bo"])
    def test_with_words_that_were_never_confirmed(self, world, who):
        accepts(world.bo, invites(world.ann))
        confirms(world.ann)
        gone, left = (world.ann, world.bo) if who == "ann" else (world.bo, world.ann)
        leaves(gone)
        left.sign_in()
        assert "This space is closed" in us_of(left)
        assert left.get("/us/words/")["Location"] == "/us/"
        assert left.post("/us/words/", {"answer": "same", "spoken": "x"})["Location"] == "/us/"
        assert left.post("/us/put-away/").status_code == 200
        assert not any(everything()[table] for table in ("couple", "member", "keyring_pin", "keyring_envelope"))

    def test_twice_is_no_harm(self, couple):
        leaves(couple.ann)
        again = couple.ann.post("/settings/unlink/", {"passphrase": couple.ann.words})
        assert again["Location"] == "/settings/ending/"
        couple.bo.sign_in()
        assert couple.bo.post("/settings/unlink/", {"passphrase": couple.bo.words})["Location"] == "/us/"
        assert couple.bo.post("/us/put-away/").status_code == 200
        assert couple.bo.post("/us/put-away/").status_code == 404
        assert not Couple.objects.exists()

    def test_both_leaving_at_the_same_moment(self, couple):
        has_shared(couple.bo, "of Bo")
        under_way = visit_of(couple.bo)
        leaves(couple.ann)
        with suppress(UndriftError):
            couples.unlink(under_way, couple.bo.words, BROWSER)
        couple.bo.sign_in()
        if couple.bo.get("/us/").status_code == 200 and "This space is closed" in us_of(couple.bo):
            couple.bo.post("/us/put-away/")
        assert couple.bo.notebook().count("of Bo") == 1

    def test_putting_away_what_is_not_closed_is_not_there(self, couple):
        has_shared(couple.ann, TEXT)
        before = everything()
        for somebody in couple.everybody:
            assert somebody.post("/us/put-away/").status_code == 404
        assert everything() == before

    def test_the_one_who_is_left_keeps_reading_their_own_and_begins_nothing_new_before_putting_away(self, couple):
        address = has_shared(couple.bo, "of Bo")
        leaves(couple.ann)
        couple.bo.sign_in()
        assert "of Bo" in text_of(couple.bo.get(address))
        assert couple.bo.post("/us/invite/")["Location"] == "/us/"
        token = invites(couple.cleo)
        refused = couple.bo.post("/join/accept/", {"invitation": token})
        assert refused.status_code == 409
        assert "put it away first" in text_of(refused)
        couple.bo.post("/us/put-away/")
        accepts(couple.bo, token)
        assert couple.bo.notebook().count("of Bo") == 1

    def test_the_one_who_is_left_may_take_new_keys_and_still_has_their_own(self, couple):
        address = has_shared(couple.bo, "of Bo")
        leaves(couple.ann)
        couple.bo.sign_in()
        takes_new_keys(couple.bo)
        assert "of Bo" in text_of(couple.bo.get(address))
        assert couple.bo.post("/us/put-away/").status_code == 200
        assert couple.bo.notebook().count("of Bo") == 1

    def test_the_same_two_may_begin_again_with_empty_pages_and_other_words(self, couple):
        has_shared(couple.ann, "of Ann")
        has_shared(couple.bo, "of Bo")
        leaves(couple.ann)
        couple.bo.sign_in()
        couple.bo.post("/us/put-away/")
        pair(couple.bo, couple.ann)
        for somebody in (couple.ann, couple.bo):
            assert entries_of(somebody) == []
        address = has_shared(couple.bo, "anew")
        next_morning(couple)
        assert "anew" in text_of(couple.ann.get(address))
        for somebody in (couple.ann, couple.bo):
            assert somebody.notebook().count(f"of {somebody.name}") == 1

    def test_no_standing_yes_outlives_it(self, couple):
        couple.ann.post("/settings/joint/", {"keep": "deeper"})
        couple.ann.post("/settings/touch/", {"touch": ["hug"]})
        couple.bo.post("/settings/touch/", {"touch": ["hug"]})
        leaves(couple.ann)
        couple.bo.sign_in()
        couple.bo.post("/us/put-away/")
        for somebody in (couple.ann, couple.bo):
            assert 'value="hug" checked' not in text_of(somebody.get("/settings/touch/"))
            assert 'value="deeper" checked' not in text_of(somebody.get("/settings/joint/"))
        assert not Standing.objects.exists()


class TestDeletingTheAccount:
    def test_for_the_other_it_is_closed_and_nothing_of_hers_is_left(self, couple):
        hers, his = has_shared(couple.ann, "of Ann"), has_shared(couple.bo, "of Bo")
        next_morning(couple)
        ann = id_of(couple.ann)
        assert couple.ann.post("/settings/leave/", {"passphrase": couple.ann.words}).status_code == 200
        assert not Person.objects.filter(pk=ann).exists()
        assert ann not in repr([row for rows in everything(but=set()).values() for row in rows])
        assert not Door.objects.filter(person__name="Bo").exists()
        couple.bo.sign_in()
        page = us_of(couple.bo)
        assert "This space is closed" in page
        assert "Ann" not in page
        assert couple.bo.get(hers).status_code == 404
        assert "of Bo" in text_of(couple.bo.get(his))
        assert couple.bo.post("/us/put-away/").status_code == 200
        assert couple.bo.notebook().count("of Bo") == 1

    def test_wrong_words_delete_nothing(self, couple):
        before = everything()
        assert couple.ann.post("/settings/leave/", {"passphrase": "not these ones at all"}).status_code == 422
        assert everything() == before

    def test_after_the_other_has_left_nothing_remains_of_the_two(self, couple):
        has_shared(couple.ann, "of Ann")
        has_shared(couple.bo, "of Bo")
        leaves(couple.ann)
        couple.bo.sign_in()
        couple.bo.post("/settings/leave/", {"passphrase": couple.bo.words})
        tables = ("couple", "member", "shared", "standing", "keyring_pin", "keyring_envelope")
        assert not any(everything()[table] for table in tables)
        assert set(Entry.objects.values_list("owner__name", flat=True)) == {"Ann"}


def test_sharing_a_note_from_the_notebook_twice_shares_it_once(couple):
    address = writes_down(couple.ann, TEXT)
    page = couple.ann.get(f"{address}share/")
    first = couple.ann.send(page, f"{address}share/")
    second = couple.ann.send(page, f"{address}share/")
    assert first["Location"] == second.get("Location"), "a double tap is answered with a page that is not there"
    assert Shared.objects.count() == 1
    assert TEXT not in couple.ann.notebook()


def test_what_was_shared_taken_back_and_shared_again_is_there_once(couple):
    address = has_shared(couple.ann, TEXT)
    couple.ann.post(f"{address}take-back/")
    note = re.findall(r'href="(/mine/notebook/[0-9a-f]{32}/)"', couple.ann.notebook())[0]
    couple.ann.post(f"{note}share/")
    assert us_of(couple.ann).count(TEXT) == 1
    assert TEXT not in couple.ann.notebook()
    again = entries_of(couple.ann)[0]
    couple.ann.post(f"{again}take-back/")
    assert couple.ann.notebook().count(TEXT) == 1


def test_the_same_form_sent_twice_shares_once(couple):
    sent = looked_ahead(couple.ann)
    for _ in range(2):
        assert couple.ann.post(NOTE, sent)["Location"] == "/us/?shared=1"
    assert us_of(couple.ann).count(TEXT) == 1


def test_somebody_else_on_the_same_phone_never_sees_what_was_about_to_be_shared(couple):
    sent = looked_ahead(couple.bo)
    leaves(couple.ann)
    answer = couple.bo.post(NOTE, sent)
    filled = form_to(text_of(answer), "/sign-in/").filled(name="Cleo", passphrase=couple.cleo.words)
    led = couple.bo.post("/sign-in/", filled)
    assert TEXT not in text_of(led)
    assert visit_of(couple.cleo).phase is None
    assert visit_of(couple.ann).phase is not Phase.PAIRED
