"""What crosses to the other: a level that moves slowly, a list of touch, and nothing that tells why."""

import json
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undrift.domain.desk import HOLDS, LANDINGS, LIFE, SITUATIONS, TOUCH_KEPT, WAYS_IN, Desk, Offer, Told, Tonight
from undrift.domain.ground import Check
from undrift.domain.intensity import TOUCH_KINDS, consenting, heard, message, moved, parted, target
from undrift.domain.mending import NEVER
from undrift.domain.practices import Capacity, Tag
from undrift.domain.promises import Promise
from undrift.domain.state import State
from undrift.library import loader

from .worlds import open_steps

DAY = date(2026, 3, 10)
NOW = "2026-03-10T20:00"
LIBRARY = tuple(p for p in loader.load().practices if p.depth or Tag.TOUCH in p.tags)
BY_ID = {p.id: p for p in LIBRARY}
TOUCH_STEPS = {p.touch_kind: p for p in LIBRARY if Tag.TOUCH in p.tags}
LONG_AGO = date(2024, 6, 1)
WELL = tuple(Offer(p.id, (LONG_AGO + timedelta(days=n)).isoformat(), "did", "closer") for n, p in enumerate(LIBRARY))
DEEPER = {p.id for p in LIBRARY if p.depth > 1}
STEADY = Desk(way_in="looking", deeper_welcome=True, tonight=Tonight("2026-03-10", "plenty"))
PARTNER = {"intensity_cap": 4, "touch_consents": sorted(TOUCH_KINDS)}
laws = settings(max_examples=8, derandomize=True)
numbers = st.integers(0, 2**32)
some_kinds = st.sets(st.sampled_from(sorted(TOUCH_KINDS)))


VISITS = range(20)


class Draws:
    """Chance with a stream of its own for each span, so that two lives can share the days of their level."""

    def __init__(self, number):
        self.number, self.streams = number, {}

    def __call__(self, low, high):
        return self.streams.setdefault((low, high), Random(f"{self.number} {low}")).randint(low, high)


def private_parts(r):
    """Draw what must never reach the other."""
    return {
        "seed": r.randint(0, 99),
        "partner_word": r.choice(("", "love", "B.")),
        "situations": tuple(r.sample(SITUATIONS, 2)),
        "branch": r.choice((None, "strengthen", "browse")),
        "holds": tuple(r.sample(HOLDS, 2)),
        "argued_at": r.choice((None, "2026-03-10T08:00:00")),
        "tonight": r.choice((None, Tonight("2026-03-10", r.choice(tuple(Capacity)).value))),
        "history": tuple(Offer("a", f"2026-02-{d:02}", "did", r.choice(LANDINGS)) for d in range(1, r.randint(1, 20))),
        "saved": tuple(r.sample(("a", "b", "c"), r.randint(0, 3))),
        "close_line": r.choice(("", "by the sea")),
        "done_asking": r.choice(((), (LIFE,))),
        "unfolded": r.randint(0, 9),
        "one_sided_on": r.choice(((), ("2026-03-01", "2026-03-09"))),
        "wants_help": r.random() < 0.2,
        "promises": r.choice(((), (Promise("a", "I will ring at six"),))),
        "extra": {"later": r.random()},
    }


def steering_parts(r):
    """Draw what the level and the list may go by."""
    return {
        "way_in": r.choice((None, *WAYS_IN)),
        "deeper_welcome": r.random() < 0.7,
        "severe_problem": r.random() < 0.2,
        "checks": r.choice(((), (Check("2026-03-08", *(r.choice((None, 0, 2, 4)) for _ in range(4))),))),
        "touch_yes": tuple(r.sample(sorted(TOUCH_KINDS), r.randint(0, 5))),
    }


def life(number, *, afraid_from=99, strange=0):
    """Live 20 visits of one couple's half; the same number gives the same chances and changes of mind."""
    r, other, draws = Random(number), Random(strange), Draws(number)
    desk, day, paused = Desk(**steering_parts(r)), DAY, False
    for visit in VISITS:
        day += timedelta(days=r.choice((0, 1, 3, 6, 12, 20)))
        changes = steering_parts(r) if r.random() < 0.1 else {}
        private = private_parts(other) if visit % 10 == 0 else {}
        paused = r.random() < 0.5 if r.random() < 0.1 else paused
        desk = desk.with_(**changes, **private, keep_joint_away=visit >= afraid_from)
        desk = moved(desk, day, draws, paused=paused)
        yield day, desk


def lived(number, **how):
    return list(life(number, **how))[-1][1]


def level(desk):
    return message(desk)["level"]


def after(desk, days, *, paused=False, draw=lambda low, high: high):
    """Visit on each of the coming days."""
    for n in range(days + 1):
        desk = moved(desk, DAY + timedelta(days=n), draw, paused=paused)
    return desk


