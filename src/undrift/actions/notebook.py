"""The private notebook: writing never needs a door, reading always does."""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from undrift.actions import capture, expiry, keys
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain import notebook
from undrift.domain.notebook import Kind, Note
from undrift.store.models import Entry
from undrift.store.queries import notebook as rows
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing
from undrift.vault import cipher, entries
from undrift.vault.cipher import CannotOpen
from undrift.vault.entries import EntryPlace
from undrift.vault.keyring import Keyring, notebook_key, notebook_private_key

PAGE = 20
CONVERTED_AT_ONCE = 200
SPACE = "notebook"
ROW_KIND = "note"


def write(  # noqa: PLR0913 - one note, and what goes with it
    visit: Visit,
    kind: Kind,
    text: str,
    *,
    note_key: str,
    keep_for: str = "always",
    about: Mapping[str, str] | None = None,
) -> str:
    """Keep one note in the closed notebook; returns its id. The same note sent twice is kept once. Raises BadInput."""
    desk = desks.read(visit)
    local = desks.local_now(desk)
    text = notebook.cleaned(text)
    gone = notebook.gone_after(keep_for, local.date())
    entry, sealed = _left(visit, notebook.body(kind, text, local.isoformat(timespec="seconds"), **(about or {})))
    with writing():
        make_sure_open(visit)
        kept = rows.add(
            entry,
            visit.person,
            version=0,
            day=local.date(),
            gone_after=gone,
            note_key=_once(visit, note_key, text),
            sealed=sealed,
        )
        if kept and kind is Kind.LAST_CLOSE:
            desks.change(visit, lambda d: d.with_(close_line=entry))
    return entry


def _left(visit: Visit, body: dict[str, Any]) -> tuple[str, bytes]:
    """Seal a note so that it slides under the closed door; returns its new id and the seal."""
    place = EntryPlace(cipher.new_id(), SPACE, visit.person, ROW_KIND, 0)
    body["mark"] = _own_mark(visit.unlocked.desk_key, place.id, body)
    return place.id, entries.leave_entry(visit.unlocked.notebook_public_key, body, place)


def take_in(visit: Visit, kind: str, text: str, on: date, *, why: str) -> None:
    """Leave words that were on a shelf in the closed notebook, under their own day. Once for each `why`.

    Call it inside the write lock.
    """
    rows.add_all([sealed_in(visit, kind, text, on, why=why)])


@dataclass(frozen=True, slots=True)
class HomeKey:
    """The notebook's own key. Sealing under it costs a tenth of what sliding a note under the closed door costs."""

    version: int
    key: bytes = field(repr=False)


def home_key(visit: Visit) -> HomeKey | None:
    """Take the notebook's key where this visit can; None where the notebook is closed."""
    if visit.unlocked.user_key is None:
        return None
    return HomeKey(*notebook_key(keys.keyring_of(visit.person), visit.unlocked))


def sealed_in(  # noqa: PLR0913 - one note, and where it goes
    visit: Visit, kind: str, text: str, on: date, *, why: str, under: HomeKey | None = None
) -> Entry:
    """Seal words that were on a shelf for the notebook, closed or not; nothing is kept yet."""
    body = {"v": 1, "kind": kind, "text": text, "at": ""}
    if under is None:
        version, (entry, sealed) = 0, _left(visit, body)
    else:
        version, entry = under.version, cipher.new_id()
        sealed = entries.seal_entry(under.key, body, EntryPlace(entry, SPACE, visit.person, ROW_KIND, version))
    note_key = _once(visit, why, "")
    return Entry(id=entry, owner_id=visit.person, key_version=version, on_day=on, note_key=note_key, sealed=sealed)


def sealed_anew(  # noqa: PLR0913 - one note that comes from elsewhere
    visit: Visit, under: HomeKey, kind: str, text: str, on: date, *, at: str, gone_after: date | None
) -> Entry:
    """Seal a note that was written in another home. Nothing is kept yet."""
    body = {"v": 1, "kind": kind, "text": text, "at": at}
    entry = Entry(id=cipher.new_id(), owner_id=visit.person, key_version=under.version, on_day=on)
    place = EntryPlace(entry.id, SPACE, visit.person, ROW_KIND, under.version)
    entry.gone_after, entry.note_key = gone_after, _once(visit, "", "")
    entry.sealed = entries.seal_entry(under.key, body, place)
    return entry


def has_taken_in(visit: Visit, why: str) -> bool:
    return rows.is_kept(visit.person, _once(visit, why, ""))


def _own_mark(desk_key: bytes, entry: str, body: Mapping[str, Any]) -> str:
    """Mark a note as left by its owner's own session: anybody with the disk could seal one to a public key."""
    return cipher.derive(
        desk_key, "left", entry, str(body.get("kind")), str(body.get("at")), str(body.get("text"))
    ).hex()


def _once(visit: Visit, note_key: str, text: str) -> str:
    """Name one sending of one text. Keyed, so that nobody with the disk can test a guess of the words."""
    key = note_key or cipher.new_id()
    return cipher.derive(visit.unlocked.desk_key, "note", key, text).hex()


