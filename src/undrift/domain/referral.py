"""When this is not enough (S1.62 to S1.65, S3.40, S3.41): pure rules by which more help is offered.

A measure joins as a `Scale` and its readings: `OWN_ITEMS` by the week, a questionnaire by the month.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from undrift.domain.ground import GROUND, Check, believed


class Reading(NamedTuple):
    """One reading of a measure; more is better."""

    on: date
    value: int


LOOKING_BACK = timedelta(weeks=10)
STILL_COUNTS = timedelta(weeks=4)
SET_WEEKS = timedelta(weeks=8)
ENOUGH_READINGS = 5


class Scale(NamedTuple):
    """What a measure can tell. `change`: the smallest difference that counts. `steady`: from here up all is well.

    `looking_back`, `still_counts`: how far back readings count, and how new the newest must be. `enough` of them over
    `set_weeks` without a rise are *no gain*.
    """

    change: int
    steady: int
    looking_back: timedelta = LOOKING_BACK
    still_counts: timedelta = STILL_COUNTS
    set_weeks: timedelta = SET_WEEKS
    enough: int = ENOUGH_READINGS


OWN_ITEMS = Scale(change=3, steady=8)
"""Three items of 0 to 4, added up: one step on each counts, and nearly *mostly* on all is well. Not measured."""


def by_the_month(change: int, steady: int) -> Scale:
    """A questionnaire that is offered every four weeks, or more rarely."""
    return Scale(change, steady, timedelta(weeks=52), timedelta(weeks=8), timedelta(weeks=12), enough=4)


ONE_SIDED_WITHIN = timedelta(weeks=8)
ONE_SIDED_KEPT = 4
TWICE = 2


def own_readings(checks: Sequence[Check], today: date) -> tuple[Reading, ...]:
    """Give the weeks in which all three were answered, from old to new."""
    answers = ((c.day, [getattr(c, item) for item in GROUND]) for c in believed(checks, today))
    return tuple(Reading(day, sum(levels)) for day, levels in answers if None not in levels)


def not_getting_better(readings: Sequence[Reading], scale: Scale, today: date) -> bool:
    """Say whether it got reliably worse twice running, or did not rise over the set weeks. Old readings say nothing."""
    recent = recent_of(readings, scale, today)
    return worse_twice(recent, scale) or no_gain(recent, scale)


def recent_of(readings: Sequence[Reading], scale: Scale, today: date) -> list[Reading]:
    """Keep the readings that still say something; none where the newest is too old."""
    recent = [r for r in readings if today - r.on <= scale.looking_back]
    return recent if recent and today - recent[-1].on <= scale.still_counts else []


def worse_twice(readings: Sequence[Reading], scale: Scale) -> bool:
    """Say whether the last two both lie clearly below what it was before; a single bad week never counts."""
    *before, last, newest = [r.value for r in readings] if len(readings) > 1 else (0, 0)
    return bool(before) and median(before) - max(last, newest) >= scale.change


def better_twice(readings: Sequence[Reading], scale: Scale) -> bool:
    """Say whether the last two both lie clearly above what it was before."""
    *before, last, newest = [r.value for r in readings] if len(readings) > 1 else (0, 0)
    return bool(before) and min(last, newest) - median(before) >= scale.change


def no_gain(readings: Sequence[Reading], scale: Scale) -> bool:
    """Say whether it stayed low for the set weeks, with enough readings to tell, and never clearly rose."""
    values = [r.value for r in readings]
    long_enough = len(values) >= scale.enough and readings[-1].on - readings[0].on >= scale.set_weeks
    return long_enough and max(values) < min(scale.steady, values[0] + scale.change)


def said_one_sided(days: Sequence[str], today: date) -> tuple[str, ...]:
    """Remember that it felt as if only one tries, once a day and the last few only."""
    return tuple(dict.fromkeys((*days, today.isoformat())))[-ONE_SIDED_KEPT:]


def one_sided(days: Sequence[str], today: date) -> int:
    """Count how often it was said within eight weeks (S3.40); two in one week are one."""
    near = sorted(d for d in map(date.fromisoformat, days) if abs(today - d) <= ONE_SIDED_WITHIN)
    counted: list[date] = []
    for day in near:
        if not counted or day - counted[-1] >= timedelta(days=6):
            counted.append(day)
    return len(counted)


def one_sided_twice(days: Sequence[str], today: date) -> bool:
    return one_sided(days, today) >= TWICE
