"""After an argument: the one question of an evening, a line to mend that is there at once, and the matter itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from undrift.actions import desk as desks
from undrift.actions import sharing, standing
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain import mending, repair
from undrift.domain.couples import Phase
from undrift.domain.desk import Desk
from undrift.domain.errors import BadInput
from undrift.domain.evening import evening_of
from undrift.domain.notebook import Kind
from undrift.domain.sharing import SharedEntry, is_over
from undrift.store.queries import shared as rows
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing


@dataclass(frozen=True, slots=True)
class WaysBack:
    """The one line of each that stands on Us, or None. Whether mine was read is not known here."""

    mine: SharedEntry | None = None
    theirs: SharedEntry | None = None


def answer(visit: Visit, what: str) -> None:
    """Answer *Anything to mend?*, or leave it. Raises BadInput at `mending`."""
    desks.change(visit, lambda desk: mending.answered(desk, desks.local_now(desk), what))


def send(visit: Visit, which: str, own: str) -> None:
    """Put one line on my shelf, where the other finds it from now on. One at a time, read or not.

    The same line sent twice is there once. Raises BadInput at `line` or `text`.
    """
    text = repair.checked_line(which, own)
    ways_back(visit)
    with writing():
        make_sure_open(visit)
        there = _mine(visit)
        if there is None:
            sharing.put_at_once(visit, Kind.WAY_BACK, text)
        elif there.text != text:
            field = "text" if which == repair.OWN else "line"
            raise BadInput(field, "A line of yours stands on Us. Take it back first, if this one is truer.")


def _mine(visit: Visit) -> SharedEntry | None:
    if visit.phase is not Phase.PAIRED:
        return None
    return next((entry for entry in sharing.at_once(visit) if entry.mine), None)


def ways_back(visit: Visit) -> WaysBack:
    """Find the line of each, as long as it stands: a week. My own is deleted then, and nothing remembers it."""
    if visit.phase is not Phase.PAIRED:
        return WaysBack()
    entries, evening = sharing.at_once(visit), _evening(visit)
    there = {entry.mine: entry for entry in entries if not is_over(entry, evening)}
    for entry in entries:
        if entry.mine and entry.mine not in there:
            _delete(visit, entry)
    return WaysBack(there.get(True), there.get(False))


def _delete(visit: Visit, entry: SharedEntry) -> None:
    with writing():
        make_sure_open(visit)
        rows.remove(visit.person, entry.id)
    wipe_what_was_deleted()


def _evening(visit: Visit) -> date:
    return evening_of(desks.local_now(desks.read(visit)))


@dataclass(frozen=True, slots=True)
class Matter:
    """What the page of the matter shows: one's own word, and whether there is room. Nothing of the other."""

    ready: bool
    room: bool


def matter(visit: Visit) -> Matter:
    """Look, as one visit: once both are ready it is remembered, and stays its days whatever either does next."""
    desk = desks.read(visit)
    today = _today(desk)
    if mending.counts(mending.told(desk), today) and visit.phase is Phase.PAIRED:
        theirs = standing.said_by_other(visit).ready
        if mending.with_room(desk, theirs, today) != desk:
            desk = desks.change(visit, lambda d: mending.with_room(d, theirs, today))
    room = mending.has_room(desk, today) and visit.phase is Phase.PAIRED
    return Matter(mending.is_ready(desk, today), room)


def could_come_back(visit: Visit) -> None:
    """Say so, alone. It is told under the seal, from a day drawn by chance."""
    _told(visit, lambda desk: mending.ready(desk, _today(desk), standing.drawn))


def not_yet(visit: Visit) -> None:
    _told(visit, mending.withdrawn)


def _told(visit: Visit, how: desks.Change) -> None:
    with writing():
        standing.tell(visit, desks.change(visit, how))


def _today(desk: Desk) -> date:
    return desks.local_now(desk).date()
