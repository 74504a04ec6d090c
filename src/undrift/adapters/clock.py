"""The only reader of the time. Tests install another source; nothing else may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Source = Callable[[], datetime]


def _system() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - this is the one place that may


_source: Source = _system


def now() -> datetime:
    """Read the time, always aware and in UTC."""
    return _source()


def use(source: Source | None) -> None:
    """Install another source of the time, or with None the system's again."""
    global _source  # noqa: PLW0603 - one clock for the process, replaced by tests only
    _source = source or _system


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def zone(name: str | None, fallback: str) -> ZoneInfo:
    """Find a time zone by its name; an unknown or missing one gives the fallback."""
    usable = (z for z in (name, fallback) if z and is_zone(z))
    return ZoneInfo(next(usable, "UTC"))
