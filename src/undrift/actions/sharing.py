"""What both can see: put on one's own shelf, taken back from it, and kept by the other without a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from undrift.actions import couplekeys, notebook, shelves
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit, make_sure_open
from undrift.adapters import clock
from undrift.domain import disclosure, sharing
from undrift.domain import notebook as notes
from undrift.domain.couples import Membership, Phase
from undrift.domain.disclosure_kinds import is_disclosure
from undrift.domain.drafts import NIGHTS_BELIEVED
from undrift.domain.errors import BadInput, NotFound, UndriftError
from undrift.domain.evening import evening_of
from undrift.domain.notebook import Kind
from undrift.domain.sharing import SHAREABLE, SharedEntry
from undrift.store import models
from undrift.store.queries import couples
from undrift.store.queries import notebook as note_rows
from undrift.store.queries import shared as rows
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing
from undrift.vault import cipher, entries
from undrift.vault.cipher import CannotOpen
from undrift.vault.shelves import ShelfKey

PAGE = 12


class StaysWhereItIs(UndriftError):
    """It cannot be opened just now, so it cannot be taken home. It stays where it is, and nobody else opens it."""


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A stretch of entries, newest first; `older` names the entry before which the next one begins, or is empty."""

    entries: list[SharedEntry]
    older: str


def share(visit: Visit, kind: Kind, text: str, *, note_key: str) -> str:
    """Put a small thing on my shelf, for both of us, from the next breakfast on; returns its id.

    The same thing sent twice is kept once. Raises BadInput at `text`, also when the two are no longer linked.
    """
    text = notes.cleaned(text)
    local = _local(visit)
    return put(visit, sharing.body(kind, text), evening_of(local), once(visit, note_key or cipher.new_id(), text))


def keep_that_it_was(visit: Visit, text: str, *, said_by_both: bool, note_key: str) -> None:
    """Keep on my shelf that there was a conversation. Once for each `note_key`.

    Where only one of the two has said so at a phone of their own, it is a moment from that one.
    """
    kind = Kind.CONVERSATION if said_by_both else Kind.MOMENT
    put(visit, sharing.body(kind, text), evening_of(_local(visit)), once(visit, note_key, ""))


def share_note(visit: Visit, entry: str) -> str:
    """Move a note out of my notebook onto my shelf. Raises NotFound for what is not mine or not for sharing."""
    note = notebook.one(visit, entry)
    kind = SHAREABLE.get(Kind(note.kind)) if note.text is not None and note.kind in set(Kind) else None
    if kind is None or note.text is None:
        raise NotFound
    with writing():
        shared = put(visit, sharing.body(kind, note.text), note.on, once(visit, f"note {entry}", ""))
        note_rows.remove(visit.person, entry)
    wipe_what_was_deleted()
    return shared


def put(visit: Visit, body: dict[str, Any], on: date, note_key: str) -> str:
    """Seal something onto my own shelf. Raises BadInput at `text` where there is none just now."""
    with writing():
        make_sure_open(visit)
        here, key = my_shelf(visit)
        row = models.Shared(id=cipher.new_id(), couple_id=here.couple, author_id=visit.person)
        sealed = entries.seal_entry(key.key, body, shelves.place_of(row, key.version))
        rows.add(
            row.id,
            here.couple,
            visit.person,
            version=key.version,
            day=on,
            opens_at=sharing.opens_at(_local(visit)),
            note_key=note_key,
            sealed=sealed,
        )
    return row.id


def put_at_once(visit: Visit, kind: Kind, text: str) -> None:
    """Put the one thing on my shelf that the other finds now, and not at breakfast. Inside the write lock.

    Outside the seal it looks like everything else there: its day, and a breakfast that nobody waits for.
    """
    here, _ = my_shelf(visit)
    name = _name_at_once(visit, here, visit.person)
    put(visit, sharing.body(kind, text), evening_of(_local(visit)), name)


def at_once(visit: Visit) -> list[SharedEntry]:
    """Find what stands there at once: at most one of each of us two."""
    here = membership_of(visit)
    return [opened(visit, row) for row in rows.named(here.couple, _two(visit), _names_at_once(visit, here))]


