"""What time it is in a benchmark: the clock of a home may be set to an evening or a morning, and runs on from there."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

NIGHT = timedelta(hours=11, minutes=30)
QUIET_DAYS = timedelta(days=8)


def evening() -> datetime:
    """Eight o'clock tonight."""
    return datetime.now(UTC).replace(hour=20, minute=0, second=0, microsecond=0)  # noqa: TID251 - a bench begins today


def breakfast_after(some_evening: datetime) -> datetime:
    return some_evening + NIGHT


def quiet_breakfast_after(some_evening: datetime) -> datetime:
    """A morning more than a week later, when nothing that was shared is new any more."""
    return breakfast_after(some_evening) + QUIET_DAYS


def standing(then: datetime) -> Callable[[], datetime]:
    return lambda: then


def running_from(then: datetime) -> Callable[[], datetime]:
    began = time.monotonic()
    return lambda: then + timedelta(seconds=time.monotonic() - began)
