"""A small table that can be printed and written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""

    def as_text(self) -> str:
        widths = [max(len(row[column]) for row in (self.head, *self.rows)) for column in range(len(self.head))]
        lines = [self._line(row, widths) for row in (self.head, *self.rows)]
        return "\n".join([self.title, *([f"  {self.note}"] if self.note else []), *lines])

    def _line(self, row: Sequence[str], widths: Sequence[int]) -> str:
        first, *others = zip(row, widths, strict=True)
        return "  " + "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]).rstrip()

    def as_markdown(self) -> str:
        lines = ["| " + " | ".join(row) + " |" for row in (self.head, *self.rows)]
        rule = "|" + "---|" + "--:|" * (len(self.head) - 1)
        return "\n".join([f"## {self.title}", "", *([self.note, ""] if self.note else []), lines[0], rule, *lines[1:]])


def percent(share: float) -> str:
    """Round, but never something to nothing. Not-a-number is a share of nothing at all."""
    if share != share:  # noqa: PLR0124 - only not-a-number differs from itself
        return "none"
    return "under 1 %" if 0 < share < 0.005 else f"{100 * share:.0f} %"


def signed(value: float) -> str:
    return f"{value:+.2f}"
