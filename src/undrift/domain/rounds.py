"""What two write alone and open together, whatever page it stands on: where one of them stands, and when it is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Self

from undrift.domain.errors import BadInput

LONGEST_REPLY = 4000
WAITS_FOR = timedelta(days=7)
LETTER_WAITS_FOR = timedelta(days=30)
"""After its day. Until then somebody may come who was away for a while."""
CLOCKS_APART = timedelta(days=1)


class Page(StrEnum):
    """For which page something was written. FUTURE: the years ahead."""

    FUTURE = "future"
    QUESTION = "question"
    LETTER = "letter"


TOLD = (Page.QUESTION, Page.LETTER)
"""What both keep a list of, once it has opened."""


class Stage(StrEnum):
    """Where one of the two stands. Before OPEN, nothing of it depends on what the other has done.

    ENDED: mine was taken back after it had opened. ALONE: the other took theirs back, and mine is still here.
    """

    EMPTY = "empty"
    WRITTEN = "written"
    OPEN = "open"
    ENDED = "ended"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Reply:
    """What one person wrote to a question, or as a letter; `question` is empty for a letter.

    `asked`: the words it answers, so that it makes sense when the deck has moved on. `opens_on`: a letter's day.
    """

    page: Page
    question: str
    asked: str
    text: str
    on: date
    opens_on: date | None = None

    def __repr__(self) -> str:
        return f"Reply({self.page})"

    def to_json(self) -> dict[str, Any]:
        body = {"v": 1, "page": self.page.value, "question": self.question, "asked": self.asked, "text": self.text}
        return body | {"on": self.on.isoformat(), "opens_on": self.opens_on.isoformat() if self.opens_on else ""}

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Self:
        """Raises ValueError, KeyError and TypeError for what is none."""
        opens_on = str(body["opens_on"])
        return cls(
            page=Page(str(body["page"])),
            question=str(body["question"]),
            asked=str(body["asked"]),
            text=str(body["text"]),
            on=date.fromisoformat(str(body["on"])),
            opens_on=date.fromisoformat(opens_on) if opens_on else None,
        )

    def may_open(self, today: date) -> bool:
        return self.opens_on is None or self.opens_on <= today

    def is_over(self, today: date) -> bool:
        """Say whether it waited long enough to go home. A day ahead of today comes from a wrong clock."""
        if self.opens_on is not None:
            return today - self.opens_on >= LETTER_WAITS_FOR
        return not -CLOCKS_APART <= today - self.on < WAITS_FOR

    def as_text(self) -> str:
        return f"{self.asked}\n\n{self.text}"


def cleaned(text: str, longest: int = LONGEST_REPLY, field: str = "text") -> str:
    """Check what was typed. Raises BadInput at the field."""
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if not text and field == "text":
        raise BadInput(field, "There is nothing here yet. One line is enough.")
    if len(text) > longest:
        raise BadInput(field, f"{longest:,} letters fit here. Please say it shorter; nothing you typed is lost.")
    return text
