"""Looking back: which sheets and which words are put to somebody, and what a sheet says. Nothing counts or scores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from undrift.domain.desk import Desk
from undrift.domain.holds import no_fault_is_out
from undrift.domain.sheets import BEGINNING_WITH_A_DAY, SHEETS
from undrift.domain.sheets.kept import Kept
from undrift.domain.sheets.shape import Line, Part, Sheet, Ticks


def held(desk: Desk) -> bool:
    """Tell whether words of no fault, or of a round that two share, would be wrong (product law 7)."""
    return desk.keep_joint_away or desk.severe_problem or no_fault_is_out(desk.all_holds)


def in_order(desk: Desk, today: date) -> tuple[Sheet, ...]:
    """Order the sheets. Everybody's order changes with the months, so that under a hold it tells nothing."""
    turn = (desk.seed + today.year * 12 + today.month) % 2
    return BEGINNING_WITH_A_DAY if turn or held(desk) else tuple(SHEETS.values())


def opening(sheet: Sheet, desk: Desk, today: date) -> str:
    """Say a word at the top: of two, turn by turn; under a hold always the plain one."""
    return sheet.kind if today.toordinal() % 2 and not held(desk) else sheet.plain


def shown(sheet: Sheet, kept: Kept, *, resting: bool) -> tuple[Part, ...]:
    """Leave out what rests, unless something stands there: what somebody wrote is always found again."""
    if not resting:
        return sheet.parts
    parts = (_without_what_rests(part, kept) for part in sheet.parts)
    return tuple(part for part in parts if part.items)


def _without_what_rests(part: Part, kept: Kept) -> Part:
    left = [item for item in part.items if not (part.rests or item.rests) or _answered(item, kept)]
    return replace(part, items=tuple(replace(item, hint="") if isinstance(item, Ticks) else item for item in left))


def _answered(item: Line | Ticks, kept: Kept) -> bool:
    if isinstance(item, Line):
        return item.id in kept.lines
    return item.id in kept.ticks or any(item.line_of(option).id in kept.lines for option in item.options)


def in_words(kept: Kept) -> tuple[str, list[str], list[tuple[str, str]]]:
    """Tell a sheet as text: title, what is ticked, questions with answers. What a later release knew comes raw."""
    sheet = SHEETS.get(kept.sheet)
    if sheet is None:
        return kept.sheet, [one for chosen in kept.ticks.values() for one in chosen], list(kept.lines.items())
    words = {(ticks.id, option.id): option.words for ticks in sheet.ticks for option in ticks.options}
    ticked = [words.get((name, one), one) for name, chosen in kept.ticks.items() for one in chosen]
    known = [(line.alone, kept.lines[name]) for name, line in sheet.lines.items() if name in kept.lines]
    return sheet.title, ticked, [*known, *(item for item in kept.lines.items() if item[0] not in sheet.lines)]
