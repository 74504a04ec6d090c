"""A time that returns (S1.25-S1.31): it is one once both say so. The slot stays, what fills it is free. No counting."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from undrift.domain.errors import BadInput, MalformedState
from undrift.domain.lines import Line
from undrift.domain.rhythms import EVERY_DAY, Rest, Rhythm
from undrift.domain.ritual_kinds import KINDS, OWN, RitualKind

LONGEST_TITLE = 60
MOST_OF_ONE = 6
GOES_HOME_AFTER = timedelta(days=14)
"""What nobody said yes to by then goes home by itself, without a word to either."""
ASK_AFTER = timedelta(weeks=8)
DAILY_MINUTES = (5, 10)
"""A few minutes every day (S1.28, S3.31): longer ones are for one day a week."""
OFTEN = 3
RESTS = {"week": 7, "two_weeks": 14, "month": 31, "open": None}
"""How long a rest may be, in days. None: until one of the two takes it up again."""


@dataclass(frozen=True, slots=True)
class Ritual:
    """What is proposed, and when. Moves and rests lie apart, where either of the two may write them."""

    title: str
    kind: str
    rhythm: Rhythm

    @property
    def of_kind(self) -> RitualKind:
        return KINDS.get(self.kind, KINDS[OWN])

    def about(self) -> str:
        """Write down everything but the title: a yes is to the title and to these."""
        rhythm = replace(self.rhythm, rests=(), moves={})
        return json.dumps({"kind": self.kind, "rhythm": rhythm.to_json()}, sort_keys=True)

    @classmethod
    def of(cls, line: Line) -> Self | None:
        """Read what stands in a line; None for one that does not open or says something else."""
        if line.text is None:
            return None
        try:
            body = json.loads(line.about)
            return cls(line.text, str(body["kind"]), Rhythm.from_json(body["rhythm"]))
        except (ValueError, TypeError, KeyError, MalformedState):
            return None

    def with_changes(self, changes: Changes) -> Ritual:
        """Put moves and rests over the rule; impossible ones are none."""
        try:
            return replace(self, rhythm=changes.over(self.rhythm))
        except BadInput:
            return self


@dataclass(frozen=True, slots=True)
class Changes:
    """What either of the two moved, left out, or lets rest: one for both, and nobody's name on it.

    `zone`: where the clock of whoever said yes stood, so that each can see the other's time.
    """

    rests: tuple[Rest, ...] = ()
    moves: tuple[tuple[date, datetime], ...] = ()
    zone: str = ""

    def over(self, rhythm: Rhythm) -> Rhythm:
        return replace(rhythm, rests=self.rests, moves=dict(self.moves))

    def with_those_of(self, rhythm: Rhythm) -> Changes:
        return replace(self, rests=rhythm.rests, moves=tuple(sorted(rhythm.moves.items())))

    def to_json(self) -> dict[str, Any]:
        return {
            "rests": [[rest.first.isoformat(), rest.last.isoformat() if rest.last else None] for rest in self.rests],
            "moves": [[day.isoformat(), to.isoformat(timespec="minutes")] for day, to in self.moves],
            "zone": self.zone,
        }

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Self:
        """Read what was written down; anything else is no change at all."""
        try:
            rests = tuple(Rest(date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in body["rests"])
            moves = tuple((date.fromisoformat(a), datetime.fromisoformat(b)) for a, b in body["moves"])
            return cls(rests, moves, str(body.get("zone", "")))
        except (KeyError, TypeError, ValueError, AttributeError):
            return cls()


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was sent."""

    kind: str
    title: str
    days: tuple[str, ...]
    every: str
    at: str
    minutes: str


def asked_for(typed: Typed, zone: str, today: date) -> Ritual:
    """Make of a form what it asks for. Raises BadInput at `title`, `days`, `every`, `at` or `minutes`."""
    title = titled(typed.title)
    days = frozenset(int(day) for day in typed.days if day in {"0", "1", "2", "3", "4", "5", "6"})
    if not days:
        raise BadInput("days", "Please choose at least one day of the week.")
    if typed.every not in {"1", "2", "4"}:
        raise BadInput("every", "Please choose one of these.")
    minutes = _minutes(typed.minutes)
    if len(days) > OFTEN and minutes not in DAILY_MINUTES:
        raise BadInput("minutes", "For most days of the week, five or ten minutes are enough. One day can be longer.")
    rhythm = Rhythm(_clock(typed.at), zone, days, today, every=int(typed.every), minutes=minutes)
    return Ritual(title, typed.kind if typed.kind in KINDS else OWN, rhythm)


def titled(typed: str) -> str:
    """Raises BadInput at `title`."""
    title = " ".join("".join(c for c in typed if c.isprintable() or c.isspace()).split())
    if not title:
        raise BadInput("title", "What is it called? A few plain words are enough.")
    if len(title) > LONGEST_TITLE:
        raise BadInput("title", f"Please keep it to {LONGEST_TITLE} letters. What you typed is still here.")
    return title


def _minutes(typed: str) -> int:
    if typed not in {str(minutes) for minutes in MINUTES}:
        raise BadInput("minutes", "Please choose one of these.")
    return int(typed)


def _clock(typed: str) -> time:
    try:
        at = time.fromisoformat(typed.strip())
    except ValueError:
        raise BadInput("at", "Please give a time of day, such as 21:00.") from None
    if at.tzinfo is not None:
        raise BadInput("at", "Please give a time of day, such as 21:00.")
    return at.replace(second=0, microsecond=0)


MINUTES = (5, 10, 20, 30, 45, 60, 90, 120)


def has_gone_home(proposed_on: date, today: date) -> bool:
    """Tell whether what was proposed is not asked any more."""
    return today - proposed_on >= GOES_HOME_AFTER


def may_need_no_mention(ritual: Ritual, today: date) -> bool:
    return today - ritual.rhythm.starts >= ASK_AFTER


def is_daily(rhythm: Rhythm) -> bool:
    return rhythm.weekdays == EVERY_DAY and rhythm.every == 1
