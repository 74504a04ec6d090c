"""Made-up couples: what stays the same about them, and in which of five groups they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from lab.arrays import Bools, Floats, Ints
from lab.assume import Assumed

if TYPE_CHECKING:
    from collections.abc import Mapping


class Group(IntEnum):
    """ALONE: only the first of the two uses the app. AVOIDANT: the second draws back easily."""

    ORDINARY = 0
    FRAGILE = 1
    SEVERE = 2
    ALONE = 3
    AVOIDANT = 4


EVERYBODY: Mapping[Group, float] = {
    Group.ORDINARY: 0.40,
    Group.FRAGILE: 0.15,
    Group.SEVERE: 0.15,
    Group.ALONE: 0.15,
    Group.AVOIDANT: 0.15,
}
"""An invented mix. Every figure for all couples depends on it; the figures for each group do not."""
AS_IN_A_TRIAL: Mapping[Group, float] = {Group.ORDINARY: 0.5, Group.FRAGILE: 0.25, Group.AVOIDANT: 0.25}
"""Distressed couples without the problems that trials leave out."""


@dataclass(frozen=True, slots=True)
class Couples:
    """`each` couples for each point of `assumed`, one after the other. Arrays are (couples, 2), `group` (couples)."""

    assumed: Assumed
    points: int
    each: int
    group: Ints
    usual: Floats
    ease: Floats
    avoidant: Floats
    longing: Floats
    uses: Bools
    severe: Bools
    tells: Bools
    would_say_yes: Bools

    def by_point(self, values: Floats) -> Floats:
        """Average over the couples (and people) of each point."""
        return np.asarray(values.reshape(self.points, -1).mean(axis=1))


def couples(assumed: Assumed, each: int, seed: int, mix: Mapping[Group, float] = EVERYBODY) -> Couples:
    rng = np.random.default_rng(seed)
    points, number = assumed.points, assumed.points * each
    group = np.tile(_group_sizes(each, mix), points)
    wide = assumed.repeated(each)
    fragile, severe = (group == Group.FRAGILE)[:, None], (group == Group.SEVERE)[:, None]
    uses = np.ones((number, 2), dtype=bool)
    uses[group == Group.ALONE, 1] = False
    return Couples(
        assumed=wide,
        points=points,
        each=each,
        group=group,
        usual=0.60 * rng.standard_normal((number, 1)) + 0.4 * rng.standard_normal((number, 2)),
        ease=np.clip(0.5 + 0.12 * rng.standard_normal((number, 2)) - 0.15 * fragile, 0.05, 0.95),
        avoidant=_avoidance(rng, group),
        longing=np.clip(0.5 + 0.3 * rng.standard_normal((number, 2)), 0.0, 1.2),
        uses=uses,
        severe=severe,
        tells=severe & (rng.random((number, 2)) < wide("tells")),
        would_say_yes=rng.random((number, 2)) < wide("says_yes"),
    )


def _group_sizes(each: int, mix: Mapping[Group, float]) -> Ints:
    ends = np.round(np.cumsum(list(mix.values())) / sum(mix.values()) * each).astype(int)
    return np.repeat(np.array(list(mix), dtype=np.int64), np.diff(ends, prepend=0))


def _avoidance(rng: np.random.Generator, group: Ints) -> Floats:
    usual = np.clip(0.2 + 0.2 * rng.standard_normal((len(group), 2)), 0.0, 1.0)
    drawing_back = group == Group.AVOIDANT
    usual[drawing_back, 1] = 0.8 + 0.4 * rng.random(int(drawing_back.sum()))
    return usual