def _names_at_once(visit: Visit, here: Membership) -> list[str]:
    return [name for person in _two(visit) if (name := _name_at_once(visit, here, person))]


def _two(visit: Visit) -> tuple[str, ...]:
    return (visit.person, *visit.unlocked.pins)


def _name_at_once(visit: Visit, here: Membership, author: str) -> str:
    key = couplekeys.held(visit.unlocked, here.shelf_of(author))
    return shelves.name_at_once(key, here.couple, author) if key else ""


def once(visit: Visit, note_key: str, text: str) -> str:
    """Name one sending of one text, keyed: nobody with the disk can test a guess of the words."""
    return cipher.derive(visit.unlocked.desk_key, "shared", note_key, text).hex()


def was_shared(visit: Visit, entry: str) -> bool:
    """Tell whether this was a note of mine that I moved onto my shelf."""
    return rows.is_kept(visit.person, once(visit, f"note {entry}", ""))


def my_shelf(visit: Visit) -> tuple[Membership, ShelfKey]:
    """Find my shelf and its key as they are now. BadInput at `text` when anything has changed meanwhile."""
    now = couplekeys.membership(couples.member(visit.person))
    if visit.phase is not Phase.PAIRED or now is None or now.closed:
        raise BadInput("text", "There is nobody here to share this with just now. You can keep it for yourself.")
    key = couplekeys.held(visit.unlocked, now.shelf_of(visit.person))
    if key is None or now != visit.membership:
        raise BadInput("text", "Something changed between you two a moment ago. Please look at Us, then try again.")
    return now, key


def take_back(visit: Visit, entry: str) -> None:
    """Take my own entry home into my notebook.

    Raises NotFound for anything else and the second time, StaysWhereItIs for one that does not open.
    """
    here = membership_of(visit)
    with writing():
        make_sure_open(visit)
        couplekeys.with_newest(visit)
        found = rows.one(_eyes(visit, here), entry)
        if found.author_id != visit.person:
            raise NotFound
        if not _take_home(visit, found):
            raise StaysWhereItIs
        rows.remove(visit.person, entry)
        desks.change_disclosure(visit, lambda part: disclosure.taken_back(part, entry))
    wipe_what_was_deleted()


def was_taken_back(visit: Visit, entry: str) -> bool:
    """Tell whether this was an entry of mine that I took home before."""
    return notebook.has_taken_in(visit, f"back {entry}")


def take_all_home(visit: Visit, here: Membership) -> None:
    """Take every entry of mine home and empty my shelf. Call it inside the write lock."""
    under = notebook.home_key(visit)
    found = (_for_home(visit, row, under) for row in rows.of_author(visit.person, here.couple))
    note_rows.add_all([note for note in found if note])
    rows.remove_all(visit.person, here.couple)


def _take_home(visit: Visit, row: models.Shared) -> bool:
    """Leave an entry in my notebook. False for one that does not open: there are no words to take."""
    note = _for_home(visit, row)
    note_rows.add_all([note] if note else [])
    return note is not None


def _for_home(visit: Visit, row: models.Shared, under: notebook.HomeKey | None = None) -> models.Entry | None:
    mine = opened(visit, row)
    if mine.text is None:
        return None
    return notebook.sealed_in(visit, mine.kind, mine.text, mine.on, why=f"back {row.id}", under=under)


def keep_copy(visit: Visit, entry: str) -> None:
    """Keep a sealed copy of what the other shared in my own notebook. Nobody is told."""
    found = one(visit, entry)
    if found.mine or found.text is None:
        raise NotFound
    with writing():
        make_sure_open(visit)
        notebook.take_in(visit, Kind.KEPT, found.text, found.on, why=f"kept {entry}")


