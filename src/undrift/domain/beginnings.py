"""The first fourteen evenings: one authored arc for each way in. After them choosing goes on alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from undrift.domain.practices import Capacity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from undrift.domain.practices import Practice
    from undrift.domain.situation import Situation

EVENINGS = 14
WAYS = {
    "fragile": "fragile",
    "flat": "flat",
    "argued": "argued",
    "betrayal": "betrayal",
    "alone": "alone",
    "invited": "flat",
    "looking": "flat",
}
"""Which arc belongs to a way in."""
ORDER = (Capacity.PLENTY, Capacity.SOME, Capacity.LITTLE)


@dataclass(frozen=True, slots=True)
class FirstEvening:
    """One of the fourteen: the sentence above the step, and the step by how much somebody has in them."""

    line: str
    steps: Mapping[Capacity, str]

    def wishes(self, capacity: Capacity) -> Iterable[str]:
        """Name the steps that may serve, the most fitting first: never more than there is."""
        return (self.steps[c] for c in ORDER[ORDER.index(capacity) :])


@dataclass(frozen=True, slots=True)
class Beginning:
    """An arc. `after` is said once, on the evening after the last."""

    way: str
    evenings: tuple[FirstEvening, ...]
    after: str

    def line_of(self, number: int) -> str:
        """Say the sentence of evening 1 to 14, or of the one after; empty for any other."""
        lines = (*(evening.line for evening in self.evenings), self.after)
        return lines[number - 1] if 1 <= number <= len(lines) else ""


def number_of(situation: Situation) -> int:
    """Count tonight among the evenings that had a step; free ones and absences use none up."""
    return len({past.at.date() for past in situation.earlier}) + 1


def of_way(beginnings: Iterable[Beginning], way_in: str | None) -> Beginning | None:
    wanted = WAYS.get(way_in or "")
    return next((beginning for beginning in beginnings if beginning.way == wanted), None)


def authored(
    candidates: Sequence[Practice], situation: Situation, beginnings: Iterable[Beginning]
) -> tuple[Practice, str] | None:
    """Find tonight's authored step among those that stand open, and its chapter ("fragile:3"). No rule bends for it."""
    beginning, number = of_way(beginnings, situation.person.way_in), number_of(situation)
    if beginning is None or number > len(beginning.evenings):
        return None
    open_now = {practice.id: practice for practice in candidates}
    for wish in beginning.evenings[number - 1].wishes(situation.capacity):
        if (found := _open_one(wish, open_now, situation)) is not None:
            return found, f"{beginning.way}:{number}"
    return None


def closing(situation: Situation, beginnings: Iterable[Beginning]) -> str:
    """Name the chapter after the last one; empty on every other evening."""
    beginning = of_way(beginnings, situation.person.way_in)
    return f"{beginning.way}:{EVENINGS + 1}" if beginning and number_of(situation) == EVENINGS + 1 else ""


def _open_one(wish: str, open_now: Mapping[str, Practice], situation: Situation) -> Practice | None:
    """Take the step itself, or the sibling that its author names for those whom it does not suit."""
    if wish in open_now:
        return open_now[wish]
    held = situation.practices.get(wish)
    siblings = (held.instead, held.easier) if held else ()
    return next((open_now[name] for name in siblings if name and name in open_now), None)


def line_for(beginnings: Iterable[Beginning], chapter: str) -> str:
    """Say the sentence of a chapter; empty where there is none (any more)."""
    way, _, number = chapter.partition(":")
    beginning = next((beginning for beginning in beginnings if beginning.way == way), None)
    return beginning.line_of(int(number)) if beginning and number.isdigit() else ""
