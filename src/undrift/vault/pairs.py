"""Two people who compared words: each keeps the other's public key, and the two share a key nobody else can make."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from undrift.vault.cipher import (
    KEY_BYTES,
    CannotOpen,
    agree,
    context,
    derive,
    open_sealed,
    public_key_of,
    refuses_alike,
    seal,
)

FEWEST_WORDS = 1024


@refuses_alike
def pair_key(private_key: bytes, my_id: str, peer_public_key: bytes, peer_id: str) -> bytes:
    """The same 32 bytes at both ends. Whoever seals under it has shown to hold one of the two private keys."""
    theirs = bytes(peer_public_key)
    ends = sorted([(my_id, public_key_of(private_key)), (peer_id, theirs)])
    return derive(agree(private_key, theirs), "pair", *(part for end in ends for part in end))


@refuses_alike
def safety_words(
    public_key_a: bytes, public_key_b: bytes, couple: str, words: Sequence[str], how_many: int = 4
) -> tuple[str, ...]:
    """Words that both read aloud, the same for both unless one of them was shown another key.

    `words` are at least 1,024 different ones. Each choice draws on 256 bits, so no word is likelier than another.
    Whoever can exchange both keys needs about the square root of all combinations in tries:
    docs/decisions/0013-vault-for-two.md.
    """
    ends = sorted([bytes(public_key_a), bytes(public_key_b)])
    if len(set(words)) != len(words) or len(words) < FEWEST_WORDS or {len(end) for end in ends} != {KEY_BYTES}:
        raise CannotOpen
    draws = (sha256(context("safety word", couple, *ends, number)).digest() for number in range(how_many))
    return tuple(words[int.from_bytes(draw, "big") % len(words)] for draw in draws)


def seal_pin(user_key: bytes, me: str, partner: str, public_key: bytes) -> bytes:
    """The partner's public key as I confirmed it. From then on the one in the partner's row is not used."""
    return seal(user_key, public_key, "pin", me, partner)


def open_pin(user_key: bytes, me: str, partner: str, sealed: bytes) -> bytes:
    return open_sealed(user_key, sealed, "pin", me, partner)
