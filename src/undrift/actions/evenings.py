"""The one loop: arrive, one step, answer, how did it land."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from undrift import library
from undrift.actions import desk as desks
from undrift.actions import notebook, reminders, returning, standing
from undrift.actions.sessions import Visit
from undrift.domain import evening, mending
from undrift.domain.beginnings import line_for
from undrift.domain.desk import Desk
from undrift.domain.errors import NotFound
from undrift.domain.evening import Phase
from undrift.domain.notebook import Kind
from undrift.domain.practices import Practice
from undrift.store.writing import writing

LEFT = "leave"


@dataclass(frozen=True, slots=True)
class Evening:
    """What Today shows right now."""

    phase: Phase
    desk: Desk
    practice: Practice | None
    line: str = ""


def tonight(visit: Visit) -> Evening:
    desk = reminders.look_ahead(visit, desks.read(visit))
    local = desks.local_now(desk)
    if mending.is_asked(desk, local) and desk.afterwards.asked_about != desk.argued_at:
        desk = desks.change(visit, lambda d: mending.asked(d, local) if mending.is_asked(d, local) else d)
    return _evening(desk)


def arrive(visit: Visit, capacity: str) -> Evening:
    """Say how much there is tonight; the one suggestion is chosen once and stays for the evening."""

    def change(desk: Desk) -> Desk:
        local = desks.local_now(desk)
        desk = evening.arrived(desk, local, capacity)
        if desk.tonight is None or desk.tonight.chosen:
            return desk
        said = standing.said_by_other(visit)
        desk = standing.passed(visit, desk.with_(guest=False), local)
        both_ready = mending.both_ready(desk, said.ready, local.date())
        desk = returning.with_coming(visit, desk)
        return _choose(desk, desk.question(evening.clock_for_rules(local), said.partner, both_ready=both_ready))

    with writing():
        desk = desks.change(visit, change)
        standing.tell(visit, desk)
        returning.write_calendar(visit, desk)
    return _evening(desk)


def _choose(desk: Desk, question: dict[str, Any]) -> Desk:
    from undrift.domain.state import State
    from undrift.domain.steps import choose

    shelf = library.load()
    choice = choose(State.from_json(question), shelf.practices, shelf.beginnings)
    practice = choice.practice.id if choice.practice else None
    return evening.offered(desk, practice, choice.why_nothing, choice.chapter)


def no_longer_a_guest(visit: Visit) -> None:
    desks.change(visit, lambda desk: desk.with_(guest=False))


def answer(visit: Visit, what: str) -> Evening:
    return _evening(desks.change(visit, lambda desk: evening.answered(desk, desks.local_now(desk), what)))


def land(visit: Visit, landing: str, line: str = "", *, note_key: str = "") -> Evening:
    """Record how a step landed; `leave` means the question was left. The optional line goes to the notebook.

    Everything is checked before anything is kept. Raises BadInput at `landing` or `text`.
    """
    told = None if landing in {"", LEFT} else landing
    evening.checked_landing(told)
    if line.strip():
        notebook.write(visit, Kind.LANDING, line, note_key=note_key)
    return _evening(desks.change(visit, lambda desk: _landed(desk, told)))


def _landed(desk: Desk, told: str | None) -> Desk:
    if desk.landing_due is None:
        return desk
    return evening.asked(evening.landed(desk, told), desks.local_now(desk))


def note_argument(visit: Visit) -> None:
    """Remember for the next day that something went sideways: only that it was, never what.

    Whoever could come back to the matter of before is, after this, not ready any more. Nobody is told.
    """

    def change(desk: Desk) -> Desk:
        return mending.withdrawn(desk).with_(argued_at=evening.clock_for_rules(desks.local_now(desk)))

    with writing():
        standing.tell(visit, desks.change(visit, change))


def _evening(desk: Desk) -> Evening:
    local = desks.local_now(desk)
    now = Phase.MENDING if mending.is_asked(desk, local) else evening.phase(desk, local)
    due = desk.landing_due if now is Phase.LANDING else None
    wanted = due.practice if due else desk.tonight.practice if desk.tonight else None
    line = line_for(library.load().beginnings, desk.tonight.chapter) if desk.tonight and not due else ""
    return Evening(now, desk, practice_or_none(wanted) if now is not Phase.ARRIVE else None, line)


def practice_or_none(practice: str | None) -> Practice | None:
    """Find a practice; one that a later release has withdrawn is simply gone."""
    if practice is None:
        return None
    try:
        return library.load().practice(practice)
    except NotFound:
        return None


def save(visit: Visit, practice: str) -> None:
    library.load().practice(practice)
    desks.change(visit, lambda desk: desk.saving(practice))


def unsave(visit: Visit, practice: str) -> None:
    desks.change(visit, lambda desk: desk.unsaving(practice))
