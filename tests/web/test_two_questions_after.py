"""After a question has opened: what rests, what was felt of it, what a hold changes, new keys, and parting."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from undrift.actions import desk as desks
from undrift.domain.curiosity import Curiosity, Guess, Part, mark_of
from undrift.domain.room import Heard
from undrift.store.models import Answer, Question
from undrift.store.models import Desk as DeskRow

from .couples import confirms, id_of, leaves, pair, takes_new_keys, undone, visit_of
from .private_states import private_desk
from .questions import (
    HERS,
    HIS,
    LETTERS,
    LIES,
    NONE,
    OPENED,
    QUESTIONS,
    TOLD,
    answers,
    evenings_later,
    open_one,
    opened,
    sees,
)
from .screens import screens
from .world import text_of

__all__ = ["opened"]

LIVES = 60


def own_part(chance: random.Random) -> Curiosity:
    """Anything a desk may know of questions, but for what waits: that is told by its row."""

    def some(*of):
        return chance.choice(of)

    part = Part(
        opened=some("", "a" * 32), looked_on=some("", "2026-11-20"), aside=some("", "b" * 32), home=some(True, False)
    )
    return Curiosity(
        question=part,
        letter=part,
        drawn=some("", "everyday-sound"),
        seen=some((), (mark_of("everyday-sound"),)),
        guess=some(Guess(), Guess("a" * 32, "?", "his own guess")),
        rests_until=some("", "2026-11-25"),
        land=some("", "a" * 32),
        landings=some((), (Heard("2026-11-18", 3, "too_much"),)),
    )


@pytest.mark.parametrize("state", ["nothing", "sealed", "opened"])
def test_nothing_of_bos_own_changes_a_page_of_anns(couple, state):
    if state != "nothing":
        answers(couple.ann, HERS)
    if state == "opened":
        answers(couple.bo, HIS)
    pages = (QUESTIONS, LETTERS, TOLD, f"{QUESTIONS}write/", "/us/")
    sees(couple.ann, *pages)
    before = [sees(couple.ann, path) for path in pages if couple.ann.get(path).status_code == 200]
    bo, chance = visit_of(couple.bo), random.Random(25)
    told = desks.read(bo).told
    for _ in range(LIVES):
        with undone():
            desk = replace(private_desk(chance, told), curiosity=own_part(chance))
            sealed = desks.sealed(bo.person, bo.unlocked.desk_key, desk)
            DeskRow.objects.filter(pk=id_of(couple.bo)).update(sealed=sealed)
            for path in ("/today/", QUESTIONS, LETTERS):
                couple.bo.get(path)
            assert [sees(couple.ann, p) for p in pages if couple.ann.get(p).status_code == 200] == before


class TestAfterwards:
    def test_the_page_stays_for_the_evening_and_then_rests(self, opened):
        assert OPENED in sees(opened.ann)
        evenings_later(opened, 1)
        page = sees(opened.ann)
        assert NONE in page
        assert HERS not in page
        assert HERS in sees(opened.ann, TOLD)

    def test_how_it_landed_is_asked_once_where_the_evening_has_room(self, opened):
        assert "how did it land" not in sees(opened.ann)
        evenings_later(opened, 1)
        assert "how did it land" in sees(opened.ann)
        assert "how did it land" in sees(opened.ann)
        assert desks.read(visit_of(opened.ann)).asked_on
        others = screens(opened.bo, QUESTIONS, "/us/", TOLD)
        with undone():
            answer = opened.ann.send(opened.ann.get(QUESTIONS), f"{QUESTIONS}landed/", landing="too_much")
            assert answer.status_code == 302
            assert "how did it land" not in sees(opened.ann)
            assert screens(opened.bo, QUESTIONS, "/us/", TOLD) == others
        evenings_later(opened, 1)
        assert "how did it land" not in sees(opened.ann)

    def test_it_is_not_asked_where_the_day_had_its_question(self, opened):
        evenings_later(opened, 1)
        visit = visit_of(opened.ann)
        desks.change(visit, lambda desk: desk.with_(asked_on=opened.clock.time.date().isoformat()))
        assert "how did it land" not in sees(opened.ann)

    def test_a_guest_is_asked_nothing(self, opened):
        desks.change(visit_of(opened.bo), lambda desk: desk.with_(guest=True))
        evenings_later(opened, 1)
        assert "how did it land" not in sees(opened.bo)

    def test_too_much_rests_longer_than_a_little_closer(self, opened):
        evenings_later(opened, 1)
        for somebody, landing in ((opened.ann, "too_much"), (opened.bo, "closer")):
            somebody.send(somebody.get(QUESTIONS), f"{QUESTIONS}landed/", landing=landing)
        assert "A question for both" in sees(opened.bo)
        evenings_later(opened, 5)
        assert NONE in sees(opened.ann)
        evenings_later(opened, 2)
        assert "A question for both" in sees(opened.ann)

    def test_what_was_asked_does_not_come_again_for_a_year_and_then_shows_ones_own_line(self, opened):
        first = desks.read(visit_of(opened.ann)).curiosity.asked[0][:5]
        evenings_later(opened, 300)
        for _ in range(20):
            sees(opened.ann)
            assert mark_of(desks.read(visit_of(opened.ann)).curiosity.drawn) != first
            opened.ann.post(f"{QUESTIONS}another/")
        evenings_later(opened, 70)
        for _ in range(200):
            sees(opened.ann)
            if mark_of(desks.read(visit_of(opened.ann)).curiosity.drawn) == first:
                break
            opened.ann.post(f"{QUESTIONS}another/")
        open_one(opened.ann, opened.bo, "now it is the sea", "now it is sleep")
        page = sees(opened.ann)
        assert HERS in page
        assert HIS not in page
        assert HIS in sees(opened.bo)
        assert "you wrote, to the same question" in page


class TestHolds:
    @pytest.mark.parametrize("hold", ["self_harm"])
    def test_nothing_is_drawn_and_what_the_other_begins_arrives(self, couple, hold):
        desks.change(visit_of(couple.bo), lambda desk: desk.with_(holds=(hold,)))
        assert NONE in sees(couple.bo)
        answers(couple.ann, HERS)
        assert LIES in sees(couple.bo)
        answers(couple.bo, HIS)
        couple.ann.get("/today/")
        assert OPENED in sees(couple.bo)

    def test_under_fear_nothing_is_drawn(self, couple):
        desks.change(visit_of(couple.bo), lambda desk: desk.with_(keep_joint_away=True))
        assert NONE in sees(couple.bo)
        assert couple.bo.get(f"{QUESTIONS}write/").status_code == 302

    def test_what_rests_looks_the_same_whatever_the_reason(self, opened):
        evenings_later(opened, 1)
        desks.change(visit_of(opened.ann), lambda desk: desk.with_(asked_on=opened.clock.time.date().isoformat()))
        rest = sees(opened.ann)
        desks.change(visit_of(opened.ann), lambda desk: desk.with_(keep_joint_away=True, holds=("self_harm",)))
        assert sees(opened.ann) == rest


@pytest.mark.parametrize("who", ["ann", "bo"])
@pytest.mark.parametrize("when", ["before", "between", "after"])
def test_new_keys_of_a_person_and_six_words(couple, who, when):
    somebody = getattr(couple, who)
    answers(couple.ann, HERS)
    if when != "before":
        answers(couple.bo, HIS)
    if when == "after":
        couple.ann.get("/today/")
    takes_new_keys(somebody)
    for one in (couple.ann, couple.bo):
        one.sign_in()
        one.get("/today/")
    confirms(couple.ann)
    confirms(couple.bo)
    couple.ann.get("/today/")
    if when == "before":
        assert LIES in sees(couple.bo)
        answers(couple.bo, HIS)
    couple.bo.get("/today/")
    couple.ann.get("/today/")
    for one in (couple.ann, couple.bo):
        page = sees(one, QUESTIONS, TOLD)
        assert HERS in page
        assert HIS in page


class TestParting:
    def test_each_takes_their_own_home_and_nothing_lies_here(self, opened):
        leaves(opened.ann)
        assert not Question.objects.exists()
        assert opened.ann.notebook().count(HERS) == 1
        assert HIS not in opened.ann.notebook()
        opened.bo.sign_in()
        opened.bo.post("/us/put-away/")
        assert opened.bo.notebook().count(HIS) == 1
        assert HERS not in opened.bo.notebook()
        assert not Answer.objects.exists()

    def test_with_somebody_else_it_begins_empty(self, opened):
        leaves(opened.ann)
        opened.ann.sign_in()
        pair(opened.ann, opened.cleo)
        for somebody in (opened.ann, opened.cleo):
            assert HERS not in sees(somebody, QUESTIONS, TOLD)

    def test_an_export_has_ones_own_and_no_other(self, couple):
        answers(couple.ann, HERS, guess="surely the garden")
        answers(couple.bo, HIS)
        sees(couple.ann)
        couple.ann.open_notebook()
        for form in ("json", "html"):
            taken = text_of(couple.ann.post("/settings/take-along/", {"passphrase": couple.ann.words, "form": form}))
            assert taken.count(HERS) == 1
            assert taken.count("surely the garden") == 1
            assert HIS not in taken
