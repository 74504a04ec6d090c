"""What a note is. Private by default; nobody counts them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from undrift.domain.errors import BadInput

LONGEST_NOTE = 20_000


class Kind(StrEnum):
    """What a note is about. Known only inside the seal."""

    NOTE = "note"
    MOMENT = "moment"
    BID = "bid"
    APPRECIATION = "appreciation"
    LAST_CLOSE = "last_close"
    LANDING = "landing"
    SIDEWAYS = "sideways"
    KEPT = "kept"
    NOTICED = "noticed"
    SENTENCE = "sentence"
    AGREEMENT = "agreement"
    PARKED = "parked"
    STORY = "story"
    RITUAL = "ritual"
    FUTURE = "future"
    ANSWER = "answer"
    LETTER = "letter"
    GROUND = "ground"
    CONVERSATION = "conversation"
    REPAIR = "repair"
    WAY_BACK = "way_back"
    FEELING = "feeling"
    NEED = "need"
    CLOSER = "closer"
    LOOK_BACK = "look_back"


KEEP_FOR = {"always": None, "day": 1, "week": 7, "month": 31, "year": 365}


@dataclass(frozen=True, slots=True)
class Note:
    """One opened note. `text` None means: this one cannot be opened any more; the rest of the page goes on."""

    id: str
    kind: str
    text: str | None
    at: str
    on: date
    gone_after: date | None = None

    def __repr__(self) -> str:
        return f"Note({self.id})"


def cleaned(text: str) -> str:
    """Check what a person typed. Any script, direction and emoji is welcome; a NUL is dropped. Raises BadInput."""
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if not text:
        raise BadInput("text", "There is nothing here to keep yet. One line is enough.")
    if len(text) > LONGEST_NOTE:
        raise BadInput("text", "This is longer than one note can hold. Please split it; nothing you typed is lost.")
    return text


def gone_after(keep_for: str, today: date) -> date | None:
    if keep_for not in KEEP_FOR:
        raise BadInput("keep_for", "Please choose how long to keep it.")
    days = KEEP_FOR[keep_for]
    return today + timedelta(days=days) if days else None


def body(kind: Kind, text: str, at: str, **more: Any) -> dict[str, Any]:
    return {"v": 1, "kind": kind.value, "text": text, "at": at, **more}
