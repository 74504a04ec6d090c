"""When something returns: what is impossible is said at its field, and nothing of what was is kept."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undrift.domain import rhythms
from undrift.domain.errors import BadInput, MalformedState
from undrift.domain.rhythms import EVERY_DAY, Rest, Rhythm

MONDAY = date(2026, 3, 2)
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago")


def evening(**changes) -> Rhythm:
    return Rhythm(**{"at": time(21), "zone": "Europe/Berlin", "weekdays": EVERY_DAY, "starts": MONDAY, **changes})


@st.composite
def any_rhythm(draw) -> Rhythm:
    starts = MONDAY + timedelta(days=draw(st.integers(0, 400)))
    rests = []
    for _ in range(draw(st.integers(0, 3))):
        first = starts + timedelta(days=draw(st.integers(-3, 60)))
        rests.append(Rest(first, draw(st.none() | st.integers(0, 9).map(lambda n, f=first: f + timedelta(days=n)))))
    rhythm = evening(
        at=time(draw(st.integers(0, 23)), draw(st.sampled_from((0, 5, 30, 45)))),
        zone=draw(st.sampled_from(ZONES)),
        weekdays=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        every=draw(st.integers(1, 4)),
        starts=starts,
        until=draw(st.none() | st.integers(7, 300).map(lambda n: starts + timedelta(days=n))),
        minutes=draw(st.integers(0, 240)),
        rests=tuple(rests),
    )
    for n in draw(st.lists(st.integers(0, 60), max_size=3)):
        day = starts + timedelta(days=n)
        to = datetime.combine(day + timedelta(days=draw(st.integers(-9, 9))), time(draw(st.integers(0, 23))))
        if rhythm.falls_on(day) and not rhythm.rests_on(day) and not rhythm.rests_on(to.date()):
            rhythm = rhythms.moved(rhythm, day, to)
    return rhythm


@given(any_rhythm())
def test_a_rhythm_survives_being_written_down(rhythm):
    assert Rhythm.from_json(rhythm.to_json()) == rhythm


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("weekdays", {"weekdays": frozenset()}),
        ("weekdays", {"weekdays": frozenset({7})}),
        ("every", {"every": 0}),
        ("every", {"every": 53}),
        ("minutes", {"minutes": -1}),
        ("minutes", {"minutes": 1440}),
        ("starts", {"starts": date(1, 1, 1)}),
        ("starts", {"starts": date(9999, 12, 31)}),
        ("until", {"until": date(9999, 12, 31)}),
        ("until", {"until": MONDAY - timedelta(days=1)}),
        ("until", {"until": MONDAY + timedelta(days=1), "weekdays": frozenset({4})}),
        ("zone", {"zone": ""}),
        ("zone", {"zone": "x" * 200}),
        ("at", {"at": time(21, 0, 30)}),
        ("to", {"moves": {MONDAY: datetime(2027, 3, 2, 21)}}),
        ("day", {"rests": tuple(Rest(MONDAY, MONDAY) for _ in range(61))}),
    ],
)
def test_an_impossible_one_is_refused_at_its_field(field, changes):
    with pytest.raises(BadInput) as refused:
        evening(**changes)
    assert refused.value.field == field
    assert refused.value.sentence.endswith(".")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    ),
    st.sampled_from(("at", "zone", "weekdays", "starts", "every", "until", "minutes", "rests", "moves")),
)
def test_a_broken_one_is_said_to_be_malformed_and_nothing_else(junk, name):
    body = evening().to_json() | {name: junk}
    with contextlib.suppress(MalformedState):
        assert Rhythm.from_json(body).to_json().keys() == body.keys()


def test_every_other_week_counts_from_the_first_one_not_from_the_day_it_was_asked_for():
    thursday_asked = evening(weekdays=frozenset({0}), every=2, starts=MONDAY + timedelta(days=3))
    first = MONDAY + timedelta(days=7)
    assert thursday_asked.first == first
    days = [first + timedelta(days=n) for n in range(35)]
    assert [day for day in days if thursday_asked.falls_on(day)] == [
        first,
        first + timedelta(14),
        first + timedelta(28),
    ]


def test_moving_is_of_one_that_is_there_and_to_a_day_near_it():
    weekly = evening(weekdays=frozenset({0}))
    moved = rhythms.moved(weekly, MONDAY, datetime(2026, 3, 4, 20, 30, 15))
    assert moved.moves == {MONDAY: datetime(2026, 3, 4, 20, 30)}
    for field, day, to in (
        ("day", MONDAY + timedelta(1), datetime(2026, 3, 4, 20)),
        ("to", MONDAY, datetime(2026, 5, 4, 20)),
    ):
        with pytest.raises(BadInput) as refused:
            rhythms.moved(weekly, day, to)
        assert refused.value.field == field


def test_nothing_moves_into_a_rest_or_out_of_it():
    resting = rhythms.resting(evening(), MONDAY + timedelta(7), MONDAY + timedelta(13))
    for field, day, to in (
        ("to", MONDAY, datetime.combine(MONDAY + timedelta(8), time(9))),
        ("day", MONDAY + timedelta(8), datetime.combine(MONDAY, time(9))),
    ):
        with pytest.raises(BadInput) as refused:
            rhythms.moved(resting, day, to)
        assert refused.value.field == field


def test_one_left_out_is_left_out_wherever_it_was_moved_to():
    weekly = rhythms.moved(evening(weekdays=frozenset({0})), MONDAY, datetime(2026, 3, 4, 20))
    out = rhythms.left_out(weekly, MONDAY)
    assert out.rests_on(MONDAY)
    assert not out.moves
    assert rhythms.left_out(out, MONDAY) == out


def test_a_rest_ends_before_it_begins_nowhere():
    with pytest.raises(BadInput) as refused:
        rhythms.resting(evening(), MONDAY, MONDAY - timedelta(1))
    assert refused.value.field == "last"


@given(any_rhythm(), st.integers(0, 60))
def test_taken_up_it_comes_again_from_that_day_on(rhythm, n):
    day = rhythm.starts + timedelta(days=n)
    again = rhythms.taken_up(rhythm, day)
    assert not again.rests_on(day)
    before = [day - timedelta(days=k) for k in range(1, 30)]
    assert [again.rests_on(d) for d in before] == [rhythm.rests_on(d) for d in before]


@given(any_rhythm(), st.integers(0, 90))
def test_what_is_over_is_forgotten_and_what_is_ahead_stays(rhythm, n):
    today = rhythm.starts + timedelta(days=n)
    left = rhythms.without_past(rhythm, today)
    ahead = [today + timedelta(days=k) for k in range(40)]
    assert [left.rests_on(day) for day in ahead] == [rhythm.rests_on(day) for day in ahead]
    edge = (today - timedelta(days=2)).isoformat()
    assert all(max(day, to[:10]) >= edge for day, to in left.to_json()["moves"].items())
    assert all(last is None or last >= edge for _, last in left.to_json()["rests"])


@pytest.mark.parametrize(
    "odd",
    [
        {"rests": (Rest(MONDAY, date(9999, 12, 31)),)},
        {"moves": {date(9999, 12, 20): datetime(9999, 12, 31, 23)}},
        {"moves": {date(1, 1, 2): datetime(1, 1, 1)}},
    ],
)
def test_the_end_of_all_calendars_is_refused(odd):
    """Beyond it no clock can be asked: a page would not come, for either of the two."""
    with pytest.raises(BadInput):
        evening(**odd)
