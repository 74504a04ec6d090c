"""Whoever holds the disk writes into the rows who belongs to whom, or what was told: nobody gains a key by it."""

from __future__ import annotations

import pytest

from undrift.actions import couples, standing
from undrift.domain.couples import Phase
from undrift.store.models import (
    Couple,
    Door,
    Envelope,
    Invitation,
    Keyring,
    Member,
    Pin,
    Shared,
    Standing,
)

from .couples import (
    BROWSER,
    Kept,
    accepts,
    confirms,
    everything,
    id_of,
    invites,
    undone,
    us_of,
    visit_of,
    words_of,
)
from .test_damage import DAMAGES
from .test_two_host import every_page_answers, shared_and_slept, unescaped, us
from .world import Someone, text_of


@pytest.fixture
def couple(home, clock, kdf):
    return Kept.world(clock, kdf, shared_and_slept)


class TestWhoBelongs:
    def test_confirmed_by_hand_opens_nothing(self, world):
        accepts(world.bo, invites(world.ann))
        Member.objects.update(confirmed=True)
        for somebody in (world.ann, world.bo):
            assert visit_of(somebody).phase is Phase.WAITING
            answer = somebody.post("/today/note/moment/", {"text": "mine", "for": "both", "seen": "yes"})
            assert answer["Location"] == "/today/kept/"
        assert not Shared.objects.exists()
        assert not Envelope.objects.exists()
        every_page_answers(world)

    def test_confirmed_by_hand_for_one_gets_the_other_no_answer(self, world):
        """Bo has truly said it; that Ann has is written by the host. What Bo then shares is sealed to Ann alone."""
        accepts(world.bo, invites(world.ann))
        Member.objects.filter(person__name="Ann").update(confirmed=True)
        confirms(world.bo)
        every_page_answers(world)
        assert visit_of(world.ann).phase is not Phase.PAIRED
        assert {row.member.name for row in Envelope.objects.select_related("member")} == {"Ann", "Bo"}

    def test_a_third_member_written_in_by_hand_reads_nothing(self, couple):
        Member.objects.create(
            person_id=id_of(couple.cleo), couple=Couple.objects.get(), confirmed=True, sealed_token=b""
        )
        page = us(couple.cleo)
        for words in ("Ann's first", "Bo's first", "only"):
            assert words not in page
        for row in Shared.objects.all():
            assert "Ann's" not in unescaped(text_of(couple.cleo.get(f"/us/{row.id}/")))
            assert couple.cleo.post(f"/us/{row.id}/keep/").status_code == 404
            assert couple.cleo.post(f"/us/{row.id}/take-back/").status_code == 404
        assert couple.cleo.post("/today/note/moment/", {"text": "x", "for": "both", "seen": "yes"}).status_code < 500
        every_page_answers(couple)
        assert "Bo's first" in us(couple.ann)
        assert "Ann's first" in us(couple.bo)

    def test_closed_by_hand_loses_nothing(self, couple):
        Couple.objects.update(closed=True)
        for somebody in (couple.ann, couple.bo):
            assert "This space is closed" in us(somebody)
            assert f"{somebody.name}'s first" in us(somebody)
        every_page_answers(couple)
        Couple.objects.update(closed=False)
        assert "Ann's first" in us(couple.bo)

    def test_put_away_after_closing_by_hand_brings_every_word_home(self, couple):
        Couple.objects.update(closed=True)
        for somebody in (couple.ann, couple.bo):
            somebody.sign_in()
            assert somebody.post("/us/put-away/").status_code == 200
            notebook = unescaped(somebody.notebook())
            assert all(f"{somebody.name}'s {n}" in notebook for n in ("first", "second"))

    def test_a_couple_or_member_that_is_gone_breaks_nothing(self, couple):
        for rows in (
            Member.objects.filter(person__name="Bo"),
            Member.objects.all(),
            Pin.objects.all(),
            Envelope.objects.all(),
        ):
            with undone():
                rows.delete()
                every_page_answers(couple)
                assert "only Ann's" in unescaped(couple.ann.notebook())

    def test_renewals_by_hand_show_nobody_a_word_and_cost_no_words(self, couple):
        Couple.objects.update(renewals=7)
        every_page_answers(couple)
        assert "Ann's first" in us(couple.bo)
        assert visit_of(couple.ann).phase is Phase.PAIRED

    def test_two_couples_exchanged_open_nothing_of_each_other(self, couple):
        dee = Someone("Dee", "velvet thimble copper acorn humming").sign_up()
        accepts(dee, invites(couple.cleo))
        confirms(dee)
        confirms(couple.cleo)
        other = Member.objects.get(person__name="Cleo").couple_id
        Member.objects.filter(person__name="Bo").update(couple_id=other)
        for somebody in (couple.bo, couple.cleo, dee, couple.ann):
            page = us(somebody)
            assert somebody is couple.ann or "Ann's first" not in page
        every_page_answers(couple)


