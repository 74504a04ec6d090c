from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from undrift.actions import noticing
from undrift.actions.export.section import Home, Section, day
from undrift.actions.noticing import Whole
from undrift.actions.sessions import Visit
from undrift.domain.desk import Desk
from undrift.domain.export import DAY, FLAG, LINE, TEXT, WORD, Item, many, thing
from undrift.domain.notebook import Kind
from undrift.domain.sheets import SHEETS
from undrift.domain.sheets.kept import Kept
from undrift.domain.sheets.merging import LONGEST_LINE, LONGEST_SHEET


def _items(visit: Visit, desk: Desk) -> Iterator[Item]:
    del desk
    for whole in sorted(noticing.every(visit), key=lambda one: (one.on, one.kept.sheet if one.kept else "")):
        yield _item(whole)


def _item(whole: Whole) -> Item:
    kept = whole.kept or Kept("")
    sheet = SHEETS.get(kept.sheet)
    asked = {name: line.alone for name, line in sheet.lines.items()} if sheet else {}
    words = {(t.id, o.id): o.words for t in sheet.ticks for o in t.options} if sheet else {}
    in_order = sorted(kept.lines, key=lambda name: (list(asked).index(name) if name in asked else len(asked), name))
    return {
        "on": whole.on.isoformat(),
        "sheet": kept.sheet or "closed",
        "title": sheet.title if sheet else kept.sheet,
        "lines": [{"line": name, "question": asked.get(name, name), "text": kept.lines[name]} for name in in_order],
        "ticks": [
            {"list": name, "chosen": [{"option": one, "words": words.get((name, one), one)} for one in chosen]}
            for name, chosen in sorted(kept.ticks.items())
        ],
        "opened": whole.kept is not None,
    }


def _said(item: Item) -> tuple[str, str]:
    if not item["opened"]:
        return f"{item['on']}, looking back", "This sheet could not be opened."
    ticked = "; ".join(one["words"] for ticks in item["ticks"] for one in ticks["chosen"])
    said = [f"{line['question']}\n{line['text']}" for line in item["lines"]]
    return f"{item['on']}, {item['title']}", "\n\n".join([ticked, *said] if ticked else said)


def _bring(home: Home, item: Item) -> None:
    """Lay it beside what stands on the sheet already; what finds no room there becomes a note."""
    if not item["opened"]:
        return
    on, name = date.fromisoformat(day(item)), item["sheet"]
    before_on, before = home.sheets.get(name, (on, Kept(name)))
    after = before
    for line in item["lines"]:
        if not _stands(before, line):
            added = after.adding(line["line"], line["text"])
            if len(added.lines[line["line"]]) > LONGEST_LINE or added.size > LONGEST_SHEET:
                home.note(Kind.NOTICED, line["text"], day(item))
            else:
                after = added
    for ticks in item["ticks"]:
        chosen = (*after.ticks.get(ticks["list"], ()), *(one["option"] for one in ticks["chosen"]))
        after = after.ticking(ticks["list"], chosen)
    if after != before or name not in home.sheets:
        home.sheets[name] = (max(on, before_on), after)


def _stands(kept: Kept, line: Mapping[str, Any]) -> bool:
    there = kept.lines.get(line["line"], "")
    return f"\n{line['text']}\n" in f"\n{there}\n"


_LINE = thing(line=WORD, question=LINE, text=TEXT)
_TICKS = thing(list=WORD, chosen=many(100, thing(option=WORD, words=LINE)))
SCHEMA = thing(on=DAY, sheet=WORD, title=LINE, lines=many(100, _LINE), ticks=many(50, _TICKS), opened=FLAG)
SECTION = Section("looking_back", SCHEMA, _items, _said, _bring)
