"""Agreements: written by whoever will do it, standing once the other said yes, out when either wants (S1.47-S1.50)."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from undrift.actions import couples, lines, lineseals, sharing
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain import agreements
from undrift.domain.agreements import Agreement, WordsMoved
from undrift.domain.desk import Desk
from undrift.domain.errors import NotFound
from undrift.domain.lines import LONGEST, Line, Room, cleaned
from undrift.store import models
from undrift.store.queries import acceptances
from undrift.store.queries import lines as rows
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing

ON_THE_PAGE = (Room.AGREEMENT, Room.PARKED)


class LineIsGone(WordsMoved):
    """Somebody took this line out a moment ago. It is gone for both, and nothing was said for you."""


@dataclass(frozen=True, slots=True)
class Page:
    """`asked`: what the other wrote and I have not answered. `aside`: what I put aside. `open`: mine, not yet both."""

    stands: list[Line]
    open: list[Line]
    asked: list[Line]
    aside: list[Line]
    parked: list[Line]


def page(visit: Visit) -> Page:
    """Open both pages' lines. What the other put aside looks like what they have not read."""
    here = lines.here_of(visit)
    lines.bring_home_withdrawn(visit)
    found, aside = Page([], [], [], [], []), set(desks.read(visit).put_aside)
    for row in rows.all_of(here.couple, *ON_THE_PAGE):
        line = lineseals.opened(visit.unlocked, row)
        _heap_of(found, row, line, visit, aside).append(line)
    return found


def _heap_of(found: Page, row: models.Line, line: Line, visit: Visit, aside: set[str]) -> list[Line]:
    if row.page == Room.PARKED:
        return found.parked
    if between(visit, row, line).stands:
        return found.stands
    if line.mine:
        return found.open
    return found.aside if aside_mark(line) in aside else found.asked


def between(visit: Visit, row: models.Line, line: Line) -> Agreement:
    """Tell where the two stand with a line. One that does not open, or is not mine, stands for nothing."""
    words = line.words if line.text is not None and not line.doubtful else "closed"
    return Agreement(words, lineseals.yes_to(visit.unlocked, row), row.page == Room.WITHDRAWN)


def aside_mark(line: Line) -> str:
    """Name one wording of one line, briefly: in other words it is another line, and is shown again."""
    return f"{line.id[:12]}{line.words[:8]}"


@dataclass(frozen=True, slots=True)
class One:
    """One line, and whether it stands. `parked`: it is about a topic, and asks for nothing."""

    line: Line
    stands: bool
    aside: bool
    parked: bool


def one(visit: Visit, line: str) -> One:
    row = rows.one(lines.here_of(visit).couple, line, *ON_THE_PAGE)
    found = lineseals.opened(visit.unlocked, row)
    aside = not found.mine and aside_mark(found) in desks.read(visit).put_aside
    return One(found, between(visit, row, found).stands, aside, row.page == Room.PARKED)


def _partner_name(visit: Visit) -> str:
    together = couples.together(visit)
    return together.partner_name if together else ""


def write(visit: Visit, text: str, back: str, *, about_a_break: bool, note_key: str) -> str:
    """Write a line about what I will do; writing it is my yes. Raises BadInput at `text` or `back`."""
    text = agreements.completed(text, _partner_name(visit))
    back = agreements.back(back, needed=about_a_break)
    return lines.put(visit, Room.AGREEMENT, (text, back), note_key=note_key)


def park(visit: Visit, text: str, *, note_key: str) -> str:
    """Park something unresolved (S1.49): it has a place, and no date. Raises BadInput at `text`."""
    return lines.put(visit, Room.PARKED, (cleaned(text, LONGEST[Room.PARKED]), ""), note_key=note_key)


