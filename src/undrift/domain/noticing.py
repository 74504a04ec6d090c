"""What becomes of a sheet: what is typed, what two windows make of it, and what is kept. Nothing counts or scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from undrift.domain.desk import Desk
from undrift.domain.evening import Phase, asked, may_ask, phase
from undrift.domain.holds import no_fault_is_out
from undrift.domain.sentences import Slowly, left_with
from undrift.domain.sheets import BEGINNING_WITH_A_DAY, SHEETS
from undrift.domain.sheets.shape import Line, Part, Sheet, Ticks

LONGEST_LINE = 40_000
"""In characters: five thousand words in any language, with room to spare."""

LONGEST_SHEET = 150_000
"""In characters. All lines travel in one form, and the largest body is two megabytes, also where each is an emoji."""

TOO_LONG = "This is more than one line can hold. Please split it; nothing you typed is lost."
TOO_MUCH = "This is more than one sheet can hold. Please keep this part in your notebook; nothing you typed is lost."
CHANGED_TWICE = "You changed this line in another window too. Keeping it again keeps what stands in the field."

Mark = Callable[[str, str], str]
"""Names what a line said, keyed: of a line's id and its text."""


def cleaned(text: str) -> str:
    """Take a line as it was meant, whatever the keyboard and the browser made of it."""
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()


@dataclass(frozen=True, slots=True)
class Kept:
    """One sheet of one person as it stands: lines that say something, what is ticked, and parts of later releases."""

    sheet: str
    lines: Mapping[str, str] = field(default_factory=dict)
    ticks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Kept({self.sheet})"

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.ticks and not self.more

    @property
    def size(self) -> int:
        return sum(map(len, self.lines.values()))

    def body(self) -> dict[str, Any]:
        return {**self.more, "v": 1, "kind": self.sheet, "lines": dict(self.lines), "ticks": dict(self.ticks)}

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Kept:
        """Read what was sealed. Raises KeyError, TypeError, ValueError when it is no sheet."""
        lines = {str(name): str(text) for name, text in dict(body["lines"]).items()}
        ticks = {str(name): tuple(map(str, chosen)) for name, chosen in dict(body["ticks"]).items()}
        known = {"v", "kind", "lines", "ticks"}
        return cls(str(body["kind"]), lines, ticks, {k: v for k, v in body.items() if k not in known})

    def saying(self, line: str, text: str) -> Kept:
        """Put words on a line; without any, the line is gone."""
        rest = {name: said for name, said in self.lines.items() if name != line}
        return replace(self, lines={**rest, line: text} if text else rest)

    def ticking(self, ticks: str, chosen: Iterable[str]) -> Kept:
        rest = {name: kept for name, kept in self.ticks.items() if name != ticks}
        now = tuple(dict.fromkeys(chosen))
        return replace(self, ticks={**rest, ticks: now} if now else rest)

    def adding(self, line: str, text: str) -> Kept:
        """Put words under those that stand on a line already."""
        before = self.lines.get(line, "")
        return self.saying(line, f"{before}\n{text}" if before else text)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form brought: lines with the marks they had when the page was opened, ticks with those of then.

    A line without a mark was empty then. What a form did not bring stays as it is.
    """

    lines: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    ticks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    had: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Typed({len(self.lines)} lines)"


@dataclass(frozen=True, slots=True)
class Merged:
    """A sheet with what a form brought to it. `problems`: one sentence for each line that was left as it was."""

    kept: Kept
    problems: Mapping[str, str] = field(default_factory=dict)


def merged(sheet: Sheet, kept: Kept, typed: Typed, mark: Mark) -> Merged:
    """Bring a form and what is kept together, line by line; no line waits for another one's trouble."""
    problems: dict[str, str] = {}
    for line in sheet.lines:
        if line not in typed.lines:
            continue
        text = cleaned(typed.lines[line])
        problem = _trouble(kept, line, text, typed.marks.get(line, ""), mark)
        if problem is None:
            kept = kept.saying(line, text)
        elif problem:
            problems[line] = problem
    for ticks in sheet.ticks:
        if ticks.id in typed.ticks:
            kept = _ticked(kept, ticks, typed.ticks[ticks.id], typed.had.get(ticks.id, frozenset()))
    return Merged(kept, problems)


def _trouble(kept: Kept, line: str, text: str, opened: str, mark: Mark) -> str | None:
    """None: the typed words go onto the line. "": the line stays as it is. Otherwise why it has to stay."""
    stands = kept.lines.get(line, "")
    untouched = mark(line, text) == opened if text else not opened
    if text == stands or untouched:
        return ""
    if stands and mark(line, stands) != opened:
        return CHANGED_TWICE
    if len(text) > max(LONGEST_LINE, len(stands)):
        return TOO_LONG
    grows = len(text) - len(stands)
    return TOO_MUCH if grows > 0 and kept.size + grows > LONGEST_SHEET else None


def _ticked(kept: Kept, ticks: Ticks, chosen: frozenset[str], had: frozenset[str]) -> Kept:
    """Take what was ticked and what was unticked on this page; what another window did meanwhile stays."""
    stands = kept.ticks.get(ticks.id, ())
    known = [option.id for option in ticks.options]
    now = {*stands, *(chosen - had)} - (had - chosen)
    unknown = [name for name in stands if name not in known]
    return kept.ticking(ticks.id, [*(name for name in known if name in now), *unknown])


def in_words(kept: Kept) -> tuple[str, list[str], list[tuple[str, str]]]:
    """Tell a sheet as text: title, what is ticked, questions with answers. What a later release knew comes raw."""
    sheet = SHEETS.get(kept.sheet)
    if sheet is None:
        return kept.sheet, [one for chosen in kept.ticks.values() for one in chosen], list(kept.lines.items())
    words = {(ticks.id, option.id): option.words for ticks in sheet.ticks for option in ticks.options}
    ticked = [words.get((name, one), one) for name, chosen in kept.ticks.items() for one in chosen]
    known = [(line.alone, kept.lines[name]) for name, line in sheet.lines.items() if name in kept.lines]
    return sheet.title, ticked, [*known, *(item for item in kept.lines.items() if item[0] not in sheet.lines)]


def has_room(kept: Kept, line: str, text: str) -> bool:
    """Tell whether a sentence of an evening can move into its sheet: there is such a line, and room for the words."""
    sheet = SHEETS.get(kept.sheet)
    return sheet is not None and line in sheet.lines and kept.size + len(text) < LONGEST_SHEET


# What is put to somebody


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


# One sentence an evening

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
