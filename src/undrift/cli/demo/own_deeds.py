"""What one of the two keeps for themselves alone: a plan, a promise, a reminder, a key for quick notes."""

from __future__ import annotations

from undrift.actions import capture, plans, promises, reminders
from undrift.cli.demo.players import Player
from undrift.domain.reminders import QUIET_FROM, QUIET_TO, Wish


def plan(player: Player, when: str, then: str) -> None:
    plans.add(player.visit(), when, then)


def promise(player: Player, text: str) -> None:
    promises.make(player.visit(), text, note_key="")


def remind(player: Player, at: str, days: str, words: str) -> None:
    """Choose a reminder: its hour, its days (0 is Monday), and which of the words a phone may show."""
    chosen = Wish(
        own=True,
        rituals=False,
        lies_ready=False,
        at=at,
        days=tuple(days.split()),
        keep_quiet=True,
        quiet_from=QUIET_FROM,
        quiet_to=QUIET_TO,
        words=words,
    )
    reminders.choose(player.visit(), chosen)


def quick_key(player: Player, place: str) -> None:
    """Make a key for one place. It is shown once, and nobody in this story writes it down."""
    capture.make(player.visit(), place)
