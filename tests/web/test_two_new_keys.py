"""New keys for one, or for the shelves, while the other or another phone is under way: no word is lost."""

from __future__ import annotations

from contextlib import suppress

import pytest

from undrift.actions import couples, doorkeys, sharing, shelves
from undrift.actions.couples import WordsChanged
from undrift.domain.errors import BadInput, UndriftError
from undrift.domain.notebook import Kind
from undrift.store.models import Member, Pin, Shared

from .couples import (
    BROWSER,
    accepts,
    confirms,
    has_shared,
    invites,
    next_morning,
    takes_new_keys,
    us_of,
    visit_of,
    words_of,
    writes_down,
)
from .forms import form_to
from .test_two_leaving import NOTE, TEXT, looked_ahead, typed
from .world import NEW_WORDS, text_of


class TestHeTakesNewKeysWhileSheWrites:
    @pytest.mark.parametrize("written", [typed, looked_ahead], ids=["typed", "looked ahead"])
    def test_her_words_are_kept_for_herself(self, couple, written):
        sent = written(couple.ann)
        takes_new_keys(couple.bo)
        answer = couple.ann.post(NOTE, sent)
        if answer.status_code == 422:
            assert form_to(text_of(answer), NOTE).fields["text"] == [TEXT]
        else:
            assert couple.ann.notebook().count(TEXT) == 1
        assert not Shared.objects.exists()

    def test_her_request_that_was_under_way_is_refused_at_the_words(self, couple):
        under_way = visit_of(couple.ann)
        takes_new_keys(couple.bo)
        with pytest.raises(BadInput):
            sharing.share(under_way, Kind.MOMENT, TEXT, note_key="")

    def test_until_the_words_are_read_everybody_still_reads_their_own_and_takes_it_back(self, couple):
        his, hers = has_shared(couple.bo, "his"), has_shared(couple.ann, "hers")
        next_morning(couple)
        takes_new_keys(couple.bo)
        assert "his" in text_of(couple.bo.get(his))
        assert "hers" in text_of(couple.ann.get(hers))
        for somebody, address in ((couple.bo, his), (couple.ann, hers)):
            assert "It is back with you" in text_of(somebody.post(f"{address}take-back/"))
            somebody.open_notebook()
            assert somebody.name[0] in somebody.notebook()

    def test_between_the_two_presses_nothing_is_called_lost(self, couple):
        """She has said the new words are the same, he not yet: what he shared waits, and is not gone for good."""
        his = has_shared(couple.bo, "his")
        hers = has_shared(couple.ann, "hers")
        next_morning(couple)
        takes_new_keys(couple.bo)
        confirms(couple.ann)
        for somebody in (couple.ann, couple.bo):
            for page in (us_of(somebody), text_of(somebody.get(his)), text_of(somebody.get(hers))):
                assert "cannot be opened any more" not in page, f"{somebody.name} is told that words are lost"

    @pytest.mark.parametrize("first", ["ann", "bo"])
    def test_afterwards_everything_of_both_is_there_again(self, couple, first):
        his, hers = has_shared(couple.bo, "of Bo"), has_shared(couple.ann, "of Ann")
        next_morning(couple)
        takes_new_keys(couple.bo)
        for name in (first, "bo" if first == "ann" else "ann"):
            confirms(getattr(couple, name))
        for somebody in (couple.ann, couple.bo):
            assert "of Bo" in text_of(somebody.get(his))
            assert "of Ann" in text_of(somebody.get(hers))
        has_shared(couple.bo, "and on")

    def test_both_take_new_keys_and_nothing_is_lost(self, couple):
        his, hers = has_shared(couple.bo, "of Bo"), has_shared(couple.ann, "of Ann")
        next_morning(couple)
        takes_new_keys(couple.bo)
        takes_new_keys(couple.ann, "humming lantern pebble copper tall")
        for somebody in (couple.bo, couple.ann):
            confirms(somebody)
        for somebody in (couple.ann, couple.bo):
            assert "of Bo" in text_of(somebody.get(his))
            assert "of Ann" in text_of(somebody.get(hers))

    def test_new_keys_while_the_first_words_are_being_read_end_the_joining_or_ask_anew(self, world):
        accepts(world.bo, invites(world.ann))
        page = world.ann.get("/us/words/")
        takes_new_keys(world.bo)
        answer = world.ann.send(page, "/us/words/", answer="same")
        assert answer.status_code < 500
        assert not Pin.objects.exists()
        assert "Invite your partner" in us_of(world.ann)

    def test_a_press_under_way_while_he_takes_new_keys_confirms_nothing(self, couple):
        has_shared(couple.ann, "hers")
        takes_new_keys(couple.bo)
        page, old = couple.ann.get("/us/words/"), words_of(couple.ann)
        takes_new_keys(couple.bo, "humming lantern pebble copper tall")
        assert couple.ann.send(page, "/us/words/", answer="same").status_code == 422
        with pytest.raises(WordsChanged):
            couples.confirm(visit_of(couple.ann), old, BROWSER)
        assert not Member.objects.filter(confirmed=True).exists()


