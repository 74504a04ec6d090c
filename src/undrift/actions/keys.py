"""How this process derives keys from passphrases, and how keyrings move between rows and the vault."""

from __future__ import annotations

from undrift.store.queries import people
from undrift.vault.keyring import Keyring
from undrift.vault.slots import PassphraseKdf, Slot

_kdf = PassphraseKdf()


def kdf() -> PassphraseKdf:
    return _kdf


def use_kdf(kdf: PassphraseKdf) -> None:
    """Install another key derivation. Only a test world does this; no setting reaches it."""
    global _kdf  # noqa: PLW0603 - one per process, so that its line of waiting people is one line
    _kdf = kdf


def keyring_of(person: str) -> Keyring:
    row = people.keyring_row(person)
    return Keyring(
        person=person,
        public_key=bytes(row.public_key),
        sealed_private_key=bytes(row.sealed_private_key),
        notebook_public_key=bytes(row.notebook_public_key),
        sealed_notebook_private_key=bytes(row.sealed_notebook_private_key),
        sealed_desk_key=bytes(row.sealed_desk_key),
        notebook_keys=people.notebook_key_rows(person),
    )


def keep_keyring(keyring: Keyring) -> None:
    columns = {
        "public_key": keyring.public_key,
        "sealed_private_key": keyring.sealed_private_key,
        "notebook_public_key": keyring.notebook_public_key,
        "sealed_notebook_private_key": keyring.sealed_notebook_private_key,
        "sealed_desk_key": keyring.sealed_desk_key,
    }
    people.put_keyring(keyring.person, columns, dict(keyring.notebook_keys))


def slots_of(person: str, kind: str) -> list[Slot]:
    return [Slot(r.id, person, r.kind, r.params, bytes(r.sealed)) for r in people.slot_rows(person, kind)]


def keep_slot(slot: Slot) -> None:
    people.put_slot(slot.id, slot.person, slot.kind, slot.params, slot.sealed)
