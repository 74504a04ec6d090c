"""One sentence an evening: which question it is, on which evenings, and when it is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from undrift.domain.desk import Desk
from undrift.domain.evening import Phase, asked, may_ask, phase
from undrift.domain.noticing import held, shown
from undrift.domain.sentences import Slowly, left_with
from undrift.domain.sheets import SHEETS
from undrift.domain.sheets.kept import Kept
from undrift.domain.sheets.merging import LONGEST_SHEET
from undrift.domain.sheets.shape import Line, Sheet

ASKED_IN = {Phase.NOT_TODAY, Phase.NOTHING}
"""After *I'll try* the evening's one question is how it landed."""


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a sheet, asked by itself."""

    sheet: Sheet
    line: Line


def slowly(sheet: Sheet, kept: Kept, desk: Desk) -> Slowly | None:
    """Begin to ask what this sheet does not say yet; None when there is nothing left to ask."""
    parts = shown(sheet, kept, resting=held(desk))
    ahead = [item.id for part in parts for item in part.items if isinstance(item, Line) and item.id not in kept.lines]
    return Slowly(sheet.id, tuple(ahead), held(desk)) if ahead else None


def is_slow(desk: Desk, sheet: Sheet) -> bool:
    return desk.slowly is not None and desk.slowly.sheet == sheet.id


def sentence_tonight(desk: Desk, local: datetime) -> Question | None:
    """Find the one sentence for this evening: never beside another question, in a pause, or while being a guest."""
    resting = desk.paused_until is not None and desk.paused_until > local.replace(tzinfo=None).isoformat()
    if desk.guest or resting or phase(desk, local) not in ASKED_IN or not may_ask(desk, local):
        return None
    return _next(desk)


def _next(desk: Desk) -> Question | None:
    going = desk.slowly
    sheet = SHEETS.get(going.sheet) if going else None
    if going is None or sheet is None:
        return None
    resting = held(desk) and not going.chosen_in_a_hold
    open_ones = {
        line.id: Question(sheet, line)
        for part, line in sheet.questions
        if not (resting and (sheet.rests or part.rests or line.rests))
    }
    return next((open_ones[line] for line in going.ahead if line in open_ones), None)


def after_sentence(desk: Desk, local: datetime, line: str, entry: str = "") -> Desk:
    """Leave tonight's question behind, answered (then `entry` waits for its sheet) or not. It does not come again."""
    if entry:
        desk = desk.with_(sentences_left=left_with(desk.sentences_left, entry))
    return asked(desk.with_(slowly=desk.slowly.without([line]) if desk.slowly else None), local)


def has_room(kept: Kept, line: str, text: str) -> bool:
    """Tell whether a sentence of an evening can move into its sheet: there is such a line, and room for the words."""
    sheet = SHEETS.get(kept.sheet)
    return sheet is not None and line in sheet.lines and kept.size + len(text) < LONGEST_SHEET
