from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from undrift.actions import lines
from undrift.actions.export.notes import CLOSED
from undrift.actions.export.section import Home, Section, day
from undrift.actions.sessions import Visit
from undrift.domain.desk import Desk
from undrift.domain.export import DAY, FLAG, LINE, TEXT_OR_NONE, WORD, Item, thing
from undrift.domain.lines import Line, Room

PAGES: dict[str, str] = {
    Room.AGREEMENT: "agreements",
    Room.PARKED: "parked",
    Room.STORY: "our story",
    Room.RITUAL: "a time",
}


def _items(visit: Visit, desk: Desk) -> Iterator[Item]:
    del desk
    for page, line in lines.every_of_mine(visit):
        opened = line.text is not None
        yield {
            "on": line.on.isoformat(),
            "page": str(page),
            "text": line.text,
            "about": line.about,
            "opened": opened,
        }


def _as_note(item: Item) -> str:
    line = Line("", mine=True, text=item["text"], about=item["about"], on=date.fromisoformat(item["on"]))
    return lines.as_note(item["page"], line)


def _said(item: Item) -> tuple[str, str]:
    heading = f"{item['on']}, {PAGES.get(item['page'], 'for both')}"
    return heading, CLOSED if item["text"] is None else _as_note(item)


def _bring(home: Home, item: Item) -> None:
    """A page of two is not theirs alone: the line lands in the notebook."""
    if item["text"] is not None:
        home.note(Room(item["page"]).value, _as_note(item), day(item))


SCHEMA = thing(on=DAY, page=WORD, text=TEXT_OR_NONE, about=LINE, opened=FLAG)
SECTION = Section("lines", SCHEMA, _items, _said, _bring)
