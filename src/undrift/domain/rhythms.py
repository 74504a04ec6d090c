"""When something returns (S1.25, S1.30): a wall-clock time, days of the week, and what was moved or rests.

Days and times of what is ahead. How often something happened is not in here, and nothing can be worked out from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from undrift.domain.errors import BadInput, MalformedState

WEEK = timedelta(days=7)
EVERY_DAY = frozenset(range(7))
MOST_WEEKS = 12
LONGEST_MINUTES = 240
EXCEPTIONS_KEPT = 60
FURTHEST_MOVE = timedelta(days=31)
FIRST_YEAR, LAST_YEAR = 2000, 2200


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One time it comes. `date`: the day it has by the rule, by which one moves or skips it, also once it was moved."""

    start_utc: datetime
    date: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Rest:
    """Days without it, both ends included. `last` None: until it is taken up again. One day is one left out."""

    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A weekly rule (RFC 5545, weeks from Monday). Raises BadInput at the field that makes it impossible.

    `at` is the clock on the wall in `zone` (IANA), whatever summer time does. `weekdays`: 0 is Monday. `every`: weeks
    between, counted from the first one. `minutes` 0: it has no length. `moves`: from a day of the rule to local time.
    """

    at: time
    zone: str
    weekdays: frozenset[int]
    starts: date
    every: int = 1
    until: date | None = None
    minutes: int = 0
    rests: tuple[Rest, ...] = ()
    moves: Mapping[date, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_time(self.at, self.zone)
        _check_days(self)
        _check_span(self)
        _check_exceptions(self)

    @property
    def first(self) -> date:
        """Name the first day of the rule, from which weeks are counted."""
        days = (self.starts + timedelta(days=n) for n in range(7))
        return next(day for day in days if day.weekday() in self.weekdays)

    def falls_on(self, day: date) -> bool:
        """Tell whether the rule has this day. What was moved or rests still has its day by the rule."""
        if day < self.first or (self.until and day > self.until) or day.weekday() not in self.weekdays:
            return False
        return (monday_of(day) - monday_of(self.first)) // WEEK % self.every == 0

    def rests_on(self, day: date) -> bool:
        return any(rest.covers(day) for rest in self.rests)

    def to_json(self) -> dict[str, Any]:
        return {
            "at": self.at.isoformat("minutes"),
            "zone": self.zone,
            "weekdays": sorted(self.weekdays),
            "starts": self.starts.isoformat(),
            "every": self.every,
            "until": self.until.isoformat() if self.until else None,
            "minutes": self.minutes,
            "rests": [[rest.first.isoformat(), rest.last.isoformat() if rest.last else None] for rest in self.rests],
            "moves": {day.isoformat(): to.isoformat(timespec="minutes") for day, to in sorted(self.moves.items())},
        }

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote. Raises MalformedState for anything else."""
        try:
            return cls(
                at=time.fromisoformat(body["at"]),
                zone=str(body["zone"]),
                weekdays=frozenset(map(int, body["weekdays"])),
                starts=date.fromisoformat(body["starts"]),
                every=int(body.get("every", 1)),
                until=_day(body.get("until")),
                minutes=int(body.get("minutes", 0)),
                rests=tuple(Rest(date.fromisoformat(a), _day(b)) for a, b in body.get("rests", ())),
                moves={date.fromisoformat(d): datetime.fromisoformat(t) for d, t in body.get("moves", {}).items()},
            )
        except (BadInput, KeyError, TypeError, ValueError, AttributeError) as wrong:
            raise MalformedState from wrong


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def moved(rhythm: Rhythm, day: date, to: datetime) -> Rhythm:
    """Put the one of this day somewhere else, once. Raises BadInput at `day` or `to`."""
    if not rhythm.falls_on(day) or rhythm.rests_on(day):
        raise BadInput("day", "There is nothing on that day to move.")
    if abs(to.date() - day) > FURTHEST_MOVE:
        raise BadInput("to", "Please choose a day within a month of it.")
    if rhythm.rests_on(to.date()):
        raise BadInput("to", "That day lies in a rest. Please choose another.")
    return replace(rhythm, moves={**rhythm.moves, day: to.replace(second=0, microsecond=0)})


