"""A day's luck, drawn once and given to every policy alike, so that policies differ by what they do and not by luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.arrays import Floats

if TYPE_CHECKING:
    import numpy as np

OCCASIONS = 3
"""How often in a day each may reach out."""
PEOPLE_DRAWS = (
    "opens", "does", "replies", "mends", "works", "takes", "takes_too", "lands", "candid", "declines", "leaves",
    "answers", "notes", "picks", "frees", "heals",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chance:
    """Even draws from 0 to 1 for each person in `people` (by name), and normal ones for noise, strain and reading."""

    people: dict[str, Floats]
    bids: Floats
    answered: Floats
    argues: Floats
    heat: Floats
    hour: Floats
    noise: Floats
    strain: Floats
    reading: Floats

    def __call__(self, name: str) -> Floats:
        return self.people[name]


def chance(rng: np.random.Generator, number: int) -> Chance:
    return Chance(
        people={name: rng.random((number, 2)) for name in PEOPLE_DRAWS},
        bids=rng.random((OCCASIONS, number, 2)),
        answered=rng.random((OCCASIONS, number, 2)),
        argues=rng.random(number),
        heat=rng.random(number),
        hour=rng.random(number),
        noise=rng.standard_normal((number, 2)),
        strain=rng.standard_normal((number, 2)),
        reading=rng.standard_normal((4, number, 2)),
    )
