"""Made-up weeks for tests of weather, offers and scores."""

from __future__ import annotations

from datetime import date, timedelta

from undrift.domain.ground import GROUND
from undrift.domain.readings import Marked, Readings

DAY = date(2026, 1, 5)
"""A Monday."""


def every(days: int, times: int) -> timedelta:
    return timedelta(days=days * times)


def marked(level: int, **more: int) -> dict[str, int]:
    return {**dict.fromkeys((*GROUND, "met", "same_side"), level), **more}


def lived(*levels: int | None, first: date = DAY) -> Readings:
    """Weeks with one level at every item; None is a week without a reading."""
    weeks = (Marked((first + every(7, n)).isoformat(), marked(one)) for n, one in enumerate(levels) if one is not None)
    return Readings(weeks=tuple(weeks))
