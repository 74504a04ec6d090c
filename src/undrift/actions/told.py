"""What the two told each other: every question and letter that has opened, until its author takes theirs back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from undrift.actions import desk as desks
from undrift.actions import lines, rounds, settling, sharing
from undrift.actions.opening import as_the_first_time
from undrift.actions.rounds import Round
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain.errors import NotFound
from undrift.domain.rounds import TOLD, Page, Reply
from undrift.store.queries import answers as answer_rows
from undrift.store.queries import questions as rows
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing

PAGE = 5


@dataclass(frozen=True, slots=True)
class Told:
    """One round. `theirs` None: taken back where `alone`, otherwise changed after it was sealed, or damaged."""

    prompt: str
    page: Page
    asked: str
    on: date
    mine: str
    theirs: str | None
    alone: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the list, newest first; `older` is the place before which the next begins, or empty."""

    told: list[Told]
    older: str


def page(visit: Visit, before: str = "") -> Stretch:
    here = lines.here_of(visit)
    place = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None  # noqa: PLR2004 - digits of a row number
    found = rows.told(visit.person, here.couple, place, PAGE + 1)
    each = rounds.to_prompts(visit, here, [row.id for row in found[:PAGE]])
    told = [one for row in found[:PAGE] if (one := _told(visit, each[row.id]))]
    return Stretch(told, str(found[PAGE - 1].sequence) if len(found) > PAGE else "")


def _told(visit: Visit, one: Round) -> Told | None:
    mine = rounds.my_reply(visit, one)
    if mine is None or one.prompt == desks.read(visit).curiosity.part(mine.page).waits:
        return None
    theirs = rounds.their_reply(visit, one)
    text = theirs.text if theirs else None
    return Told(one.prompt, mine.page, mine.asked, mine.on, mine.text, text, alone=one.theirs is None)


def take_back(visit: Visit, prompt: str) -> bool:
    """Take mine home into my notebook. True when it had been open. Raises NotFound, StaysWhereItIs."""
    return as_the_first_time(visit, prompt, _take_back)


def _take_back(visit: Visit, prompt: str) -> bool:
    here = lines.here_of(visit)
    with writing():
        make_sure_open(visit)
        one = rounds.to_prompt(visit, here, prompt)
        if one.mine is None:
            raise NotFound
        page = Page.LETTER if one.mine.page == Page.LETTER else Page.QUESTION
        was_open = prompt != desks.newest(visit).curiosity.part(page).waits and bool(one.mine.released)
        if not settling.take_home(visit, one, page, by_itself=False):
            raise sharing.StaysWhereItIs
    wipe_what_was_deleted()
    return was_open


def every_of_mine(visit: Visit) -> Iterator[Reply]:
    if visit.membership is None:
        return
    for row in answer_rows.of_author(visit.person, visit.membership.couple):
        if row.page in TOLD and (reply := rounds.my_reply(visit, Round(row.prompt, row, None))):
            yield reply
