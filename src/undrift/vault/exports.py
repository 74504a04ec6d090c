"""One file under a passphrase of its own: no server and no row is needed to open it again."""

from __future__ import annotations

from undrift.vault.cipher import CannotOpen, open_sealed, pad, refuses_alike, seal, unpad
from undrift.vault.slots import PassphraseKdf, derive_from, fresh_params

FIRST_LINE = b"undrift export 1\n"


def seal_export(kdf: PassphraseKdf, passphrase: str, body: bytes) -> bytes:
    """First line, one line of key derivation parameters, then the seal."""
    params = fresh_params(kdf.cost)
    sealed = seal(derive_from(kdf, passphrase, params), pad(body), "export", params)
    return FIRST_LINE + params.encode() + b"\n" + sealed


@refuses_alike
def open_export(kdf: PassphraseKdf, blob: bytes, passphrase: str) -> bytes:
    if not blob.startswith(FIRST_LINE):
        raise CannotOpen
    line, _, sealed = blob.removeprefix(FIRST_LINE).partition(b"\n")
    params = line.decode()
    return unpad(open_sealed(derive_from(kdf, passphrase, params), sealed, "export", params))
