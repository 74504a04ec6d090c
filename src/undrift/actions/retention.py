"""How long things are kept, told from the very numbers the house goes by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from undrift.actions import archives, conversations, expiry, housekeeping, sessions, tries
from undrift.domain.couples import INVITED_FOR
from undrift.domain.notebook import KEEP_FOR


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing, and how long it stays."""

    thing: str
    how_long: str


def in_words(span: timedelta) -> str:
    """Say a span in the largest unit that fits it whole."""
    for unit, seconds in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        many, rest = divmod(int(span.total_seconds()), seconds)
        if many and not rest:
            return f"{many} {unit}{'' if many == 1 else 's'}"
    raise ValueError(span)


def kept() -> list[Kept]:
    *some, last = (str(days) for days in KEEP_FOR.values() if days)
    chosen = f"{', '.join(some)} or {last} days"
    swept, zones = in_words(housekeeping.EVERY), in_words(expiry.LATEST_ZONE)
    return [
        Kept("What you write", "Until you delete it, or leave. Nothing is deleted because it is old."),
        Kept(
            "A note with a time of its own",
            f"{chosen}, as you chose when you wrote it. Then it is overwritten when you open your notebook, and "
            f"without you at most {zones} and {swept} after that.",
        ),
        Kept("A conversation laid out or under way", f"{in_words(conversations.KEPT_DAYS)} at most."),
        Kept(
            "A door that is open",
            f"{in_words(sessions.SHARED_IDLE)} without use and {in_words(sessions.SHARED_LIFE)} at most, or "
            f"{in_words(sessions.REMEMBERED)} where you ticked it. Your notebook: {in_words(sessions.PRIVATE_IDLE)} "
            "without use.",
        ),
        Kept("An open invitation", f"{in_words(INVITED_FOR)}."),
        Kept("Tries at a door", f"{in_words(tries.LONGEST)} at most, under marks that name nobody."),
        Kept(
            "Backups of what you wrote, locked",
            f"{archives.KEEP_DAYS} days, unless whoever runs this computer chose another number. What you delete stays "
            "in them until then.",
        ),
        Kept(
            "Backups of the keys, locked",
            f"{len(archives.KEYRING_COPIES)} copies. A key you delete is overwritten after two more backups; from then "
            "on older backups open nothing with it.",
        ),
    ]
