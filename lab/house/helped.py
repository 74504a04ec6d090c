"""What helped before, as `domain.helping` leans to it, for many people at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betaln

from lab.arrays import Bools, Floats, Ints
from undrift.domain import helping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from undrift.domain.practices import Practice


class Helped:
    """Landings by kind of step: one row for each person, one column for each kind."""

    def __init__(self, people: int, shelf: Sequence[Practice]) -> None:
        self.of_kind = np.array([[tag in p.tags for tag in helping.KINDS] for p in shelf])
        self.closer = np.zeros((people, len(helping.KINDS)))
        self.landed = np.zeros_like(self.closer)
        self.all_closer, self.all_landed = np.zeros(people), np.zeros(people)

    def remember(self, who: Ints, step: Ints, closer: Bools, landed: Bools) -> None:
        kinds = self.of_kind[step]
        self.landed[who] += kinds & landed[:, None]
        self.closer[who] += kinds & closer[:, None]
        self.all_landed[who] += landed
        self.all_closer[who] += closer

    def weighed(self, who: Ints) -> Floats:
        """`leanings.towards_what_helps`: a row for each of `who`, a column for each practice."""
        leaning, known = self._leaning(who), self.landed[who] > 0
        told = (known.astype(float) @ self.of_kind.T).clip(min=1)
        mean = np.where(known, leaning, 0.0) @ self.of_kind.T / told
        any_known = (known.astype(float) @ self.of_kind.T) > 0
        enough = (self.all_landed[who] >= helping.ENOUGH_EVENINGS)[:, None]
        return np.asarray(np.where(any_known & enough, mean, 1.0))

    def _leaning(self, who: Ints) -> Floats:
        average = ((self.all_closer[who] + 1) / (self.all_landed[who] + 2))[:, None]
        closer, other = self.closer[who], (self.landed - self.closer)[who]
        a = [strength * average for strength in helping.STRENGTHS]
        b = [strength * (1 - average) for strength in helping.STRENGTHS]
        logs = np.array([(betaln(x + closer, y + other) - betaln(x, y)).sum(axis=1) for x, y in zip(a, b, strict=True)])
        likely = np.exp(logs - logs.max(axis=0))
        likely /= likely.sum(axis=0)
        pooled = sum(
            one[:, None] * (x + closer) / (strength + closer + other)
            for one, x, strength in zip(likely, a, helping.STRENGTHS, strict=True)
        )
        return np.asarray(np.clip(pooled / average, helping.LEAST_WEIGHT, helping.MOST_WEIGHT))
