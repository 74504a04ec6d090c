"""Drawing a question for one person, from the deck that ships: no other questions are asked here."""

from __future__ import annotations

from undrift import library
from undrift.actions import desk as desks
from undrift.actions import lines, settling
from undrift.actions.sessions import Visit
from undrift.actions.standing import drawn, heard
from undrift.domain import curiosity, drawing, evening
from undrift.domain.questions import Question


def drawn_for(visit: Visit) -> Question | None:
    """Give what was drawn for me, or draw; None while the deck rests. The other's doings have no part in it."""
    mine, possible, today = desks.read(visit).curiosity, _fitting(visit), lines.today_of(visit)
    before = drawing.still_fits(mine.drawn, possible, mine, today)
    found = before or drawing.draw(possible, mine, today, drawn)
    if found is not None and before is None:
        name = found.id
        settling.change(visit, lambda newest: curiosity.drew(newest, name))
    return found


def another(visit: Visit) -> None:
    settling.change(visit, curiosity.passed_over)


def _fitting(visit: Visit) -> list[Question]:
    """Give what may be drawn now: nothing while the deck rests."""
    from undrift.domain.situation import Situation
    from undrift.domain.state import State

    desk, whole = desks.read(visit), library.load()
    local = desks.local_now(desk)
    posed = desk.question(evening.clock_for_rules(local), heard(visit))
    situation = Situation.of(State.from_json(posed), whole.practices)
    paused = desk.paused_until is not None and desk.paused_until > local.replace(tzinfo=None).isoformat()
    depth = drawing.deepest(situation)
    if drawing.deck_rests(desk.curiosity, depth, lines.today_of(visit), paused=paused):
        return []
    return drawing.open_to(whole.questions, depth, drawing.going_on(situation, desk.situations))
