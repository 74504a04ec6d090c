"""A private calendar: one file, made and sealed by my own open door, and opened by whoever holds its address.

The database holds a name derived from the address and sealed bytes: neither titles nor times, and no way in.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from undrift.actions import desk as desks
from undrift.actions.sessions import Visit, make_sure_open
from undrift.adapters import calendar, clock
from undrift.domain.desk import Desk
from undrift.domain.errors import BadInput, NotFound, TooManyTries
from undrift.domain.returning import Returning
from undrift.domain.rhythms import Rhythm
from undrift.store.queries import feeds as rows
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing
from undrift.vault import cipher
from undrift.vault.cipher import CannotOpen

HowRhythm = Callable[[Rhythm], Rhythm]
HowPart = Callable[[Returning], Returning]
SECRET_BYTES = 32
SMALLEST = 24_000
"""Bytes every calendar fills before it is sealed, so that its row does not tell how much stands in it."""
TITLES = ("Time set aside", "A quiet moment", "Busy", "Reminder")
LONGEST_TITLE = 40
LOOKS, WITHIN = 30, timedelta(minutes=10)
"""A calendar asks a few times an hour; more often than this it is told to wait."""
ADDRESSES_REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class Kept:
    """One time that stands for a person."""

    id: str
    title: str
    rhythm: Rhythm
    of_two: bool


def is_there(visit: Visit) -> bool:
    return rows.is_there(visit.person)


def title_of(desk: Desk) -> str:
    return desk.returning.feed_title or TITLES[0]


def choose_title(visit: Visit, chosen: str, own: str) -> None:
    """Choose what stands in the calendar, the same for everything in it. Raises BadInput at `own`."""
    title = own.strip() if chosen == "own" else chosen
    title = " ".join("".join(c for c in title if c.isprintable() or c.isspace()).split())
    if chosen != "own" and title not in TITLES:
        raise BadInput("title", "Please choose one of these.")
    if not title:
        raise BadInput("own", "A word or two is enough. They will be seen wherever your calendar is.")
    if len(title) > LONGEST_TITLE:
        raise BadInput("own", f"Please keep it to {LONGEST_TITLE} letters. What you typed is still here.")
    desks.change(visit, lambda desk: desk.with_(returning=replace(desk.returning, feed_title=title)))


def make(visit: Visit) -> str:
    """Make a new address; returns its secret, which is shown once. The former one ends at once. In the write lock."""
    secret = secrets.token_bytes(SECRET_BYTES)
    key = cipher.derive(secret, "feed key")
    make_sure_open(visit)
    desks.change(visit, lambda desk: desk.with_(returning=replace(desk.returning, feed=key.hex(), feed_state="")))
    rows.put(visit.person, _address(secret), _sealed(key, visit.person, b""))
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()


def revoke(visit: Visit) -> None:
    """End the address. From now on it answers as one that never was."""
    with writing():
        make_sure_open(visit)
        rows.drop(visit.person)
        desks.change(visit, without_feed)
    wipe_what_was_deleted()


def without_feed(desk: Desk) -> Desk:
    return desk.with_(returning=replace(desk.returning, feed="", feed_state=""))


def reseal(visit: Visit, desk: Desk, kept: Iterable[Kept]) -> None:
    """Write a calendar anew under its key, where anything is different or a week has passed. Inside the write lock."""
    key, title, kept = bytes.fromhex(desk.returning.feed), title_of(desk), list(kept)
    state = _state(key, title, kept)
    if state == desk.returning.feed_state:
        return
    rows.reseal(visit.person, _sealed(key, visit.person, as_file(title, kept, key)))
    desks.change(visit, lambda desk: desk.with_(returning=replace(desk.returning, feed_state=state)))


def _state(key: bytes, title: str, kept: list[Kept]) -> str:
    year, week, _ = clock.now().isocalendar()
    rules = [[one.id, one.rhythm.to_json()] for one in kept]
    return cipher.derive(key, "feed state", json.dumps([title, rules]), year, week).hex()[:16]


def as_file(title: str, kept: Iterable[Kept], key: bytes) -> bytes:
    """Write times as a calendar file. Names and kinds stay here: each has the one title, and a name made up for it."""
    times = [calendar.Entry(cipher.derive(key, "event", one.id).hex()[:32], one.rhythm) for one in kept]
    return calendar.as_file(title, times, clock.now())


def one_as_file(visit: Visit, one: Kept) -> bytes:
    return as_file(title_of(desks.read(visit)), [one], visit.unlocked.desk_key)


def read(address: str, seen: str = "") -> tuple[str, bytes | None]:
    """Open the calendar at an address; returns its mark, and nothing more where `seen` is that mark.

    Raises NotFound for an address that is wrong or over, TooManyTries for one that is asked far too often.
    """
    secret = _secret(address)
    row = rows.at(_address(secret))
    if row is None:
        raise NotFound
    _LOOKS.look(row.address)
    sealed = bytes(row.sealed)
    mark = f'"{hashlib.sha256(sealed).hexdigest()[:32]}"'
    if mark in {part.strip().removeprefix("W/") for part in seen.split(",")}:
        return mark, None
    try:
        padded = cipher.open_sealed(cipher.derive(secret, "feed key"), sealed, "feed", row.person_id)
        return mark, cipher.unpad(padded).rstrip(b" ")
    except CannotOpen:
        raise NotFound from None


def _secret(address: str) -> bytes:
    try:
        secret = base64.b64decode(address.encode() + b"=", altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise NotFound from None
    if len(secret) != SECRET_BYTES:
        raise NotFound
    return secret


def _address(secret: bytes) -> str:
    return cipher.derive(secret, "feed address").hex()


def _sealed(key: bytes, person: str, file: bytes) -> bytes:
    return cipher.seal(key, cipher.pad(file.ljust(SMALLEST)), "feed", person)


class _Looks:
    """How often each address was asked of late. In memory only, and forgotten soon."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[float, int]] = {}

    def look(self, address: str) -> None:
        """Raises TooManyTries with the seconds to wait."""
        now, long = clock.now().timestamp(), WITHIN.total_seconds()
        began, looks = self._found.get(address, (now, 0))
        if not began <= now < began + long:
            began, looks = now, 0
        if len(self._found) >= ADDRESSES_REMEMBERED:
            self._found.clear()
        self._found[address] = (began, looks + 1)
        if looks >= LOOKS:
            wait = int(began + long - now) + 1
            raise TooManyTries("This calendar is asked very often. A few times an hour are enough.", seconds=wait)


_LOOKS = _Looks()
