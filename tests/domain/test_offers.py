"""Offers: at most one a day, each with its length, complete when left, and never overdue, whatever the clock does."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.weeks import DAY, every, lived
from undrift.domain import evening, offers, reasons
from undrift.domain.desk import HOLDS, Desk, Offer
from undrift.domain.ground import GROUND, Check
from undrift.domain.measured import Measured
from undrift.domain.nothing import FEWER, NOTHING_AT_MOST, nothing_share
from undrift.domain.readings import Readings
from undrift.domain.situation import Situation
from undrift.domain.state import State

EVENING = datetime(2026, 1, 5, 20, 30)
BEGAN = Desk(began_at="2026-01-05T18:00:00+00:00")


def at(weeks: int, days: int = 0) -> datetime:
    return EVENING + timedelta(weeks=weeks, days=days)


def names(desk: Desk, readings: Readings, local: datetime) -> list[str]:
    return [offer.name for offer in offers.due(desk, readings, local.date())]


def taken(readings: Readings, local: datetime, name: str) -> Readings:
    scores = {"csi-16": 50, "csi-4": 12} if name == offers.WHOLE else {name: 12}
    return readings.with_marks(scores, local.date()) if name in {offers.WHOLE, offers.SHORT} else readings


def evenings(weeks: int, *, takes: bool) -> list[tuple[int, str]]:
    """Live that many weeks, opening the notebook every evening; what was offered, by week."""
    desk, readings, seen = BEGAN, Readings(), []
    for day in range(weeks * 7):
        local = EVENING + timedelta(days=day)
        offer = offers.tonight(desk, readings, local)
        if offer is None:
            continue
        desk = evening.asked(desk.with_(measured=desk.measured.putting(offer.name, local.date())), local)
        assert offers.tonight(desk, readings, local) == offer, "it stands where it was until the day is over"
        seen.append((day // 7, offer.name))
        if takes and offer.name != offers.APART:
            readings = taken(readings, local, offer.name)
        if offer.name == offers.LOOK_BACK or (not takes and offer.name != offers.APART):
            desk = desk.with_(measured=desk.measured.leaving(offer.name, local.date()))
        assert takes or offers.tonight(desk, readings, local) in {None, offers.OFFERS[offers.APART]}
    return seen


def test_somebody_who_takes_everything_is_asked_at_0_8_and_24_weeks_then_every_twelve():
    seen = evenings(61, takes=True)
    assert [week for week, name in seen if name == offers.WHOLE] == [0, 8, 24, 36, 48, 60]
    assert len([1 for _, name in seen if name == offers.SHORT]) <= 61 // 4
    fours = [week for week, name in seen if name in {offers.SHORT, offers.WHOLE}]
    assert all(3 <= later - before <= 5 for before, later in pairwise(fours))


def test_not_now_is_a_whole_answer_until_the_next_time():
    counted = Counter(name for _, name in evenings(48, takes=False))
    assert counted[offers.WHOLE] == 4  # at 0, 8, 24 and 36 weeks, never sooner
    assert counted[offers.SHORT] <= 12
    assert counted[offers.LOOK_BACK] <= 12
    assert counted[offers.APART] <= 12


def test_not_now_on_the_sixteen_waits_for_the_next_of_its_times():
    left = BEGAN.with_(measured=Measured().leaving(offers.WHOLE, DAY))
    assert offers.WHOLE in names(BEGAN, Readings(), at(0))
    assert not [week for week in range(8) if offers.WHOLE in names(left, Readings(), at(week, 6))][:-1]
    assert offers.WHOLE in names(left, Readings(), at(8))


def test_what_is_let_be_comes_back_a_week_later_and_the_question_apart_a_month_later():
    put = BEGAN.with_(measured=Measured().putting(offers.SHORT, at(4).date()).putting(offers.APART, at(4).date()))
    found = {days: names(put, Readings(), at(4, days)) for days in (0, 1, 6, 7, 27, 28)}
    assert [offers.SHORT in found[days] for days in (0, 1, 6, 7)] == [True, False, False, True]
    assert [offers.APART in found[days] for days in (0, 1, 7, 27, 28)] == [True, False, False, False, True]


def test_only_one_question_a_day_in_all_of_the_program():
    assert offers.tonight(BEGAN, Readings(), at(0)) is not None
    assert offers.tonight(evening.asked(BEGAN, at(0)), Readings(), at(0)) is None
    landing = BEGAN.with_(landing_due=Offer("tea", "2026-01-05", "did"), landing_due_from="2026-01-05T19:00:00")
    assert offers.tonight(landing, Readings(), at(0)) is None
    assert offers.tonight(BEGAN, Readings(), at(0).replace(hour=10)) is None
    assert offers.tonight(BEGAN.with_(paused_until="2026-02-01T00:00:00"), Readings(), at(0)) is None
    assert offers.tonight(BEGAN.with_(guest=True), Readings(), at(0)) is None


@pytest.mark.parametrize("hold", [*HOLDS, "severe", "away"])
def test_no_hold_shows_in_what_is_offered(hold):
    said = {"severe": {"severe_problem": True}, "away": {"keep_joint_away": True}}.get(hold, {"holds": (hold,)})
    for week in range(30):
        assert names(BEGAN.with_(**said), Readings(), at(week)) == names(BEGAN, Readings(), at(week))


@given(st.lists(st.tuples(st.integers(-400, 400), st.booleans()), max_size=25))
def test_a_clock_that_jumps_back_and_forth_never_asks_twice_a_day(jumps):
    desk, readings, per_day = BEGAN, lived(3, 3), Counter()
    for days, takes in jumps:
        local = EVENING + timedelta(days=days)
        offer = offers.tonight(desk, readings, local)
        if offer is None or desk.measured.put.get(offer.name) == local.date().isoformat():
            continue
        desk = evening.asked(desk.with_(measured=desk.measured.putting(offer.name, local.date())), local)
        per_day[local.date(), len(per_day)] += 1
        readings = taken(readings, local, offer.name) if takes else readings
        assert offers.tonight(desk, readings, local) in {offer, None}
    assert desk == Desk.from_json(desk.to_json())


def test_every_offer_says_how_long_it_takes():
    for offer in offers.OFFERS.values():
        assert offer.length.split()[-1] in {"minutes", "minute", "seconds"}
        assert offer.path.startswith("/mine/")


LEVEL = st.none() | st.integers(0, 4)
CHECKS = st.lists(st.tuples(LEVEL, LEVEL, LEVEL), max_size=10)


@given(CHECKS, st.booleans(), st.booleans(), st.sampled_from([(), ("self_harm",), ("addiction",), ("separating",)]))
def test_there_is_a_reason_exactly_where_more_help_may_be_needed(levels, serious, wants, holds):
    checks = [
        Check((DAY + every(7, n)).isoformat(), **dict(zip(GROUND, one, strict=True))) for n, one in enumerate(levels)
    ]
    desk = BEGAN.with_(checks=tuple(checks), severe_problem=serious, wants_help=wants, holds=holds)
    today = DAY + every(7, max(len(levels) - 1, 0))
    found = reasons.reasons(desk, today)
    said = serious or wants or not {"self_harm", "addiction"}.isdisjoint(holds)
    assert bool(found) == (said or desk.not_getting_better(today)) == reasons.row_stands(desk, today)
    left = desk.with_(measured=replace(desk.measured, help_left=found, help_left_on=today.isoformat()))
    assert not reasons.row_stands(left, today)
    assert reasons.row_stands(left, today + every(29, 1)) == bool(reasons.reasons(left, today + every(29, 1)))
    asked = left.with_(one_sided_on=((today - every(7, 1)).isoformat(), today.isoformat()))
    assert reasons.row_stands(asked, today), "a new reason brings the row back"


def test_closeness_goes_by_the_newest_picture_and_ages_as_the_ground_does():
    desk = BEGAN.with_(checks=(Check(DAY.isoformat(), closeness=6),))
    told = {
        weeks: desk.question((EVENING + every(7, weeks)).isoformat())["person"]["closeness"] for weeks in (0, 4, 6, 12)
    }
    assert told == {0: 6, 4: 6, 6: 5, 12: 3}
    assert BEGAN.question(EVENING.isoformat())["person"]["closeness"] == 3


def share_of_free_evenings(desk: Desk) -> float:
    return nothing_share(Situation.of(State.from_json(desk.question(EVENING.isoformat())), ()))


def test_what_was_marked_and_chosen_reaches_the_free_evenings():
    """Close and going well, or *fewer of them*: more evenings stay free, and never all of them."""
    well = tuple(Offer(f"p{n}", (DAY - every(1, n + 1)).isoformat(), "did", "closer") for n in range(4))
    far, close = (BEGAN.with_(history=well, checks=(Check(DAY.isoformat(), closeness=c),)) for c in (4, 5))
    assert share_of_free_evenings(close) == pytest.approx(share_of_free_evenings(far) + 0.15)
    fewer = BEGAN.with_(measured=Measured(fewer=True))
    assert share_of_free_evenings(fewer) == pytest.approx(share_of_free_evenings(BEGAN) + FEWER)
    everything = close.with_(measured=Measured(fewer=True), checks=(Check(DAY.isoformat(), safety=0, closeness=6),))
    assert share_of_free_evenings(everything) <= NOTHING_AT_MOST
