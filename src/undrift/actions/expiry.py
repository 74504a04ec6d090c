"""Notes that were to be kept for a while: deleted and overwritten once their day is over. Needs no key.

The day a note is to be gone lies readable beside its seal; so this can be done by anybody who tidies.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from undrift.store.queries import notebook
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing

LATEST_ZONE = timedelta(days=1)


def remove_expired(now: datetime) -> int:
    """Delete what is over for everybody; returns how many. A day of grace covers every time zone."""
    return _removed((now - LATEST_ZONE).date())


def at_arrival(person: str, now: datetime) -> int:
    """Delete what is over of one person, when they come in. The same grace: their zone is not known yet."""
    return _removed((now - LATEST_ZONE).date(), person)


def at_the_notebook(person: str, today: date) -> int:
    """Delete what is over of one person, by the day where they are."""
    return _removed(today, person)


def _removed(day: date, person: str | None = None) -> int:
    if not notebook.has_expired(day, person):
        return 0
    with writing():
        gone = notebook.remove_expired(day, person)
    wipe_what_was_deleted()
    return gone
