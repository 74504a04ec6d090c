"""What was happening in a week, in one's own line. What was marked in it is in `answers.py`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from undrift.actions import climate
from undrift.actions.export.section import Home, Section
from undrift.actions.sessions import Visit
from undrift.domain.desk import Desk
from undrift.domain.export import DAY, LINE, Item, thing
from undrift.domain.readings import LONGEST_LINE


def _items(visit: Visit, desk: Desk) -> Iterator[Item]:
    del desk
    return ({"week_from": monday.isoformat(), "text": text} for monday, text in climate.own_lines(visit))


def _bring(home: Home, item: Item) -> None:
    home.week(date.fromisoformat(item["week_from"]), item["text"])


SECTION = Section(
    "weeks",
    thing(week_from=DAY, text={**LINE, "maxLength": LONGEST_LINE}),
    _items,
    lambda i: (f"What was happening in the week from {i['week_from']}", i["text"]),
    _bring,
)
