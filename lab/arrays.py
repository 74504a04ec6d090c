"""The kinds of array the lab passes around, and a few small tools for the two people of a couple: the last axis."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Kind = TypeVar("Kind", bound=np.generic)


def logistic(z: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(z, -30.0, 30.0))))


def other(each: NDArray[Kind]) -> NDArray[Kind]:
    """Give each of two what belongs to the other."""
    return each[..., ::-1]


def both(each: Bools) -> Bools:
    """Say whether it is so for both, as a column."""
    return np.asarray(np.logical_and.reduce(each, axis=1, keepdims=True))


def either(each: Bools) -> Bools:
    """Say whether it is so for at least one, as a column."""
    return np.asarray(np.logical_or.reduce(each, axis=1, keepdims=True))
