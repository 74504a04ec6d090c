"""What lies on a shelf, moved under its new key: lines, what was said to them, and answers that open together."""

from __future__ import annotations

from dataclasses import replace

from undrift.actions import lying, ritualseals
from undrift.actions.lineseals import line_place, yes_place
from undrift.actions.rounds import commitment
from undrift.domain.couples import Membership
from undrift.store.queries import acceptances, lines
from undrift.store.queries import answers as answer_rows
from undrift.vault import answers, entries
from undrift.vault.cipher import CannotOpen
from undrift.vault.entries import EntryPlace
from undrift.vault.keyring import Unlocked
from undrift.vault.shelves import ShelfKey

Place = tuple[bytes, EntryPlace]


def reseal_shelf(unlocked: Unlocked, here: Membership, old: ShelfKey | None, new: ShelfKey) -> bool:
    """Move what lies on my own shelf under its new key. False when something did not open and stays as it is."""
    before = old.key if old else b""
    moved: dict[str, bytes] = {}
    whole = True
    for row in lines.of_author(unlocked.person, here.couple):
        places = (before, line_place(row, row.key_version)), (new.key, line_place(row, new.version))
        whole &= _moved(moved, row.id, bytes(row.sealed), *places)
    yeses: dict[str, bytes] = {}
    for said in acceptances.of(unlocked.person, here.couple):
        place = yes_place(here.couple, said.line_id, unlocked.person, new.version)
        was = replace(place, version=said.key_version)
        whole &= _moved(yeses, said.line_id, bytes(said.sealed), (before, was), (new.key, place))
    lines.reseal(new.version, moved)
    acceptances.reseal(new.version, yeses)
    ritualseals.move_kept(unlocked, here, old, new)
    return _reseal_releases(unlocked, here, old, new) and whole


def _moved(into: dict[str, bytes], name: str, sealed: bytes, old: Place, new: Place) -> bool:
    try:
        into[name] = entries.move_entry(sealed, old, new)
    except CannotOpen:
        return False
    return True


def _reseal_releases(unlocked: Unlocked, here: Membership, old: ShelfKey | None, new: ShelfKey) -> bool:
    whole = True
    for row in answer_rows.of_author(unlocked.person, here.couple):
        if not row.released:
            continue
        before = ShelfKey(new.shelf, row.released_version, old.key if old else b"")
        try:
            released = answers.reseal_release(commitment(row), bytes(row.released), before, new)
        except CannotOpen:
            whole = False
            continue
        answer_rows.put(row.id, released=released, released_version=new.version)
    return whole


def reseal_joint(here: Membership, old: ShelfKey, new: ShelfKey) -> None:
    """Move what is asked, and what shows that an answer was fixed, under the new key; authors mend what is left."""
    lying.reseal(here, old, new)
    for row in answer_rows.of_couple(here.couple):
        before = ShelfKey(old.shelf, row.seen_version, old.key)
        try:
            seen = answers.reseal_seen(commitment(row), before, new)
        except CannotOpen:
            continue
        answer_rows.put(row.id, seen=seen, seen_version=new.version)
