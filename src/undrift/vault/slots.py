"""A slot is one way to a person's user key. Signing in is opening a slot: there is no password hash to overwrite."""

from __future__ import annotations

import json
import secrets
import unicodedata
from base64 import b32decode, b32encode
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Self

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from undrift.domain.errors import TooBusy
from undrift.vault.cipher import KEY_BYTES, CannotOpen, derive, new_id, open_sealed, refuses_alike, seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind of slot
RECOVERY = "recovery"
SALT_BYTES = 16
CODE_BYTES = 20
LOOK_ALIKES = str.maketrans("018", "OIB")


@dataclass(frozen=True)
class Cost:
    """What one Argon2id derivation takes: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def within(self, floor: Cost, ceiling: Cost) -> bool:
        bounds = zip(astuple(floor), astuple(self), astuple(ceiling), strict=True)
        return all(type(value) is int and low <= value <= high for low, value, high in bounds)


CHOSEN = Cost(131072, 3, 1)
FLOOR = Cost(65536, 3, 1)
CEILING = Cost(1048576, 20, 8)
TINY = Cost(64, 1, 1)


class PassphraseKdf:
    """Argon2id with a floor and a ceiling that no row can move, and a short line at the door.

    At most `at_once` derivations run and at most `in_line` run or wait; the next one meets TooBusy.
    """

    def __init__(self, cost: Cost = CHOSEN, floor: Cost = FLOOR, at_once: int = 2, in_line: int = 6) -> None:
        if not floor.within(FLOOR, CEILING) or not cost.within(floor, CEILING):
            raise ValueError("A passphrase must cost at least 64 MiB and 3 passes, at most 1 GiB and 20 passes.")
        self.cost, self.floor = cost, floor
        self._running, self._line = BoundedSemaphore(at_once), BoundedSemaphore(in_line)

    @classmethod
    def cheap(cls) -> Self:
        """For tests only: the one way below the floor."""
        kdf = cls()
        kdf.cost = kdf.floor = TINY
        return kdf

    def derive(self, passphrase: str, salt: bytes, cost: Cost) -> bytes:
        """32 bytes. CannotOpen if the cost is out of bounds (before any work), TooBusy if the line is full."""
        if not cost.within(self.floor, CEILING):
            raise CannotOpen
        with self._place_in_line():
            return _argon2id(passphrase, salt, cost)

    def spend(self) -> None:
        """The work of one derivation, so that an unknown name costs what a known one does."""
        self.derive("", bytes(SALT_BYTES), self.cost)

    @contextmanager
    def _place_in_line(self) -> Iterator[None]:
        if not self._line.acquire(blocking=False):
            raise TooBusy
        try:
            with self._running:
                yield
        finally:
            self._line.release()


@dataclass(frozen=True)
class Slot:
    """The user key, sealed under one secret. Person, id, kind and the exact text of `params` are bound in."""

    id: str
    person: str
    kind: str
    params: str
    sealed: bytes


def passphrase_slot(kdf: PassphraseKdf, person: str, user_key: bytes, passphrase: str) -> Slot:
    params = fresh_params(kdf.cost)
    return _slot(person, PASSPHRASE, params, derive_from(kdf, passphrase, params), user_key)


def recovery_slot(person: str, user_key: bytes) -> tuple[Slot, str]:
    """The slot and its 160-bit code, to be shown once and kept nowhere."""
    secret = secrets.token_bytes(CODE_BYTES)
    code = b32encode(secret).decode()
    groups = "-".join(code[start : start + 4] for start in range(0, len(code), 4))
    return _slot(person, RECOVERY, "{}", derive(secret, "recovery", person), user_key), groups


def open_passphrase_slots(kdf: PassphraseKdf, person: str, slots: Iterable[Slot], passphrase: str) -> bytes:
    """The user key. TooBusy is possible; every other failure is CannotOpen, at the same cost."""
    candidates = [slot for slot in slots if slot.kind == PASSPHRASE]
    if not candidates:
        kdf.spend()
    return _first_to_open(candidates, person, lambda slot: derive_from(kdf, passphrase, slot.params))


def open_recovery_slots(person: str, slots: Iterable[Slot], code: str) -> bytes:
    key = derive(_secret_in(code), "recovery", person)
    return _first_to_open(slots, person, lambda _: key)


def fresh_params(cost: Cost) -> str:
    salt = secrets.token_bytes(SALT_BYTES).hex()
    return json.dumps({"salt": salt, "memory_kib": cost.memory_kib, "passes": cost.passes, "lanes": cost.lanes})


def derive_from(kdf: PassphraseKdf, passphrase: str, params: str) -> bytes:
    """As `fresh_params` wrote them. A row cannot lower the cost below the floor nor raise it above the ceiling."""
    salt, cost = _read(params)
    return kdf.derive(passphrase, salt, cost)


@refuses_alike
def _argon2id(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    typed = unicodedata.normalize("NFC", passphrase).encode()
    return Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    ).derive(typed)


@refuses_alike
def _read(params: str) -> tuple[bytes, Cost]:
    read = json.loads(params)
    salt = bytes.fromhex(read["salt"])
    if len(salt) != SALT_BYTES:
        raise CannotOpen
    return salt, Cost(read["memory_kib"], read["passes"], read["lanes"])


@refuses_alike
def _secret_in(code: str) -> bytes:
    """Forgives case, spaces, dashes and the look-alikes 0/O, 1/I, 8/B."""
    return b32decode("".join(filter(str.isalnum, code.upper().translate(LOOK_ALIKES))))


def _slot(person: str, kind: str, params: str, key: bytes, user_key: bytes) -> Slot:
    slot_id = new_id()
    return Slot(slot_id, person, kind, params, seal(key, user_key, "slot", person, slot_id, kind, params))


def _first_to_open(slots: Iterable[Slot], person: str, key_for: Callable[[Slot], bytes]) -> bytes:
    for slot in slots:
        try:
            return open_sealed(key_for(slot), slot.sealed, "slot", person, slot.id, slot.kind, slot.params)
        except CannotOpen:
            continue
    raise CannotOpen
