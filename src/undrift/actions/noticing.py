"""Looking back: one sealed row for each sheet somebody has begun, opened by the private door alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from undrift.actions import desk as desks
from undrift.actions import notebook, sharing
from undrift.actions.notebook import HomeKey, Reader
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain import asking
from undrift.domain.errors import NotFound
from undrift.domain.notebook import Kind
from undrift.domain.sheets.kept import Kept
from undrift.domain.sheets.merging import Mark, Merged, Typed, merged
from undrift.domain.sheets.shape import Sheet
from undrift.store import models
from undrift.store.queries import notebook as note_rows
from undrift.store.queries import noticing as rows
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing
from undrift.vault import cipher, entries
from undrift.vault.cipher import CannotOpen
from undrift.vault.entries import EntryPlace

SPACE = "sheets"
ROW_KIND = "sheet"
WEEKS = "weeks"
"""The one row that is no sheet: what somebody marked about their weeks (`actions/climate.py`)."""
MARK_LENGTH = 24


@dataclass
class Drawer:
    """A person's sheets, opened. `damaged`: one of them, nobody can tell which, does not open any more."""

    open_notebook: Reader
    by_name: dict[str, Kept] = field(default_factory=dict, repr=False)
    ids: dict[str, list[str]] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    damaged: bool = False

    def kept(self, name: str) -> Kept:
        return self.by_name.get(name, Kept(name))


def open_drawer(visit: Visit) -> Drawer:
    """Open every sheet. Of two of one kind (somebody put an old row back) the newer counts; both go together."""
    drawer = Drawer(notebook.reader(visit))
    for row in rows.all_of(visit.person):
        kept = _opened(drawer.open_notebook, row)
        if kept is None:
            drawer.damaged = True
            continue
        drawer.by_name[kept.sheet], drawer.days[kept.sheet] = kept, row.on_day
        drawer.ids.setdefault(kept.sheet, []).append(row.id)
    return drawer


def _place(row: models.Sheet, version: int) -> EntryPlace:
    return EntryPlace(row.id, SPACE, row.owner_id, ROW_KIND, version)


def _opened(open_notebook: Reader, row: models.Sheet) -> Kept | None:
    key = open_notebook.by_version.get(row.key_version, b"")
    try:
        return Kept.of(entries.open_entry(key, bytes(row.sealed), _place(row, row.key_version)))
    except (CannotOpen, KeyError, TypeError, ValueError):
        return None


def put_in(visit: Visit, drawer: Drawer, kept: Kept, on: date | None = None) -> None:
    """Seal a sheet in its row, or take an empty one away. Call it inside the write lock."""
    mine = drawer.ids.get(kept.sheet, [])
    if kept.is_empty:
        rows.remove(visit.person, mine)
        return
    under = _home_key(visit)
    row = models.Sheet(id=mine[-1] if mine else cipher.new_id(), owner_id=visit.person)
    sealed = entries.seal_entry(under.key, kept.body(), _place(row, under.version))
    rows.put(row.id, visit.person, under.version, on or _today(visit), sealed)


def _home_key(visit: Visit) -> HomeKey:
    under = notebook.home_key(visit)
    if under is None:
        raise CannotOpen
    return under


def _today(visit: Visit) -> date:
    return desks.local_now(desks.read(visit)).date()


def mark(visit: Visit, sheet: str) -> Mark:
    """Name what a line said when a page was opened; keyed, so that the mark tells nobody a word of it."""
    key = visit.unlocked.desk_key
    return lambda line, text: cipher.derive(key, "line", sheet, line, text).hex()[:MARK_LENGTH]


def open_sheet(visit: Visit, sheet: Sheet) -> tuple[Kept, bool]:
    """Open one sheet, with the sentences of past evenings in it; also tells whether some sheet is damaged."""
    bring_in_sentences(visit)
    drawer = open_drawer(visit)
    return drawer.kept(sheet.id), drawer.damaged


def save(visit: Visit, sheet: Sheet, typed: Typed) -> Merged:
    """Bring what was typed to the sheet as it stands now, and keep it; what cannot be kept is told line by line."""
    with writing():
        make_sure_open(visit)
        drawer = open_drawer(visit)
        before = drawer.kept(sheet.id)
        now = merged(sheet, before, typed, mark(visit, sheet.id))
        if now.kept != before:
            put_in(visit, drawer, now.kept)
            _ask_only_what_is_left(visit, now.kept)
    if before.lines.keys() - now.kept.lines.keys():
        wipe_what_was_deleted()
    return now