def left_out(rhythm: Rhythm, day: date) -> Rhythm:
    """Leave the one of this day out. Twice is once. Raises BadInput at `day`."""
    if not rhythm.falls_on(day):
        raise BadInput("day", "There is nothing on that day to leave out.")
    return rhythm if rhythm.rests_on(day) else resting(rhythm, day, day)


def resting(rhythm: Rhythm, first: date, last: date | None) -> Rhythm:
    """Let it rest. A longer rest takes in the shorter ones within it. Raises BadInput at `last`."""
    if last is not None and last < first:
        raise BadInput("last", "A rest ends after it begins. Please choose a later day.")
    rest = Rest(first, last)
    others = tuple(one for one in rhythm.rests if not _within(one, rest))
    moves = {day: to for day, to in rhythm.moves.items() if not rest.covers(day)}
    return replace(rhythm, rests=(*others, rest), moves=moves)


def taken_up(rhythm: Rhythm, day: date) -> Rhythm:
    """End whatever rest covers this day, and the ones ahead stay: it comes again from this day on."""
    rests = tuple(_ended_before(rest, day) if rest.covers(day) else rest for rest in rhythm.rests)
    return replace(rhythm, rests=tuple(rest for rest in rests if rest is not None))


def without_past(rhythm: Rhythm, today: date) -> Rhythm:
    """Forget exceptions that are over: a rhythm knows what is ahead, and keeps no history."""
    edge = today - timedelta(days=2)
    rests = tuple(rest for rest in rhythm.rests if rest.last is None or rest.last >= edge)
    moves = {day: to for day, to in rhythm.moves.items() if max(day, to.date()) >= edge}
    return replace(rhythm, rests=rests, moves=moves)


def _within(inner: Rest, outer: Rest) -> bool:
    if inner.first < outer.first:
        return False
    return outer.last is None or (inner.last is not None and inner.last <= outer.last)


def _ended_before(rest: Rest, day: date) -> Rest | None:
    return Rest(rest.first, day - timedelta(days=1)) if rest.first < day else None


def _check_time(at: time, zone: str) -> None:
    if at.tzinfo is not None or at.second or at.microsecond:
        raise BadInput("at", "Please give a time of day, such as 21:00.")
    if not zone.strip() or len(zone) > len("America/Argentina/ComodRivadavia") * 2:
        raise BadInput("zone", "Please choose a time zone.")


def _check_days(rhythm: Rhythm) -> None:
    if not rhythm.weekdays:
        raise BadInput("weekdays", "Please choose at least one day of the week.")
    if not rhythm.weekdays <= EVERY_DAY:
        raise BadInput("weekdays", "Please choose days from Monday to Sunday.")
    if not 1 <= rhythm.every <= MOST_WEEKS:
        raise BadInput("every", f"Please choose a number of weeks from 1 to {MOST_WEEKS}.")
    if not 0 <= rhythm.minutes <= LONGEST_MINUTES:
        raise BadInput("minutes", f"Please choose at most {LONGEST_MINUTES} minutes.")


def _check_span(rhythm: Rhythm) -> None:
    if not FIRST_YEAR <= rhythm.starts.year < LAST_YEAR:
        raise BadInput("starts", "Please choose a first day nearer to today.")
    if rhythm.until is None:
        return
    if rhythm.until.year > LAST_YEAR:
        raise BadInput("until", "Please choose a last day nearer to today.")
    if rhythm.until < rhythm.starts:
        raise BadInput("until", "The last day lies before the first. Please change one of them.")
    if rhythm.until < rhythm.first:
        raise BadInput("until", "None of these days of the week comes before the last day. Please choose a later one.")


def _check_exceptions(rhythm: Rhythm) -> None:
    if len(rhythm.rests) > EXCEPTIONS_KEPT or len(rhythm.moves) > EXCEPTIONS_KEPT:
        raise BadInput("day", "That is a lot of changes ahead. Another time of day or another weekday may fit better.")
    if any(rest.last is not None and rest.last.year > LAST_YEAR for rest in rhythm.rests):
        raise BadInput("last", "Please choose a last day nearer to today.")
    for day, to in rhythm.moves.items():
        far = not FIRST_YEAR <= day.year <= LAST_YEAR
        if far or to.tzinfo is not None or abs(to.date() - day) > FURTHEST_MOVE:
            raise BadInput("to", "Please choose a day within a month of it.")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