@laws
@given(numbers)
def test_the_level_moves_one_step_and_never_within_five_days_of_the_last(number):
    known, last_move = 1, None
    for day, desk in life(number):
        if level(desk) == known:
            continue
        assert abs(level(desk) - known) == 1
        assert last_move is None or (day - last_move).days >= 5
        known, last_move = level(desk), day


@laws
@given(numbers, st.integers(0, 4), st.booleans())
def test_left_alone_it_arrives_where_it_was_going(number, start, paused):
    desk = Desk(**steering_parts(Random(number)), told=Told(start, DAY.isoformat()))
    days = 140  # long enough for every answer to age, and for four steps after that
    towards = target(desk, DAY + timedelta(days=days), paused=paused)
    assert level(after(desk, days, paused=paused, draw=Draws(number))) == towards


def test_everybody_starts_light_and_is_told_nothing_on_the_first_day():
    for desk in (STEADY, Desk(way_in="betrayal"), Desk(keep_joint_away=True), Desk(severe_problem=True)):
        for paused in (True, False):
            first = moved(desk.with_(touch_yes=("hug",)), DAY, Random(3).randint, paused=paused)
            assert message(first) == {"level": 1, "touch": [], "ready": NEVER}
            assert 5 <= (date.fromisoformat(first.told.moves_on) - DAY).days <= 12


def test_a_day_is_drawn_anew_also_when_nothing_moved():
    desk = Desk(told=Told(1, DAY.isoformat()))
    assert target(desk, DAY, paused=False) == 1
    assert moved(desk, DAY, lambda low, high: low, paused=False).told == Told(1, "2026-03-15")
    assert moved(desk, DAY, lambda low, high: high, paused=False).told == Told(1, "2026-03-22")


@pytest.mark.parametrize("moves_on", ["2026-03-11", "2026-03-22", "2099-01-01"])
def test_nothing_moves_before_its_day_and_a_wrong_clock_does_not_freeze_it(moves_on):
    desk = moved(STEADY.with_(told=Told(2, moves_on)), DAY, lambda low, high: low, paused=True)
    assert desk.told == Told(2, "2026-03-15" if moves_on == "2099-01-01" else moves_on)


@pytest.mark.parametrize(
    ("changes", "towards"),
    [
        ({}, 3),
        ({"deeper_welcome": False}, 1),
        ({"severe_problem": True}, 1),
        ({"way_in": "fragile"}, 1),
        ({"way_in": "betrayal"}, 1),
        ({"way_in": None}, 2),
    ],
)
def test_where_the_level_goes(changes, towards):
    desk = STEADY.with_(**changes)
    assert target(desk, DAY, paused=False) == towards
    assert target(desk, DAY, paused=True) == 0
    person = State.from_json(desk.question(NOW)).person
    assert towards in {person.level, min(person.level, 1)}


@laws
@given(numbers, st.sampled_from(VISITS))
def test_fear_never_raises_the_level_and_every_fall_would_have_come_without_it(number, afraid_from):
    calm = [level(desk) for _, desk in life(number)]
    afraid = [level(desk) for _, desk in life(number, afraid_from=afraid_from)]
    assert afraid[:afraid_from] == calm[:afraid_from]
    before = [1, *calm]
    for visit in VISITS[afraid_from:]:
        assert afraid[visit] <= before[afraid_from]
        earlier = afraid[visit - 1] if visit > afraid_from else before[afraid_from]
        assert afraid[visit] <= earlier
        if afraid[visit] < earlier:
            assert calm[visit] < calm[visit - 1]


def test_fear_at_a_high_level_leaves_it_there_and_a_low_one_stays_low():
    assert level(after(STEADY.with_(told=Told(3, "2026-03-10"), keep_joint_away=True), 90)) == 3
    assert level(after(STEADY.with_(told=Told(1, "2026-03-10"), keep_joint_away=True), 90)) == 1
    assert level(after(STEADY.with_(told=Told(1, "2026-03-10")), 90)) == 3


@laws
@given(numbers, numbers)
def test_what_is_private_leaves_no_trace_in_any_message(number, strange):
    ours, theirs = life(number), life(number, strange=strange)
    assert [message(desk) for _, desk in ours] == [message(desk) for _, desk in theirs]


@laws
@given(numbers, numbers)
def test_messages_differ_by_level_and_touch_alone(number, other):
    one, two = lived(number), lived(other, afraid_from=10)
    same = one.told.level == two.told.level and set(one.told.touch) == set(two.told.touch)
    assert (json.dumps(message(one)) == json.dumps(message(two))) is same
    assert message(two.with_(told=one.told, touch_yes=one.touch_yes)) == message(one)
    assert set(message(one)) == {"level", "touch", "ready"}
    assert set(message(one)["touch"]) <= set(one.touch_yes)


