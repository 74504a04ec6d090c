"""What a push service needs: a sealed message for one browser (RFC 8291) and a signed slip with it (RFC 8292).

It opens nothing that anybody wrote.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
POINT, SECRET, NUMBER = 65, 16, 32
RECORD = 4096
LAST_RECORD = b"\x02"


class CannotSend(ValueError):
    """These are no keys of a browser."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """The two values that a browser hands out for being sent to. Raises CannotSend."""

    public_key: bytes
    shared_secret: bytes

    def __post_init__(self) -> None:
        if len(self.shared_secret) != SECRET:
            raise CannotSend
        _point(self.public_key)

    @classmethod
    def from_text(cls, public_key: str, shared_secret: str) -> Receiver:
        return cls(_bytes_of(public_key), _bytes_of(shared_secret))


def _bytes_of(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text.strip() + "=" * (-len(text.strip()) % 4))
    except ValueError:
        raise CannotSend from None


def text_of(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _point(value: bytes) -> ec.EllipticCurvePublicKey:
    if len(value) != POINT:
        raise CannotSend
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, value)
    except ValueError:
        raise CannotSend from None


def _encoded(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _private(value: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(value, "big"), CURVE)


def new_private_key() -> bytes:
    return ec.generate_private_key(CURVE).private_numbers().private_value.to_bytes(NUMBER, "big")


def public_key(private_key: bytes) -> bytes:
    return _encoded(_private(private_key))


def seal(message: bytes, to: Receiver, *, salt: bytes = b"", once: bytes = b"") -> bytes:
    """Seal one short message for one browser. Vectors name `salt` and `once`, a private key; else they are drawn."""
    salt = salt or os.urandom(16)
    key = _private(once or new_private_key())
    mine, theirs = _encoded(key), to.public_key
    shared = key.exchange(ec.ECDH(), _point(theirs))
    ground = _derived(shared, to.shared_secret, b"WebPush: info\0" + theirs + mine, 32)
    content_key = _derived(ground, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(ground, salt, b"Content-Encoding: nonce\0", 12)
    sealed = AESGCM(content_key).encrypt(nonce, message + LAST_RECORD, None)
    return salt + RECORD.to_bytes(4, "big") + bytes([len(mine)]) + mine + sealed


def _derived(key: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(key)


def slip(private_key: bytes, audience: str, until: int, sender: str) -> str:
    """Sign who sends, to which service, and until when (seconds since 1970): the Authorization header."""
    claims = {"aud": audience, "exp": until, "sub": sender}
    parts = [json.dumps(part, separators=(",", ":")).encode() for part in ({"typ": "JWT", "alg": "ES256"}, claims)]
    signed = ".".join(map(text_of, parts))
    r, s = decode_dss_signature(_private(private_key).sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    signature = text_of(r.to_bytes(NUMBER, "big") + s.to_bytes(NUMBER, "big"))
    return f"vapid t={signed}.{signature}, k={text_of(public_key(private_key))}"
