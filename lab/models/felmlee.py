"""M3, Felmlee-Greenberg: each leans to a state of their own and towards the other, or away (evidence, section 6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Regulation:
    """`own`: pull to one's own `wish`; `towards`: pull to the other. A distancer has a negative `towards`."""

    own: tuple[float, float] = (0.3, 0.3)
    towards: tuple[float, float] = (0.6, 0.4)
    wish: tuple[float, float] = (1.0, 0.0)

    def rests_at(self) -> tuple[float, float]:
        first, second = np.linalg.solve(-self._matrix(), np.multiply(self.own, self.wish))
        return float(first), float(second)

    def is_stable(self) -> bool:
        matrix = self._matrix()
        return bool(np.trace(matrix) < 0 < np.linalg.det(matrix))

    def _matrix(self) -> np.ndarray:
        (own1, own2), (to1, to2) = self.own, self.towards
        return np.array([[-(own1 + to1), to1], [to2, -(own2 + to2)]])