@laws
@given(some_kinds, some_kinds, numbers)
def test_a_withdrawn_touch_is_gone_at_once_and_a_new_yes_waits_anew(first, second, number):
    told = after(consenting(STEADY, first), 9, draw=Draws(number))
    assert message(told)["touch"] == sorted(first)
    for withdrawn in (told.with_(touch_yes=tuple(second)), consenting(told, second)):
        assert message(withdrawn)["touch"] == sorted(first & second)
    again = consenting(consenting(told, second), first)
    assert message(moved(again, DAY, lambda low, high: low, paused=False))["touch"] == sorted(first & second)
    assert message(after(again, 1, draw=lambda low, high: low))["touch"] == sorted(first & second)
    assert message(after(again, 2, draw=lambda low, high: low))["touch"] == sorted(first)


def test_a_yes_is_told_on_its_own_drawn_day():
    desk = moved(consenting(STEADY, {"hug"}), DAY, lambda low, high: low + 1, paused=False)
    assert desk.told.touch_from == {"hug": "2026-03-13"}
    assert message(moved(desk, date(2026, 3, 12), Random(1).randint, paused=False))["touch"] == []
    told = moved(desk, date(2026, 3, 13), Random(1).randint, paused=False)
    assert (message(told)["touch"], told.told.touch_from) == (["hug"], {})


def test_a_yes_taken_back_while_it_waits_is_forgotten():
    waiting = moved(consenting(STEADY, {"hug"}), DAY, lambda low, high: low, paused=False)
    assert consenting(waiting, set()).told.touch_from == {}
    again = consenting(consenting(waiting, set()), {"hug"})
    assert message(moved(again, date(2026, 3, 12), lambda low, high: low, paused=False))["touch"] == []


def test_fear_forgets_a_day_that_was_drawn():
    waiting = moved(consenting(STEADY, {"hug"}), DAY, lambda low, high: low, paused=False)
    afraid = moved(waiting.with_(keep_joint_away=True), DAY, lambda low, high: low, paused=False)
    free = afraid.with_(keep_joint_away=False)
    assert message(moved(free, date(2026, 3, 12), lambda low, high: low, paused=False))["touch"] == []


def test_while_joint_things_are_kept_away_no_touch_is_told_and_afterwards_it_waits_anew():
    told = after(consenting(STEADY, {"hug", "shoulder"}), 9)
    afraid = consenting(told, {"shoulder", "kiss_hello"}).with_(keep_joint_away=True)
    assert message(afraid)["touch"] == ["shoulder"]
    later = after(afraid, 60)
    assert (message(later)["touch"], later.told.touch_from) == (["shoulder"], {})
    free = later.with_(keep_joint_away=False)
    assert message(after(free, 8))["touch"] == ["shoulder"]
    assert message(after(free, 9))["touch"] == ["kiss_hello", "shoulder"]


def test_a_wrong_clock_does_not_keep_a_yes_for_years():
    desk = STEADY.with_(touch_yes=("hug",), told=Told(1, "2026-03-11", (), {"hug": "2099-01-01"}))
    assert message(after(desk, 9))["touch"] == ["hug"]


@laws
@given(numbers)
def test_every_message_is_heard_as_it_was_meant(number):
    desk = lived(number)
    body = json.loads(json.dumps(message(desk)))
    assert heard(body) == {"intensity_cap": body["level"], "touch_consents": body["touch"]}


@pytest.mark.parametrize(
    "odd",
    [
        None,
        [],
        "level",
        {},
        {"level": 3},
        {"level": 5, "touch": [], "ready": NEVER},
        {"level": -1, "touch": [], "ready": NEVER},
        {"level": True, "touch": ["hug"], "ready": NEVER},
        {"level": 2.0, "touch": [], "ready": NEVER},
        {"level": 3, "touch": None, "ready": NEVER},
        {"level": 3, "touch": "hug", "ready": NEVER},
        {"level": 3, "touch": [["hug"]], "ready": NEVER},
        {"level": 3, "touch": ["else"], "ready": NEVER},
        {"level": 3, "touch": ["hug", "hug"], "ready": NEVER},
        {"level": 3, "touch": ["hug"], "why": "fear", "ready": NEVER},
        {"level": 3, "touch": []},
        {"level": 3, "touch": [], "ready": ""},
        {"level": 3, "touch": [], "ready": None},
        {"level": 3, "touch": [], "ready": "2026-02-30"},
        {"level": 3, "touch": [], "ready": "20260301"},
    ],
)
def test_anything_odd_is_heard_as_light_without_touch(odd):
    assert heard(odd) == {"intensity_cap": 1, "touch_consents": []}


