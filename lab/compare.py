"""Who does best where, by how much, and how bad it can get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lab.arrays import Bools, Floats
from lab.sweep import FOUR, NOTHING, Outcome, Swept

CLEARLY = 2.0
"""Standard errors of the difference between couples: less is too close to call."""
TOO_CLOSE = "too close"


@dataclass(frozen=True, slots=True)
class Gap:
    """One policy against another at each point: the mean difference (plus is better) and whether it is clear."""

    mean: Floats
    clearly_better: Bools
    clearly_worse: Bools


def gap(swept: Swept, outcome: Outcome, policy: str, against: str, group: int | None = None) -> Gap:
    difference = outcome.better * (swept.of(outcome.name, policy, group) - swept.of(outcome.name, against, group))
    mean = difference.mean(axis=1)
    error = difference.std(axis=1, ddof=1) / np.sqrt(difference.shape[1])
    return Gap(mean, mean > CLEARLY * error, mean < -CLEARLY * error)


def rivals(outcome: Outcome) -> tuple[str, ...]:
    """No app asks nothing and loses nobody; there it would win by not taking part."""
    return tuple(name for name in FOUR if name != NOTHING or not outcome.of_prompts)


def wins(swept: Swept, outcome: Outcome, where: Bools, group: int | None = None) -> dict[str, float]:
    """Give the share of points at which each rival is clearly better than every other, and the rest."""
    shares = {}
    for name in rivals(outcome):
        others = [gap(swept, outcome, name, other, group) for other in rivals(outcome) if other != name]
        best = np.logical_and.reduce([each.clearly_better for each in others])
        shares[name] = float(best[where].mean()) if where.any() else float("nan")
    return shares | {TOO_CLOSE: 1.0 - sum(shares.values())}


@dataclass(frozen=True, slots=True)
class Spread:
    """Over the points: the middle, and what is no worse than it at 19 points of 20 (`poor`) and at all (`worst`)."""

    middle: float
    poor: float
    worst: float


def spread(values: Floats, better: int = 1) -> Spread:
    """Order from good to bad. `better` -1: less is better."""
    poor = np.quantile(values, 0.05 if better > 0 else 0.95)
    return Spread(float(np.median(values)), float(poor), float(values.min() if better > 0 else values.max()))


def against_nothing(swept: Swept, outcome: Outcome, policy: str, group: int | None = None) -> Spread:
    return spread(gap(swept, outcome, policy, NOTHING, group).mean)


def level(swept: Swept, outcome: Outcome, policy: str, group: int | None = None) -> Spread:
    return spread(swept.of(outcome.name, policy, group).mean(axis=1), outcome.better)


def regret(swept: Swept, outcome: Outcome, policy: str, group: int | None = None) -> Spread:
    """Tell how far a policy falls behind the best of its rivals."""
    behind = [gap(swept, outcome, policy, other, group).mean for other in rivals(outcome) if other != policy]
    return spread(np.minimum(np.min(behind, axis=0), 0.0))


def goes_with(swept: Swept, difference: Floats, names: Sequence[str]) -> list[tuple[str, float]]:
    """Rank assumptions by how strongly a difference follows them (Spearman), strongest first."""
    from scipy.stats import spearmanr

    found = [(name, float(spearmanr(swept.assumed(name), difference).statistic)) for name in names]
    return sorted(found, key=lambda each: -abs(each[1]))
