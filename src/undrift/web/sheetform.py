"""A sheet as its page shows it, and what its form brings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from undrift.domain import noticing
from undrift.domain.sheets.merging import CHANGED_TWICE, Mark, Merged, Typed
from undrift.domain.sheets.shape import Line, Option, Sheet, Ticks

LINE, TICKS, MARK, HAD = "line-", "tick-", "was-", "had-"


@dataclass(frozen=True, slots=True)
class Field:
    """One line on the page. `other`: what another window made of it meanwhile; `stands`: something is kept there."""

    line: Line
    value: str = field(repr=False)
    mark: str
    error: str = ""
    other: str = field(default="", repr=False)
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to tick, with its line where it has one."""

    option: Option
    ticked: bool
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """A sheet as the page shows it: what is kept, and over it what was just typed and could not be kept."""

    sheet: Sheet
    merged: Merged
    typed: Typed
    mark: Mark

    def field(self, line: Line) -> Field:
        stands = self.merged.kept.lines.get(line.id, "")
        error = self.merged.problems.get(line.id, "")
        return Field(
            line,
            self.typed.lines[line.id] if error else stands,
            self.mark(line.id, stands) if stands else "",
            error,
            stands if error == CHANGED_TWICE else "",
            bool(stands),
        )

    def choices(self, ticks: Ticks) -> Iterator[Choice]:
        ticked = self.merged.kept.ticks.get(ticks.id, ())
        for option in ticks.options:
            own = self.field(ticks.line_of(option)) if ticks.with_lines else None
            yield Choice(option, option.id in ticked, own)

    def parts(self, *, resting: bool) -> list[dict[str, Any]]:
        return [
            {"part": part, "items": items, "open": any(map(_says_something, items))}
            for part in noticing.shown(self.sheet, self.merged.kept, resting=resting)
            for items in [[self._item(item) for item in part.items]]
        ]

    def _item(self, item: Line | Ticks) -> dict[str, Any]:
        if isinstance(item, Line):
            return {"field": self.field(item)}
        had = " ".join(self.merged.kept.ticks.get(item.id, ()))
        return {"ticks": item, "choices": list(self.choices(item)), "had": had, "alone": item.with_lines}

    def drawing(self) -> dict[str, Any]:
        """Give what stands in the drawing: the four stations, and the words of what is ticked."""
        ticked = {ticks.id: [c.option.words for c in self.choices(ticks) if c.ticked] for ticks in self.sheet.ticks}
        return {**self.merged.kept.lines, **ticked}


def _says_something(item: dict[str, Any]) -> bool:
    fields = [item["field"]] if "field" in item else [choice.field for choice in item["choices"] if choice.field]
    return bool(item.get("had")) or any(field.stands or field.error for field in fields)


def typed_in(post: QueryDict, sheet: Sheet) -> Typed:
    return Typed(
        lines={line: str(post[LINE + line]) for line in sheet.lines if LINE + line in post},
        marks={line: str(post[MARK + line]) for line in sheet.lines if MARK + line in post},
        ticks={t.id: frozenset(map(str, post.getlist(TICKS + t.id))) for t in sheet.ticks if HAD + t.id in post},
        had={t.id: frozenset(str(post[HAD + t.id]).split()) for t in sheet.ticks if HAD + t.id in post},
    )
