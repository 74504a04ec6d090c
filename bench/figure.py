"""One figure on one line. A target is a promise of this product; where there is none, the figure only informs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from statistics import median
from typing import Any


def told(
    name: str,
    values: float | Sequence[float],
    unit: str,
    *,
    at_most: float | None = None,
    at_least: float | None = None,
    **more: Any,
) -> float:
    """Print one figure, the median of its rounds, with the least and the most of them; returns the median."""
    rounds = list(values) if isinstance(values, Sequence) else [values]
    value = median(rounds)
    line: dict[str, Any] = {"figure": name, "value": _short(value), "unit": unit}
    line["target"] = f"<= {at_most:g}" if at_most is not None else f">= {at_least:g}" if at_least is not None else None
    line["holds"] = _holds(value, at_most, at_least)
    if len(rounds) > 1:
        line |= {"min": _short(min(rounds)), "max": _short(max(rounds)), "rounds": len(rounds)}
    print(json.dumps(line | more), flush=True)
    return value


def _holds(value: float, at_most: float | None, at_least: float | None) -> bool | None:
    if at_most is not None:
        return value <= at_most
    return value >= at_least if at_least is not None else None


def ratios(of: Sequence[float], to: Sequence[float]) -> list[float]:
    """Compare round by round, so that noise which hits a whole round cancels out."""
    return [a / b for a, b in zip(of, to, strict=True)]


def _short(value: float) -> float:
    return round(value, 3) if abs(value) < 100 else round(value, 1)
