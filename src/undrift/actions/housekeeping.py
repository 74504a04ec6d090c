"""What is done without anybody asking: ended sessions and notes whose time is over are deleted. Holds no key."""

from __future__ import annotations

from datetime import timedelta

from undrift.actions import expiry
from undrift.adapters import clock
from undrift.domain.reminder_plan import AHEAD
from undrift.store.queries import conversations, couples, reminders, sessions
from undrift.store.writing import writing

EVERY = timedelta(hours=1)
USED_FOR = timedelta(days=3)


def tidy() -> None:
    """Delete what is over. A day of grace covers every time zone; pages stop showing a note on its own day."""
    now = clock.now()
    with writing():
        sessions.sweep(now)
        couples.sweep_invitations(now)
        reminders.forget_used(now - USED_FOR, now + AHEAD)
        conversations.sweep(now.date())
    expiry.remove_expired(now)
