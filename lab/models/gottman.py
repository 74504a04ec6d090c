"""M1, Gottman-Murray difference equations: two people who influence each other turn by turn (evidence, section 6).

Values are positive minus negative speech. Nothing here was fitted to anybody: it checks that the shapes behave.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lab.arrays import Floats

TURNS = 300


@dataclass(frozen=True, slots=True)
class Ojive:
    """A step: `up` beyond a warm threshold, minus `down` beyond a cold one, nothing between.

    Repair adds `repair` where the other is colder than `repair_below`; damping takes `damping` where the other is
    warmer than `damp_above`.
    """

    up: float = 0.6
    down: float = 0.9
    warm: float = 0.5
    cold: float = 0.6
    repair: float = 0.0
    repair_below: float = 0.6
    damping: float = 0.0
    damp_above: float = 0.8

    def __call__(self, partner: Floats) -> Floats:
        pull = self.up * (partner > self.warm) - self.down * (partner < -self.cold)
        mending = self.repair * (partner < -self.repair_below)
        return np.asarray(pull + mending - self.damping * (partner > self.damp_above))


@dataclass(frozen=True, slots=True)
class Bilinear:
    """One slope above nought, a steeper one below: unkindness carries further than kindness."""

    warm_slope: float = 0.3
    cold_slope: float = 0.5

    def __call__(self, partner: Floats) -> Floats:
        return np.asarray(np.where(partner > 0, self.warm_slope, self.cold_slope) * partner)


Influence = Ojive | Bilinear


@dataclass(frozen=True, slots=True)
class Talk:
    """`inertia` 0 to under 1; `lean` is a person's own, so that lean / (1 - inertia) is where they rest alone."""

    influence: Influence
    lean: tuple[float, float] = (0.2, 0.2)
    inertia: tuple[float, float] = (0.35, 0.35)

    def resting_alone(self) -> tuple[float, float]:
        first, second = (lean / (1 - stays) for lean, stays in zip(self.lean, self.inertia, strict=True))
        return first, second

    def settles(self, first: Floats, second: Floats, turns: int = TURNS) -> tuple[Floats, Floats]:
        """Let two talk for long; the second already hears the first's new turn."""
        for _ in range(turns):
            first = self.influence(second) + self.inertia[0] * first + self.lean[0]
            second = self.influence(first) + self.inertia[1] * second + self.lean[1]
        return first, second

    def shares(self, reach: float = 3.0, points: int = 41) -> dict[float, float]:
        """Tell where the first ends, over a square grid of starts from -reach to reach, as shares of the grid."""
        line = np.linspace(-reach, reach, points)
        ends, _ = self.settles(*np.meshgrid(line, line))
        places, counts = np.unique(np.round(ends, 2), return_counts=True)
        return {float(place): float(count / ends.size) for place, count in zip(places, counts, strict=True)}


def is_stable(inertia: tuple[float, float], slopes: tuple[float, float]) -> bool:
    """Say whether a rest stays put: eigenvalues of [[r1, I1'], [I2', r2]] inside the unit circle."""
    around = np.array([[inertia[0], slopes[0]], [slopes[1], inertia[1]]])
    return bool(np.max(np.abs(np.linalg.eigvals(around))) < 1)
