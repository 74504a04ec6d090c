"""`domain.intensity.moved` for many at once: what is told to the other, one step at a time on drawn days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lab.arrays import Bools, Floats, Ints
from undrift.domain.desk import LIGHT
from undrift.domain.intensity import MOVES_AFTER, TOUCH_TOLD_AFTER

NO_DAY = -1


@dataclass(slots=True)
class Told:
    """(couples, 2). `moves_on`, `touch_from`: a day, or NO_DAY. One kind of touch stands for all."""

    level: Ints
    moves_on: Ints
    touch: Bools
    touch_from: Ints


def nothing_told(shape: tuple[int, ...]) -> Told:
    return Told(np.full(shape, LIGHT), np.full(shape, NO_DAY), np.zeros(shape, dtype=bool), np.full(shape, NO_DAY))


def drawn(share: Floats, days: tuple[int, int]) -> Ints:
    """Turn a draw from 0 to 1 into a whole number of days, both ends included."""
    low, high = days
    return low + np.floor(share * (high - low + 1)).astype(np.int64)


def target(ground: Ints, *, yes: Bools, severe: Bools) -> Ints:
    return np.where(yes & ~severe, ground, np.minimum(ground, LIGHT))


def moved(told: Told, towards: Ints, yes: Bools, day: int, draws: tuple[Floats, Floats]) -> Told:
    """Let an evening pass over what is told. `draws`: for the day of the level and for the day of the touch."""
    next_move = day + drawn(draws[0], MOVES_AFTER)
    first = told.moves_on == NO_DAY
    due = ~first & (told.moves_on <= day)
    told_from = np.where(told.touch_from == NO_DAY, day + drawn(draws[1], TOUCH_TOLD_AFTER), told.touch_from)
    waits = yes & ~told.touch & (told_from > day)
    return Told(
        level=np.where(due, told.level + np.sign(towards - told.level), told.level),
        moves_on=np.where(first | due, next_move, told.moves_on),
        touch=yes & ~waits,
        touch_from=np.where(waits, told_from, NO_DAY),
    )


def where(who: Bools, new: Told, old: Told) -> Told:
    """Move only those who came tonight."""
    return Told(*(np.where(who, getattr(new, name), getattr(old, name)) for name in Told.__dataclass_fields__))
