"""Whether there is room, and how it was to read (S0.23, S0.25): the receiver's own, and nobody else's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from undrift.domain.errors import BadInput
from undrift.domain.ladder import DEEPEST, Landed, walk

if TYPE_CHECKING:
    from undrift.domain.disclosure import Disclosure
    from undrift.domain.sharing import SharedEntry

HEARD_KEPT = 12
ANSWERS = ("now", "later", "not_today")
LANDINGS = ("about_right", "too_much")
LEFT = "leave"


@dataclass(frozen=True, slots=True)
class Heard:
    """How something of the other's was to read. Told to nobody."""

    on: str
    depth: int
    landing: str


def passed_by(part: Disclosure, sequence: int) -> Disclosure:
    return replace(part, passed=max(part.passed, sequence))


def opened_already(part: Disclosure, morning: date) -> bool:
    """Say whether one was opened since the last breakfast: the next waits for another one."""
    return part.opened_on == morning.isoformat()


def not_today(part: Disclosure, morning: date) -> bool:
    return part.quiet_on == morning.isoformat()


def answered(part: Disclosure, what: str, entry: SharedEntry, morning: date) -> Disclosure:
    """Take *now*, *later* or *not today*; each is a complete answer. Raises BadInput at `room`."""
    if what not in ANSWERS:
        raise BadInput("room", "Please choose one of the three, or go back. It keeps.")
    if what == "now":
        passed, day = max(part.passed, entry.sequence), morning.isoformat()
        return replace(part, passed=passed, opened_on=day, ask_about=entry.id, ask_depth=entry.depth)
    quiet_on = morning.isoformat() if what == "not_today" else part.quiet_on
    return replace(part, answered=entry.id, quiet_on=quiet_on)


def landed(part: Disclosure, entry: str, landing: str, today: date) -> Disclosure:
    """Keep how it was to read, once; *leave* ends the question as well. Raises BadInput at `landing`."""
    if landing not in {*LANDINGS, LEFT}:
        raise BadInput("landing", "Please choose one of the three, or just go on.")
    if part.ask_about != entry:
        return part
    kept = () if landing == LEFT else (Heard(today.isoformat(), part.ask_depth, landing),)
    return replace(part, ask_about="", heard=(*part.heard, *kept)[-HEARD_KEPT:])


def comes_gently(part: Disclosure, depth: int) -> bool:
    """Say whether this deep a thing is announced more carefully: after *too much*, till two were about right."""
    landings = (Landed(h.depth, h.landing == "about_right", h.landing == "too_much", heard=True) for h in part.heard)
    return depth > walk(landings, DEEPEST).rung