class TestTheRest:
    @pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
    def test_a_damaged_standing_counts_as_light(self, couple, damage):
        for somebody in (couple.ann, couple.bo):
            somebody.post("/settings/touch/", {"touch": ["hug"]})
        for row in Standing.objects.all():
            Standing.objects.filter(pk=row.pk).update(sealed=damage(bytes(row.sealed)))
        heard = standing.heard(visit_of(couple.ann))
        assert heard == {"intensity_cap": 1, "touch_consents": []}
        assert couple.ann.post("/today/capacity/", {"capacity": "some"}).status_code == 302
        every_page_answers(couple)

    def test_a_standing_moved_or_exchanged_counts_as_light(self, couple):
        for somebody in (couple.ann, couple.bo):
            somebody.post("/settings/touch/", {"touch": ["hug"]})
        hers, his = Standing.objects.get(person__name="Ann"), Standing.objects.get(person__name="Bo")
        moves = [
            (his, {"sealed": hers.sealed}),
            (his, {"person_id": id_of(couple.cleo)}),
            (his, {"key_version": 77}),
        ]
        for row, change in moves:
            with undone():
                Standing.objects.filter(pk=row.pk).update(**change)
                assert standing.heard(visit_of(couple.ann)) == {"intensity_cap": 1, "touch_consents": []}
                assert couple.ann.post("/today/capacity/", {"capacity": "some"}).status_code == 302
                assert standing.heard(visit_of(couple.cleo)) is None

    def test_an_invitation_pointed_at_another_person_joins_nobody_unseen(self, world):
        token = invites(world.ann)
        Invitation.objects.update(inviter_id=id_of(world.cleo))
        assert "Ann" not in text_of(world.bo.post("/join/", {"code": token}))
        assert world.bo.post("/join/accept/", {"invitation": token}).status_code in {302, 409}
        every_page_answers(world)
        assert "Cleo" in us_of(world.bo)
        assert world.cleo.get("/us/words/").status_code == 404
        assert not Pin.objects.exists()
        assert "Good that you looked" in text_of(world.bo.post("/us/words/", {"answer": "differ"}))
        assert "Invite your partner" in us_of(world.bo)

    @pytest.mark.parametrize(
        "change", [{"token_hash": "x"}, {"sealed_token": b"junk"}, {"until": "1970-01-01 00:00:00+00:00"}]
    )
    def test_a_damaged_invitation_is_only_one_that_is_over(self, world, change):
        invites(world.ann)
        Invitation.objects.update(**change)
        every_page_answers(world)
        token = invites(world.ann)
        accepts(world.bo, token)

    @pytest.mark.parametrize("changes", [0, 1, 98, 10**6])
    def test_the_count_of_key_changes_edited_gives_nobody_a_key(self, couple, changes):
        Door.objects.update(key_changes=changes)
        for somebody in (couple.ann, couple.bo):
            assert "Ann's first" in us(somebody)
        assert not visit_of(couple.cleo).unlocked.shelf_keys
        every_page_answers(couple)

    def test_a_damaged_token_of_the_link_is_one_kind_sentence(self, world):
        accepts(world.bo, invites(world.ann))
        Member.objects.update(sealed_token=b"junk")
        every_page_answers(world)
        before = everything()
        assert world.ann.post("/us/words/", {"answer": "same", "spoken": "x"}).status_code == 404
        assert everything() == before
        assert world.ann.post("/us/words/", {"answer": "differ"}).status_code == 200

    def test_an_open_door_pointed_at_the_partner_opens_nothing(self, couple):
        Door.objects.filter(person__name="Ann").update(person_id=id_of(couple.bo))
        assert couple.ann.get("/us/").status_code == 302

    def test_confirming_with_a_damaged_row_of_the_partner_is_refused(self, world):
        accepts(world.bo, invites(world.ann))
        spoken = words_of(world.ann)
        for junk in (b"", b"short", b"\0" * 32):
            Keyring.objects.filter(person__name="Bo").update(public_key=junk)
            assert world.ann.post("/us/words/", {"answer": "same", "spoken": spoken}).status_code < 500
            assert world.ann.get("/us/words/").status_code < 500
            with pytest.raises(Exception):  # noqa: B017 - whatever it is called, it is refused
                couples.confirm(visit_of(world.ann), spoken, BROWSER)
        assert not Pin.objects.exists()
