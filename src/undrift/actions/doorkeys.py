"""Changing what opens a person's door: a new passphrase, a recovery code, entirely new keys."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from undrift.actions import couples, keys, notebook, noticing, passphrases, tries
from undrift.actions import desk as desks
from undrift.actions.calendars import without_feed
from undrift.actions.people import guessable
from undrift.actions.sessions import Browser, Visit, WrongWords, confirm, make_sure_open, open_doors
from undrift.adapters import clock
from undrift.domain.errors import BadInput
from undrift.domain.people import name_key
from undrift.store.queries import capture as capture_keys
from undrift.store.queries import feeds, people, places, sessions
from undrift.store.queries import notebook as rows
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing
from undrift.vault import entries
from undrift.vault.cipher import CannotOpen
from undrift.vault.doors import handle_of
from undrift.vault.entries import EntryPlace
from undrift.vault.keyring import Unlocked, notebook_key, open_keyring, rekeyed
from undrift.vault.slots import Slot, open_recovery_slots, passphrase_slot, recovery_slot

JUST_BEGUN = timedelta(minutes=15)


def change_passphrase(visit: Visit, old: str, new: str, browser: Browser) -> str:
    """Put a new passphrase on the door; every other browser is signed out. Returns the new cookie."""
    unlocked = confirm(visit, old, browser)
    passphrases.check(new, guessable(visit.name))
    return _replace_passphrase(unlocked, new, browser, remember=visit.remembered)


def _replace_passphrase(
    unlocked: Unlocked, new: str, browser: Browser, *, remember: bool = False, code_used_up: bool = False
) -> str:
    if unlocked.user_key is None:
        raise CannotOpen
    slot = passphrase_slot(keys.kdf(), unlocked.person, unlocked.user_key, new)
    with writing():
        if code_used_up:
            people.drop_slots(unlocked.person, "recovery")
        keys.keep_slot(slot)
        sessions.close_all(unlocked.person)
        sessions.forget_browsers(unlocked.person)
        cookie = open_doors(unlocked, browser, remember=remember)
        places.remove_other_browsers(unlocked.person, handle_of(cookie).session)
    wipe_what_was_deleted()
    return cookie


def has_recovery_code(person: str) -> bool:
    return people.has_slot(person, "recovery")


def has_just_begun(visit: Visit) -> bool:
    """Say whether this person signed up a few minutes ago and need not type the passphrase again."""
    began = desks.read(visit).began_at
    return bool(began) and clock.now() - datetime.fromisoformat(began) < JUST_BEGUN


def new_recovery_code(visit: Visit, passphrase: str, browser: Browser) -> str:
    """Make a recovery code, shown once; it replaces any older one at once. Raises WrongWords.

    It asks for the passphrase: with an open phone in the hand alone, nobody makes a lasting key.
    """
    if not has_just_begun(visit):
        confirm(visit, passphrase, browser)
    if visit.unlocked.user_key is None:
        raise CannotOpen
    slot, code = recovery_slot(visit.person, visit.unlocked.user_key)
    with writing():
        keys.keep_slot(slot)
    wipe_what_was_deleted()
    return code


def recovery_code_opens(visit: Visit, code: str) -> bool:
    """Check that what was written down is the code that opens the door."""
    try:
        open_recovery_slots(visit.person, keys.slots_of(visit.person, "recovery"), code)
    except CannotOpen:
        return False
    return True


def recover(name: str, code: str, new: str, browser: Browser) -> tuple[str, str]:
    """Open the door with the recovery code and put a new passphrase on it. The code is used up.

    Returns the cookie and the person's id. Raises WrongWords, BadInput, TooManyTries.
    """
    person = people.by_name(name)
    who = person.id if person else tries.keyed("nobody", name_key(name))
    passphrases.check(new, guessable(name))
    lanes = tries.recovery_lanes(who, browser.address)
    tries.begin(lanes)
    slots: list[Slot] = keys.slots_of(who, "recovery") if person else []
    try:
        user_key = open_recovery_slots(who, slots, code)
        unlocked = open_keyring(keys.keyring_of(who), user_key)
    except CannotOpen:
        with tries.given_back_when_busy(lanes):
            keys.kdf().spend()
        raise WrongWords("The name or the code did not match. Please look again.") from None
    with tries.given_back_when_busy(lanes):
        cookie = _replace_passphrase(unlocked, new, browser, code_used_up=True)
    tries.went_well(lanes)
    return cookie, who


def rekey(visit: Visit, old: str, new: str, browser: Browser) -> str:
    """Somebody may know my secret: new keys for everything, notes and sheets sealed anew, every other way in dropped.

    Returns the new cookie. What could not be opened before stays as it is.
    """
    unlocked = confirm(visit, old, browser)
    passphrases.check(new, guessable(visit.name))
    if old == new:
        raise BadInput("passphrase", "Please choose a different one: the old one may be known.")
    keyring, user_key = rekeyed(keys.keyring_of(visit.person))
    fresh = open_keyring(keyring, user_key)
    slot = passphrase_slot(keys.kdf(), visit.person, user_key, new)
    visit.unlocked = replace(visit.unlocked, user_key=unlocked.user_key)
    version, key = notebook_key(keyring, fresh)
    resealing = _Resealing(visit.person, notebook.reader(visit), version, key)
    resealing.go_through()
    with writing():
        make_sure_open(visit)
        resealing.go_through()
        rows.reseal_all(visit.person, version, resealing.sealed)
        noticing.reseal(visit, resealing.old, version, key)
        people.drop_slots(visit.person)
        capture_keys.remove_all(visit.person)
        keys.keep_keyring(keyring)
        keys.keep_slot(slot)
        couples.after_new_keys(visit, fresh)
        feeds.drop(visit.person)
        people.put_desk(visit.person, desks.sealed(visit.person, fresh.desk_key, without_feed(desks.newest(visit))))
        sessions.close_all(visit.person)
        sessions.forget_browsers(visit.person)
        places.remove_all(visit.person)
        cookie = open_doors(fresh, browser, remember=visit.remembered)
    wipe_what_was_deleted()
    return cookie


@dataclass
class _Resealing:
    """Seals every note anew. Gone through once without the write lock, and once with it for what came meanwhile."""

    person: str
    old: notebook.Reader
    version: int
    key: bytes
    sealed: dict[str, bytes] = field(default_factory=dict, repr=False)
    seen: dict[str, bytes] = field(default_factory=dict, repr=False)

    def go_through(self) -> None:
        for row in rows.every(self.person):
            before = bytes(row.sealed)
            if self.seen.get(row.id) == before:
                continue
            self.seen[row.id] = before
            try:
                body = self.old.body(row)
            except CannotOpen:
                continue
            place = EntryPlace(row.id, notebook.SPACE, self.person, notebook.ROW_KIND, self.version)
            self.sealed[row.id] = entries.seal_entry(self.key, body, place)