def page(visit: Visit, before: str = "", most: int = PAGE) -> SharedPage:
    """Open the newest that may be shown, before an entry; what waits to be opened is passed over without a trace."""
    here, passed, evening = membership_of(visit), desks.read(visit).disclosure.passed, evening_of(_local(visit))
    shown: list[SharedEntry] = []
    more = True
    while more and len(shown) <= most:
        found = rows.page(_eyes(visit, here), before, most)
        entries_found = (opened(visit, row) for row in found)
        shown += [e for e in entries_found if _is_shown(e, passed) and not sharing.is_over(e, evening)]
        more, before = len(found) > most, found[-1].id if found else ""
    return SharedPage(shown[:most], shown[most - 1].id if len(shown) > most else "")


def _is_shown(entry: SharedEntry, passed: int) -> bool:
    """Say whether an entry stands on my page: what lays the other open only after I said that there is room."""
    asks_first = is_disclosure(entry.kind) and not entry.mine
    return not asks_first or (entry.arrived and entry.sequence <= passed)


def one(visit: Visit, entry: str) -> SharedEntry:
    found = opened(visit, rows.one(_eyes(visit, membership_of(visit)), entry))
    over = not found.mine and sharing.is_over(found, evening_of(_local(visit)))
    if over or not _is_shown(found, desks.read(visit).disclosure.passed):
        raise NotFound
    return found


def _eyes(visit: Visit, here: Membership) -> rows.Eyes:
    return rows.Eyes(visit.person, here.couple, clock.now(), tuple(_names_at_once(visit, here)))


def next_from_the_other(visit: Visit, passed: int, most: int) -> Iterator[SharedEntry]:
    """Walk through what the other put on their shelf after a place on it, oldest first, arrived or about to."""
    other = next(iter(visit.unlocked.pins), "")
    soon = clock.now() + NIGHTS_BELIEVED
    for row in rows.next_of(other, membership_of(visit).couple, passed, soon, most):
        yield opened(visit, row)


def every_of_mine(visit: Visit) -> Iterator[SharedEntry]:
    """Walk through what I share, oldest first."""
    if visit.membership is None:
        return
    for row in rows.of_author(visit.person, visit.membership.couple):
        yield opened(visit, row)


def folded(visit: Visit) -> SharedEntry | None:
    """Find the newest appreciation that arrived and that I have not unfolded. At breakfast only."""
    desk = desks.read(visit)
    local = desks.local_now(desk)
    if visit.phase is not Phase.PAIRED or not sharing.is_breakfast(local):
        return None
    since = local - sharing.FOLDED_FOR
    other = next(iter(visit.unlocked.pins), "")
    found = rows.arrived_after(other, membership_of(visit).couple, desk.unfolded, since, local)
    each = (opened(visit, row) for row in found)
    return next((e for e in each if e.kind == Kind.APPRECIATION and e.text is not None), None)


def unfold(visit: Visit, entry: str) -> None:
    """Remember, on my own desk only, that this folded note and the ones before it were opened."""
    found = one(visit, entry)
    desks.change(visit, lambda desk: desk.with_(unfolded=max(desk.unfolded, found.sequence)))


def opened(visit: Visit, row: models.Shared) -> SharedEntry:
    mine = row.author_id == visit.person
    try:
        body = _body(visit, row)
        kind, text, depth = str(body["kind"]), str(body["text"]), body.get("depth", 0)
    except (CannotOpen, KeyError):
        return SharedEntry(row.id, mine, Kind.NOTE, None, row.on_day, row.opens_at <= clock.now(), row.sequence)
    arrived = kind == Kind.WAY_BACK or disclosure.arrives_at(kind, row.opens_at) <= clock.now()
    depth = depth if type(depth) is int else 0
    return SharedEntry(row.id, mine, kind, text, row.on_day, arrived, row.sequence, depth)


def _body(visit: Visit, row: models.Shared) -> dict[str, object]:
    key = couplekeys.held(visit.unlocked, f"{row.couple_id}:{row.author_id}")
    if key is None:
        raise CannotOpen
    return entries.open_entry(key.key, bytes(row.sealed), shelves.place_of(row, key.version))


def membership_of(visit: Visit) -> Membership:
    if visit.membership is None:
        raise NotFound
    return visit.membership


def _local(visit: Visit) -> datetime:
    return desks.local_now(desks.read(visit))
