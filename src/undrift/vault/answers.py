"""Answers that open together: each is fixed before the other can be read, whoever holds the disk.

An answer has a key of its own. Its author's session releases that key, onto the author's own shelf, once it has seen
that the other has committed. The shared door is enough for all of it: nothing here needs the user key.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

from undrift.vault.cipher import CannotOpen, new_key, open_sealed, pad, refuses_alike, seal, unpad
from undrift.vault.keyring import Unlocked
from undrift.vault.shelves import ShelfKey


@dataclass(frozen=True)
class Commitment:
    """An answer that can no longer be changed. `seen` shows that a holder of the joint key committed to this blob.

    `answer_key_sealed` opens with the author's desk key only, and is not needed in somebody else's commitment.
    """

    prompt: str
    couple: str
    owner: str
    blob: bytes
    seen: bytes
    answer_key_sealed: bytes = b""

    @property
    def place(self) -> tuple[str, str, str]:
        return self.prompt, self.owner, self.couple

    @property
    def digest(self) -> bytes:
        return sha256(self.blob).digest()


def commit(unlocked: Unlocked, prompt: str, couple: str, joint: ShelfKey, text: str) -> Commitment:
    key, place = new_key(), (prompt, unlocked.person, couple)
    blob = seal(key, pad(text.encode("utf-8", "surrogatepass")), "answer", *place)
    kept = seal(unlocked.desk_key, key, "answer key", *place)
    fixed = Commitment(prompt, couple, unlocked.person, blob, b"", kept)
    return replace(fixed, seen=_seal_seen(fixed, joint))


def may_release(unlocked: Unlocked, mine: Commitment, theirs: Commitment, joint: ShelfKey) -> bool:
    """Whether somebody I confirmed, who holds the joint key, has committed to the same question."""
    same_question = (mine.prompt, mine.couple) == (theirs.prompt, theirs.couple)
    if not same_question or mine.owner != unlocked.person or theirs.owner not in unlocked.pins:
        return False
    return is_seen(theirs, joint)


def is_seen(answer: Commitment, joint: ShelfKey) -> bool:
    """Whether a holder of this joint key has committed to this answer."""
    try:
        return _open_seen(answer, joint) == answer.digest
    except CannotOpen:
        return False


def release(
    unlocked: Unlocked, mine: Commitment, theirs: Commitment, joint: ShelfKey, my_shelf: ShelfKey
) -> tuple[bytes, bytes]:
    """The key of my answer on my own shelf, and my receipt for theirs. To be kept once and never written again.

    CannotOpen if the other has not committed, or if my own answer no longer opens.
    """
    if not may_release(unlocked, mine, theirs, joint):
        raise CannotOpen
    read_mine(unlocked, mine)
    released = _seal_release(mine, my_shelf, _my_key(unlocked, mine))
    return released, seal(unlocked.desk_key, theirs.digest, "receipt", theirs.owner, *mine.place)


@refuses_alike
def read_theirs(
    unlocked: Unlocked, theirs: Commitment, their_release: bytes, my_receipt: bytes, their_shelf: ShelfKey
) -> str:
    """Refused before both have released, and when the answer is not the one I gave a receipt for."""
    mine = (theirs.prompt, unlocked.person, theirs.couple)
    if open_sealed(unlocked.desk_key, my_receipt, "receipt", theirs.owner, *mine) != theirs.digest:
        raise CannotOpen
    return _text(theirs, _open_release(theirs, their_shelf, their_release))


@refuses_alike
def read_mine(unlocked: Unlocked, mine: Commitment) -> str:
    return _text(mine, _my_key(unlocked, mine))


def reseal_seen(answer: Commitment, old: ShelfKey, new: ShelfKey) -> bytes:
    """For a new joint key. An answer that does not match what was seen is not sealed anew."""
    if _open_seen(answer, old) != answer.digest:
        raise CannotOpen
    return _seal_seen(answer, new)


def seen_anew(unlocked: Unlocked, mine: Commitment, joint: ShelfKey) -> bytes:
    """For my own answer after the joint key of before is gone. CannotOpen if the answer is not mine any more."""
    read_mine(unlocked, mine)
    return _seal_seen(mine, joint)


def answer_key_anew(unlocked: Unlocked, fresh: Unlocked, mine: Commitment) -> bytes:
    """My answer's key under the desk key of my new keys."""
    return seal(fresh.desk_key, _my_key(unlocked, mine), "answer key", *mine.place)


def receipt_anew(unlocked: Unlocked, fresh: Unlocked, mine: Commitment, other: str, receipt: bytes) -> bytes:
    digest = open_sealed(unlocked.desk_key, receipt, "receipt", other, *mine.place)
    return seal(fresh.desk_key, digest, "receipt", other, *mine.place)


def reseal_release(answer: Commitment, released: bytes, old: ShelfKey, new: ShelfKey) -> bytes:
    """For a new key of the author's shelf."""
    return _seal_release(answer, new, _open_release(answer, old, released))


def _seal_seen(answer: Commitment, joint: ShelfKey) -> bytes:
    return seal(joint.key, answer.digest, "seen", *answer.place, joint.shelf, joint.version)


def _open_seen(answer: Commitment, joint: ShelfKey) -> bytes:
    return open_sealed(joint.key, answer.seen, "seen", *answer.place, joint.shelf, joint.version)


def _seal_release(answer: Commitment, shelf: ShelfKey, key: bytes) -> bytes:
    return seal(shelf.key, key, "release", *answer.place, shelf.shelf, shelf.version)


def _open_release(answer: Commitment, shelf: ShelfKey, released: bytes) -> bytes:
    return open_sealed(shelf.key, released, "release", *answer.place, shelf.shelf, shelf.version)


def _my_key(unlocked: Unlocked, mine: Commitment) -> bytes:
    return open_sealed(unlocked.desk_key, mine.answer_key_sealed, "answer key", *mine.place)


def _text(answer: Commitment, key: bytes) -> str:
    return unpad(open_sealed(key, answer.blob, "answer", *answer.place)).decode("utf-8", "surrogatepass")
