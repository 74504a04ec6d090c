"""A person's keys, all sealed under one random user key. Changing a passphrase rewrites a slot and nothing here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from undrift.vault.cipher import CannotOpen, new_key, new_private_key, open_sealed, public_key_of, seal

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Keyring:
    """What may lie on disk: two public keys, and the rest sealed under the user key."""

    person: str
    public_key: bytes
    sealed_private_key: bytes
    notebook_public_key: bytes
    sealed_notebook_private_key: bytes
    sealed_desk_key: bytes
    notebook_keys: Mapping[int, bytes]


@dataclass
class Unlocked:
    """A person's open keys, for one request. Without the user key the notebook stays closed.

    `notebook_public_key` was checked when the door opened: notes are left with it, not with the one in the row.
    `pins` are the public keys of others as this person confirmed them, `shelf_keys` those of (shelf, version).
    """

    person: str
    private_key: bytes = field(repr=False)
    desk_key: bytes = field(repr=False)
    user_key: bytes | None = field(repr=False)
    session: str | None = field(default=None, repr=False)
    notebook_public_key: bytes = field(default=b"", repr=False)
    pins: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    shelf_keys: Mapping[tuple[str, int], bytes] = field(default_factory=dict, repr=False)

    @property
    def private_door_open(self) -> bool:
        return self.user_key is not None


def create_keyring(person: str) -> tuple[Keyring, bytes]:
    """Fresh keys and the user key that seals them."""
    return _fresh(person, version=1)


def rekeyed(keyring: Keyring) -> tuple[Keyring, bytes]:
    """Entirely fresh keys for the same person. Notebook versions go on counting, so no row is ever in doubt."""
    return _fresh(keyring.person, version=max(keyring.notebook_keys, default=0) + 1)


def open_keyring(keyring: Keyring, user_key: bytes) -> Unlocked:
    private_key = open_sealed(user_key, keyring.sealed_private_key, "private key", keyring.person)
    if public_key_of(private_key) != keyring.public_key:
        raise CannotOpen
    _open_notebook_private_key(keyring, user_key)
    desk_key = open_sealed(user_key, keyring.sealed_desk_key, "desk key", keyring.person)
    return Unlocked(
        keyring.person, private_key, desk_key, user_key, notebook_public_key=bytes(keyring.notebook_public_key)
    )


def notebook_key(keyring: Keyring, unlocked: Unlocked, version: int | None = None) -> tuple[int, bytes]:
    """The version asked for, or the newest, and its key."""
    user_key = _user_key_of(unlocked)
    wanted = max(keyring.notebook_keys, default=0) if version is None else version
    sealed = keyring.notebook_keys.get(wanted, b"")
    return wanted, open_sealed(user_key, sealed, "notebook key", keyring.person, wanted)


def notebook_private_key(keyring: Keyring, unlocked: Unlocked) -> bytes:
    """Opens what was left at the closed door."""
    return _open_notebook_private_key(keyring, _user_key_of(unlocked))


def _fresh(person: str, version: int) -> tuple[Keyring, bytes]:
    user_key, private_key, notebook_private = new_key(), new_private_key(), new_private_key()
    keyring = Keyring(
        person=person,
        public_key=public_key_of(private_key),
        sealed_private_key=seal(user_key, private_key, "private key", person),
        notebook_public_key=public_key_of(notebook_private),
        sealed_notebook_private_key=seal(user_key, notebook_private, "notebook private key", person),
        sealed_desk_key=seal(user_key, new_key(), "desk key", person),
        notebook_keys={version: seal(user_key, new_key(), "notebook key", person, version)},
    )
    return keyring, user_key


def _open_notebook_private_key(keyring: Keyring, user_key: bytes) -> bytes:
    sealed = keyring.sealed_notebook_private_key
    private_key = open_sealed(user_key, sealed, "notebook private key", keyring.person)
    if public_key_of(private_key) != keyring.notebook_public_key:
        raise CannotOpen
    return private_key


def _user_key_of(unlocked: Unlocked) -> bytes:
    if unlocked.user_key is None:
        raise CannotOpen
    return unlocked.user_key
