"""When a rhythm comes, by the clocks of the world. The calendar libraries load when they are first asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from undrift.adapters.clock import is_zone
from undrift.domain.errors import BadInput
from undrift.domain.rhythms import WEEK, Occurrence, Rhythm, monday_of

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
YEARS_AHEAD = 12
LONGEST_REST = timedelta(days=400)
MARGIN = timedelta(days=2)
"""More than any two clocks of the world lie apart."""


@cache
def zones() -> tuple[str, ...]:
    """Name the zones a person may choose, by place: no offsets, and none of the machine's own."""
    places = (name for name in available_timezones() if "/" in name)
    return tuple(sorted(name for name in places if not name.startswith(("Etc/", "SystemV/", "posix/", "right/"))))


def checked_zone(name: str) -> str:
    """Raises BadInput at `zone` for one that this machine does not know."""
    name = name.strip()
    if not is_zone(name):
        raise BadInput("zone", "This time zone is not known here. Please choose the one of a larger place nearby.")
    return name


def rule_of(rhythm: Rhythm) -> str:
    """Say the rule as RFC 5545 does, in local time, the last day included."""
    days = ",".join(DAYS[day] for day in sorted(rhythm.weekdays))
    until = f";UNTIL={rhythm.until:%Y%m%d}T235959" if rhythm.until else ""
    return f"FREQ=WEEKLY;INTERVAL={rhythm.every};WKST=MO;BYDAY={days}{until}"


def starts_at(zone: str, local: datetime) -> datetime:
    """Find the moment in UTC. A time the clocks jump over keeps the offset before; of two equal ones it is the first.

    So RFC 5545, 3.3.5 has it.
    """
    return local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def occurrences(rhythm: Rhythm, after: datetime, before: datetime) -> list[Occurrence]:
    """List what comes from `after` (included) to `before` (not included), both aware, in order of time.

    What takes it away is a rest over its day, or over the day it was moved to. Raises BadInput at `zone`.
    """
    checked_zone(rhythm.zone)
    if after >= before:
        return []
    around = (after - MARGIN).date(), (before + MARGIN).date()
    found = (*_by_the_rule(rhythm, *around), *rhythm.moves.items())
    moments = [
        Occurrence(starts_at(rhythm.zone, local), day, rhythm.minutes)
        for day, local in found
        if rhythm.falls_on(day) and not rhythm.rests_on(day) and not rhythm.rests_on(local.date())
    ]
    return sorted(one for one in moments if after <= one.start_utc < before)


def _by_the_rule(rhythm: Rhythm, first: date, last: date) -> Iterator[tuple[date, datetime]]:
    """Give the days of the rule from `first` to `last` that were not moved, with their local times."""
    from dateutil.rrule import rrulestr

    began = datetime.combine(_near(rhythm, first), rhythm.at)
    rule = rrulestr(rule_of(rhythm), dtstart=began)
    for local in rule.between(datetime.combine(first, time.min), datetime.combine(last, time.max), inc=True):
        if local.date() not in rhythm.moves:
            yield local.date(), local


def _near(rhythm: Rhythm, day: date) -> date:
    """Begin counting near this day and in step with the rule, so that old rhythms cost what new ones do."""
    if day <= rhythm.first:
        return rhythm.first
    step = WEEK * rhythm.every
    return monday_of(rhythm.first) + (day - monday_of(rhythm.first)) // step * step


@dataclass(frozen=True, slots=True)
class Entry:
    """One rhythm for a calendar. `uid` names it there, and nowhere else."""

    uid: str
    rhythm: Rhythm


def as_file(title: str, entries: Iterable[Entry], made_at: datetime) -> bytes:
    """Write an iCalendar file (RFC 5545) of what is ahead. Every entry has the one title, and no word of its own.

    It says the day on which it was made and no hour: nobody reads in it when somebody was here.
    """
    import icalendar

    file, title = icalendar.Calendar(), " ".join(title.split())
    for name, value in (("prodid", "-//Calendar//EN"), ("version", "2.0"), ("x-wr-calname", title)):
        file.add(name, value)
    file.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for entry in entries:
        for event in _events(entry, title, made_at):
            file.add_component(event)
    years = date(made_at.year - 1, 1, 1), date(made_at.year + YEARS_AHEAD, 1, 1)
    file.add_missing_timezones(*years)
    written: bytes = file.to_ical()
    return written


