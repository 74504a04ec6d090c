"""The keys two people share, as rows: whom I confirmed, and which shelf keys my door carries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from undrift.domain.couples import Membership
from undrift.store import models
from undrift.store.models import Member
from undrift.store.queries import couples
from undrift.vault import pairs, shelves
from undrift.vault.cipher import CannotOpen
from undrift.vault.keyring import Unlocked
from undrift.vault.shelves import Envelope, ShelfKey

if TYPE_CHECKING:
    from undrift.actions.sessions import Visit


def membership(row: Member | None) -> Membership | None:
    if row is None:
        return None
    couple = row.couple
    return Membership(couple.id, row.confirmed, couple.closed, couple.renewals, row.key_changes)


def with_couple(unlocked: Unlocked) -> tuple[Unlocked, int]:
    """Load the confirmed key and the shelf keys of now; also tells how often they had changed by then.

    With the private door closed, the confirmed key is the one that the shared door carries.
    """
    row = couples.member(unlocked.person)
    if row is None:
        return replace(unlocked, pins={}, shelf_keys={}), 0
    unlocked = replace(unlocked, pins=_pins(unlocked), shelf_keys={})
    for envelope in couples.envelopes_of(unlocked.person, row.couple_id):
        try:
            unlocked = shelves.with_shelf_key(unlocked, _envelope_of(envelope))
        except CannotOpen:
            continue
    return unlocked, row.key_changes


def _envelope_of(row: models.Envelope) -> Envelope:
    return Envelope(row.shelf, row.version, row.member_id, row.sender, bytes(row.sealed))


def _pins(unlocked: Unlocked) -> dict[str, bytes]:
    if unlocked.user_key is None:
        return dict(unlocked.pins)
    row = couples.pin(unlocked.person)
    if row is None:
        return {}
    try:
        return {row.partner: pairs.open_pin(unlocked.user_key, unlocked.person, row.partner, bytes(row.sealed))}
    except CannotOpen:
        return {}


def with_newest(visit: Visit) -> None:
    """Fetch the keys of now into a visit, under the write lock: another page of the same person may have changed them.

    What is sealed or dropped with keys of before is lost for good.
    """
    visit.unlocked, _ = with_couple(visit.unlocked)


def as_of_now(visit: Visit) -> None:
    """Look again, under the write lock, how the two stand; where that has changed, with the keys of now."""
    newest = membership(couples.member(visit.person))
    if newest is not None and newest != visit.membership:
        with_newest(visit)
        visit.membership = newest


def held(unlocked: Unlocked, shelf: str) -> ShelfKey | None:
    """Give the key of a shelf that this door carries."""
    found = ((version, key) for (name, version), key in unlocked.shelf_keys.items() if name == shelf)
    return next((ShelfKey(shelf, version, key) for version, key in found), None)


def keep(couple: str, envelopes: list[Envelope]) -> None:
    couples.put_envelopes(couple, [(e.shelf, e.version, e.member, e.sender, e.sealed) for e in envelopes])