def change(visit: Visit, line: str, text: str, back: str, *, seen: str) -> None:
    """Say a line of mine in other words; the other's yes is asked anew. Raises BadInput, WordsMoved, NotFound."""
    lines.own(visit, line, Room.AGREEMENT)
    text = agreements.completed(text, _partner_name(visit))
    lines.change(visit, line, Room.AGREEMENT, (text, agreements.back(back, needed=False)), seen)


def accept(visit: Visit, line: str, words: str, shown: str = "", page: Room = Room.AGREEMENT) -> None:
    """Say yes to these very words of the other. Raises WordsMoved when they are not the line's any more."""
    with writing():
        make_sure_open(visit)
        row = _of_the_other(visit, line, shown, page)
        _, key = sharing.my_shelf(visit)
        found = lineseals.opened(visit.unlocked, row)
        if found.text is None:
            raise sharing.StaysWhereItIs("This line cannot be opened just now. Nothing was said for you.")
        agreed = between(visit, row, found).accepted(words)
        mark, sealed = lineseals.sealed_yes(visit.unlocked, key, row, agreed.yes)
        acceptances.put(row.id, visit.person, key.version, mark, sealed)
        desks.change(visit, lambda desk: desk.taking_up(aside_mark(found)))


def put_aside(visit: Visit, line: str, shown: str = "", page: Room = Room.AGREEMENT) -> None:
    """Leave a line where it is, without a word. Only my own desk knows."""
    with writing():
        make_sure_open(visit)
        row = _of_the_other(visit, line, shown, page)
        found = lineseals.opened(visit.unlocked, row)
        if not between(visit, row, found).stands:
            acceptances.drop(row.id)  # one in my name that was not said from here
            desks.change(visit, lambda desk: _aside(desk, visit, aside_mark(found)))


def _aside(desk: Desk, visit: Visit, mark: str) -> Desk:
    """Put one more aside, and forget those whose lines are gone."""
    there = {row.id[:12] for row in rows.all_of(lines.here_of(visit).couple, Room.AGREEMENT, Room.RITUAL)}
    kept = tuple(one for one in desk.put_aside if one[:12] in there)
    return desk.with_(put_aside=kept).putting_aside(mark)


def _of_the_other(visit: Visit, line: str, shown: str, page: Room) -> models.Line:
    try:
        row = rows.one(lines.here_of(visit).couple, line, page)
    except NotFound:
        if not hmac.compare_digest(shown.encode(), lines.shown(visit, line).encode()):
            raise
        raise LineIsGone from None
    if row.author_id == visit.person:
        raise NotFound
    return row


def withdraw(visit: Visit, line: str, shown: str = "", pages: tuple[Room, ...] = ON_THE_PAGE) -> bool:
    """Take a line out, alone and at once; it is gone for both. True when it was mine and its words are at home.

    The other may take out a line that stands; one that does not stand they can put aside.
    """
    try:
        row = rows.one(lines.here_of(visit).couple, line, *pages)
        if row.author_id != visit.person:
            _take_out_of_the_other(visit, line, shown, pages[0])
            return False
        lines.take_out(visit, line, *pages)
    except NotFound:
        return _was_out_before(visit, line, shown)
    return True


def _was_out_before(visit: Visit, line: str, shown: str) -> bool:
    """Withdrawing twice, or both at once, is withdrawing."""
    mine = lines.was_taken_out(visit, line)
    if not mine and not hmac.compare_digest(shown.encode(), lines.shown(visit, line).encode()):
        raise NotFound
    lines.bring_home_withdrawn(visit)
    return mine or lines.was_taken_out(visit, line)


def _take_out_of_the_other(visit: Visit, line: str, shown: str, page: Room) -> None:
    with writing():
        make_sure_open(visit)
        row = _of_the_other(visit, line, shown, page)
        if not between(visit, row, lineseals.opened(visit.unlocked, row)).stands:
            raise WordsMoved(
                "This line does not stand just now, so there is nothing to take out. You can put it aside."
            )
        rows.set_aside_for_author(row.id)
    wipe_what_was_deleted()