def _events(entry: Entry, title: str, made_at: datetime) -> Iterator[Any]:
    """Give the rule as one event, without what was moved, and each that was moved as an event of its own.

    Not every calendar knows how to put one event in the place of another; every one knows an exception.
    """
    whole, rhythm = entry.rhythm, _ahead(entry.rhythm, made_at)
    if rhythm is not None:
        yield _repeating(entry, rhythm, title, made_at)
    for day, to in whole.moves.items():
        if whole.falls_on(day) and not _rests(whole, day, to):
            moved = _event(entry, title, made_at, to.replace(tzinfo=ZoneInfo(whole.zone)))
            moved["uid"] = f"{day:%m%d}-{moved['uid']}"
            yield moved


def _repeating(entry: Entry, rhythm: Rhythm, title: str, made_at: datetime) -> Any:
    import icalendar

    there = ZoneInfo(rhythm.zone)
    event = _event(entry, title, made_at, datetime.combine(rhythm.first, rhythm.at, there))
    event.add("rrule", icalendar.vRecur.from_ical(_rule_for_files(rhythm)))
    gone = {day for day in (*_days_at_rest(rhythm, made_at), *rhythm.moves) if rhythm.falls_on(day)}
    for day in sorted(gone):
        event.add("exdate", datetime.combine(day, rhythm.at, there))
    return event


def _rests(rhythm: Rhythm, day: date, to: datetime) -> bool:
    return rhythm.rests_on(day) or rhythm.rests_on(to.date())


def _event(entry: Entry, title: str, made_at: datetime, start: datetime) -> Any:
    import icalendar

    event = icalendar.Event()
    event.add("uid", f"{entry.uid}@calendar")
    event.add("dtstamp", made_at.replace(hour=0, minute=0, second=0, microsecond=0))
    event.add("dtstart", start)
    event.add("duration", timedelta(minutes=entry.rhythm.minutes))
    event.add("summary", title)
    event.add("class", "PRIVATE")
    return event


def _ahead(rhythm: Rhythm, now: datetime) -> Rhythm | None:
    """Begin with the first that is not over, in step with the rule: a calendar gets no history. None: nothing is left.

    A rest without an end ends the rule, until it is taken up again and the file is written anew.
    """
    without_end = [rest.first for rest in rhythm.rests if rest.last is None]
    if without_end:
        last = min(without_end) - timedelta(days=1)
        if last < rhythm.first:
            return None
        rhythm = replace(rhythm, until=min(last, rhythm.until or last))
    today = now.astimezone(ZoneInfo(rhythm.zone)).date()
    since = max(rhythm.first, today - timedelta(days=1))
    days = (since + timedelta(days=n) for n in range(7 * rhythm.every + 7))
    first = next((day for day in days if rhythm.falls_on(day)), None)
    return replace(rhythm, starts=first) if first else None


def _days_at_rest(rhythm: Rhythm, now: datetime) -> Iterator[date]:
    for rest in rhythm.rests:
        day = max(rest.first, rhythm.first)
        while rest.last is not None and day <= min(rest.last, (now + LONGEST_REST).date()):
            yield day
            day += timedelta(days=1)


def _rule_for_files(rhythm: Rhythm) -> str:
    """Say the rule as `rule_of`, with its end in UTC, as RFC 5545 wants it beside a zone."""
    rule, _, _ = rule_of(rhythm).partition(";UNTIL")
    if rhythm.until is None:
        return rule
    return f"{rule};UNTIL={starts_at(rhythm.zone, datetime.combine(rhythm.until, time(23, 59))):%Y%m%dT%H%M%SZ}"
