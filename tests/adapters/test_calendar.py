"""When a rhythm comes: against a slow reckoning that looks at every five minutes of the world's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.test_rhythms import any_rhythm, evening
from undrift.adapters import calendar
from undrift.domain import rhythms
from undrift.domain.errors import BadInput

STEP = timedelta(minutes=5)


def slow_moment(zone: str, local: datetime) -> datetime:
    """Look at the wall clock every five minutes of two days: the first that shows it, or the offset before a gap."""
    there = ZoneInfo(zone)
    start = local.replace(tzinfo=UTC) - timedelta(hours=16)
    last_before = start
    for n in range(12 * 36):
        now = start + STEP * n
        shows = now.astimezone(there).replace(tzinfo=None)
        if shows == local:
            return now
        if shows < local:
            last_before = now
        else:
            break
    offset = last_before.astimezone(there).replace(tzinfo=None) - last_before.replace(tzinfo=None)
    return (local - offset).replace(tzinfo=UTC)


def slowly(rhythm, after: datetime, before: datetime) -> list[tuple[datetime, date]]:
    """Walk day by day from the first one, and count weeks on the fingers."""
    found, week, day, weeks = [], None, rhythm.starts, -1
    while day <= (before + timedelta(days=40)).date() and (rhythm.until is None or day <= rhythm.until):
        monday = day - timedelta(days=day.weekday())
        if day.weekday() in rhythm.weekdays and week is None:
            week, weeks = monday, 0
        while week is not None and week < monday:
            week, weeks = week + timedelta(days=7), weeks + 1
        if week is not None and day.weekday() in rhythm.weekdays and weeks % rhythm.every == 0:
            local = rhythm.moves.get(day, datetime.combine(day, rhythm.at))
            if not any(
                rest.first <= d and (rest.last is None or d <= rest.last)
                for rest in rhythm.rests
                for d in (day, local.date())
            ):
                moment = slow_moment(rhythm.zone, local)
                if after <= moment < before:
                    found.append((moment, day))
        day += timedelta(days=1)
    return sorted(found)


@settings(max_examples=40, deadline=None)
@given(any_rhythm(), st.integers(-5, 40), st.integers(0, 12 * 24 * 9))
def test_it_comes_when_a_slow_walk_through_every_day_says_so(rhythm, days, length):
    after = datetime.combine(rhythm.starts, time(), UTC) + timedelta(days=days)
    before = after + STEP * length
    quick = calendar.occurrences(rhythm, after, before)
    assert [(one.start_utc, one.date) for one in quick] == slowly(rhythm, after, before)
    assert all(one.minutes == rhythm.minutes for one in quick)


@settings(max_examples=25, deadline=None)
@given(any_rhythm(), st.integers(0, 60), st.integers(1, 9), st.integers(1, 9))
def test_two_windows_side_by_side_give_what_one_long_window_gives(rhythm, days, one, two):
    a = datetime.combine(rhythm.starts, time(7, 5), UTC) + timedelta(days=days)
    b, c = a + timedelta(days=one), a + timedelta(days=one + two)
    parts = calendar.occurrences(rhythm, a, b) + calendar.occurrences(rhythm, b, c)
    assert parts == calendar.occurrences(rhythm, a, c)


@pytest.mark.parametrize(
    ("zone", "day", "at", "moments"),
    [
        # the night loses an hour: the offset before the gap; and in the autumn the first of two
        ("Europe/Berlin", date(2026, 3, 28), time(2, 30), ["28T01:30", "29T01:30", "30T00:30"]),
        ("Europe/Berlin", date(2026, 10, 24), time(2, 30), ["24T00:30", "25T00:30", "26T01:30"]),
        ("America/New_York", date(2026, 3, 7), time(2, 30), ["07T07:30", "08T07:30", "09T06:30"]),
        ("America/New_York", date(2026, 10, 31), time(1, 30), ["31T05:30", "01T05:30", "02T06:30"]),
        # half an hour only, and in the south
        ("Australia/Lord_Howe", date(2026, 4, 4), time(1, 45), ["03T14:45", "04T14:45", "05T15:15"]),
        ("Australia/Lord_Howe", date(2026, 10, 3), time(2, 15), ["02T15:45", "03T15:45", "04T15:15"]),
        # midnight itself is jumped over
        ("America/Santiago", date(2026, 9, 5), time(0, 30), ["05T04:30", "06T04:30", "07T03:30"]),
        ("Asia/Kathmandu", date(2026, 3, 28), time(21), ["28T15:15", "29T15:15", "30T15:15"]),
    ],
)
def test_the_clock_on_the_wall_stays_when_summer_time_comes_and_goes(zone, day, at, moments):
    rhythm = evening(zone=zone, starts=day, at=at)
    after = datetime.combine(day, time(), UTC) - timedelta(days=1)
    found = calendar.occurrences(rhythm, after, after + timedelta(days=9))[:3]
    assert [f"{one.start_utc:%dT%H:%M}" for one in found] == moments
    assert [one.date for one in found] == [day + timedelta(days=n) for n in range(3)]


def test_one_that_was_moved_has_its_day_by_the_rule_and_is_there_once():
    weekly = evening(weekdays=frozenset({0}))
    moved = rhythms.moved(weekly, date(2026, 3, 9), datetime(2026, 3, 11, 20))
    after = datetime(2026, 3, 8, tzinfo=UTC)
    assert [(one.start_utc, one.date) for one in calendar.occurrences(moved, after, after + timedelta(days=10))] == [
        (datetime(2026, 3, 11, 19, tzinfo=UTC), date(2026, 3, 9)),
        (datetime(2026, 3, 16, 20, tzinfo=UTC), date(2026, 3, 16)),
    ]


def test_a_rhythm_of_many_years_costs_what_a_new_one_costs(monkeypatch):
    import dateutil.rrule

    asked = []
    real = dateutil.rrule.rrulestr
    monkeypatch.setattr(dateutil.rrule, "rrulestr", lambda *a, **k: asked.append(k["dtstart"]) or real(*a, **k))
    after = datetime(2096, 3, 8, tzinfo=UTC)
    assert calendar.occurrences(evening(every=2, weekdays=frozenset({3})), after, after + timedelta(days=14))
    assert after.replace(tzinfo=None) - asked[0] < timedelta(days=21)


def test_an_unknown_zone_is_said_at_its_field():
    for name in ("Atlantis/Deep", "../../etc/passwd", "Europe", "\0"):
        with pytest.raises(BadInput) as refused:
            calendar.checked_zone(name)
        assert refused.value.field == "zone"


def test_every_zone_that_can_be_chosen_is_known():
    assert {"Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"} <= set(calendar.zones())
    assert all(calendar.checked_zone(name) == name for name in calendar.zones())
