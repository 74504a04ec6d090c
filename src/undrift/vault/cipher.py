"""The primitives. Everything kept is public or sealed by one of the two seals here: docs/vault-format.md."""

from __future__ import annotations

import secrets
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from undrift.domain.errors import UndriftError

if TYPE_CHECKING:
    from collections.abc import Callable

APP = b"undrift/v1"
KEY_BYTES = 32
SEALED = b"\x01"  # first byte of a symmetric seal: Cobblestone-256, which commits to its key and context
SEALED_TO = b"\x02"  # first byte of a seal to a public key: HPKE, X25519 + HKDF-SHA256 + AES-256-GCM
SMALLEST_PADDED = 512
_TO_A_PUBLIC_KEY = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)

Part = str | bytes | int
Args = ParamSpec("Args")
Opened = TypeVar("Opened")


class CannotOpen(UndriftError):
    """Nothing could be opened with that."""


def refuses_alike(opener: Callable[Args, Opened]) -> Callable[Args, Opened]:
    """Turn every failure into one CannotOpen that carries neither cause nor context, so that it tells nothing."""

    @wraps(opener)
    def same_refusal(*args: Args.args, **kwargs: Args.kwargs) -> Opened:
        try:
            return opener(*args, **kwargs)
        except (InvalidTag, ValueError, TypeError, LookupError, RecursionError, CannotOpen):
            pass
        raise CannotOpen

    return same_refusal


def context(label: str, *parts: Part) -> bytes:
    """Each field carries its length, so no two different lists of fields share a context. 1 and "1" are one field."""
    fields = [APP, label.encode()]
    fields += [part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass") for part in parts]
    return b"".join([piece for field in fields for piece in (len(field).to_bytes(4, "big"), field)])


def seal(key: bytes, plaintext: bytes, label: str, *parts: Part) -> bytes:
    sealer = Cobblestone256Encryptor(key, context(label, *parts))
    return SEALED + sealer.update(plaintext) + sealer.finalize()


@refuses_alike
def open_sealed(key: bytes, blob: bytes, label: str, *parts: Part) -> bytes:
    opener = Cobblestone256Decryptor(key, context(label, *parts))
    plaintext = opener.update(_after(SEALED, blob))
    return plaintext + opener.finalize()  # nothing is handed on before finalize has passed


@refuses_alike
def seal_to(public_key: bytes, plaintext: bytes, label: str, *parts: Part) -> bytes:
    """Anybody can seal to a public key: this keeps a secret, but does not prove who wrote it."""
    recipient = X25519PublicKey.from_public_bytes(public_key)
    return SEALED_TO + _TO_A_PUBLIC_KEY.encrypt(plaintext, recipient, info=context(label, *parts))


@refuses_alike
def open_with(private_key: bytes, blob: bytes, label: str, *parts: Part) -> bytes:
    recipient = X25519PrivateKey.from_private_bytes(private_key)
    return _TO_A_PUBLIC_KEY.decrypt(_after(SEALED_TO, blob), recipient, info=context(label, *parts))


def derive(secret: bytes, label: str, *parts: Part) -> bytes:
    """32 bytes from a secret that is already strong. A passphrase goes through PassphraseKdf instead."""
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=context(label, *parts)).derive(secret)


def pad(plaintext: bytes) -> bytes:
    """Fill to 512, 1024, 2048 ... bytes, so that a seal's length tells only roughly how much was written."""
    size = SMALLEST_PADDED
    while size <= len(plaintext):
        size *= 2
    return (plaintext + b"\x80").ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    plaintext, mark, filling = padded.rpartition(b"\x80")
    if not mark or filling.strip(b"\0"):
        raise CannotOpen
    return plaintext


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def new_private_key() -> bytes:
    return X25519PrivateKey.generate().private_bytes_raw()


@refuses_alike
def public_key_of(private_key: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


@refuses_alike
def agree(private_key: bytes, public_key: bytes) -> bytes:
    """X25519: what only the holders of the two private keys can compute."""
    peer = X25519PublicKey.from_public_bytes(public_key)
    return X25519PrivateKey.from_private_bytes(private_key).exchange(peer)


def new_id() -> str:
    return secrets.token_hex(16)


def _after(format_number: bytes, blob: bytes) -> bytes:
    if blob[:1] != format_number:
        raise CannotOpen
    return blob[1:]
