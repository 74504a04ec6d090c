"""Inviting and accepting. The link holds no key: two people become a couple by the words they read to each other."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from undrift.actions import desk as desks
from undrift.actions import tries
from undrift.actions.sessions import Browser, Visit, make_sure_open
from undrift.adapters import clock
from undrift.domain.couples import INVITED_FOR
from undrift.domain.errors import UndriftError
from undrift.store import models
from undrift.store.queries import couples
from undrift.store.writing import writing
from undrift.vault import cipher
from undrift.vault.cipher import CannotOpen

TOKEN_BYTES = 16


class InvitationOver(UndriftError):
    """An invitation that is over, or one with a letter missing, opens nothing. Whoever sent it can make a new one."""


class AlreadyTogether(UndriftError):
    """You share this place with somebody already. That would have to end first, under Settings."""


class NotPutAway(UndriftError):
    """A space you shared was closed. Please put it away first, under Us: your own words go into your notebook."""


@dataclass(frozen=True, slots=True)
class Open:
    """My own open invitation."""

    token: str = field(repr=False)
    until: datetime


def invite(visit: Visit) -> str:
    """Open an invitation for 48 hours and return its token; an earlier one ends. Raises AlreadyTogether."""
    token = secrets.token_hex(TOKEN_BYTES)
    with writing():
        make_sure_open(visit)
        _make_sure_alone(visit.person)
        until = clock.now() + INVITED_FOR
        couples.put_invitation(visit.person, _hashed(token), until, _sealed(visit, token))
    return token


def _make_sure_alone(person: str) -> None:
    row = couples.member(person)
    if row is not None:
        raise NotPutAway if row.couple.closed else AlreadyTogether


def open_invitation(visit: Visit) -> Open | None:
    row = couples.invitation_of(visit.person, clock.now())
    if row is None:
        return None
    try:
        return Open(open_token(visit, bytes(row.sealed_token)), row.until)
    except CannotOpen:
        return None


def cancel(visit: Visit) -> None:
    with writing():
        couples.drop_invitation(visit.person)


def is_open(token: str) -> bool:
    return couples.invitation(_hashed(cleaned(token)), clock.now()) is not None


def look(token: str, browser: Browser) -> None:
    """Check a token before anything is decided; it is not used up, and only a wrong one counts as a try.

    Raises InvitationOver, TooManyTries.
    """
    lanes = tries.invitation_lanes(browser.address)
    tries.begin(lanes)
    if not is_open(token):
        raise InvitationOver
    tries.give_back(lanes)


def accept(visit: Visit, token: str, *, as_guest: bool = False) -> None:
    """Take an invitation: from now on there are words to read to each other, and nothing else yet.

    One winner: whoever comes second finds it over. A guest receives and is asked nothing.
    Raises InvitationOver, AlreadyTogether, NotPutAway.
    """
    with writing():
        make_sure_open(visit)
        _make_sure_alone(visit.person)
        found = couples.invitation(_hashed(cleaned(token)), clock.now())
        if found is None or found.inviter_id == visit.person or couples.member(found.inviter_id) is not None:
            raise InvitationOver
        _begin(visit, found, cleaned(token))
        if as_guest:
            desks.change(visit, lambda desk: desk.with_(guest=True))


def _begin(visit: Visit, found: models.Invitation, token: str) -> None:
    tokens = {found.inviter_id: bytes(found.sealed_token), visit.person: _sealed(visit, token)}
    couples.begin(cipher.new_id(), clock.now().date(), tokens)
    for person in tokens:
        couples.drop_invitation(person)


def open_token(visit: Visit, sealed: bytes) -> str:
    """Open the secret of the link, sealed when it was made or taken. Raises CannotOpen."""
    return cipher.open_sealed(visit.unlocked.desk_key, sealed, "invitation", visit.person).decode()


def _sealed(visit: Visit, token: str) -> bytes:
    return cipher.seal(visit.unlocked.desk_key, token.encode(), "invitation", visit.person)


def cleaned(token: str) -> str:
    """Read a token out of what was pasted: the link as a whole, or its last part, with any blanks and capitals."""
    letters = re.sub(r"[\s-]", "", token.rsplit("#", 1)[-1]).lower()
    return letters if re.fullmatch(r"[0-9a-f]{32}", letters) else ""


def _hashed(token: str) -> str:
    return sha256(b"undrift invitation " + token.encode()).hexdigest()
