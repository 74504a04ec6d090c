"""The little that crosses between two for choosing steps: told slowly, sealed on the joint shelf, shown nowhere."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from undrift.actions import couplekeys, shelves
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit
from undrift.domain import intensity, mending
from undrift.domain.couples import Membership, Phase
from undrift.domain.desk import Desk
from undrift.store.queries import couples, shared
from undrift.store.writing import writing
from undrift.vault import entries
from undrift.vault.cipher import CannotOpen
from undrift.vault.shelves import ShelfKey


@dataclass(frozen=True, slots=True)
class Said:
    """What the other's app told mine: `partner` for the pacing rules, None for a person alone; and a day, or none."""

    partner: dict[str, Any] | None = None
    ready: str = mending.NEVER


def said_by_other(visit: Visit) -> Said:
    here, key = _joint(visit)
    if here is None or key is None:
        return Said()
    body = _read(visit, here, key)
    return Said(intensity.heard(body), intensity.heard_ready(body))


def heard(visit: Visit) -> dict[str, Any] | None:
    """Read what the other's app told mine; light where nothing was told yet, None for one person alone."""
    return said_by_other(visit).partner


def _read(visit: Visit, here: Membership, key: ShelfKey) -> object:
    row = next((row for row in shared.standings(here.couple) if row.person_id != visit.person), None)
    if row is None:
        return None
    try:
        place = shelves.standing_place(here.couple, row.person_id, row.key_version)
        return entries.open_entry(key.key, bytes(row.sealed), place)
    except CannotOpen:
        return None


def passed(visit: Visit, desk: Desk, local: datetime) -> Desk:
    """Let the days pass over what is told, where there is somebody to tell."""
    if visit.phase is not Phase.PAIRED:
        return desk
    paused = desk.paused_until is not None and desk.paused_until > local.replace(tzinfo=None).isoformat()
    return intensity.moved(desk, local.date(), drawn, paused=paused)


def drawn(low: int, high: int) -> int:
    return low + secrets.randbelow(high - low + 1)


def tell(visit: Visit, desk: Desk) -> None:
    """Seal it anew, whether or not anything changed, so that the row's bytes say nothing. Inside the write lock."""
    here, key = _joint(visit)
    now = couplekeys.membership(couples.member(visit.person))
    if here is None or key is None or now != here:
        return
    place = shelves.standing_place(here.couple, visit.person, key.version)
    shared.put_standing(visit.person, here.couple, key.version, _sealed(key, desk, place))


def _sealed(key: ShelfKey, desk: Desk, place: entries.EntryPlace) -> bytes:
    return entries.seal_entry(key.key, intensity.message(desk), place)


def _joint(visit: Visit) -> tuple[Membership | None, ShelfKey | None]:
    here = visit.membership
    if here is None or visit.phase is not Phase.PAIRED:
        return None, None
    return here, couplekeys.held(visit.unlocked, here.joint_shelf)


def touch_welcome(visit: Visit, kinds: list[str]) -> None:
    """Keep which kinds of touch are welcome; what is withdrawn ends at once for both, and silently."""
    with writing():
        tell(visit, desks.change(visit, lambda desk: intensity.consenting(desk, kinds)))
