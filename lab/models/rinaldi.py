"""M5, Rinaldi: forgetting, return and appeal. A small lasting lift can remove the bad state (evidence, section 6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

SEARCHED = 4.0
STEPS = 2001


@dataclass(frozen=True, slots=True)
class Alike:
    """Two alike: dx/dt = -forgetting x + tanh(steepness x) + appeal, in the symmetric case x1 = x2."""

    appeal: float
    forgetting: float = 1.0
    steepness: float = 1.6

    def change(self, x: float) -> float:
        return float(-self.forgetting * x + np.tanh(self.steepness * x) + self.appeal)

    def stable_states(self) -> list[float]:
        """Find where the change goes through nought from above: what a push comes back to."""
        line = np.linspace(-SEARCHED, SEARCHED, STEPS)
        change = np.array([self.change(x) for x in line])
        falls = np.flatnonzero((change[:-1] > 0) & (change[1:] <= 0))
        return [round(float(brentq(self.change, line[i], line[i + 1])), 2) for i in falls]
