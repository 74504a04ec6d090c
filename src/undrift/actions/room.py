"""What waits to be opened: asked about before it is seen, and how it was to read kept for oneself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from undrift.actions import desk as desks
from undrift.actions import sharing
from undrift.actions.sessions import Visit
from undrift.domain import room
from undrift.domain import sharing as days
from undrift.domain.couples import Phase
from undrift.domain.desk import Desk
from undrift.domain.disclosure import Disclosure
from undrift.domain.disclosure_kinds import is_disclosure
from undrift.domain.errors import NotFound
from undrift.domain.sharing import SharedEntry

LOOKED_AT = 60
"""How many entries of the other are looked through at once for the next one that waits."""
WORTH_REMEMBERING = 30


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something of the other's that was not opened yet. `gently`: it is announced with more care."""

    id: str
    gently: bool


def waiting(visit: Visit) -> Waiting | None:
    """Find the one thing that is offered here now, if any: the oldest, and none after *not today*."""
    desk = desks.read(visit)
    found, passed = _oldest(visit)
    if passed - desk.disclosure.passed >= WORTH_REMEMBERING:
        desks.change_disclosure(visit, lambda part: room.passed_by(part, passed))
    if found is None or room.not_today(desk.disclosure, _morning(desk)):
        return None
    return _announced(desk.disclosure, found)


def on_today(visit: Visit) -> Waiting | None:
    """Find what Today mentions at breakfast, till it was answered once in any way."""
    if visit.phase is not Phase.PAIRED or not days.is_breakfast(desks.local(visit)):
        return None
    found = waiting(visit)
    return None if found is None or found.id == desks.read(visit).disclosure.answered else found


def at_its_door(visit: Visit, entry: str) -> Waiting | None:
    """Tell whether this is the one that waits: it may be answered anew at any time."""
    found, _ = _oldest(visit)
    return _announced(desks.read(visit).disclosure, found) if found and found.id == entry else None


def answer(visit: Visit, entry: str, what: str) -> None:
    """Say *now*, *later* or *not today*. Only this desk learns it. Raises NotFound, and BadInput at `room`."""
    found, _ = _oldest(visit)
    if found is None or found.id != entry:
        _opened_before(visit, entry)
        return
    desks.change_disclosure(
        visit, lambda part: room.answered(part, what, found, _morning(desks.read(visit))), anew=True
    )


def land(visit: Visit, entry: str, landing: str) -> None:
    """Keep for myself how it was to read. Raises NotFound, and BadInput at `landing`."""
    _opened_before(visit, entry)
    today = desks.local(visit).date()
    desks.change_disclosure(visit, lambda part: room.landed(part, entry, landing, today))


def landing_may_be_told(visit: Visit, entry: str) -> bool:
    return desks.read(visit).disclosure.ask_about == entry


def _opened_before(visit: Visit, entry: str) -> None:
    found = sharing.one(visit, entry)
    if found.mine or not is_disclosure(found.kind):
        raise NotFound


def _oldest(visit: Visit) -> tuple[SharedEntry | None, int]:
    """Find the oldest of the other's that arrived and was not opened, and up to where nothing needs to be asked."""
    desk = desks.read(visit)
    passed, clear = desk.disclosure.passed, True
    if visit.phase is not Phase.PAIRED or room.opened_already(desk.disclosure, _morning(desk)):
        return None, passed
    for entry in sharing.next_from_the_other(visit, passed, LOOKED_AT):
        if entry.arrived and is_disclosure(entry.kind):
            return entry, passed
        clear = clear and entry.arrived
        passed = entry.sequence if clear else passed
    return None, passed


def _announced(part: Disclosure, found: SharedEntry) -> Waiting:
    return Waiting(found.id, room.comes_gently(part, found.depth))


def _morning(desk: Desk) -> date:
    return days.morning_of(desks.local_now(desk))
