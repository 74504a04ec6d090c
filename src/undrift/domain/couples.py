"""Two who share a place: where they stand with each other, and what their shelves are called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

INVITED_FOR = timedelta(hours=48)
WORDS_AT_FIRST = 4
WORDS_ANEW = 6


class Phase(StrEnum):
    """READING: I have not said that the words are the same. WAITING: I have, the other not. PAIRED. CLOSED."""

    READING = "reading"
    WAITING = "waiting"
    PAIRED = "paired"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Membership:
    """What a visit knows of the couple without asking further. `renewals` above 0: the words are being read anew."""

    couple: str
    confirmed: bool
    closed: bool
    renewals: int
    key_changes: int

    @property
    def joint_shelf(self) -> str:
        return f"{self.couple}:joint"

    def shelf_of(self, author: str) -> str:
        return f"{self.couple}:{author}"

    def phase(self, *, holds_joint_key: bool) -> Phase:
        if self.closed:
            return Phase.CLOSED
        if not self.confirmed:
            return Phase.READING
        return Phase.PAIRED if holds_joint_key else Phase.WAITING
