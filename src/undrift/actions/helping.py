"""What seems to help this person, from how their evenings landed."""

from __future__ import annotations

from dataclasses import dataclass

from undrift import library
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit
from undrift.domain.desk import Desk, Offer
from undrift.domain.helping import FOR_ONE, KINDS, Kind, Landings, what_helps
from undrift.domain.practices import Practice


@dataclass(frozen=True, slots=True)
class Helped:
    """A kind of step, and the newest step of that kind after which it was a little closer."""

    kind: Kind
    example: Practice | None


def seems_to_help(visit: Visit) -> list[Helped]:
    """Name what seems to help; empty while it is too early to tell."""
    desk = desks.read(visit)
    practices = {p.id: p for p in library.load().practices}
    among = FOR_ONE if desk.keep_joint_away or desk.all_holds else KINDS
    found = what_helps(Landings.of(desk.history, practices), tuple(among))
    return [Helped(kind, _newest(desk, kind, practices)) for kind in found]


def _newest(desk: Desk, kind: Kind, practices: dict[str, Practice]) -> Practice | None:
    helped: list[Offer] = [offer for offer in reversed(desk.history) if offer.landing == "closer"]
    steps = (practices.get(offer.practice) for offer in helped)
    return next((step for step in steps if step is not None and kind.tag in step.tags), None)
