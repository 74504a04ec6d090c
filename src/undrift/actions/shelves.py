"""Shelves as rows: a new key for a shelf, with everything on it sealed anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from undrift.actions import couplekeys, resealing, ritualseals
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain.couples import Membership
from undrift.store import models
from undrift.store.queries import conversations, couples, shared
from undrift.store.writing import writing
from undrift.vault import cipher, entries, shelves
from undrift.vault.cipher import CannotOpen
from undrift.vault.entries import EntryPlace
from undrift.vault.keyring import Unlocked
from undrift.vault.shelves import ShelfKey

KIND = "shared"
STANDING = "standing"
CONVERSATION = "conversation"
Progress = Callable[[int], None]
TOLD_EVERY = 500


def place_of(row: models.Shared, version: int) -> EntryPlace:
    return EntryPlace(row.id, f"{row.couple_id}:{row.author_id}", row.author_id, KIND, version)


def standing_place(couple: str, person: str, version: int) -> EntryPlace:
    return EntryPlace(person, f"{couple}:joint", person, STANDING, version)


def conversation_place(couple: str, version: int) -> EntryPlace:
    return EntryPlace(couple, f"{couple}:joint", couple, CONVERSATION, version)


def name_at_once(key: ShelfKey, couple: str, author: str) -> str:
    """Name the one place of an author, so that both of us find it and whoever has only the disk does not."""
    return cipher.derive(key.key, "at once", couple, author).hex()


def rotate(visit: Visit, progress: Progress | None = None) -> None:
    """Put new keys on my own shelf and on the joint one. Every open door of both fetches them at its next page."""
    here = visit.membership
    partner = couples.partner_of(visit.person, here.couple) if here else None
    if here is None or partner is None:
        raise CannotOpen
    with writing():
        make_sure_open(visit)
        couplekeys.with_newest(visit)
        new_own_shelf(visit.unlocked, here, partner.person_id, progress)
        new_joint_shelf(visit.unlocked, here, partner.person_id)
        couples.keys_changed(here.couple)
        couplekeys.with_newest(visit)


def new_own_shelf(unlocked: Unlocked, here: Membership, partner: str, progress: Progress | None = None) -> None:
    """Give my shelf a new key, for us two, and seal its entries anew.

    One that does not open stays as it is, and then the older envelopes stay as well: it may open another day.
    """
    old, new = _next_key(unlocked, here.shelf_of(unlocked.person))
    _put_key(unlocked, here, new, partner)
    sealed, left = {}, False
    for number, row in enumerate(shared.of_author(unlocked.person, here.couple), start=1):
        before = old.key if old else b"", place_of(row, row.key_version)
        try:
            sealed[row.id] = entries.move_entry(bytes(row.sealed), before, (new.key, place_of(row, new.version)))
        except CannotOpen:
            left = True
            continue
        if progress and number % TOLD_EVERY == 0:
            progress(number)
    shared.reseal_all(unlocked.person, new.version, sealed)
    if old is not None:
        named = (name_at_once(key, here.couple, unlocked.person) for key in (old, new))
        shared.rename(unlocked.person, *named)
    if resealing.reseal_shelf(unlocked, here, old, new) and not left:
        couples.drop_older_envelopes(new.shelf, new.version)


def new_joint_shelf(unlocked: Unlocked, here: Membership, partner: str) -> None:
    """Give the joint shelf a new key, and what lies on it."""
    old, new = _next_key(unlocked, here.joint_shelf)
    _put_key(unlocked, here, new, partner)
    couples.drop_older_envelopes(new.shelf, new.version)
    for row in shared.standings(here.couple) if old else ():
        place = standing_place(here.couple, row.person_id, new.version)
        try:
            before = replace(place, version=row.key_version)
            body = entries.open_entry(old.key if old else b"", bytes(row.sealed), before)
        except CannotOpen:
            continue
        shared.put_standing(row.person_id, here.couple, new.version, entries.seal_entry(new.key, body, place))
    if old is not None:
        resealing.reseal_joint(here, old, new)
    ritualseals.take_up(unlocked, here, partner, old, new)
    _move_conversation(here.couple, old, new)


def _move_conversation(couple: str, old: ShelfKey | None, new: ShelfKey) -> None:
    """Seal the conversation of now anew; one that does not open is over."""
    row = conversations.of(couple)
    if row is None:
        return
    before = old.key if old else b"", conversation_place(couple, row.key_version)
    try:
        sealed = entries.move_entry(bytes(row.sealed), before, (new.key, conversation_place(couple, new.version)))
    except CannotOpen:
        conversations.drop(couple)
        return
    conversations.reseal(couple, new.version, sealed)


def _next_key(unlocked: Unlocked, shelf: str) -> tuple[ShelfKey | None, ShelfKey]:
    version = couples.newest_version(shelf) + 1
    return couplekeys.held(unlocked, shelf), ShelfKey(shelf, version, shelves.new_shelf_key())


def _put_key(unlocked: Unlocked, here: Membership, new: ShelfKey, partner: str) -> None:
    """For both or for nobody: CannotOpen when the other's key was never confirmed."""
    both = (unlocked.person, partner)
    couplekeys.keep(here.couple, shelves.envelopes_for(unlocked, new.shelf, new.version, new.key, both))
