"""What stands in a calendar file, read by another library: the same moments, one title, and nothing else."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from tests.domain.test_rhythms import any_rhythm, evening
from undrift.adapters import calendar
from undrift.domain import rhythms
from undrift.domain.rhythms import Rest

TITLE = "Time set aside"
NAME = "0" * 32


def written(rhythm, made_at: datetime, title: str = TITLE) -> str:
    return calendar.as_file(title, [calendar.Entry(NAME, rhythm)], made_at).decode()


def read_elsewhere(file: str, after: datetime, before: datetime) -> list[tuple[datetime, timedelta]]:
    """Import the file into the second library and ask it what comes."""
    timeline = IcsCalendarStream.calendar_from_ics(file).timeline_tz(UTC)
    found = [
        (event.start_datetime.astimezone(UTC), event.computed_duration) for event in timeline.overlapping(after, before)
    ]
    return sorted(one for one in found if after <= one[0] < before)


def expected(rhythm, after: datetime, before: datetime) -> list[tuple[datetime, timedelta]]:
    found = calendar.occurrences(rhythm, after, before)
    return [(one.start_utc, timedelta(minutes=one.minutes)) for one in found]


@settings(max_examples=80, deadline=None)
@given(any_rhythm(), st.integers(0, 90))
def test_a_second_library_finds_the_same_moments(rhythm, days):
    made_at = datetime.combine(rhythm.starts, time(4), UTC) + timedelta(days=days)
    after, before = made_at + timedelta(days=1), made_at + timedelta(days=60)
    assert read_elsewhere(written(rhythm, made_at), after, before) == expected(rhythm, after, before)


@pytest.mark.parametrize(
    ("zone", "at", "begins"),
    [
        ("Europe/Berlin", time(21), date(2026, 3, 20)),
        ("Europe/Berlin", time(2, 30), date(2026, 3, 20)),
        ("Europe/Berlin", time(2, 30), date(2026, 10, 15)),
        ("America/New_York", time(2, 30), date(2026, 2, 28)),
        ("America/New_York", time(1, 30), date(2026, 10, 20)),
        ("Australia/Lord_Howe", time(1, 45), date(2026, 3, 25)),
        ("Australia/Lord_Howe", time(2, 15), date(2026, 9, 25)),
        ("America/Santiago", time(0, 30), date(2026, 8, 30)),
        ("Asia/Kathmandu", time(21), date(2026, 3, 20)),
    ],
)
def test_it_finds_the_same_moments_across_every_change_of_the_clocks(zone, at, begins):
    rhythm = evening(zone=zone, at=at, starts=begins)
    made_at = datetime.combine(begins, time(), UTC)
    after, before = made_at + timedelta(days=1), made_at + timedelta(days=300)
    assert read_elsewhere(written(rhythm, made_at), after, before) == expected(rhythm, after, before)


def test_nothing_stands_there_but_days_hours_and_the_one_title():
    rhythm = rhythms.moved(evening(minutes=10), date(2026, 3, 9), datetime(2026, 3, 9, 18))
    file = written(rhythm, datetime(2026, 3, 8, tzinfo=UTC))
    assert set(re.findall(r"^([A-Z-]+)[;:]", re.sub(r"BEGIN:VTIMEZONE.*END:VTIMEZONE", "", file, flags=re.DOTALL), re.MULTILINE)) == {
        "BEGIN", "END", "VERSION", "PRODID", "X-WR-CALNAME", "REFRESH-INTERVAL",
        "SUMMARY", "DTSTART", "DURATION", "DTSTAMP", "UID", "RRULE", "EXDATE", "CLASS",
    }  # fmt: skip
    assert re.findall(r"^SUMMARY:(.*?)\r?$", file, re.MULTILINE) == [TITLE, TITLE]
    assert "undrift" not in file.lower()


def test_it_begins_near_today_and_tells_no_history():
    old = evening(starts=date(2020, 1, 1), rests=(Rest(date(2026, 1, 5), date(2026, 1, 20)),))
    file = written(old, datetime(2026, 6, 1, 12, tzinfo=UTC))
    assert re.search(r"DTSTART;TZID=Europe/Berlin:(\d+)", file)[1] == "20260531"
    assert "EXDATE" not in file


@pytest.mark.parametrize("title", ["Zeit, für: uns; \\n", "قهوة", "BEGIN:VEVENT\r\nSUMMARY:x", "x" * 200, "🙂 a"])
def test_any_title_is_a_title_and_never_a_line_of_its_own(title):
    file = written(evening(), datetime(2026, 3, 8, tzinfo=UTC), title)
    (event,) = IcsCalendarStream.calendar_from_ics(file).events
    assert event.summary == " ".join(title.split())
    assert file.count("\nSUMMARY") == 1
    assert max(len(line.encode()) for line in file.split("\r\n")) <= 75


def test_a_rest_without_an_end_ends_the_rule_until_it_is_taken_up():
    made_at = datetime(2026, 3, 8, 12, tzinfo=UTC)
    resting = rhythms.resting(evening(), date(2026, 3, 10), None)
    assert [at.day for at, _ in read_elsewhere(written(resting, made_at), made_at, made_at + timedelta(days=40))] == [
        8,
        9,
    ]
    again = rhythms.taken_up(resting, date(2026, 3, 12))
    assert len(read_elsewhere(written(again, made_at), made_at, made_at + timedelta(days=6))) == 4


def test_one_that_is_over_leaves_an_empty_calendar_that_can_be_read():
    file = written(evening(until=date(2026, 3, 9)), datetime(2026, 6, 1, tzinfo=UTC))
    assert IcsCalendarStream.calendar_from_ics(file).events == []


def test_the_zones_it_brings_along_stay_small():
    assert len(written(evening(zone="Australia/Lord_Howe"), datetime(2026, 3, 8, tzinfo=UTC))) < 8_000


def test_it_says_the_day_on_which_it_was_made_and_no_hour():
    """Whoever has the address of a calendar must not read in it when somebody was here."""
    night, noon = (written(evening(), datetime(2026, 11, 25, hour, 14, 9, tzinfo=UTC)) for hour in (2, 13))
    assert night == noon
    assert set(re.findall(r"DTSTAMP:(\S+)", night)) == {"20261125T000000Z"}
