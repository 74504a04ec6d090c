"""A note in one tap: keys that can leave a note at their owner's closed notebook, and nothing else.

A key is derived from its owner's desk key and its own random name. So its owner's app can tell a note that came by a
key from one that somebody put into the file, also once the key was taken away; and nothing of it needs to be kept.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from undrift.actions import desk as desks
from undrift.actions import tries
from undrift.actions.sessions import Visit, make_sure_open
from undrift.actions.tries import Lane
from undrift.adapters import clock
from undrift.domain import capture
from undrift.domain.capture import FIRST_OF_TOKEN, MOST_KEYS, UnknownKey
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.notebook import body
from undrift.store.models import CaptureKey
from undrift.store.queries import capture as rows
from undrift.store.queries import notebook as notes
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing
from undrift.vault import cipher, entries
from undrift.vault.cipher import CannotOpen
from undrift.vault.entries import EntryPlace

AN_HOUR_AT_MOST = 60
SPACE, ROW_KIND = "notebook", "note"
BY = "by"


@dataclass(frozen=True, slots=True)
class Key:
    """One key, as its owner sees it."""

    id: str
    place: str
    since: date | None


def make(visit: Visit, place: str) -> str:
    """Make a key; returns it, to be shown once. Raises BadInput at `place`."""
    place = capture.checked_place(place)
    key = cipher.new_id()
    secret = _secret(visit.unlocked.desk_key, key)
    said = {"v": 1, "place": place, "since": desks.local(visit).date().isoformat()}
    with writing():
        make_sure_open(visit)
        if len(rows.of(visit.person)) >= MOST_KEYS:
            raise BadInput("place", "There are six keys already. Please take one away first.")
        rows.add(
            key,
            visit.person,
            token_hash=_hash(secret),
            seals_to=_bound(secret, visit.unlocked.notebook_public_key),
            sealed=cipher.seal(visit.unlocked.desk_key, entries.padded_json(said), "capture key", key, visit.person),
        )
    return FIRST_OF_TOKEN + secret.hex()


def keys_of(visit: Visit) -> list[Key]:
    """List the keys, oldest first; one whose row is damaged can still be taken away."""
    found = (_shown(visit, row) for row in rows.of(visit.person))
    return sorted(found, key=lambda key: (key.since or date.min, key.id))


def _shown(visit: Visit, row: CaptureKey) -> Key:
    try:
        opened = cipher.open_sealed(visit.unlocked.desk_key, bytes(row.sealed), "capture key", row.id, row.person_id)
        said = entries.read_padded_json(opened)
        return Key(row.id, str(said["place"]), date.fromisoformat(str(said["since"])))
    except (CannotOpen, KeyError, ValueError):
        return Key(row.id, "other", None)


def take_away(visit: Visit, key: str) -> None:
    """From now on this key adds nothing. Raises NotFound for one that is not mine."""
    with writing():
        if not rows.remove(visit.person, key):
            raise NotFound
    wipe_what_was_deleted()


def key_of(token: str) -> CaptureKey:
    """Find the key behind a token. Unknown, taken away and malformed are one and the same UnknownKey."""
    secret = _secret_in(token)
    row = rows.by_hash(_hash(secret)) if secret else None
    if row is None:
        raise UnknownKey
    bound = _bound(secret, bytes(row.person.keyring.notebook_public_key))
    if not hmac.compare_digest(row.seals_to.encode(), bound.encode()):
        raise UnknownKey
    return row


def leave(token: str, sent: object, *, name: str) -> bool:
    """Leave a moment at the closed notebook of whoever made this key. False when this very one was kept before.

    `name` is the sender's name for this sending; "" makes each sending one of its own. Raises UnknownKey, BadInput,
    TooManyTries.
    """
    row = key_of(token)
    moment = capture.moment(sent)
    tries.begin((Lane(tries.keyed("capture", row.id), AN_HOUR_AT_MOST, timedelta(hours=1)),))
    secret = _secret_in(token)
    local = clock.now().astimezone(clock.zone("", settings.HOME_ZONE))
    place = EntryPlace(cipher.new_id(), SPACE, row.person_id, ROW_KIND, 0)
    said = body(moment.kind, moment.text, local.isoformat(timespec="seconds"), **{BY: row.id})
    said["mark"] = _mark(secret, place.id, said)
    sealed = entries.leave_entry(bytes(row.person.keyring.notebook_public_key), said, place)
    with writing():
        if not rows.is_there(row.id):
            raise UnknownKey
        return notes.add(
            place.id,
            row.person_id,
            version=0,
            day=local.date(),
            gone_after=None,
            note_key=cipher.derive(secret, "once", name or place.id, moment.kind, moment.text).hex(),
            sealed=sealed,
        )


def mark_by_key(desk_key: bytes, entry: str, said: Mapping[str, Any]) -> str:
    """Name a note as one that came by a key of this desk's owner."""
    return _mark(_secret(desk_key, str(said[BY])), entry, said)


def _mark(secret: bytes, entry: str, said: Mapping[str, Any]) -> str:
    return cipher.derive(secret, "left", entry, str(said.get("kind")), str(said.get("at")), str(said.get("text"))).hex()


def _secret(desk_key: bytes, key: str) -> bytes:
    return cipher.derive(desk_key, "capture", key)


def _secret_in(token: str) -> bytes:
    """Read the 32 bytes out of a token; empty when it is none."""
    typed = token.strip().removeprefix(FIRST_OF_TOKEN)
    try:
        secret = bytes.fromhex(typed)
    except ValueError:
        return b""
    return secret if len(secret) == cipher.KEY_BYTES else b""


def _hash(secret: bytes) -> str:
    return hashlib.sha256(b"undrift capture key" + secret).hexdigest()


def _bound(secret: bytes, public_key: bytes) -> str:
    """Bind a key to the notebook it seals to: whoever changes that row cannot turn words to themselves."""
    return cipher.derive(secret, "seals to", public_key).hex()
