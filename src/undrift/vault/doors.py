"""One cookie, two doors. Row id and row key both come from the cookie, so the database holds nothing to replay."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from undrift.vault.cipher import KEY_BYTES, CannotOpen, derive, open_sealed, refuses_alike, seal
from undrift.vault.entries import padded_json, read_padded_json
from undrift.vault.keyring import Unlocked

SHARED = "shared"
PRIVATE = "private"


@dataclass(frozen=True)
class Handle:
    """What a cookie stands for: the id of its rows, and the key that opens them."""

    session: str
    key: bytes = field(repr=False)


def new_cookie() -> str:
    return secrets.token_hex(KEY_BYTES)


@refuses_alike
def handle_of(cookie: str) -> Handle:
    secret = bytes.fromhex(cookie)
    if len(secret) != KEY_BYTES or len(cookie) != 2 * KEY_BYTES:
        raise CannotOpen
    return Handle(derive(secret, "session id").hex(), derive(secret, "session key"))


def seal_shared(handle: Handle, unlocked: Unlocked) -> bytes:
    """What the shared door carries. Never the user key, so it cannot open the notebook."""
    body = {
        "private_key": unlocked.private_key.hex(),
        "desk_key": unlocked.desk_key.hex(),
        "notebook_public_key": unlocked.notebook_public_key.hex(),
        "pins": {partner: key.hex() for partner, key in unlocked.pins.items()},
        "shelf_keys": [[shelf, version, key.hex()] for (shelf, version), key in unlocked.shelf_keys.items()],
    }
    return _seal(handle, unlocked.person, SHARED, body)


def seal_private(handle: Handle, unlocked: Unlocked) -> bytes:
    if unlocked.user_key is None:
        raise CannotOpen
    return _seal(handle, unlocked.person, PRIVATE, {"user_key": unlocked.user_key.hex()})


@refuses_alike
def open_doors(handle: Handle, person: str, shared: bytes, private: bytes | None) -> Unlocked:
    """A door that was tampered with closes both. One sealed before there were pins and shelf keys still opens."""
    carried = _open(handle, person, SHARED, shared)
    return Unlocked(
        person,
        bytes.fromhex(carried["private_key"]),
        bytes.fromhex(carried["desk_key"]),
        None if private is None else bytes.fromhex(_open(handle, person, PRIVATE, private)["user_key"]),
        handle.session,
        bytes.fromhex(carried["notebook_public_key"]),
        {partner: bytes.fromhex(key) for partner, key in dict(carried.get("pins", {})).items()},
        {(shelf, version): bytes.fromhex(key) for shelf, version, key in carried.get("shelf_keys", [])},
    )


def _seal(handle: Handle, person: str, scope: str, body: dict[str, Any]) -> bytes:
    return seal(handle.key, padded_json(body), "door", handle.session, person, scope)


def _open(handle: Handle, person: str, scope: str, blob: bytes) -> dict[str, Any]:
    return read_padded_json(open_sealed(handle.key, blob, "door", handle.session, person, scope))
