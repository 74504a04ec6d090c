from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from undrift.actions import told
from undrift.actions.export.section import Home, Section, day
from undrift.actions.opening import KINDS
from undrift.actions.sessions import Visit
from undrift.domain.desk import Desk
from undrift.domain.export import DAY, DAY_OR_NONE, LINE, TEXT, WORD, Item, thing
from undrift.domain.rounds import Page, Reply


def _items(visit: Visit, desk: Desk) -> Iterator[Item]:
    del desk
    for reply in sorted(told.every_of_mine(visit), key=lambda reply: (reply.on, reply.asked)):
        yield {
            "on": reply.on.isoformat(),
            "page": reply.page.value,
            "question": reply.question,
            "asked": reply.asked,
            "text": reply.text,
            "opens_on": reply.opens_on.isoformat() if reply.opens_on else None,
        }


def _as_text(item: Item) -> str:
    return Reply(Page(item["page"]), item["question"], item["asked"], item["text"], date.min).as_text()


def _bring(home: Home, item: Item) -> None:
    """What was for two is not theirs alone: my own words land in the notebook. Raises ValueError for another page."""
    home.note(KINDS[Page(item["page"])], _as_text(item), day(item))


def _guess(visit: Visit, desk: Desk) -> Iterator[Item]:
    del visit
    if desk.curiosity.guess.text:
        yield {"asked": desk.curiosity.guess.asked, "text": desk.curiosity.guess.text}


def _guessed(item: Item) -> str:
    return f"{item['asked']}\n\nMy guess was: {item['text']}"


SCHEMA = thing(on=DAY, page=WORD, question=LINE, asked=LINE, text=TEXT, opens_on=DAY_OR_NONE)
SECTION = Section("told", SCHEMA, _items, lambda i: (f"{i['on']}, told to each other", _as_text(i)), _bring)
GUESS = Section(
    "guess",
    thing(asked=LINE, text=LINE),
    _guess,
    lambda i: ("A guess of mine", _guessed(i)),
    lambda home, item: home.undated(KINDS[Page.QUESTION], _guessed(item)),
)
