"""Beginning here, and leaving."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from django.conf import settings

from undrift.actions import couples, invitations, keys, passphrases, tries
from undrift.actions import desk as desks
from undrift.actions.invitations import InvitationOver
from undrift.actions.sessions import Browser, Visit, confirm, open_doors
from undrift.adapters import clock
from undrift.domain.desk import WAYS_IN, Desk
from undrift.domain.errors import UndriftError
from undrift.domain.people import checked_name
from undrift.store.queries import people
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing
from undrift.vault.cipher import new_id
from undrift.vault.keyring import create_keyring, open_keyring
from undrift.vault.slots import passphrase_slot

HOME = 2


class SignUpClosed(UndriftError):
    """Two people already live here, and the person who runs this place has not opened it to more."""


def sign_up_is_open() -> bool:
    return settings.OPEN_SIGN_UP or people.how_many() < HOME


def may_sign_up(invitation: str, browser: Browser) -> bool:
    """Tell whether there is room, or an open invitation. A wrong one counts as a try; raises TooManyTries."""
    if sign_up_is_open() or not invitation:
        return sign_up_is_open()
    try:
        invitations.look(invitation, browser)
    except InvitationOver:
        return False
    return True


def draw_seed() -> int:
    """Draw what makes this person's evenings their own. It decides between equally good steps and nothing else."""
    return secrets.randbits(31)


def sign_up(  # noqa: PLR0913 - one form, its fields
    name: str, passphrase: str, browser: Browser, *, way_in: str = "", zone: str = "", invitation: str = ""
) -> tuple[str, str]:
    """Make a door and open it; returns the cookie and the person's id. Raises BadInput, SignUpClosed, TooManyTries.

    An open invitation lets somebody in where the home is full; taking it is a step of its own.
    """
    if not may_sign_up(invitation, browser):
        raise SignUpClosed
    name = checked_name(name)
    passphrases.check(passphrase, guessable(name))
    tries.begin(tries.sign_up_lanes(browser.address))
    person = new_id()
    keyring, user_key = create_keyring(person)
    slot = passphrase_slot(keys.kdf(), person, user_key, passphrase)
    unlocked = open_keyring(keyring, user_key)
    desk = Desk(
        began_at=clock.now().isoformat(), seed=draw_seed(), zone=zone[:64], way_in=way_in if way_in in WAYS_IN else None
    )
    with writing():
        if not (sign_up_is_open() or invitations.is_open(invitation)):
            raise SignUpClosed
        people.add(person, name, clock.now().date())
        keys.keep_keyring(keyring)
        keys.keep_slot(slot)
        people.put_desk(person, desks.sealed(person, unlocked.desk_key, desk))
    return open_doors(unlocked, browser), person


def guessable(name: str, *more: str) -> tuple[str, ...]:
    """Everything about this place that a phrase should not lean on."""
    host = urlsplit(settings.ORIGIN).hostname or ""
    return (name, host, *host.split("."), "undrift", *more)


def delete(visit: Visit, passphrase: str, browser: Browser) -> None:
    """Delete everything of this person, at once, asking nobody else. Raises WrongWords.

    A couple is left first, so that for the other it is closed and nothing of mine opens any more.
    """
    confirm(visit, passphrase, browser)
    with writing():
        couples.leave(visit)
        people.remove(visit.person)
    wipe_what_was_deleted()
