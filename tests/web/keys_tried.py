"""What somebody who has every row and their own keys can try on it."""

from __future__ import annotations

from undrift.actions import rounds
from undrift.store.models import Answer
from undrift.vault import cipher
from undrift.vault.cipher import CannotOpen

from .couples import visit_of
from .world import Someone


def keys_of(somebody: Someone) -> list[bytes]:
    """Every key that an open door of theirs carries."""
    unlocked = visit_of(somebody).unlocked
    found = [unlocked.desk_key, unlocked.private_key, unlocked.user_key, *unlocked.shelf_keys.values()]
    return [key for key in found if key]


def opens(somebody: Someone, row: Answer) -> list[bytes]:
    """What all their keys open of an answer."""
    place, found = rounds.commitment(row).place, []
    for key in keys_of(somebody):
        for label, blob in (("answer", row.sealed), ("answer key", row.sealed_key)):
            try:
                found.append(cipher.open_sealed(key, bytes(blob), label, *place))
            except CannotOpen:
                continue
    return found
