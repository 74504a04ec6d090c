"""Guided conversations of two: laid out, begun when both are here, led through their turns, and gone afterwards."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from undrift import library
from undrift.actions import couplekeys, sessions, sharing, shelves
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit, make_sure_open
from undrift.adapters import clock
from undrift.domain import conversations as talks
from undrift.domain.conversation_kinds import MINUTES, Kind, Press
from undrift.domain.conversation_screens import Guide, Talk
from undrift.domain.conversations import Event, State
from undrift.domain.conversations import Phase as Stage
from undrift.domain.couples import Membership, Phase
from undrift.domain.errors import BadInput, NotFound
from undrift.store.models import Conversation
from undrift.store.queries import conversations as rows
from undrift.store.queries import couples
from undrift.store.writing import writing
from undrift.vault import entries
from undrift.vault.cipher import CannotOpen
from undrift.vault.shelves import ShelfKey

T = TypeVar("T")
LONGEST_NUMBER = 6
KEPT_DAYS = timedelta(days=4)
"""Longer than anything in it can last: laid out for three days, or paused for a day and a half."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a press brings along: which conversation the page showed, and at which number.

    `minutes` of a pause. On one shared phone `who` says which of the two answers at the end.
    """

    what: str
    mark: str
    seen: str
    minutes: str = ""
    who: str = ""


def guides() -> list[Guide]:
    """Name every kind there is, in the order of the page."""
    shelf = library.load()
    return [shelf.guide(kind) for kind in Kind]


def guide_of(kind: str) -> Guide:
    """Raises NotFound."""
    if kind not in set(Kind):
        raise NotFound
    return library.load().guide(Kind(kind))


def lay(visit: Visit, kind: str, minutes: str, *, begins: str, phones: str) -> bool:
    """Lay one out for both. False when another one is there already, which then stays as it is. Raises BadInput."""
    guide = guide_of(kind)
    long = _one_of({str(m): m for m in MINUTES[guide.kind]}, minutes or str(MINUTES[guide.kind][0]), "minutes")
    first = _one_of({"me": 0, "other": 1}, begins or "me", "begins")
    one_phone = _one_of({"two": False, "one": True}, phones or "two", "phones")
    with writing():
        here, key = _opened_for_change(visit)
        found = _read(here, key)
        if found is not None and _stands_in_the_way(found[1], _side(visit, found[2])):
            return False
        state = talks.laid(guide.kind, long, first=first, one_phone=one_phone, at=_seconds())
        mark = secrets.token_hex(8)
        columns = {"mark": mark, "number": state.number, "key_version": key.version, "gone_after": _last_day()}
        rows.begin(here.couple, sealed=_sealed(here, key, visit.person, state), **columns)
    return True


def _one_of(choices: dict[str, T], chosen: str, field: str) -> T:
    if chosen not in choices:
        raise BadInput(field, "Please choose one of these.")
    return choices[chosen]


def _stands_in_the_way(state: State, who: int) -> bool:
    if state.phase is Stage.RUNNING:
        return True
    return state.phase in {Stage.LAID, Stage.PAUSED} and not state.hidden[who]


def now(visit: Visit) -> Talk | None:
    """Show this person's side of the conversation there is. None when there is none. Raises NotFound for one alone."""
    here, key = _shelf(visit)
    found = _read(here, key)
    return _talk(visit, here, *found) if found else None


def on_us(visit: Visit) -> Talk | None:
    """Find the quiet row that stands on Us: a conversation that is not out of this person's sight, nor answered."""
    if visit.phase is not Phase.PAIRED:
        return None
    talk = now(visit)
    if talk is None or talk.look.hidden or not talk.look.presses:
        return None
    return talk


def press(visit: Visit, pressed: Pressed) -> Talk | None:
    """Press something; returns what there is afterwards. A press on a page that is no longer true changes nothing.

    Raises NotFound for one alone.
    """
    with writing():
        here, key = _opened_for_change(visit)
        found = _read(here, key)
        if found is None or pressed.what not in set(Press) or found[0].mark != pressed.mark:
            return _talk(visit, here, *found) if found else None
        row, state, by = found
        became = talks.after(state, _event(visit, pressed, state, by))
        if became != state:
            _keep(visit, here, key, row, by, became)
    if became.phase is Stage.RUNNING and became.one_phone:
        sessions.close_private_door(visit)
    return _talk(visit, here, row, became, by) if became.phase is not Stage.GONE else None


