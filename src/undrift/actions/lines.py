"""Lines for two: put on one's own shelf, changed by their author, and taken home by them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from undrift.actions import couplekeys, lineseals, notebook, sharing
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain import agreements
from undrift.domain.agreements import WordsMoved
from undrift.domain.couples import Membership, Phase
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.evening import evening_of
from undrift.domain.lines import MOST_OF_ONE, Line, Room, words_of
from undrift.store import models
from undrift.store.queries import lines as rows
from undrift.store.queries import notebook as note_rows
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing
from undrift.vault import cipher, entries
from undrift.vault.shelves import ShelfKey


def here_of(visit: Visit) -> Membership:
    """Give the couple of two who are both here. Raises NotFound for anybody else."""
    if visit.membership is None or visit.phase is not Phase.PAIRED:
        raise NotFound
    return visit.membership


def today_of(visit: Visit) -> date:
    return evening_of(desks.local_now(desks.read(visit)))


def put(visit: Visit, page: Room, said: tuple[str, str], *, note_key: str, place: int = 0) -> str:
    """Put a line of mine on my shelf, for both at once; returns its id. The same one sent twice is kept once.

    `said`: the text, and what goes with it.

    Raises BadInput at `text` when the two are not linked any more, or the page is full.
    """
    with writing():
        make_sure_open(visit)
        here, key = sharing.my_shelf(visit)
        if page is not Room.STORY and rows.how_many(visit.person, here.couple, page) >= MOST_OF_ONE:
            raise BadInput("text", "There is no more room on this page. Please take a line of yours out first.")
        row = models.Line(id=cipher.new_id(), couple_id=here.couple, author_id=visit.person)
        mark, sealed = _sealed(visit, key, row, page, said, today_of(visit))
        once = cipher.derive(visit.unlocked.desk_key, "line", page, note_key or row.id, *said).hex()
        rows.add(
            row.id,
            here.couple,
            visit.person,
            page=page,
            place=place,
            version=key.version,
            note_key=once,
            mark=mark,
            sealed=sealed,
        )
    return row.id


def _sealed(  # noqa: PLR0913, PLR0917 - one line, and where it stands
    visit: Visit, key: ShelfKey, row: models.Line, page: Room, said: tuple[str, str], on: date
) -> tuple[str, bytes]:
    text, about = said
    body = {"v": 1, "page": page.value, "text": text, "about": about, "on": on.isoformat()}
    mark = lineseals.line_mark(visit.unlocked.desk_key, row.id, page, words_of(text, about))
    return mark, entries.seal_entry(key.key, body, lineseals.line_place(row, key.version))


def change(visit: Visit, line: str, page: Room, said: tuple[str, str], seen: str) -> None:
    """Put other words into a line of mine. `seen`: the words that were on the page when it was opened.

    Raises WordsMoved when the line is not what it was, and NotFound when it is not mine.
    """
    with writing():
        make_sure_open(visit)
        row = own(visit, line, page)
        _, key = sharing.my_shelf(visit)
        now = lineseals.opened(visit.unlocked, row)
        if now.words == words_of(*said):
            return
        if seen != now.words:
            raise WordsMoved("This line was changed in another window a moment ago. Your words are still here.")
        mark, sealed = _sealed(visit, key, row, page, said, today_of(visit))
        rows.put(row.id, key.version, mark, sealed)
    wipe_what_was_deleted()


def own(visit: Visit, line: str, *pages: Room) -> models.Line:
    row = rows.one(here_of(visit).couple, line, *pages)
    if row.author_id != visit.person:
        raise NotFound
    return row


def take_out(visit: Visit, line: str, *pages: Room) -> None:
    """Take a line of mine out, home into my notebook. Raises NotFound, StaysWhereItIs for one that does not open."""
    with writing():
        make_sure_open(visit)
        couplekeys.with_newest(visit)
        row = own(visit, line, *pages)
        note = _for_home(visit, row)
        if note is None:
            raise sharing.StaysWhereItIs
        note_rows.add_all([note])
        rows.remove(visit.person, line)
    wipe_what_was_deleted()


def was_taken_out(visit: Visit, line: str) -> bool:
    """Tell whether this was a line of mine whose words are at home."""
    return notebook.has_taken_in(visit, f"line {line}")


def bring_home_withdrawn(visit: Visit) -> None:
    """Take home the words of lines that the other took out since."""
    here = here_of(visit)
    if not rows.withdrawn_of(visit.person, here.couple):
        return
    with writing():
        make_sure_open(visit)
        couplekeys.with_newest(visit)
        for row in rows.withdrawn_of(visit.person, here.couple):
            note = _for_home(visit, row)
            if note is not None:
                note_rows.add_all([note])
                rows.remove(visit.person, row.id)
    wipe_what_was_deleted()


def take_all_home(visit: Visit, here: Membership) -> None:
    """Take every line of mine home, and what I said to the other's out. Call it inside the write lock."""
    under = notebook.home_key(visit)
    found = (_for_home(visit, row, under) for row in rows.of_author(visit.person, here.couple))
    note_rows.add_all([note for note in found if note])
    rows.remove_all(visit.person, here.couple)


def _for_home(visit: Visit, row: models.Line, under: notebook.HomeKey | None = None) -> models.Entry | None:
    page = lineseals.page_of(visit.unlocked, row)
    line = lineseals.opened(visit.unlocked, row, page)
    if line.text is None:
        return None
    kind, text = page, as_note(page, line)
    return notebook.sealed_in(visit, kind, text, line.on, why=f"line {row.id}", under=under)


def as_note(page: str, line: Line) -> str:
    """Say a line as it stands in a notebook or in what one takes along."""
    if page == Room.RITUAL:
        return line.text or ""
    text = f"{agreements.BEGINNING} {line.text}" if page == Room.AGREEMENT else line.text or ""
    return f"{line.about}\n{text}" if line.about else text


def every_of_mine(visit: Visit) -> Iterator[tuple[str, Line]]:
    """Walk through my lines with their pages, oldest first."""
    if visit.membership is None:
        return
    for row in rows.of_author(visit.person, visit.membership.couple):
        page = lineseals.page_of(visit.unlocked, row) or row.page
        yield page, lineseals.opened(visit.unlocked, row, page)


def shown(visit: Visit, line: str) -> str:
    """Name a line that a page of mine showed, so that a form can tell a line that is gone from one that never was."""
    return cipher.derive(visit.unlocked.desk_key, "shown", line).hex()[:24]