def standing_open(desk, partner):
    return open_steps(desk.question(NOW, partner), LIBRARY)


@laws
@given(some_kinds, some_kinds)
def test_touch_stands_open_only_where_both_said_yes(mine, theirs):
    other = after(consenting(STEADY, theirs), 40)
    desk = consenting(STEADY, mine).with_(history=WELL)
    open_touch = standing_open(desk, heard(message(other))) & {p.id for p in TOUCH_STEPS.values()}
    assert open_touch == {p.id for kind, p in TOUCH_STEPS.items() if kind in mine & theirs}
    assert not standing_open(desk.with_(keep_joint_away=True), heard(message(other))) & open_touch


@laws
@given(numbers, st.integers(0, 4), some_kinds)
def test_nothing_stands_open_past_either_yes(number, theirs, their_touch):
    desk = lived(number).with_(history=WELL, tonight=STEADY.tonight, holds=(), situations=(), argued_at=None)
    for name in standing_open(desk, heard({"level": theirs, "touch": sorted(their_touch), "ready": NEVER})):
        assert BY_ID[name].depth <= min(theirs, 3 if desk.deeper_welcome else 1)
        assert BY_ID[name].touch_kind in {None, *(their_touch & set(desk.touch_yes))}


def test_depth_takes_a_yes_from_each():
    desk = STEADY.with_(history=WELL)
    light = heard(message(after(STEADY.with_(deeper_welcome=False), 90)))
    assert standing_open(desk, heard(message(after(STEADY, 90)))) & DEEPER
    assert not standing_open(desk, light) & DEEPER
    assert not standing_open(desk.with_(deeper_welcome=False), PARTNER) & DEEPER


def test_a_question_carries_touch_only_beside_a_partner_and_never_under_fear():
    desk = consenting(STEADY, {"hug"})
    alone, beside = desk.question(NOW), desk.question(NOW, PARTNER)
    assert (alone["partner"], alone["person"]["touch_consents"]) == (None, [])
    assert (beside["partner"], beside["person"]["touch_consents"]) == (PARTNER, ["hug"])
    assert desk.with_(keep_joint_away=True).question(NOW, PARTNER)["person"]["touch_consents"] == []
    assert {**beside, "partner": None, "person": {**beside["person"], "touch_consents": []}} == alone


def test_whoever_comes_next_starts_light():
    desk = parted(after(consenting(STEADY, TOUCH_KINDS), 60))
    assert message(desk) == {"level": 1, "touch": [], "ready": NEVER}
    assert message(after(desk, 60)) == {"level": 1, "touch": [], "ready": NEVER}
    assert desk == STEADY.with_(deeper_welcome=False)


@laws
@given(numbers)
def test_a_desk_comes_back_as_it_was(number):
    desk = lived(number)
    body = json.loads(json.dumps(desk.to_json()))
    assert Desk.from_json(body) == desk
    older = {k: v for k, v in body.items() if k not in {"told", "touch_yes", "deeper_welcome", "unfolded"}}
    assert Desk.from_json(older) == parted(desk).with_(unfolded=0)
    assert Desk.from_json({**body, "told": {**body["told"], "later": 1}}).told == desk.told


def test_a_desk_takes_no_endless_touch():
    many = [f"k{n}" for n in range(500)]
    body = {"touch_yes": many, "told": {"touch": many, "touch_from": dict.fromkeys(many, "2026-03-10")}}
    desk = Desk.from_json(body)
    assert {len(desk.touch_yes), len(desk.told.touch), len(desk.told.touch_from)} == {TOUCH_KEPT}
    assert message(desk)["touch"] == []


def test_every_touch_of_the_library_can_be_said_yes_to():
    assert set(TOUCH_STEPS) <= set(TOUCH_KINDS)
    assert len(TOUCH_KINDS) <= TOUCH_KEPT


@laws
@given(numbers, st.integers(0, 4), st.integers(0, 4))
def test_a_weekly_answer_reaches_the_other_only_on_a_day_that_was_drawn_before_it(number, before, answer):
    """Two lives that differ by one answer tell the same until the next drawn day, and draw the same days after it."""
    steady = Desk(**steering_parts(Random(number)), told=Told(before, (DAY + timedelta(days=5)).isoformat()))
    low = steady.with_(checks=(Check(DAY.isoformat(), answer, answer, answer, answer),))
    draws, same = Draws(number), Draws(number)
    for n in range(60):
        today = DAY + timedelta(days=n)
        steady, low = moved(steady, today, draws, paused=False), moved(low, today, same, paused=False)
        assert n >= 5 or message(low) == message(steady)
        assert steady.told.moves_on == low.told.moves_on
        assert low.told.touch == steady.told.touch
