"""Doors: signing in opens a slot, a cookie carries the key, and each door closes on its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from undrift.actions import couplekeys, expiry, keys, tries
from undrift.adapters import clock
from undrift.domain.couples import Membership, Phase
from undrift.domain.errors import UndriftError
from undrift.domain.people import name_key
from undrift.store.models import Door
from undrift.store.queries import people, places, sessions
from undrift.store.writing import writing
from undrift.vault import doors
from undrift.vault.cipher import CannotOpen
from undrift.vault.keyring import Unlocked, open_keyring
from undrift.vault.slots import open_passphrase_slots

SHARED_IDLE = timedelta(minutes=30)
SHARED_LIFE = timedelta(hours=12)
REMEMBERED = timedelta(days=30)
PRIVATE_IDLE = timedelta(minutes=5)
EXTEND_AFTER = timedelta(minutes=1)


class DoorClosed(UndriftError):
    """Your door was closed a moment ago. Please sign in again."""


class WrongWords(UndriftError):
    """The name or the passphrase did not match. Please look again."""


@dataclass(slots=True)
class Visit:
    """One request of somebody signed in. Lives as long as the request."""

    person: str
    name: str
    unlocked: Unlocked
    session: str
    remembered: bool
    label: str
    sealed_desk: bytes = field(repr=False)
    private_idle_until: datetime | None = None
    membership: Membership | None = None

    @property
    def private_door_open(self) -> bool:
        return self.unlocked.user_key is not None

    @property
    def is_linked(self) -> bool:
        """Say whether there is somebody else in the shared place, or on the way into it."""
        return self.membership is not None and not self.membership.closed

    @property
    def phase(self) -> Phase | None:
        """Say where the two stand with each other; None for one person alone."""
        if self.membership is None:
            return None
        holds = couplekeys.held(self.unlocked, self.membership.joint_shelf) is not None
        return self.membership.phase(holds_joint_key=holds)


@dataclass(frozen=True, slots=True)
class Browser:
    """What a door may know of the browser in front of it: a mark it was given before, an address, a coarse label."""

    mark: str
    address: str
    label: str


def sign_in(name: str, passphrase: str, browser: Browser, *, remember: bool = False) -> tuple[str, str]:
    """Open the shared and the private door; returns the new cookie and the person's id. Raises WrongWords."""
    person = people.by_name(name)
    who = person.id if person else tries.keyed("nobody", name_key(name))
    known = bool(person) and bool(browser.mark) and sessions.browser_is_known(_mark(browser.mark, who), who)
    lanes = tries.sign_in_lanes(who, browser.mark, browser.address, known=known)
    tries.begin(lanes)
    with tries.given_back_when_busy(lanes):
        unlocked = _unlock(who, passphrase, exists=person is not None)
    tries.went_well(lanes)
    expiry.at_arrival(who, clock.now())
    return open_doors(unlocked, browser, remember=remember), who


def _unlock(person: str, passphrase: str, *, exists: bool) -> Unlocked:
    slots = keys.slots_of(person, "passphrase") if exists else []
    try:
        user_key = open_passphrase_slots(keys.kdf(), person, slots, passphrase)
        return open_keyring(keys.keyring_of(person), user_key)
    except CannotOpen:
        raise WrongWords from None


def confirm(visit: Visit, passphrase: str, browser: Browser) -> Unlocked:
    """Ask for the words again before something that matters. Raises WrongWords."""
    lanes = tries.sign_in_lanes(visit.person, visit.session, browser.address, known=True)
    tries.begin(lanes)
    try:
        with tries.given_back_when_busy(lanes):
            unlocked = _unlock(visit.person, passphrase, exists=True)
    except WrongWords:
        raise WrongWords("That is not the passphrase that opens your door. Nothing was changed.") from None
    tries.went_well(lanes)
    return unlocked


def open_private_door(visit: Visit, passphrase: str, browser: Browser) -> str:
    """Open the notebook's door as well. A new cookie is issued; the old one opens nothing any more."""
    unlocked = confirm(visit, passphrase, browser)
    with writing():
        sessions.close(visit.session)
        return open_doors(unlocked, browser, remember=visit.remembered)


def open_doors(unlocked: Unlocked, browser: Browser, *, remember: bool = False) -> str:
    cookie = doors.new_cookie()
    handle = doors.handle_of(cookie)
    now, idle, life = clock.now(), SHARED_IDLE, SHARED_LIFE
    if remember:
        idle = life = REMEMBERED
    with writing():
        sessions.sweep(now)
        unlocked, key_changes = couplekeys.with_couple(unlocked)
        both = (
            ("shared", idle, life, doors.seal_shared(handle, unlocked)),
            ("private", PRIVATE_IDLE, SHARED_LIFE, doors.seal_private(handle, unlocked)),
        )
        for scope, idle_for, ends_in, sealed in both:
            sessions.add_door(
                session=handle.session,
                scope=scope,
                person=unlocked.person,
                now=now,
                idle=idle_for,
                life=ends_in,
                label=browser.label,
                day=now.date(),
                key_changes=key_changes,
                sealed=sealed,
            )
        if browser.mark:
            sessions.know_browser(_mark(browser.mark, unlocked.person), unlocked.person, now.date())
            places.moved(_mark(browser.mark, unlocked.person), handle.session)
    return cookie


