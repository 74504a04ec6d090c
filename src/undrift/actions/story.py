"""Our story (S1.69, S1.70): a page both write, in an order that each chooses for their own pieces."""

from __future__ import annotations

from dataclasses import dataclass

from undrift.actions import lines, lineseals
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain import story
from undrift.domain.errors import NotFound
from undrift.domain.lines import LONGEST, Line, Room, cleaned, cleaned_about
from undrift.domain.story import PIECES_ON_A_PAGE
from undrift.store import models
from undrift.store.queries import lines as line_rows
from undrift.store.queries import story as rows
from undrift.store.writing import writing


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A stretch of the story; `later` names the piece after which the next one begins, or is empty."""

    pieces: list[Line]
    later: str


def page(visit: Visit, after: str = "", at: str = "") -> StoryPage:
    """Read from the beginning, after one piece, or at one."""
    found = rows.page(lines.here_of(visit).couple, after, at, PIECES_ON_A_PAGE)
    pieces = [lineseals.opened(visit.unlocked, row) for row in found[:PIECES_ON_A_PAGE]]
    return StoryPage(pieces, pieces[-1].id if len(found) > PIECES_ON_A_PAGE else "")


def is_there(visit: Visit, piece: str) -> bool:
    try:
        return bool(_row(visit, piece))
    except NotFound:
        return False


def one(visit: Visit, piece: str) -> Line:
    return lineseals.opened(visit.unlocked, _row(visit, piece))


def _row(visit: Visit, piece: str) -> models.Line:
    return line_rows.one(lines.here_of(visit).couple, piece, Room.STORY)


def write(visit: Visit, text: str, when: str, *, note_key: str, beside: tuple[str, str] = ("", "")) -> str:
    """Write a piece, at the end or `beside` others: before the first, or else after the second.

    Where that other piece is gone meanwhile, this one stands at the end. Raises BadInput at `text` or `when`.
    """
    said = cleaned(text, LONGEST[Room.STORY]), cleaned_about(when, "when")
    with writing():
        return lines.put(visit, Room.STORY, said, note_key=note_key, place=_place(visit, *beside))


def _place(visit: Visit, before: str, after: str) -> int:
    if visit.membership is None:
        return 0
    couple = visit.membership.couple
    try:
        found = line_rows.one(couple, before or after, Room.STORY)
    except NotFound:
        last = rows.last(couple)
        return _between(couple, [last] if last else [], [])
    earlier, later = rows.beside(couple, found)
    neighbours = (earlier[:1], [found]) if before else ([found], later[:1])
    return _between(couple, *neighbours)


def _between(couple: str, earlier: list[models.Line], later: list[models.Line]) -> int:
    """Find a place between two neighbours. Once in a long while there is none, and all pieces move apart."""
    place = _middle(earlier, later)
    if place is None:
        rows.move_apart(couple, story.spread)
        for piece in (*earlier, *later):
            piece.refresh_from_db(fields=["place"])
        place = _middle(earlier, later)
    return place or 0


def _middle(earlier: list[models.Line], later: list[models.Line]) -> int | None:
    first, second = (pieces[0].place if pieces else None for pieces in (earlier, later))
    return story.between(first, second)


def change(visit: Visit, piece: str, text: str, when: str, *, seen: str) -> None:
    """Change a piece of mine. Raises BadInput, WordsMoved, NotFound."""
    lines.own(visit, piece, Room.STORY)
    said = cleaned(text, LONGEST[Room.STORY]), cleaned_about(when, "when")
    lines.change(visit, piece, Room.STORY, said, seen)


def move(visit: Visit, piece: str, where: str) -> None:
    """Let a piece of mine and its neighbour change places: `earlier`, or else later. At either end it stays."""
    with writing():
        make_sure_open(visit)
        row = lines.own(visit, piece, Room.STORY)
        earlier, later = rows.beside(row.couple_id, row)
        nearest, beyond = (earlier[:1], earlier[1:2]) if where == "earlier" else (later[:1], later[1:2])
        if nearest:
            around = (beyond, nearest) if where == "earlier" else (nearest, beyond)
            rows.put_place(row.id, _between(row.couple_id, *around))


def take_back(visit: Visit, piece: str) -> None:
    """Take a piece of mine home. Raises NotFound and StaysWhereItIs; the second time is as the first."""
    try:
        lines.take_out(visit, piece, Room.STORY)
    except NotFound:
        if not lines.was_taken_out(visit, piece):
            raise
