"""When a rhythm comes, by the clocks of the world. The calendar libraries load when they are first asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from undrift.adapters.clock import is_zone
from undrift.domain.errors import BadInput
from undrift.domain.rhythms import WEEK, Occurrence, Rhythm, monday_of

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
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
