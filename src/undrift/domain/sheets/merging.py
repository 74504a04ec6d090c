"""What a form brings and what is kept, brought together line by line, so that two windows lose nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from undrift.domain.sheets.kept import Kept
from undrift.domain.sheets.shape import Sheet, Ticks

LONGEST_LINE = 40_000
"""In characters: five thousand words in any language, with room to spare."""

LONGEST_SHEET = 150_000
"""In characters. All lines travel in one form, and the largest body is two megabytes, also where each is an emoji."""

TOO_LONG = "This is more than one line can hold. Please split it; nothing you typed is lost."
TOO_MUCH = "This is more than one sheet can hold. Please keep this part in your notebook; nothing you typed is lost."
CHANGED_TWICE = "You changed this line in another window too; what you keep now is what stands in this field."

Mark = Callable[[str, str], str]
"""Names what a line said, keyed: of a line's id and its text."""


def cleaned(text: str) -> str:
    """Take a line as it was meant, whatever the keyboard and the browser made of it."""
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()


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
