"""M7, the day until evening: strain, pressure, drawing back, reaching out, arguing (evidence, section 6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lab.arrays import Bools, Floats, logistic, other
from lab.chance import Chance
from lab.couples import Couples
from lab.pairs import Pairs

HOPED = 0.3
"""How much closer than usual a longing person would like to be, SD."""
HEATED_SHARE = 0.2
"""Arguments of the last two hours before the app is opened, as a share of a day's."""


@dataclass(frozen=True, slots=True)
class Daytime:
    """`withdraws`: chance to draw back; `replies`: chance to answer kindly; `reached`, `met`: how often today."""

    pressure: Floats
    withdraws: Floats
    replies: Floats
    reached: Floats
    met: Floats
    argued: Bools
    heat: Floats
    heated: Bools


def glow_a_day(couples: Couples) -> Floats:
    """The share of an evening's glow that a whole day has of it, on average."""
    hours = couples.assumed("lift_hours")
    return np.asarray(hours / 24 * (1 - np.exp(-24 / hours)))


def felt(pairs: Pairs, couples: Couples) -> Floats:
    """Closeness as a day's average: what lasts, and the fading glow of last evening."""
    return pairs.close + pairs.glow * glow_a_day(couples)


def daytime(pairs: Pairs, couples: Couples, chance: Chance) -> Daytime:
    a = couples.assumed
    pairs.strain = np.maximum(0.0, 0.7 * pairs.strain + 0.5 * chance.strain)
    pressure = _pressure(pairs, couples)
    withdraws = logistic(
        a("withdraw_rest")
        + a("withdraw_pressure") * pressure
        - a("withdraw_safety") * (pairs.safe - 0.5)
        + a("withdraw_avoidance") * couples.avoidant
        + 0.4 * pairs.strain
    )
    awake = np.maximum(pairs.skill, a("heeding") * pairs.heeding)
    replies = 1 - withdraws * (1 - awake)
    reaches = chance.bids < pairs.habit
    answered = reaches & (chance.answered < other(replies))
    argued, heat = _argue(pairs, couples, chance, pressure)
    return Daytime(
        pressure,
        withdraws,
        replies,
        reaches.sum(axis=0),
        answered.sum(axis=0),
        argued,
        heat,
        chance.hour < HEATED_SHARE,
    )


def _pressure(pairs: Pairs, couples: Couples) -> Floats:
    """M3: who longs for more presses; what was asked in vain or too deep presses too."""
    longing = couples.longing * np.clip(couples.usual + HOPED + pairs.hope - felt(pairs, couples), 0.0, 2.0)
    return np.asarray(couples.assumed("pursuit") * other(longing) + pairs.pushed)


def _argue(pairs: Pairs, couples: Couples, chance: Chance, pressure: Floats) -> tuple[Bools, Floats]:
    odds = (
        couples.assumed("argue_rest")[:, 0]
        + 0.5 * pairs.strain.mean(axis=1)
        + 0.4 * pressure.mean(axis=1)
        - 1.5 * (pairs.safe.mean(axis=1) - 0.5)
        + 0.6 * pairs.drain[:, 0]
    )
    argued = chance.argues < logistic(odds)
    heat = (0.5 + chance.heat) * argued
    pairs.wound += heat[:, None]
    pairs.since = np.where(argued, 0, pairs.since + 1)
    return argued, heat
