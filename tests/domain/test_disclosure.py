"""One true thing: full strength sleeps a night, one goes in a week whatever the other does, and each answer is whole."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undrift.domain import disclosure, drafts, room, sharing
from undrift.domain.desk import Desk
from undrift.domain.disclosure import ONE_IN, Disclosure
from undrift.domain.disclosure_frames import FRAMES, LONGEST, cleaned, in_order
from undrift.domain.disclosure_kinds import DEPTHS, HARDER, depth_of
from undrift.domain.drafts import DRAFTS_KEPT, Draft
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.ladder import Ladder, climb
from undrift.domain.notebook import Kind
from undrift.domain.room import ANSWERS, HEARD_KEPT, LEFT, Heard, comes_gently
from undrift.domain.sharing import SharedEntry
from undrift.domain.state import Past, State

ZONES = [ZoneInfo(z) for z in ("UTC", "Europe/Dublin", "Asia/Kolkata", "Pacific/Kiritimati", "America/St_Johns")]
LOCALS = st.builds(
    lambda when, zone: when.replace(tzinfo=UTC).astimezone(zone),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
    st.sampled_from(ZONES),
)
laws = settings(derandomize=True)
KINDS = st.sampled_from(list(FRAMES))
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
numbers = st.integers(0, 2**32)


def draft_at(local, *, hard=True, name="a"):
    ready = sharing.opens_at(local).date()
    return Draft(name, "feeling", "tired", hard, local.date().isoformat(), ready.isoformat())


def drawn_heard(r):
    """What was said to have landed how, from old to new: its depth, and the answer."""
    return [(r.randint(1, 3), r.choice(room.LANDINGS)) for _ in range(r.randint(0, 20))]


def heard(*landings):
    return Disclosure(heard=tuple(Heard("2026-11-20", depth, landing) for depth, landing in landings))


@laws
@given(LOCALS, st.timedeltas(timedelta(0), timedelta(days=4)))
def test_a_draft_goes_after_a_breakfast_that_a_night_lies_before(local, wait):
    draft, later = draft_at(local), local + wait
    may = draft.may_go(sharing.morning_of(later))
    if may:
        assert later - local >= sharing.SLEPT_OVER - timedelta(hours=2), "two hours for a night that clocks are changed"
    if wait >= timedelta(hours=30):
        assert may, "nobody is kept waiting for longer than to the morning after"


@laws
@given(LOCALS, st.timedeltas(timedelta(days=5), timedelta(days=4000)))
def test_a_clock_that_was_wrong_never_keeps_a_draft(local, ahead):
    assert draft_at(local + ahead).may_go(sharing.morning_of(local))


@laws
@given(LOCALS, KINDS)
def test_there_is_a_day_to_take_it_back_unseen(local, kind):
    arrives = disclosure.arrives_at(kind, sharing.opens_at(local))
    assert arrives - local >= timedelta(hours=24)
    assert arrives - local <= timedelta(hours=24 + 24 + 6)
    assert arrives.date() == disclosure.arrives_on(local)
    assert disclosure.arrives_at("moment", sharing.opens_at(local)) == sharing.opens_at(local)


@laws
@given(DAYS, st.integers(-400, 400), st.booleans())
def test_the_next_goes_by_the_calendar_and_taking_back(said_on, days, taken_back):
    part = disclosure.said(Disclosure(), "a", said_on)
    if taken_back:
        part = disclosure.taken_back(part, "a")
    waits_till = disclosure.next_from(part, said_on + timedelta(days=days))
    waiting = not taken_back and 0 <= days < ONE_IN.days
    assert waits_till == (said_on + ONE_IN if waiting else None)
    assert disclosure.taken_back(part, "another") == part


@laws
@given(numbers, DAYS)
def test_nothing_the_receiver_does_moves_what_the_author_may(number, day):
    r = Random(number)
    acts = r.choices([*ANSWERS, *room.LANDINGS, LEFT], k=r.randint(0, 12))
    part = disclosure.said(Disclosure(drafts=(draft_at(datetime(2026, 11, 20, 20, tzinfo=UTC)),)), "mine", day)
    before = (part.drafts, part.said, part.said_on)
    for n, act in enumerate(acts):
        entry = SharedEntry(f"e{n}", False, "feeling", "hers", day, True, n, 2)
        part = room.answered(part, act, entry, day) if act in ANSWERS else room.landed(part, part.ask_about, act, day)
    assert (part.drafts, part.said, part.said_on) == before
    assert len(part.heard) <= HEARD_KEPT
    desk = Desk(disclosure=part)
    assert Desk.from_json(json.loads(json.dumps(desk.to_json()))) == desk
    State.from_json(desk.question("2026-11-20T20:00:00"))


@pytest.mark.parametrize("what", ["", "yes", "opened", "now "])
def test_an_answer_that_was_not_offered_is_none(what):
    entry = SharedEntry("e", False, "feeling", "hers", date(2026, 11, 20), True)
    with pytest.raises(BadInput):
        room.answered(Disclosure(), what, entry, date(2026, 11, 20))
    with pytest.raises(BadInput):
        room.landed(Disclosure(ask_about="e"), "e", what, date(2026, 11, 20))


@laws
@given(KINDS, st.text(max_size=600))
def test_what_may_be_said_is_short_and_what_may_not_says_why(kind, text):
    try:
        kept = cleaned(kind, text)
    except BadInput as problem:
        refused = problem.field
    else:
        refused = ""
        assert 0 < len(kept) <= LONGEST
    assert refused in {"", "text"}


@laws
@given(KINDS)
def test_a_frame_alone_is_nothing_and_with_a_word_it_is(kind):
    begins = FRAMES[kind].begins
    for text in (begins, begins.upper(), begins.strip() + "…", begins + "..."):
        with pytest.raises(BadInput):
            cleaned(kind, text)
    assert cleaned(kind, begins + "x")
    for line in (FRAMES[kind].easier, FRAMES[kind].harder):
        assert cleaned(kind, line) == line
    assert FRAMES[kind].easier.startswith(begins)


def test_softening_keeps_the_night_unless_it_is_still_hard():
    part = drafts.drafted(Disclosure(), replace(draft_at(datetime(2026, 11, 20, 20, tzinfo=UTC)), hard=True))
    later = date(2026, 11, 22)
    assert drafts.softened(part, "a", "softer", hard=False, next_morning=later).draft("a").ready_on == "2026-11-21"
    assert drafts.softened(part, "a", "softer", hard=True, next_morning=later).draft("a").ready_on == "2026-11-22"
    assert drafts.softened(part, "a", "tired", hard=True, next_morning=later) == part
    with pytest.raises(NotFound):
        drafts.softened(part, "none", "softer", hard=False, next_morning=later)


def test_a_few_lie_there_and_the_same_once():
    part, local = Disclosure(), datetime(2026, 11, 20, 20, tzinfo=UTC)
    for number in range(DRAFTS_KEPT):
        for _ in range(2):
            part = drafts.drafted(part, draft_at(local, name=str(number)))
    assert len(part.drafts) == DRAFTS_KEPT
    with pytest.raises(BadInput):
        drafts.drafted(part, draft_at(local, name="one more"))


@laws
@given(numbers)
def test_after_too_much_what_is_as_deep_comes_gently_till_two_were_about_right(number):
    part = heard(*drawn_heard(Random(number)))
    for depth in (1, 2, 3):
        after = replace(part, heard=(*part.heard, Heard("2026-11-21", depth, "too_much")))
        assert comes_gently(after, depth)
        twice = replace(after, heard=(*after.heard, *(Heard("2026-11-22", depth, "about_right"),) * 2))
        assert not comes_gently(twice, depth) or comes_gently(part, depth)
    assert not comes_gently(Disclosure(), 3)


def test_what_was_lighter_than_the_one_too_much_comes_as_before():
    part = heard((3, "too_much"))
    assert [comes_gently(part, depth) for depth in (1, 2, 3)] == [False, False, True]


@laws
@given(numbers)
def test_reading_lifts_the_own_ladder_one_rung_at_a_time(number):
    at = datetime(2026, 11, 20, 21)
    pasts, before = [], Ladder()
    for depth, landing in drawn_heard(Random(number)):
        pasts.append(Past("", at, landing={"about_right": "same", "too_much": "too_much"}[landing], depth=depth))
        after = climb(pasts, {})
        assert after.rung - before.rung <= 1
        assert after.rung <= before.rung or landing == "about_right"
        before = after


def test_what_was_too_much_lowers_the_ladder_of_steps_too():
    history = [{"practice": "x", "at": "2026-11-01T21:00:00", "answer": "did", "landing": "same"}] * 2
    received = [{"at": "2026-11-02T21:00:00", "depth": 1, "landing": "too_much"}]
    from undrift.domain.situation import Situation

    body = {"now": "2026-11-20T20:00:00", "person": {}, "history": history}
    assert Situation.of(State.from_json(body), []).ladder == Ladder(1, lowered=False)
    assert Situation.of(State.from_json(body | {"received": received}), []).ladder == Ladder(0, lowered=True)


def test_depths_never_skip_and_the_order_hides_nothing():
    assert {depth_of(kind, hard=False) for kind in DEPTHS} == {1, 2}
    assert {depth_of(kind, hard=True) for kind in DEPTHS} == {HARDER}
    for rung in range(5):
        for light in (True, False):
            assert {kind for kind, _ in in_order(rung, light=light)} == set(FRAMES)
    assert in_order(4, light=True)[0][0] is Kind.CLOSER
    assert in_order(0, light=False) == in_order(0, light=True)


def test_a_desk_of_a_later_release_is_still_read():
    body = json.loads(json.dumps(Desk(disclosure=heard((1, "about_right"))).to_json()))
    body["disclosure"]["heard"][0]["newer"] = body["disclosure"]["newer"] = True
    assert Desk.from_json(body).disclosure == heard((1, "about_right"))
