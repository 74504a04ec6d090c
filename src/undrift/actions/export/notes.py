from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from undrift.actions import notebook
from undrift.actions.export.section import Home, Section, day, kind_of
from undrift.actions.sessions import Visit
from undrift.domain.desk import Desk
from undrift.domain.export import DAY, DAY_OR_NONE, FLAG, MOMENT, TEXT_OR_NONE, WORD, Item, thing
from undrift.domain.notebook import Kind

CLOSED = "This one could not be opened."


def _items(visit: Visit, desk: Desk) -> Iterator[Item]:
    """Leave out the weekly answers about safety, predictability and respect: no export has them."""
    del desk
    for note in notebook.every(visit, oldest_first=True):
        if note.kind != Kind.GROUND:
            yield {
                "on": note.on.isoformat(),
                "at": note.at,
                "kind": str(note.kind),
                "text": note.text,
                "until": note.gone_after.isoformat() if note.gone_after else None,
                "opened": note.text is not None,
            }


def _said(item: Item) -> tuple[str, str]:
    heading = item["at"][:16].replace("T", " ") or item["on"]
    return heading, CLOSED if item["text"] is None else item["text"]


def _bring(home: Home, item: Item) -> None:
    if item["text"] is None:
        return
    if item["at"]:
        datetime.fromisoformat(item["at"])
    if item["until"]:
        date.fromisoformat(item["until"])
    kind = kind_of(item)
    if kind is Kind.GROUND:
        raise ValueError(kind)
    home.note(kind, item["text"], day(item), at=item["at"], until=item["until"])


SCHEMA = thing(on=DAY, at=MOMENT, kind=WORD, text=TEXT_OR_NONE, until=DAY_OR_NONE, opened=FLAG)
SECTION = Section("notes", SCHEMA, _items, _said, _bring)
