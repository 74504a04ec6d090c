"""Lets couples live side by side with each policy, on the same luck."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from lab.arrays import Bools, Floats, Ints, both, other
from lab.chance import Chance, chance
from lab.couples import Couples
from lab.day import Daytime, daytime, felt
from lab.effects import Effects
from lab.evening import Evening, evening
from lab.night import night
from lab.pairs import Pairs, beginning, shaken
from lab.policies import Heard, Policy
from lab.readings import Said, nothing_said, seen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BEFORE_DAYS = 60
FEELS_CLOSER_FROM = 0.03
SAYS_NOT_TODAY = 0.5


@dataclass(slots=True)
class Life:
    """One policy's couples and what was seen of them. Lists hold a day each, arrays (couples, 2)."""

    policy: Policy
    pairs: Pairs
    said: Said
    felt: list[Floats] = field(default_factory=list)
    evening: list[Floats] = field(default_factory=list)
    withdraws: list[Floats] = field(default_factory=list)
    pressure: list[Floats] = field(default_factory=list)
    offered: list[Bools] = field(default_factory=list)
    lift: list[Floats] = field(default_factory=list)
    prompts: Ints = field(default_factory=lambda: np.zeros(1, dtype=np.int64))
    too_deep: Ints = field(default_factory=lambda: np.zeros(1, dtype=np.int64))

    def mean_felt(self, first: int, beyond: int) -> Floats:
        return np.asarray(np.mean(self.felt[first:beyond], axis=0))


def live(
    couples: Couples,
    policies: Mapping[str, Policy],
    effects: Effects,
    days: int,
    seed: int,
    befalls: Callable[[int, Pairs], None] | None = None,
) -> dict[str, Life]:
    """Live `days` days with each policy after a while without any. `befalls` may change every couple on a day."""
    luck = np.random.default_rng((seed, 1))
    start = _before(couples, effects, np.random.default_rng((seed, 2)))
    lives = {name: Life(policy, start.copy(), nothing_said(couples)) for name, policy in policies.items()}
    dice = {name: np.random.default_rng((seed, 3)) for name in policies}
    for day in range(days):
        drawn = chance(luck, len(couples.group))
        for name, life in lives.items():
            if befalls:
                befalls(day, life.pairs)
            _day(life, couples, drawn, effects, day, dice[name])
    return lives


def _before(couples: Couples, effects: Effects, rng: np.random.Generator) -> Pairs:
    """Let each couple come near its own rest before anything is measured; then shake those who come shaken."""
    pairs = beginning(couples)
    steps = np.full(couples.usual.shape, -1)
    nobody = np.zeros(couples.usual.shape, dtype=bool)
    for _ in range(BEFORE_DAYS):
        drawn = chance(rng, len(couples.group))
        today = daytime(pairs, couples, drawn)
        tonight = evening(pairs, couples, drawn, today, steps, effects, steps)
        night(pairs, couples, drawn, today, tonight, nobody)
    pairs.gone, pairs.tired = nobody, np.zeros(couples.usual.shape)
    return shaken(pairs, couples, rng.random(couples.usual.shape))


def _day(life: Life, couples: Couples, drawn: Chance, effects: Effects, day: int, dice: np.random.Generator) -> None:
    today = daytime(life.pairs, couples, drawn)
    sight = seen(life.said, life.pairs, couples, drawn, today, day)
    steps = life.policy.suggest(sight, dice)
    tonight = evening(life.pairs, couples, drawn, today, steps, effects, sight.capacity)
    life.policy.hear(steps, _heard(couples, drawn, tonight))
    night(life.pairs, couples, drawn, today, tonight, sight.opens)
    _note(life, couples, today, tonight)


def _heard(couples: Couples, drawn: Chance, tonight: Evening) -> Heard:
    """Only some say how it landed, and not everybody calls too much by its name."""
    speaks = tonight.done & (drawn("lands") < couples.assumed("lands"))
    felt_too_deep = tonight.too_deep | (tonight.lift < -FEELS_CLOSER_FROM)
    too_much = speaks & felt_too_deep & (drawn("candid") < couples.assumed("candour"))
    closer = speaks & ~felt_too_deep & (tonight.lift > FEELS_CLOSER_FROM)
    declined = tonight.offered & ~tonight.done & (drawn("declines") < SAYS_NOT_TODAY)
    return Heard(tonight.done, declined, too_much, closer, speaks & ~too_much & ~closer)


def _note(life: Life, couples: Couples, today: Daytime, tonight: Evening) -> None:
    life.felt.append(felt(life.pairs, couples).astype(np.float32))
    life.evening.append((life.pairs.close + life.pairs.glow).astype(np.float32))
    life.withdraws.append(today.withdraws.astype(np.float32))
    life.pressure.append(today.pressure.astype(np.float32))
    life.offered.append(tonight.offered)
    life.lift.append(tonight.lift.astype(np.float32))
    life.prompts = life.prompts + tonight.offered
    life.too_deep = life.too_deep + tonight.too_deep + other(tonight.too_deep)


def spread_between(couples: Couples, values: Floats) -> Floats:
    """Give the standard deviation between people at each point: the unit of every effect."""
    return np.asarray(values.reshape(couples.points, -1).std(axis=1))


def stayed(life: Life, couples: Couples) -> Bools:
    return both(~life.pairs.gone | ~couples.uses)[:, 0]
