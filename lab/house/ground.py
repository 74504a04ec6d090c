"""What a desk makes of the weekly answers: `domain.ageing`, `domain.referral` and `Desk.ground_on` for many at once."""

from __future__ import annotations

import numpy as np

from lab.arrays import Bools, Floats, Ints
from lab.couples import Couples, Group
from lab.readings import WAYS_IN, Seen
from undrift.domain import ageing, referral
from undrift.domain.desk import Desk
from undrift.domain.ground import CHECKS_KEPT, GROUND

ITEMS = (*GROUND, "met")
NO_DAY = -10_000
STAYS, STEP = ageing.COUNTS_FOR.days, ageing.THEN_A_STEP_EVERY.days
SCALE = referral.OWN_ITEMS
SOME_DAY = "2031-01-01T21:00:00"


class Ground:
    """(couples, 2, items) for `answers` and `by_way_in`; (couples, 2, weeks) for `sums`, from old to new."""

    def __init__(self, couples: Couples) -> None:
        shape = couples.usual.shape
        self.by_way_in = np.array([_at_the_door(WAYS_IN[group]) for group in Group])[couples.group][:, None, :]
        self.answers = np.broadcast_to(self.by_way_in, (*shape, len(ITEMS))).copy()
        self.answered_on = np.full(shape, NO_DAY)
        self.sums = np.zeros((*shape, CHECKS_KEPT), dtype=np.int64)
        self.sums_on = np.full((*shape, CHECKS_KEPT), NO_DAY)
        self.one_sided_on = np.full((*shape, referral.ONE_SIDED_KEPT), NO_DAY)

    def hear(self, seen: Seen) -> None:
        """Keep what was answered this evening; all four items at once, at most once a week."""
        said, day = seen.answered, seen.day
        self.answers = np.where(said[..., None], seen.answers, self.answers)
        self.answered_on = np.where(said, day, self.answered_on)
        self.sums = _pushed(self.sums, seen.answers[..., : len(GROUND)].sum(axis=-1), said)
        self.sums_on = _pushed(self.sums_on, day, said)
        self.one_sided_on = _pushed(self.one_sided_on, day, seen.feels_one_sided)

    def levels(self, day: int) -> Ints:
        """`domain.ageing.level` of each item: whole for a while, then back towards the way in."""
        age = (day - self.answered_on)[..., None]
        steps = np.where(age <= STAYS, 0, 1 + (age - STAYS - 1) // STEP)
        down, up = np.maximum(self.answers - steps, self.by_way_in), np.minimum(self.answers + steps, self.by_way_in)
        return np.asarray(np.where(self.answers > self.by_way_in, down, up))

    def one_sided(self, day: int) -> Ints:
        """`domain.referral.one_sided`: how often it was said lately. Weeks apart, because it is asked by the week."""
        return np.asarray((day - self.one_sided_on <= referral.ONE_SIDED_WITHIN.days).sum(axis=-1))

    def not_getting_better(self, day: int) -> Bools:
        """`domain.referral.not_getting_better` by one's own items."""
        recent = day - self.sums_on <= referral.LOOKING_BACK.days
        counts = day - self.sums_on[..., -1] <= referral.STILL_COUNTS.days
        return np.asarray(counts & (self._worse_twice(recent) | self._no_gain(recent)))

    def _worse_twice(self, recent: Bools) -> Bools:
        before = np.sort(np.where(recent, self.sums, np.inf)[..., :-2], axis=-1)
        number = recent[..., :-2].sum(axis=-1)
        middle = (_nth(before, (number - 1) // 2) + _nth(before, number // 2)) / 2
        newest = np.where(recent[..., -2:].all(axis=-1), self.sums[..., -2:].max(axis=-1), np.inf)
        fell = np.where(number > 0, middle, -np.inf) - np.where(np.isinf(newest), 0, newest) >= SCALE.change
        return np.asarray(fell & ~np.isinf(newest))

    def _no_gain(self, recent: Bools) -> Bools:
        number = recent.sum(axis=-1)
        oldest = (CHECKS_KEPT - np.maximum(number, 1))[..., None]
        first_on = np.take_along_axis(self.sums_on, oldest, axis=-1)[..., 0]
        first = np.take_along_axis(self.sums, oldest, axis=-1)[..., 0]
        long_enough = (number >= referral.ENOUGH_READINGS) & (
            self.sums_on[..., -1] - first_on >= referral.SET_WEEKS.days
        )
        highest = np.where(recent, self.sums, -1).max(axis=-1)
        return np.asarray(long_enough & (highest < np.minimum(SCALE.steady, first + SCALE.change)))


def _at_the_door(way_in: str) -> list[int]:
    person = Desk(way_in=way_in).question(SOME_DAY)["person"]
    return [person[item] for item in GROUND] + [person["responsiveness"]]


def _pushed(row: Ints, newest: Ints | int, where: Bools) -> Ints:
    """Put the newest at the end and let the oldest go, for those who said something."""
    last = np.broadcast_to(newest, where.shape)[..., None]
    return np.where(where[..., None], np.concatenate([row[..., 1:], last], axis=-1), row)


def _nth(values: Floats, place: Ints) -> Floats:
    return np.take_along_axis(values, np.maximum(place, 0)[..., None], axis=-1)[..., 0]
