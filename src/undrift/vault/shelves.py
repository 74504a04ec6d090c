"""Shelves: one for each author in a couple and one for both. Whoever holds an envelope holds the shelf's key.

What stands on a shelf are entries (entries.py) whose space is the shelf and whose version is the shelf key's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from undrift.vault.cipher import KEY_BYTES, CannotOpen, new_key, open_sealed, public_key_of, refuses_alike, seal
from undrift.vault.keyring import Unlocked
from undrift.vault.pairs import pair_key


@dataclass(frozen=True)
class Envelope:
    """A shelf key for one member, sealed under the pair key of sender and member."""

    shelf: str
    version: int
    member: str
    sender: str
    sealed: bytes


@dataclass(frozen=True)
class ShelfKey:
    """An open shelf key with its place."""

    shelf: str
    version: int
    key: bytes = field(repr=False)


def new_shelf_key() -> bytes:
    return new_key()


def envelopes_for(unlocked: Unlocked, shelf: str, version: int, key: bytes, members: Iterable[str]) -> list[Envelope]:
    """One for each member, myself among them. All or none: a member whose key I never confirmed refuses."""
    return [_envelope(unlocked, ShelfKey(shelf, version, key), member) for member in members]


def open_envelope(unlocked: Unlocked, envelope: Envelope) -> bytes:
    """The shelf key. Refused unless it was sealed for me, by me or by somebody whose key I confirmed."""
    if envelope.member != unlocked.person:
        raise CannotOpen
    place = (envelope.shelf, envelope.version, envelope.member, envelope.sender)
    key = open_sealed(_pair_key_with(unlocked, envelope.sender), envelope.sealed, "shelf", *place)
    if len(key) != KEY_BYTES:
        raise CannotOpen
    return key


def envelope_to_myself(unlocked: Unlocked, envelope: Envelope) -> Envelope:
    """The same key from me to me, so that my words stay open to me when the sender is no longer confirmed."""
    shelf_key = ShelfKey(envelope.shelf, envelope.version, open_envelope(unlocked, envelope))
    return _envelope(unlocked, shelf_key, unlocked.person)


def with_shelf_key(unlocked: Unlocked, envelope: Envelope) -> Unlocked:
    """To be carried by the shared door from now on. Other versions of the same shelf are dropped."""
    key = open_envelope(unlocked, envelope)
    kept = without_shelf(unlocked, envelope.shelf).shelf_keys
    return replace(unlocked, shelf_keys={**kept, (envelope.shelf, envelope.version): key})


def without_shelf(unlocked: Unlocked, shelf: str) -> Unlocked:
    kept = {place: key for place, key in unlocked.shelf_keys.items() if place[0] != shelf}
    return replace(unlocked, shelf_keys=kept)


def _envelope(unlocked: Unlocked, shelf_key: ShelfKey, member: str) -> Envelope:
    place = (shelf_key.shelf, shelf_key.version, member, unlocked.person)
    return Envelope(*place, seal(_pair_key_with(unlocked, member), shelf_key.key, "shelf", *place))


@refuses_alike
def _pair_key_with(unlocked: Unlocked, other: str) -> bytes:
    confirmed = {**unlocked.pins, unlocked.person: public_key_of(unlocked.private_key)}
    return pair_key(unlocked.private_key, unlocked.person, confirmed[other], other)