@dataclass(frozen=True, slots=True)
class Reader:
    """The keys of an open notebook, for one request."""

    keyring: Keyring
    by_version: dict[int, bytes] = field(repr=False)
    left_key: bytes = field(repr=False)
    desk_key: bytes = field(repr=False)

    def note(self, row: Entry) -> Note:
        """Open one note. One that is damaged, or was not left by its owner, opens as *cannot be opened*."""
        try:
            body = self.body(row)
            text, kind, at = str(body["text"]), str(body["kind"]), str(body["at"])
        except (CannotOpen, KeyError):
            return Note(row.id, Kind.NOTE, None, "", row.on_day, row.gone_after)
        return Note(row.id, kind, text, at, row.on_day, row.gone_after)

    def body(self, row: Entry) -> dict[str, Any]:
        place = EntryPlace(row.id, SPACE, row.owner_id, ROW_KIND, row.key_version)
        if row.key_version == 0:
            return self._left(row, place)
        key = self.by_version.get(row.key_version)
        if key is None:
            raise CannotOpen
        return entries.open_entry(key, bytes(row.sealed), place)

    def _left(self, row: Entry, place: EntryPlace) -> dict[str, Any]:
        body = entries.open_left_entry(self.left_key, bytes(row.sealed), place)
        mark = str(body.pop("mark", ""))
        sealed_by = capture.mark_by_key if capture.BY in body else _own_mark
        try:
            own = hmac.compare_digest(mark.encode(), sealed_by(self.desk_key, row.id, body).encode())
        except ValueError:
            own = False
        if not own:
            raise CannotOpen
        body.pop(capture.BY, None)
        return body


def reader(visit: Visit) -> Reader:
    """Take the notebook's keys. Raises CannotOpen when the private door is closed."""
    keyring = keys.keyring_of(visit.person)
    by_version = {v: notebook_key(keyring, visit.unlocked, v)[1] for v in keyring.notebook_keys}
    return Reader(keyring, by_version, notebook_private_key(keyring, visit.unlocked), visit.unlocked.desk_key)


def bring_in(visit: Visit, open_notebook: Reader) -> None:
    """Move notes left at the closed door under the notebook's own key, at most 200 in one request."""
    version, key = notebook_key(open_notebook.keyring, visit.unlocked)
    left = rows.left_at_the_door(visit.person, CONVERTED_AT_ONCE)
    if not left:
        return
    with writing():
        make_sure_open(visit)
        for row in left:
            try:
                body = open_notebook.body(row)
            except CannotOpen:
                continue
            place = EntryPlace(row.id, SPACE, row.owner_id, ROW_KIND, version)
            rows.reseal(visit.person, row.id, version, entries.seal_entry(key, body, place))


@dataclass(frozen=True, slots=True)
class NotebookPage:
    """A stretch of notes, newest first; `older` names the note before which the next stretch begins, or is empty."""

    notes: list[Note]
    older: str


def page(visit: Visit, before: str = "") -> NotebookPage:
    open_notebook = reader(visit)
    bring_in(visit, open_notebook)
    expiry.at_the_notebook(visit.person, _today(visit))
    found = rows.page(visit.person, _today(visit), before, PAGE)
    notes = [open_notebook.note(row) for row in found[:PAGE]]
    return NotebookPage(notes, found[PAGE - 1].id if len(found) > PAGE else "")


def between(visit: Visit, first: date, before: date) -> list[Note]:
    """Open the notes of some days, from `first` on and before the other, oldest first and a hundred at most."""
    open_notebook = reader(visit)
    return [open_notebook.note(row) for row in rows.between(visit.person, _today(visit), first, before)]


def one(visit: Visit, entry: str) -> Note:
    return reader(visit).note(rows.one(visit.person, entry, _today(visit)))


def every(visit: Visit, *, oldest_first: bool = False) -> Iterator[Note]:
    open_notebook = reader(visit)
    for row in rows.every(visit.person, _today(visit), oldest_first=oldest_first):
        yield open_notebook.note(row)


def _folded(text: str) -> str:
    """Fold text for looking: however a keyboard composed its letters, and whatever their case."""
    return unicodedata.normalize("NFKC", text).casefold()


def search(visit: Visit, words: str, most: int = 50) -> list[Note]:
    """Open every note and look. There is no index to leak; ten thousand notes take about a quarter of a second."""
    wanted = _folded(words.replace("\0", "").strip())
    if not wanted:
        return []
    found = []
    for note in every(visit):
        if note.text is not None and wanted in _folded(note.text):
            found.append(note)
            if len(found) == most:
                break
    return found


def _today(visit: Visit) -> date:
    return desks.local_now(desks.read(visit)).date()


def let_go(visit: Visit, entry: str) -> None:
    """Delete one note for good, from the table and from the file. Somebody else's is not found."""
    rows.one(visit.person, entry, _today(visit))
    with writing():
        rows.remove(visit.person, entry)
    wipe_what_was_deleted()


def closest(visit: Visit) -> Note | None:
    """The person's own line about when they last felt close, if they wrote one and kept it."""
    wanted = desks.read(visit).close_line
    if not wanted:
        return None
    from undrift.domain.errors import NotFound

    try:
        return one(visit, wanted)
    except NotFound:
        return None