def _event(visit: Visit, pressed: Pressed, state: State, by: str) -> Event:
    who = int(pressed.who) if state.one_phone and pressed.who in {"0", "1"} else _side(visit, by)
    minutes = _number(pressed.minutes) or talks.PAUSES[0]
    return Event(who, Press(pressed.what), _seconds(), _number(pressed.seen), minutes)


def _number(typed: str) -> int:
    """Read a number of a form; 0 for what is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER else 0


def _keep(  # noqa: PLR0913, PLR0917 - one row and what it becomes
    visit: Visit, here: Membership, key: ShelfKey, row: Conversation, by: str, state: State
) -> None:
    if state.phase is Stage.GONE:
        if talks.both_keep(state):
            once = f"conversation {row.mark}"
            sharing.keep_that_it_was(visit, _happened(visit), said_by_both=not state.one_phone, note_key=once)
        rows.drop(here.couple)
        return
    columns = {"number": state.number, "key_version": key.version, "gone_after": _last_day()}
    rows.move(row, sealed=_sealed(here, key, by, state), **columns)


def _happened(visit: Visit) -> str:
    """Say that there was one, and on which day. Not what about, and not how long."""
    return f"A conversation, on {desks.local_now(desks.read(visit)):%A}."


def _talk(visit: Visit, here: Membership, row: Conversation, state: State, by: str) -> Talk:
    who = _asked(state) if state.one_phone and state.phase is Stage.OVER else _side(visit, by)
    other = couples.partner_of(visit.person, here.couple)
    theirs = other.person.name if other else ""
    seen = talks.look(state, who, _seconds())
    return Talk(
        look=seen,
        guide=library.load().guide(state.kind),
        mark=row.mark,
        who=who,
        names=(visit.name, theirs) if visit.person == by else (theirs, visit.name),
        one_phone=state.one_phone,
        minutes=state.minutes,
        back=_local(visit, seen.back_at) if seen.back_at else None,
    )


def _asked(state: State) -> int:
    """On one shared phone the two are asked one after the other."""
    return 1 if state.answers[0] else 0


def _read(here: Membership, key: ShelfKey) -> tuple[Conversation, State, str] | None:
    """Read the row, how it stands now, and who laid it out. None when nothing is left of it, or it does not open."""
    row = rows.of(here.couple)
    if row is None:
        return None
    try:
        place = shelves.conversation_place(here.couple, row.key_version)
        body = entries.open_entry(key.key, bytes(row.sealed), place)
        state, by = talks.settled(talks.from_list(body["state"]), _seconds()), str(body["by"])
    except (CannotOpen, KeyError, ValueError, TypeError):
        return None
    return None if state.phase is Stage.GONE else (row, state, by)


def _sealed(here: Membership, key: ShelfKey, by: str, state: State) -> bytes:
    body = {"by": by, "state": talks.to_list(state)}
    return entries.seal_entry(key.key, body, shelves.conversation_place(here.couple, key.version))


def _side(visit: Visit, by: str) -> int:
    return 0 if visit.person == by else 1


def _shelf(visit: Visit) -> tuple[Membership, ShelfKey]:
    here = visit.membership
    if here is None or visit.phase is not Phase.PAIRED:
        raise NotFound
    key = couplekeys.held(visit.unlocked, here.joint_shelf)
    if key is None:
        raise NotFound
    return here, key


def _opened_for_change(visit: Visit) -> tuple[Membership, ShelfKey]:
    """Look again, under the write lock, that the two are as they were when this page was asked for."""
    make_sure_open(visit)
    couplekeys.as_of_now(visit)
    return _shelf(visit)


def _seconds() -> int:
    return int(clock.now().timestamp())


def _last_day() -> date:
    """Name the last day, UTC, on which it may lie there; it is swept away on the next, the fourth."""
    return (clock.now() + KEPT_DAYS).date() - timedelta(days=1)


def _local(visit: Visit, at: int) -> datetime:
    local = desks.local_now(desks.read(visit))
    return datetime.fromtimestamp(at, tz=local.tzinfo)
