from __future__ import annotations

from collections.abc import Iterator

from undrift.actions import future
from undrift.actions.export.section import Home, Section, day
from undrift.actions.sessions import Visit
from undrift.domain.desk import Desk
from undrift.domain.export import DAY, TEXT, WORD, WORDS, Item, many, thing
from undrift.domain.future import Wishes
from undrift.domain.notebook import Kind


def _items(visit: Visit, desk: Desk) -> Iterator[Item]:
    del desk
    for wishes in sorted(future.every_of_mine(visit), key=lambda wishes: wishes.on):
        lines = [{"line": name, "text": text} for name, text in wishes.lines.items()]
        yield {"on": wishes.on.isoformat(), "hopes": list(wishes.hopes), "lines": lines}


def _wishes(item: Item) -> Wishes:
    lines = {one["line"]: one["text"] for one in item["lines"]}
    return Wishes.from_json({"on": day(item), "hopes": item["hopes"], "lines": lines})


def _said(item: Item) -> tuple[str, str]:
    return f"{item['on']}, what I hope for", _wishes(item).as_text()


def _bring(home: Home, item: Item) -> None:
    text = _wishes(item).as_text()
    if text:
        home.note(Kind.FUTURE, text, day(item))


SCHEMA = thing(on=DAY, hopes=WORDS, lines=many(20, thing(line=WORD, text=TEXT)))
SECTION = Section("hopes", SCHEMA, _items, _said, _bring)
