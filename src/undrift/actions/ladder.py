"""How far one's own landings have opened the ladder. The other's level has no part in it."""

from __future__ import annotations

from undrift import library
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit


def rung(visit: Visit) -> int:
    from undrift.domain.situation import Situation
    from undrift.domain.state import State

    desk = desks.read(visit)
    question = desk.question(desks.local_now(desk).replace(tzinfo=None).isoformat(), None)
    return Situation.of(State.from_json(question), library.load().practices).ladder.rung
