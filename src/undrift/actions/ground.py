"""Keeping a week's answers: in plain words in the notebook, and as coarse levels on the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from undrift.actions import climate, notebook
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit
from undrift.domain import evening, ground, reasons, referral
from undrift.domain.desk import Desk
from undrift.domain.errors import BadInput
from undrift.domain.notebook import Kind
from undrift.store.writing import writing

SERIOUS = {"yes": True, "no": False}


def today(desk: Desk) -> date:
    """Name the evening it is for this person; the small hours belong to the day before."""
    return evening.evening_of(desks.local_now(desk))


def is_due(visit: Visit) -> bool:
    desk = desks.read(visit)
    return ground.is_due(desk.checks, today(desk))


def more_help_is_offered(visit: Visit) -> bool:
    desk = desks.read(visit)
    return reasons.row_stands(desk, today(desk))


def keep(visit: Visit, form: Mapping[str, str], *, note_key: str) -> None:
    """Keep what was marked; nothing marked keeps nothing. Raises BadInput at the item."""
    answers = ground.answers_of(form)
    if not answers:
        return
    with writing():
        notebook.write(visit, Kind.GROUND, ground.in_words(answers), note_key=note_key)
        climate.remember_week(visit, answers)
        desks.change(visit, lambda d: d.with_(checks=ground.with_answers(d.checks, answers, today(d))))


def keep_apart(visit: Visit, serious: str, *, only_me: bool) -> None:
    """Keep that there is something serious, or no longer, and that it felt as if only one tries. Raises BadInput."""
    if serious and serious not in SERIOUS:
        raise BadInput("serious", "Please choose one of the two, or leave it.")

    def change(desk: Desk) -> Desk:
        desk = desk.with_(severe_problem=SERIOUS.get(serious, desk.severe_problem))
        said = referral.said_one_sided(desk.one_sided_on, today(desk)) if only_me else desk.one_sided_on
        return desk.with_(one_sided_on=said)

    desks.change(visit, change)