def resume(cookie: str, *, extend: bool = True) -> Visit | None:
    """Open what is still open behind a cookie; None when nothing is. One query.

    It extends the shared door's idle time, unless a page only looks again by itself (Ruling 3).
    """
    try:
        handle = doors.handle_of(cookie)
    except CannotOpen:
        return None
    now = clock.now()
    rows = {row.scope: row for row in sessions.doors(handle.session) if now < min(row.idle_until, row.ends_at)}
    shared, private = rows.get("shared"), rows.get("private")
    if shared is None:
        return None
    try:
        unlocked = doors.open_doors(
            handle, shared.person_id, bytes(shared.sealed), bytes(private.sealed) if private else None
        )
    except CannotOpen:
        return None
    if extend:
        _extend(shared, now)
    member = getattr(shared.person, "member", None)
    if member is not None and member.key_changes != shared.key_changes:
        unlocked = _fetch_keys_anew(handle, shared, unlocked)
    return Visit(
        person=shared.person_id,
        name=shared.person.name,
        unlocked=unlocked,
        session=handle.session,
        remembered=shared.idle_minutes > SHARED_LIFE.total_seconds() // 60,
        label=shared.label,
        sealed_desk=_sealed_desk(shared),
        private_idle_until=private.idle_until if private else None,
        membership=couplekeys.membership(member),
    )


def _fetch_keys_anew(handle: doors.Handle, shared: Door, unlocked: Unlocked) -> Unlocked:
    """Put the shelf keys of now into an open door: the other has confirmed, or a key was changed."""
    with writing():
        unlocked, key_changes = couplekeys.with_couple(unlocked)
        sessions.reseal_shared(shared.session, doors.seal_shared(handle, unlocked), key_changes)
    return unlocked


def _extend(row: Door, now: datetime) -> None:
    """Move the idle end at most once a minute: reading a page should rarely write."""
    idle_until = now + timedelta(minutes=row.idle_minutes)
    if idle_until - row.idle_until > EXTEND_AFTER:
        with writing():
            sessions.extend(row.session, row.scope, idle_until, now.date())


def _sealed_desk(row: Door) -> bytes:
    """Take the desk that was fetched with the door; a row that is gone opens like a damaged one."""
    desk = getattr(row.person, "desk", None)
    return bytes(desk.sealed) if desk else b""


def keep_private_door_open(visit: Visit) -> None:
    """Restart the five minutes, at most once a minute; called by pages behind the private door and nothing else."""
    now = clock.now()
    idle_until = now + PRIVATE_IDLE
    if visit.private_idle_until is None or idle_until - visit.private_idle_until > EXTEND_AFTER:
        with writing():
            sessions.extend(visit.session, "private", idle_until, now.date())


def private_door_stands_open(cookie: str) -> bool:
    """Look whether somebody stands at their own private door, without moving anything on."""
    visit = resume(cookie, extend=False)
    return visit is not None and visit.private_door_open


def make_sure_open(visit: Visit) -> None:
    """Look again, under the write lock, that this visit's door is still open: new keys close every door first.

    Words must not be sealed to a key that is gone. Raises DoorClosed.
    """
    if not sessions.is_open(visit.session):
        raise DoorClosed


def close_private_door(visit: Visit) -> None:
    with writing():
        sessions.close(visit.session, "private")


def sign_out(cookie: str) -> None:
    """Close both doors behind a cookie, and send that browser no reminders.

    Works without knowing who it was, and never fails.
    """
    try:
        handle = doors.handle_of(cookie)
    except CannotOpen:
        return
    with writing():
        sessions.close(handle.session)
        places.remove_where_signed_in(handle.session)


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A browser somebody is signed in with, as its owner sees it: coarse, and by day."""

    id: str
    label: str
    last_day: date
    this_one: bool


def open_places(visit: Visit) -> list[OpenPlace]:
    rows = sessions.shared_doors_of(visit.person, clock.now())
    return [OpenPlace(r.session, r.label, r.last_day, r.session == visit.session) for r in rows]


def close_place(visit: Visit, session: str) -> bool:
    with writing():
        closed = sessions.close_one(visit.person, session)
        if closed:
            places.remove_where_signed_in(session)
        return closed


def close_other_places(visit: Visit) -> None:
    with writing():
        sessions.close_all(visit.person, but=visit.session)
        places.remove_other_browsers(visit.person, visit.session)


def _mark(mark: str, person: str) -> str:
    """Name a browser for one person; the same phone, used by two, has two names."""
    return tries.keyed("browser", mark, person)
