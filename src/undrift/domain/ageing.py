"""For how long an answer counts: whole for a while, then less and less (decision 19)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from undrift.domain.ground import Check, believed

COUNTS_FOR = timedelta(days=28)
THEN_A_STEP_EVERY = timedelta(days=14)


def level(checks: Sequence[Check], item: str, default: int, today: date) -> int:
    """Give the newest answer to an item; after four weeks it goes back towards the default, a step each fortnight."""
    for check in reversed(tuple(believed(checks, today))):
        answer: int | None = getattr(check, item)
        if answer is not None:
            return _aged(answer, default, today - check.day)
    return default


def _aged(answer: int, default: int, age: timedelta) -> int:
    if age <= COUNTS_FOR:
        return answer
    steps = 1 + (age - COUNTS_FOR - timedelta(days=1)) // THEN_A_STEP_EVERY
    return max(answer - steps, default) if answer > default else min(answer + steps, default)
