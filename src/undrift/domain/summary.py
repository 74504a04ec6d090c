"""A summary for a professional: what its author picked, line by line, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from undrift.domain.errors import BadInput
from undrift.domain.summarylines import Line

FREE: Mapping[str, str] = {
    "tried": "What we have tried",
    "hoped": "What I hope for",
    "afraid": "What I am afraid of",
}
UNSAID = "unsaid"
UNSAID_HEADING = "Please do not say this to my partner"
NOTES_HEADING = "From my notes"
PICKED_AT_MOST = 60
LONGEST_LINE = 4_000
LONGEST = 40_000


@dataclass(frozen=True, slots=True)
class Summary:
    """What is printed. `free`: heading and text. `lines`: from the notes, from old to new."""

    on: date
    free: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]

    def __repr__(self) -> str:
        return "Summary()"

    @property
    def texts(self) -> Iterable[str]:
        return (*(text for _, text in self.free), *(line.text for line in self.lines))


def composed(typed: Mapping[str, str], lines: Collection[Line], on: date, *, with_unsaid: bool) -> Summary:
    """Put it together. What must not be said stays out unless it was asked for. Raises BadInput at the field."""
    fields = {**FREE, UNSAID: UNSAID_HEADING} if with_unsaid else FREE
    free = tuple((heading, typed.get(name, "").strip()) for name, heading in fields.items())
    summary = Summary(
        on, tuple(pair for pair in free if pair[1]), tuple(sorted(lines, key=lambda line: (line.on, line.at)))
    )
    for name in fields:
        if len(typed.get(name, "")) > LONGEST_LINE:
            raise BadInput(name, "Please make this shorter. A page is easier to hand over.")
    if not summary.free and not summary.lines:
        raise BadInput("line", "There is nothing in it yet. Write a line, or pick one from your notes.")
    if len(summary.lines) > PICKED_AT_MOST or sum(map(len, summary.texts)) > LONGEST:
        raise BadInput("line", "This is more than one summary can hold. Please pick fewer lines.")
    return summary