def _ask_only_what_is_left(visit: Visit, kept: Kept) -> None:
    slowly = desks.newest(visit).slowly
    if slowly is not None and slowly.sheet == kept.sheet:
        desks.change(visit, lambda desk: desk.with_(slowly=slowly.without(kept.lines)))


def bring_in_sentences(visit: Visit) -> None:
    """Put the sentences that were left at the closed door where they belong; each moves in the same moment.

    One whose line is gone, or whose sheet is full, stays in the notebook as a note.
    """
    if not desks.read(visit).sentences_left:
        return
    with writing():
        make_sure_open(visit)
        drawer = open_drawer(visit)
        changed: dict[str, Kept] = {}
        for row in note_rows.some(visit.person, desks.newest(visit).sentences_left):
            sheet, line, text = _sentence(drawer.open_notebook, row)
            kept = changed.get(sheet, drawer.kept(sheet))
            if asking.has_room(kept, line, text):
                changed[sheet] = kept.adding(line, text)
                note_rows.remove(visit.person, row.id)
        for kept in changed.values():
            put_in(visit, drawer, kept)
        desks.change(visit, lambda desk: desk.with_(sentences_left=()))


def _sentence(open_notebook: Reader, row: models.Entry) -> tuple[str, str, str]:
    try:
        body = open_notebook.body(row)
        return str(body["sheet"]), str(body["line"]), str(body["text"])
    except (CannotOpen, KeyError):
        return "", "", ""


def one_line(visit: Visit, sheet: Sheet, line: str) -> str:
    """Find the words on one line. Raises NotFound where there are none."""
    text = open_drawer(visit).kept(sheet.id).lines.get(sheet.line(line).id)
    if text is None:
        raise NotFound
    return text


def share_line(visit: Visit, sheet: Sheet, line: str, *, note_key: str) -> None:
    """Let the other see one line; the sheet keeps it. Raises NotFound, and BadInput at `text` as sharing does."""
    sharing.share(visit, Kind.NOTICED, one_line(visit, sheet, line), note_key=note_key)


def let_go_line(visit: Visit, sheet: Sheet, line: str) -> None:
    """Delete one line for good, from the table and from the file. Raises NotFound when there is no such line."""
    gone = sheet.line(line).id
    with writing():
        make_sure_open(visit)
        drawer = open_drawer(visit)
        put_in(visit, drawer, drawer.kept(sheet.id).saying(gone, ""))
    wipe_what_was_deleted()


def let_go(visit: Visit, sheet: Sheet) -> None:
    """Delete a whole sheet for good, with the sentences that were on their way to it."""
    bring_in_sentences(visit)
    with writing():
        make_sure_open(visit)
        rows.remove(visit.person, open_drawer(visit).ids.get(sheet.id, []))
        desks.change(visit, lambda desk: desk.with_(slowly=None) if asking.is_slow(desk, sheet) else desk)
    wipe_what_was_deleted()


@dataclass(frozen=True, slots=True)
class Whole:
    """One sheet to take along; `kept` None: it cannot be opened any more."""

    on: date
    kept: Kept | None


def every(visit: Visit) -> Iterator[Whole]:
    """Walk through the sheets, those that cannot be opened too."""
    open_notebook = notebook.reader(visit)
    for row in rows.all_of(visit.person):
        kept = _opened(open_notebook, row)
        if kept is None or kept.sheet != WEEKS:
            yield Whole(row.on_day, kept)


def kept_by_name(visit: Visit) -> dict[str, tuple[date, Kept]]:
    """Open every sheet of Looking back there is, each with the day it was last changed."""
    drawer = open_drawer(visit)
    return {name: (drawer.days[name], kept) for name, kept in drawer.by_name.items() if name != WEEKS}


def put_brought(visit: Visit, brought: dict[str, tuple[date, Kept]]) -> None:
    """Keep sheets that came in from elsewhere. Call it inside the write lock."""
    drawer = open_drawer(visit)
    for name, (on, kept) in brought.items():
        if kept != drawer.kept(name):
            put_in(visit, drawer, kept, on)


def reseal(visit: Visit, old: Reader, version: int, key: bytes) -> None:
    """Seal every sheet under a new notebook key, inside the write lock. One that does not open stays as it is."""
    for row in rows.all_of(visit.person):
        before = old.by_version.get(row.key_version, b""), _place(row, row.key_version)
        try:
            sealed = entries.move_entry(bytes(row.sealed), before, (key, _place(row, version)))
        except CannotOpen:
            continue
        rows.reseal(visit.person, row.id, version, sealed)
