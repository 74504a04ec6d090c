"""Agreements (S1.47-S1.50): each line says what its author will do, and stands once the other said yes to it too."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from undrift.domain.errors import BadInput, UndriftError
from undrift.domain.lines import LONGEST, Room, cleaned, cleaned_about
from undrift.domain.voices import speaks_for_the_other

BEGINNING = "I will"
OPENINGS = (
    "say when I need a moment, instead of going quiet",
    "leave alone what we have settled",
    "speak of what happened, and not of who you are",
    "ask whether it is a good time before I begin",
    "put my phone in the other room while we eat",
)
"""Shown beside an empty field (S1.48-S1.50). Nobody can press one: whoever means it writes it."""


class WordsMoved(UndriftError):
    """The line was changed or taken out a moment ago. Nothing was said for you. Please look at it once more."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One line between its author and the other, by the names of the exact words that each said yes to."""

    words: str
    yes: str = ""
    withdrawn: bool = False

    @property
    def stands(self) -> bool:
        return not self.withdrawn and self.yes == self.words

    def changed(self, words: str) -> Agreement:
        """Say it in other words: a yes that was given to the words of before is gone."""
        if self.withdrawn:
            raise WordsMoved
        return self if words == self.words else replace(self, words=words, yes="")

    def accepted(self, words: str) -> Agreement:
        """Say yes to the words that were shown. Raises WordsMoved when they are not the line's any more."""
        if self.withdrawn or words != self.words:
            raise WordsMoved
        return replace(self, yes=words)

    def out(self) -> Agreement:
        """Take it out: either may, at any time, and nothing brings it back."""
        return replace(self, withdrawn=True)


def completed(text: str, partner_name: str = "") -> str:
    """Check what stands after *I will*. Raises BadInput at `text` for a line that speaks for the other."""
    text = cleaned(text, LONGEST[Room.AGREEMENT], "What will you do? A few plain words are enough.")
    text = _BEGINS.sub("", text, count=1).strip()
    if not text:
        raise BadInput("text", "What will you do? A few plain words are enough.")
    if speaks_for_the_other(text, partner_name):
        raise BadInput("text", "This one speaks for somebody else. Please say what you will do yourself.")
    return text


def back(about: str, *, needed: bool) -> str:
    """Check when a break ends: space is said out loud, timed, and comes back (T11)."""
    about = cleaned_about(about, "back")
    if needed and not about:
        raise BadInput("back", "When are you back, or after how long? A break without an end can feel like going away.")
    return about


_BEGINS = re.compile(r"^(?:…|\.\.\.)?\s*(?:I\s+will|I['’]ll)\b[\s,…]*", re.IGNORECASE)
