"""Points in the space of assumptions: the centre, or a Latin hypercube around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lab.arrays import Floats
from lab.ranges import RANGES, Range

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Assumed:
    """Values by name, one for each point. `assumed("lift")` gives them; an unknown name is a KeyError."""

    values: Mapping[str, Floats]

    def __call__(self, name: str) -> Floats:
        return self.values[name]

    @property
    def points(self) -> int:
        return len(next(iter(self.values.values())))

    def repeated(self, times: int) -> Assumed:
        """Give each point to that many couples, as a column beside their two people."""
        return Assumed({name: np.repeat(each, times)[:, None] for name, each in self.values.items()})

    def some(self, first: int, beyond: int) -> Assumed:
        return Assumed({name: each[first:beyond] for name, each in self.values.items()})

    def with_(self, **changes: float) -> Assumed:
        unknown = changes.keys() - self.values.keys()
        if unknown:
            raise KeyError(*unknown)
        changed = {name: np.full(self.points, value) for name, value in changes.items()}
        return Assumed({**self.values, **changed})


def centre(points: int = 1) -> Assumed:
    return Assumed({each.name: np.full(points, each.centre) for each in RANGES})


def spread(points: int, seed: int) -> Assumed:
    """Draw a Latin hypercube: each assumption is covered evenly, half of the points on either side of its centre."""
    from scipy.stats import qmc

    drawn = qmc.LatinHypercube(d=len(RANGES), rng=np.random.default_rng(seed)).random(points)
    return Assumed({each.name: _placed(each, drawn[:, column]) for column, each in enumerate(RANGES)})


def _placed(each: Range, share: Floats) -> Floats:
    return np.asarray(np.interp(share, (0.0, 0.5, 1.0), (each.low, each.centre, each.high)))
