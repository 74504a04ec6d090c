"""What two people can both see: small things, one at a time, by the day and never by the hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from undrift.domain.notebook import Kind

BREAKFAST = time(5)
BREAKFAST_UNTIL = time(12)
SLEPT_OVER = timedelta(hours=4)
FOLDED_FOR = timedelta(days=7)
"""A folded note that nobody opened lies on Today's breakfast for a week; after that it is on Us, like the others."""
STANDS_FOR = timedelta(days=7)
"""A line to mend is there at once, and for a week; then it is on no page, so that no list of arguments grows."""

SHAREABLE = {
    Kind.MOMENT: Kind.MOMENT,
    Kind.BID: Kind.MOMENT,
    Kind.APPRECIATION: Kind.APPRECIATION,
    Kind.LAST_CLOSE: Kind.LAST_CLOSE,
    Kind.NOTICED: Kind.NOTICED,
}


@dataclass(frozen=True, slots=True)
class SharedEntry:
    """One opened entry. `text` None: it cannot be opened any more. `arrived`: the other can read it by now."""

    id: str
    mine: bool
    kind: str
    text: str | None
    on: date
    arrived: bool
    sequence: int = 0
    depth: int = 0

    def __repr__(self) -> str:
        return f"SharedEntry({self.id})"


def opens_at(local: datetime) -> datetime:
    """Find its author's first breakfast that is at least a night's sleep away: until then, taking back leaves no trace.

    A moment and not a day, so that no other time zone, and no clock of the reader's choosing, brings it forward.
    """
    earliest = local + SLEPT_OVER
    day = earliest.date() if earliest.time() <= BREAKFAST else earliest.date() + timedelta(days=1)
    return datetime.combine(day, BREAKFAST, local.tzinfo)


def is_over(entry: SharedEntry, evening: date) -> bool:
    """Tell whether a line to mend has stood its week."""
    return entry.kind == Kind.WAY_BACK and entry.on <= evening - STANDS_FOR


def morning_of(local: datetime) -> date:
    """Name the last breakfast that has begun where somebody is."""
    return local.date() if local.time() >= BREAKFAST else local.date() - timedelta(days=1)


def is_breakfast(local: datetime) -> bool:
    return BREAKFAST <= local.time() < BREAKFAST_UNTIL


def body(kind: Kind, text: str, **more: Any) -> dict[str, Any]:
    """Make what is sealed. No hour: whoever can read it learns the day and no more."""
    return {"kind": kind.value, "text": text, **more}
