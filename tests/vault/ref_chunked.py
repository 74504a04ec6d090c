"""An independent reading of c2sp.org/chunked-encryption@v1 from long-settled parts only.

It shows that what the vault writes is the published format, readable without `cryptography.cobblestone`.
"""

import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.constant_time import bytes_eq
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

CHUNK = 16 * 1024
TAG = 16


def parts(key, salt, context):
    """Message key, nonce base and commitment."""
    info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00" + salt + context
    out = HKDFExpand(hashes.SHA512(), 32 + 12 + 32, info).derive(key)
    return out[:32], out[32:44], out[44:]


def nonce_of(base, chunk_number):
    return (int.from_bytes(base, "big") ^ chunk_number).to_bytes(12, "big")


def encrypt(key, message, context, salt=None):
    salt = salt or os.urandom(24)
    message_key, base, commitment = parts(key, salt, context)
    out, number = salt + commitment, 0
    while True:
        chunk = message[number * CHUNK : (number + 1) * CHUNK]
        out += AESGCM(message_key).encrypt(nonce_of(base, number), chunk, None)
        if len(chunk) < CHUNK:
            return out
        number += 1


def decrypt(key, blob, context):
    salt, commitment, body = blob[:24], blob[24:56], blob[56:]
    message_key, base, wanted = parts(key, salt, context)
    if not bytes_eq(commitment, wanted):
        raise ValueError("commitment")
    out, number = b"", 0
    while True:
        chunk, body = body[: CHUNK + TAG], body[CHUNK + TAG :]
        out += AESGCM(message_key).decrypt(nonce_of(base, number), chunk, None)
        if len(chunk) < CHUNK + TAG:
            if body:
                raise ValueError("trailing")
            return out
        number += 1
