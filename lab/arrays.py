"""The kinds of array the lab passes around, and three small tools."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


def logistic(z: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(z, -30.0, 30.0))))


def other(each: NDArray[np.generic]) -> NDArray[np.generic]:
    """Give each of two what belongs to the other: the last axis is the two people of a couple."""
    return each[..., ::-1]
