"""Times of two as they lie on the shelf: opened, with what either moved or lets rest."""

from __future__ import annotations

from dataclasses import dataclass

from undrift.actions import agreements, couplekeys, lines, lineseals
from undrift.actions import desk as desks
from undrift.actions.ritualseals import place_of
from undrift.actions.sessions import Visit, make_sure_open
from undrift.adapters import clock
from undrift.domain import rituals
from undrift.domain.agreements import WordsMoved
from undrift.domain.couples import Membership
from undrift.domain.errors import NotFound
from undrift.domain.lines import Line
from undrift.domain.rituals import Changes, Ritual
from undrift.store import models
from undrift.store.queries import rituals as rows
from undrift.vault import entries
from undrift.vault.cipher import CannotOpen
from undrift.vault.shelves import ShelfKey


@dataclass(frozen=True, slots=True)
class Time:
    """One time of two. `ritual`: with what was moved or rests; None for one that does not open."""

    line: Line
    ritual: Ritual | None
    changes: Changes
    stands: bool
    aside: bool = False


def every(visit: Visit, here: Membership) -> list[Time]:
    """Open all there are, oldest first. One query."""
    aside = set(desks.read(visit).put_aside)
    return [_opened(visit, here, row, aside) for row in rows.all_of(here.couple)]


def one(visit: Visit, line: str) -> Time:
    """Raises NotFound, also for one of the other that is not asked any more."""
    here = lines.here_of(visit)
    time = _opened(visit, here, rows.one(here.couple, line), set(desks.read(visit).put_aside))
    if has_gone_home(visit, time) and not time.line.mine:
        raise NotFound
    return time


def has_gone_home(visit: Visit, time: Time) -> bool:
    return not time.stands and rituals.has_gone_home(time.line.on, lines.today_of(visit))


def _opened(visit: Visit, here: Membership, row: models.Line, aside: set[str]) -> Time:
    line = lineseals.opened(visit.unlocked, row)
    changes = _changes(visit, here, row)
    ritual = _known(Ritual.of(line))
    stands = ritual is not None and agreements.between(visit, row, line).stands
    put_aside = not line.mine and agreements.aside_mark(line) in aside
    return Time(line, ritual.with_changes(changes) if ritual else None, changes, stands, put_aside)


def _known(ritual: Ritual | None) -> Ritual | None:
    """One in a zone that this machine does not know comes at no time: it must not shut the page, or an evening."""
    return ritual if ritual is not None and clock.is_zone(ritual.rhythm.zone) else None


def _changes(visit: Visit, here: Membership, row: models.Line) -> Changes:
    kept: models.Ritual | None = getattr(row, "ritual", None)
    key = couplekeys.held(visit.unlocked, here.joint_shelf)
    if kept is None or key is None:
        return Changes()
    try:
        place = place_of(row.id, here.couple, kept.key_version)
        return Changes.from_json(entries.open_entry(key.key, bytes(kept.sealed), place))
    except CannotOpen:
        return Changes()


def opened_for_change(visit: Visit, line: str) -> tuple[Membership, ShelfKey, Time]:
    """Open one that stands, under the write lock, with the keys of now. Raises NotFound, WordsMoved."""
    make_sure_open(visit)
    couplekeys.as_of_now(visit)
    here = lines.here_of(visit)
    key = couplekeys.held(visit.unlocked, here.joint_shelf)
    time = one(visit, line)
    if key is None or not time.stands or time.ritual is None:
        raise WordsMoved("This one does not stand just now. Nothing was changed.")
    return here, key, time


def keep(here: Membership, key: ShelfKey, line: str, changes: Changes) -> None:
    """Seal what was moved or rests, for both. Inside the write lock."""
    sealed = entries.seal_entry(key.key, changes.to_json(), place_of(line, here.couple, key.version))
    rows.put(line, key.version, sealed)
