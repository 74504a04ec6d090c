"""One cookie, two doors. Row id and row key both come from the cookie, so the database holds nothing to replay."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

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
    keys = {
        "private_key": unlocked.private_key,
        "desk_key": unlocked.desk_key,
        "notebook_public_key": unlocked.notebook_public_key,
    }
    return _seal(handle, unlocked.person, SHARED, keys)


def seal_private(handle: Handle, unlocked: Unlocked) -> bytes:
    if unlocked.user_key is None:
        raise CannotOpen
    return _seal(handle, unlocked.person, PRIVATE, {"user_key": unlocked.user_key})


@refuses_alike
def open_doors(handle: Handle, person: str, shared: bytes, private: bytes | None) -> Unlocked:
    """A door that was tampered with closes both."""
    keys = _open(handle, person, SHARED, shared)
    user_key = None if private is None else _open(handle, person, PRIVATE, private)["user_key"]
    return Unlocked(
        person, keys["private_key"], keys["desk_key"], user_key, handle.session, keys["notebook_public_key"]
    )


def _seal(handle: Handle, person: str, scope: str, keys: dict[str, bytes]) -> bytes:
    body = padded_json({name: key.hex() for name, key in keys.items()})
    return seal(handle.key, body, "door", handle.session, person, scope)


def _open(handle: Handle, person: str, scope: str, blob: bytes) -> dict[str, bytes]:
    body = read_padded_json(open_sealed(handle.key, blob, "door", handle.session, person, scope))
    return {name: bytes.fromhex(key) for name, key in body.items()}