class TestKeysChangeInTwoPlacesAtOnce:
    def test_new_keys_under_way_while_the_shelf_gets_a_new_key(self, couple):
        address = has_shared(couple.ann, TEXT)
        under_way = visit_of(couple.ann)
        shelves.rotate(visit_of(couple.ann))
        cookie = doorkeys.rekey(under_way, couple.ann.words, NEW_WORDS, BROWSER)
        couple.ann.browser.cookies["__Host-undrift"] = cookie
        couple.ann.words = NEW_WORDS
        assert TEXT in text_of(couple.ann.get(address)), "her own words are sealed under a key that is gone"

    def test_two_shelf_keys_under_way(self, couple):
        address = has_shared(couple.ann, TEXT)
        one, two = visit_of(couple.ann), visit_of(couple.ann)
        for visit in (one, two):
            with suppress(UndriftError):
                shelves.rotate(visit)
        next_morning(couple)
        for somebody in (couple.ann, couple.bo):
            assert TEXT in text_of(somebody.get(address)), "her words are sealed under a key that is gone"

    def test_the_words_confirmed_on_two_phones_at_once(self, couple):
        address = has_shared(couple.ann, TEXT)
        takes_new_keys(couple.bo)
        phone = couple.ann.elsewhere()
        phone.sign_in()
        one, two, spoken = visit_of(couple.ann), visit_of(phone), words_of(couple.ann)
        cookies = []
        for visit in (one, two):
            with suppress(UndriftError):
                cookies.append(couples.confirm(visit, spoken, BROWSER))
        confirms(couple.bo)
        next_morning(couple)
        for somebody in (couple.ann, couple.bo):
            assert TEXT in text_of(somebody.get(address)), "her words are sealed under a key that is gone"

    def test_new_keys_pressed_twice(self, couple, monkeypatch):
        """Both presses had the right words, and the second waited for the lock while the first made its keys."""
        couple.ann.fill("/settings/life/", partner_word="Sam")
        address, note = has_shared(couple.ann, TEXT), writes_down(couple.ann, "mine alone")
        first, second, newest = visit_of(couple.ann), visit_of(couple.ann), "humming lantern pebble copper tall"
        lock, cookies = doorkeys.writing, []

        def waits_for_the_first():
            monkeypatch.setattr(doorkeys, "writing", lock)
            cookies.append(doorkeys.rekey(first, couple.ann.words, NEW_WORDS, BROWSER))
            return lock()

        monkeypatch.setattr(doorkeys, "writing", waits_for_the_first)
        with suppress(UndriftError):
            cookies.append(doorkeys.rekey(second, couple.ann.words, newest, BROWSER))
        couple.ann.words = NEW_WORDS if len(cookies) == 1 else newest
        assert couple.ann.sign_in().status_code == 302
        assert "mine alone" in text_of(couple.ann.get(note))
        assert TEXT in text_of(couple.ann.get(address))
        assert 'value="Sam"' in text_of(couple.ann.get("/settings/life/")), "the desk is gone"
