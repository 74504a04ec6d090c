"""Every policy at every point of assumptions, on the same couples and the same luck."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from lab.arrays import Bools, Floats, Ints
from lab.assume import Assumed
from lab.couples import Couples, couples
from lab.effects import Effects, effects
from lab.house.policy import COMES_FIRST, House
from lab.lives import Life, live
from lab.policies import Calendar, Nothing, Policy, Ramp
from lab.shelf import SHELF
from undrift.domain.steps import FREE_EVENING

DAYS, LAST_DAYS, FIRST_DAYS = 168, 14, 3
RELIABLY_WORSE = 0.62
"""A fall in SD beyond what measuring alone explains, for a scale of reliability .95: 1.96 x sqrt(2 x .05)."""
POINTS_AT_ONCE = 16

NOTHING, DAILY, RAMP, HOUSE, SPARSE = "nothing", "daily", "ramp", "Undrift", "three a week"
FOUR = (NOTHING, DAILY, RAMP, HOUSE)
Maker = Callable[[Couples, Effects], Policy]
PARTS: Mapping[str, frozenset[str]] = {
    "the rules of depth": frozenset({"cap", "low-safety", "ladder", "too-much"}),
    "free evenings": frozenset({FREE_EVENING}),
    "what comes first": frozenset({COMES_FIRST}),
}
"""Parts of the house, left out one at a time to see what they are worth."""


def _house(without: frozenset[str] = frozenset()) -> Maker:
    return lambda two, _: House(two, SHELF, without)


MAKERS: Mapping[str, Maker] = {
    NOTHING: lambda _two, _columns: Nothing(),
    DAILY: Calendar,
    RAMP: Ramp,
    HOUSE: _house(),
    SPARSE: lambda two, columns: Calendar(two, columns, every=(0, 2, 4)),
    **{part: _house(rules) for part, rules in PARTS.items()},
}
"""`daily` and `three a week` suggest light steps (depth 0 and 1) evenly. Those after the first four are no rivals."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`better` is 1 where more is better, -1 where less is."""

    name: str
    says: str
    unit: str
    better: int
    of_prompts: bool = False


OUTCOMES = (
    Outcome("closeness", "closeness in the last two weeks", "SD", 1),
    Outcome("safety", "safety at the end", "0 to 1", 1),
    Outcome("worse", "people who became reliably less close", "share", -1),
    Outcome("prompts", "suggestions for a person", "in 24 weeks", -1, of_prompts=True),
    Outcome("too_deep", "steps that went too deep, for a couple", "in 24 weeks", -1, of_prompts=True),
    Outcome("left", "people who stopped using it", "share", -1, of_prompts=True),
)


@dataclass(frozen=True, slots=True)
class Swept:
    """`values[outcome][policy]` has a row for each point and a column for each couple; `group` says which is which."""

    assumed: Assumed
    group: Ints
    values: Mapping[str, Mapping[str, Floats]]

    def of(self, outcome: str, policy: str, group: int | None = None) -> Floats:
        values = self.values[outcome][policy]
        return values if group is None else values[:, self.group == group]


def sweep(assumed: Assumed, each: int, seed: int) -> Iterator[Swept | int]:
    """Yield how many points are done, again and again, and the whole at last."""
    parts = []
    for first in range(0, assumed.points, POINTS_AT_ONCE):
        some = assumed.some(first, first + POINTS_AT_ONCE)
        parts.append(_some_points(some, each, seed + first))
        yield min(first + POINTS_AT_ONCE, assumed.points)
    yield Swept(assumed, parts[0].group, {
        outcome: {name: np.concatenate([part.values[outcome][name] for part in parts]) for name in MAKERS}
        for outcome in parts[0].values
    })  # fmt: skip


def _some_points(assumed: Assumed, each: int, seed: int) -> Swept:
    two, columns = couples(assumed, each, seed), effects(SHELF)
    lives = live(two, {name: make(two, columns) for name, make in MAKERS.items()}, columns, DAYS, seed)
    unit = two.points, two.each
    spread = np.repeat(np.std(lives[NOTHING].felt[0].reshape(two.points, -1), axis=1), two.each)[:, None]
    seen = {name: _seen(life, two, spread) for name, life in lives.items()}
    values = {outcome.name: {name: each_[outcome.name].reshape(unit) for name, each_ in seen.items()}
              for outcome in OUTCOMES}  # fmt: skip
    return Swept(assumed, two.group[: two.each], values)


def _seen(life: Life, two: Couples, spread: Floats) -> dict[str, Floats]:
    """Give each outcome for each couple; what concerns users is averaged over those who use the app."""
    last = life.mean_felt(DAYS - LAST_DAYS, DAYS) / spread
    first = life.mean_felt(0, FIRST_DAYS) / spread
    return {
        "closeness": last.mean(axis=1),
        "safety": life.pairs.safe.mean(axis=1),
        "worse": (last - first < -RELIABLY_WORSE).mean(axis=1),
        "prompts": _of_users(life.prompts, two.uses),
        "too_deep": life.too_deep.mean(axis=1),
        "left": _of_users(life.pairs.gone, two.uses),
    }


def _of_users(values: Floats | Ints | Bools, uses: Bools) -> Floats:
    return np.asarray((values * uses).sum(axis=1) / uses.sum(axis=1))
