"""Lines that two people have in common: what one of them wrote, and which words exactly."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from undrift.domain.errors import BadInput

LONGEST_ABOUT = 80


class Room(StrEnum):
    """Where a line stands. WITHDRAWN: the other took it out; it waits for its author to take the words home."""

    AGREEMENT = "agreement"
    PARKED = "parked"
    STORY = "story"
    RITUAL = "ritual"
    WITHDRAWN = "withdrawn"


LONGEST = {Room.AGREEMENT: 400, Room.PARKED: 400, Room.STORY: 4000, Room.RITUAL: 60}
MOST_OF_ONE = 40
"""Lines of one person on a page that is shown whole. The story has pages, and no end."""


@dataclass(frozen=True, slots=True)
class Line:
    """One opened line. `text` None: it cannot be opened any more. `about`: a time to be back, or when it was.

    `doubtful`: it stands in my name, and my own app did not seal these words.
    """

    id: str
    mine: bool
    text: str | None
    about: str
    on: date
    doubtful: bool = False

    @property
    def words(self) -> str:
        return words_of(self.text or "", self.about)

    def __repr__(self) -> str:
        return f"Line({self.id})"


def words_of(text: str, about: str) -> str:
    """Name these exact words: a yes is bound to them, and a changed line has another name."""
    return sha256(json.dumps([text, about]).encode()).hexdigest()


def cleaned(text: str, longest: int, empty: str = "There is nothing here to keep yet. One line is enough.") -> str:
    """Check what a person typed. Raises BadInput at `text`."""
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if not text:
        raise BadInput("text", empty)
    if len(text) > longest:
        raise BadInput("text", _too_long(longest))
    return text


def cleaned_about(about: str, field: str) -> str:
    about = " ".join("".join(c for c in about if c.isprintable() or c.isspace()).split())
    if len(about) > LONGEST_ABOUT:
        raise BadInput(field, "A few words are enough here. Nothing you typed is lost.")
    return about


def _too_long(longest: int) -> str:
    if longest < LONGEST[Room.STORY]:
        return "This is longer than one line. Please say it shorter, or split it; nothing you typed is lost."
    return "This is longer than one piece can hold. Please split it; nothing you typed is lost."
