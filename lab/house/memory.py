"""What the desk would remember of past evenings: one row for each person, one column for each practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lab.arrays import Bools, Floats, Ints
from undrift.domain import ladder, nothing, pacing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from undrift.domain.practices import Practice

NEVER = -10_000
DID, TOO_MUCH, NOT_TODAY = range(3)
NOBODY = -1


class Memory:
    """`recent`: the last three practices, new to old; `kinds`: what became of them (DID, TOO_MUCH, NOT_TODAY)."""

    def __init__(self, people: int, shelf: Sequence[Practice]) -> None:
        shape = (people, len(shelf))
        self.depths = np.array([p.depth for p in shelf])
        self.rests = np.array([p.cooldown_days for p in shelf])
        self.on = np.full(shape, NEVER, dtype=np.int32)
        self.declined = np.zeros(shape, dtype=bool)
        self.was_too_much = np.zeros(shape, dtype=bool)
        self.too_much = np.zeros(shape, dtype=np.int16)
        self.closer = np.zeros(shape, dtype=bool)
        self.recent = np.full((people, nothing.LOOKING_BACK), NOBODY)
        self.kinds = np.full((people, nothing.LOOKING_BACK), DID)
        self.offers = np.zeros(people, dtype=np.int64)
        self.well_in_a_row = np.zeros(people, dtype=np.int64)
        self.rung = np.zeros(people, dtype=np.int64)
        self.lowered = np.zeros(people, dtype=bool)
        self.good = np.zeros((people, ladder.DEEPEST + 1), dtype=np.int64)

    def rested(self, who: Ints, day: int) -> Bools:
        """The rule `cooldown`, for these people."""
        rest = self.rests * np.where(self.declined[who], 2, 1)
        rest = np.where(self.was_too_much[who], np.maximum(rest, pacing.REST_AFTER_TOO_MUCH.days), rest)
        return np.asarray(day - self.on[who] >= rest)

    def kept(self, who: Ints) -> Bools:
        """The rule `retired`, for these people."""
        return np.asarray((self.too_much[who] < pacing.RETIRED_AFTER_TOO_MUCH) | self.closer[who])

    def offered(self, who: Ints) -> Bools:
        return np.asarray(self.on[who] > NEVER)

    def shown_lately(self, columns: Bools, day: int, within: int) -> Bools:
        """Say whether any of these practices was offered in the last `within` days."""
        return np.asarray((day - self.on[:, columns] < within).any(axis=1))

    def remember(self, day: int, steps: Ints, declined: Bools, landing: dict[str, Bools]) -> None:
        """Keep an evening. `steps` has one for each person, -1 for none; `landing` by the domain's words."""
        who = np.flatnonzero(steps >= 0)
        step = steps[who]
        too_much, closer, same = (landing[word][who] for word in ("too_much", "closer", "same"))
        self.on[who, step] = day
        self.declined[who, step], self.was_too_much[who, step] = declined[who], too_much
        self.too_much[who, step] += too_much
        self.closer[who, step] |= closer
        self.offers[who] += 1
        kind = np.where(too_much, TOO_MUCH, np.where(declined[who], NOT_TODAY, DID))
        self.recent[who] = np.column_stack([step, self.recent[who, :-1]])
        self.kinds[who] = np.column_stack([kind, self.kinds[who, :-1]])
        row = self.well_in_a_row[who]
        self.well_in_a_row[who] = np.where(closer, row + 1, np.where(too_much | same, 0, row))
        self._climb(who, self.depths[step], too_much, closer | same)

    def _climb(self, who: Ints, depth: Ints, too_much: Bools, well: Bools) -> None:
        """`domain.ladder.climb`, one landing further."""
        fell, rose = who[too_much], who[well]
        self.rung[fell] = np.minimum(self.rung[fell], np.maximum(depth[too_much] - 1, 0))
        self.lowered[fell], self.good[fell] = True, 0
        self.good[rose, depth[well]] += 1
        for _ in range(ladder.DEEPEST):
            rung = self.rung[rose]
            at_or_above = np.arange(ladder.DEEPEST + 1) >= rung[:, None]
            enough = (self.good[rose] * at_or_above).sum(axis=1) >= ladder.GOOD_LANDINGS_TO_RISE
            rises = rose[enough & (rung < ladder.DEEPEST)]
            self.rung[rises] += 1
            self.lowered[rises] = False


def weighed_fresh(memory: Memory, who: Ints, values: Floats) -> Floats:
    """Weigh by `values`: never offered, once closer, the rest (`Tables.fresh_weights`)."""
    new, once_closer, rest = (float(value) for value in values)
    return np.where(memory.offered(who), np.where(memory.closer[who], once_closer, rest), new)
