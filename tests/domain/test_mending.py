"""After an argument: one question, once; and the matter, only when each has said alone that they could."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undrift.domain import evening, intensity, mending, repair
from undrift.domain.desk import HOLDS, SITUATIONS, WAYS_IN, Desk, Offer
from undrift.domain.errors import BadInput
from undrift.domain.evening import Phase

laws = settings(max_examples=150, derandomize=True)
ARGUED = datetime(2026, 11, 20, 21)
NEXT = ARGUED + timedelta(days=1)
DAY = date(2026, 11, 20)
numbers = st.integers(0, 2**32)


def argued(at: datetime = ARGUED, **more: object) -> Desk:
    return Desk(argued_at=evening.clock_for_rules(at)).with_(**more)


def test_it_is_asked_on_the_evening_after_and_not_before():
    desk = argued()
    assert not mending.is_asked(desk, ARGUED + timedelta(minutes=5))
    assert not mending.is_asked(desk, ARGUED + timedelta(hours=5)), "the small hours belong to the evening before"
    assert not mending.is_asked(desk, NEXT.replace(hour=9)), "mornings are left alone"
    assert mending.is_asked(desk, NEXT)
    assert not mending.is_asked(Desk(), NEXT)


@pytest.mark.parametrize("days", range(1, 12))
def test_within_a_week_it_may_still_find_its_evening(days):
    assert mending.is_asked(argued(), ARGUED + timedelta(days=days)) == (days <= 7)


@pytest.mark.parametrize("answer", mending.ANSWERS)
def test_an_answer_puts_it_away_and_is_kept_nowhere(answer):
    desk = mending.answered(mending.asked(argued(), NEXT), NEXT, answer)
    assert not any(mending.is_asked(desk, NEXT + timedelta(hours=h)) for h in range(24 * 20))
    others = (mending.answered(mending.asked(argued(), NEXT), NEXT, other) for other in mending.ANSWERS)
    assert all(other == desk for other in others)


def test_an_unknown_answer_is_one_sentence():
    with pytest.raises(BadInput):
        mending.answered(mending.asked(argued(), NEXT), NEXT, "fought again")


@pytest.mark.parametrize(
    "held",
    [
        {"keep_joint_away": True},
        {"severe_problem": True},
        {"way_in": "betrayal"},
        {"situations": ("betrayal",)},
        {"holds": ("recent_betrayal",)},
        {"holds": ("self_harm",)},
        {"guest": True},
        {"paused_until": (NEXT + timedelta(days=10)).isoformat()},
    ],
)
def test_under_fear_after_a_betrayal_or_in_a_rest_nothing_is_asked(held):
    assert not any(mending.is_asked(argued(**held), NEXT + timedelta(hours=h)) for h in range(24 * 9))
    asked_before = mending.asked(argued(), NEXT).with_(**held)
    assert not mending.is_asked(asked_before, NEXT)


def test_a_landing_comes_first_and_the_question_finds_another_evening():
    desk = argued(
        landing_due=Offer("a", "2026-11-20", "did"), landing_due_from=(ARGUED - timedelta(hours=1)).isoformat()
    )
    assert evening.phase(desk, NEXT) is Phase.LANDING
    assert not mending.is_asked(desk, NEXT)
    landed = evening.asked(evening.landed(desk, None), NEXT)
    assert not mending.is_asked(landed, NEXT), "two questions on one evening"
    assert mending.is_asked(landed, NEXT + timedelta(days=1))


def test_a_landing_waits_for_the_next_day_where_this_question_was_tonights():
    desk = mending.answered(mending.asked(argued(), NEXT), NEXT, "leave")
    tried = desk.with_(landing_due=Offer("a", "2026-11-21", "did"), landing_due_from=NEXT.isoformat())
    assert not evening.landing_is_due(tried, NEXT + timedelta(hours=1))
    assert evening.landing_is_due(tried, NEXT + timedelta(hours=22))


ACTS = ("look", "answer", "argue", "try", "land", "rest", "away", "near", "wait")


LIVES = range(150)


@cache
def lived(number: int) -> dict[str, set[date]]:
    """Live a month of evenings by chance; returns for each argument the evenings on which it was asked about."""
    r = Random(number)
    desk, now, seen = Desk(), ARGUED, {}
    questions: dict[date, set[str]] = {}
    for _ in range(r.randrange(20, 90)):
        now += timedelta(hours=r.choice((0, 0, 1, 3, 9, 14, 26)))
        act, before = r.choice(ACTS), desk
        asked = mending.is_asked(desk, now)
        landing = evening.phase(desk, now) is Phase.LANDING
        assert not (asked and landing)
        if act in {"look", "answer", "land"}:
            on = evening.evening_of(now)
            if asked:
                desk = desk if desk.afterwards.asked_about == desk.argued_at else mending.asked(desk, now)
                seen.setdefault(desk.argued_at, set()).add(on)
                questions.setdefault(on, set()).add("mending")
            elif landing and act == "land":
                desk = evening.asked(evening.landed(desk, None), now)
                questions.setdefault(on, set()).add("landing")
        if act == "answer":
            desk = mending.answered(desk, now, r.choice(mending.ANSWERS))
        elif act == "argue":
            desk = desk.with_(argued_at=evening.clock_for_rules(now))
        elif act == "try" and not asked and desk.landing_due is None:
            at = now.isoformat()
            desk = desk.with_(landing_due=Offer("a", at[:10], "did"), landing_due_from=at)
        elif act == "rest":
            desk = desk.with_(paused_until=(now + timedelta(days=2)).isoformat())
        elif act in {"away", "near"}:
            desk = desk.with_(keep_joint_away=act == "away")
        assert desk.afterwards == before.afterwards or Desk.from_json(desk.to_json()) == desk
    assert all(len(one) == 1 for one in questions.values()), questions
    return seen


def test_whatever_happens_it_is_on_one_evening_only_for_one_argument():
    for number in LIVES:
        assert all(len(evenings) == 1 for evenings in lived(number).values()), number


def test_such_lives_do_come_past_the_question():
    assert sum(bool(lived(number)) for number in LIVES) > 30


# ---- the matter itself


class Two:
    """Ann and Bo as their desks, with nothing between them but the sealed message of each."""

    def __init__(self, r: Random) -> None:
        self.r, self.desks, self.said = r, {"ann": Desk(), "bo": Desk()}, {"ann": {}, "bo": {}}

    def does(self, who: str, act: str, today: date) -> None:
        desk = self.desks[who]
        if act == "say":
            desk = mending.ready(desk, today, self.r.randint)
        elif act == "withdraw":
            desk = mending.withdrawn(desk)
        elif act == "away":
            desk = desk.with_(keep_joint_away=True)
        elif act == "near":
            desk = desk.with_(keep_joint_away=False)
        desk = mending.with_room(desk, self.told_to(who), today)
        self.desks[who] = desk
        self.said[who] = intensity.message(desk)

    def told_to(self, who: str) -> str:
        return intensity.heard_ready(self.said["bo" if who == "ann" else "ann"])

    def both(self, who: str, today: date) -> bool:
        return mending.both_ready(self.desks[who], self.told_to(who), today)


@laws
@given(numbers)
def test_there_is_room_only_after_each_has_said_it_within_a_week(number):
    r = Random(number)
    two, said = Two(r), {"ann": [], "bo": []}
    for n in range(30):
        today = DAY + timedelta(days=n)
        for _ in range(r.randrange(3)):
            who, act = r.choice(("ann", "bo")), r.choice(("say", "say", "withdraw", "look", "away", "near"))
            two.does(who, act, today)
            said[who] = {"say": [*said[who], today], "withdraw": []}.get(act, said[who])
        for who, other in (("ann", "bo"), ("bo", "ann")):
            if two.both(who, today):
                for one in (who, other):
                    assert any(1 <= (today - day).days <= 6 for day in said[one]), "never before each said it, nor late"
            if mending.has_room(two.desks[who], today):
                assert not two.desks[who].keep_joint_away


def test_such_pairs_do_find_room():
    found = 0
    for number in range(60):
        two = Two(Random(number))
        for who, n in (("ann", 0), ("bo", 1), ("ann", 3), ("bo", 3)):
            two.does(who, "say", DAY + timedelta(days=n))
        found += mending.has_room(two.desks["ann"], DAY + timedelta(days=3))
        assert two.both("ann", DAY + timedelta(days=3)) == two.both("bo", DAY + timedelta(days=3))
    assert found == 60


@laws
@given(numbers, st.integers(0, 12), st.sampled_from(["say", "withdraw", "look", "away"]))
def test_alone_nothing_of_ones_own_depends_on_the_other(number, after, act):
    """One who has not said it sees the same, whatever the other did and when."""
    r = Random(number)
    two = Two(r)
    for n in range(after):
        two.does("bo", r.choice(("say", "withdraw", "look")), DAY + timedelta(days=n))
    two.does("bo", act, DAY + timedelta(days=after))
    for n in range(20):
        today = DAY + timedelta(days=after + n)
        two.does("ann", "look", today)
        assert not mending.has_room(two.desks["ann"], today)
        assert not two.both("ann", today)
        assert two.desks["ann"] == Desk()


def test_said_twice_no_other_day_is_drawn():
    desk = mending.ready(Desk(), DAY, lambda low, high: high)
    assert mending.ready(desk, DAY + timedelta(days=3), lambda low, high: low) == desk
    assert mending.is_ready(desk, DAY + timedelta(days=6))
    assert not mending.is_ready(desk, DAY + timedelta(days=7))


def test_taken_back_after_there_was_room_the_other_keeps_the_line_for_its_days():
    two = Two(Random(1))
    for who in ("ann", "bo"):
        two.does(who, "say", DAY)
    today = DAY + timedelta(days=2)
    two.does("ann", "look", today)
    assert mending.has_room(two.desks["ann"], today)
    two.does("bo", "withdraw", today)
    two.does("ann", "look", today)
    assert not two.both("ann", today), "the engine goes by what is so now"
    shown = [n for n in range(9) if mending.has_room(two.desks["ann"], today + timedelta(days=n))]
    assert shown == [0, 1, 2], "and the page does not tell"


def test_while_joint_things_are_kept_away_no_day_crosses():
    said = mending.ready(Desk(), DAY, lambda low, high: low)
    assert intensity.message(said)["ready"] == "2026-11-21"
    assert intensity.message(said.with_(keep_joint_away=True))["ready"] == mending.NEVER
    assert intensity.message(said.with_(keep_joint_away=True)) == intensity.message(Desk())


def test_the_engine_hears_of_it_only_when_both_are_ready():
    now = "2026-11-21T20:00:00"
    for both in (False, True):
        question = argued().question(now, {"intensity_cap": 1, "touch_consents": []}, both_ready=both)
        assert question["rupture"]["ready"] == [both, both]
        assert {**question, "rupture": None} == {
            **argued().question(now, {"intensity_cap": 1, "touch_consents": []}),
            "rupture": None,
        }
    assert Desk().question(now, None, both_ready=True)["rupture"] is None


def test_parting_forgets_it():
    desk = mending.with_room(mending.ready(Desk(), DAY, lambda low, high: low), "2026-11-21", DAY + timedelta(days=1))
    assert desk.afterwards.room_from
    assert intensity.parted(desk).afterwards == replace(desk.afterwards, ready_from="", room_from="")


# ---- lines


def test_the_three_lines_say_care_understanding_and_commitment():
    assert [line.says for line in repair.LINES] == [
        "It says: I care.",
        "It says: I want to understand.",
        "It says: I am with you.",
    ]


@pytest.mark.parametrize("words", ["sry", "SORRY!!", "im not mad at u", "عذرا", "🫂", "x" * repair.LONGEST_LINE])
def test_no_line_is_graded(words):
    assert repair.checked_line(repair.OWN, words) == words


@pytest.mark.parametrize(("which", "own"), [("own", " \n "), ("own", "x" * 241), ("4", ""), ("", "words"), ("²", "")])
def test_what_is_no_line_is_one_sentence(which, own):
    with pytest.raises(BadInput):
        repair.checked_line(which, own)


def test_whatever_a_person_is_the_question_is_answered_without_an_error():
    r = Random(3)
    for _ in range(300):
        desk = Desk(
            argued_at=r.choice((None, "2026-11-20T23:59:59", "2024-02-29T10:00:00")),
            way_in=r.choice((None, *WAYS_IN)),
            situations=tuple(r.sample(SITUATIONS, 2)),
            holds=tuple(r.sample(HOLDS, 2)),
        )
        assert mending.is_asked(desk, NEXT) in {True, False}
        mending.answered(desk, NEXT, "leave")
