"""Longer looks: two minutes to look back, one question apart, and leaving the row for more help for now."""

from __future__ import annotations

from collections.abc import Mapping

from undrift.actions import climate, notebook
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit
from undrift.domain import offers, reasons
from undrift.domain.desk import Desk
from undrift.domain.errors import BadInput
from undrift.domain.notebook import Kind
from undrift.store.writing import writing

BRANCHES = {"steady": "stabilise", "warm": "strengthen", "any": "browse"}
LOOKED_AT = {"changed": "What changed:", "remains": "What stays:"}


def look_back(visit: Visit, typed: Mapping[str, str], *, note_key: str) -> None:
    """Keep what changed and what stays as a note, and which steps come from now on. Raises BadInput at the field."""
    wanted = typed.get("steps", "")
    if wanted not in {"", "fewer", "as-before", *BRANCHES}:
        raise BadInput("steps", "Please choose one of these, or leave it.")
    text = "\n".join(
        f"{words} {typed[name].strip()}" for name, words in LOOKED_AT.items() if typed.get(name, "").strip()
    )
    with writing():
        if text:
            notebook.write(visit, Kind.LOOK_BACK, text, note_key=note_key)
        if wanted:
            desks.change(visit, lambda desk: _with_steps(desk, wanted))
        climate.not_now(visit, offers.LOOK_BACK)


def _with_steps(desk: Desk, wanted: str) -> Desk:
    if wanted in BRANCHES:
        return desk.with_(branch=BRANCHES[wanted])
    return desk.with_(measured=desk.measured.with_(fewer=wanted == "fewer"))


def afraid(visit: Visit, answer: str) -> None:
    """Keep a yes as the one quiet choice, *keep joint things away*, and as nothing else (Ruling 5).

    A no changes nothing: it never lifts what was chosen elsewhere. When it was answered, and how, is not kept.
    """
    yes = answer == "1"
    desks.change(visit, lambda desk: desk.with_(keep_joint_away=desk.keep_joint_away or yes), anew=True)


def reasons_now(visit: Visit) -> tuple[str, ...]:
    desk = desks.read(visit)
    return reasons.reasons(desk, climate.today_of(desk))


def leave_help_for_now(visit: Visit) -> None:
    """Let the row for more help rest for four weeks; a reason that comes anew brings it back."""

    def leave(desk: Desk) -> Desk:
        today = climate.today_of(desk)
        seen = reasons.reasons(desk, today)
        return desk.with_(measured=desk.measured.with_(help_left=seen, help_left_on=today.isoformat()))

    desks.change(visit, leave)
