from __future__ import annotations

from collections.abc import Iterator

from undrift.actions import sharing
from undrift.actions.export.notes import CLOSED
from undrift.actions.export.section import Home, Section, day, kind_of
from undrift.actions.sessions import Visit
from undrift.domain.desk import Desk
from undrift.domain.export import DAY, FLAG, TEXT_OR_NONE, WORD, Item, thing


def _items(visit: Visit, desk: Desk) -> Iterator[Item]:
    del desk
    for entry in sharing.every_of_mine(visit):
        opened = entry.text is not None
        yield {"on": entry.on.isoformat(), "kind": str(entry.kind), "text": entry.text, "opened": opened}


def _said(item: Item) -> tuple[str, str]:
    return f"{item['on']}, shared", CLOSED if item["text"] is None else item["text"]


def _bring(home: Home, item: Item) -> None:
    """Nobody shares it here: it lands in the notebook."""
    if item["text"] is not None:
        home.note(kind_of(item), item["text"], day(item))


SECTION = Section("shared", thing(on=DAY, kind=WORD, text=TEXT_OR_NONE, opened=FLAG), _items, _said, _bring)
