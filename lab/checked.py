"""How many of the ten facts hold at the centre and over the swept space."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lab.arrays import Bools
from lab.assume import Assumed, centre
from lab.facts import FACTS, Figures

POINTS_AT_ONCE = 64
MOST_FACTS = 8
"""Facts that must hold for a point to count among the believable ones."""


@dataclass(frozen=True, slots=True)
class Checked:
    """`centre`: figures by fact number; `holds`: a row for each fact, a column for each point."""

    centre: dict[int, Figures]
    holds: Bools

    @property
    def believable(self) -> Bools:
        return np.asarray(self.holds.sum(axis=0) >= MOST_FACTS)

    def holds_at_centre(self, number: int) -> bool:
        return bool(FACTS[number - 1].holds(self.centre[number])[0])


def check(assumed: Assumed, each: int, at_centre: int, seed: int) -> Iterator[Checked | int]:
    """Yield how many facts are done, and all of it at last."""
    figures, rows = {}, []
    for done, fact in enumerate(FACTS, start=1):
        figures[fact.number] = fact.measure(centre(), at_centre, seed)
        parts = [
            fact.holds(fact.measure(assumed.some(first, first + POINTS_AT_ONCE), each, seed + first))
            for first in range(0, assumed.points, POINTS_AT_ONCE)
        ]
        rows.append(np.concatenate(parts))
        yield done
    yield Checked(figures, np.array(rows))
