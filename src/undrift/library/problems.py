"""One thing wrong with one library file: where, and what to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from undrift.domain.errors import MalformedLibrary

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`file` is relative to the library folder; `line` counts from 1."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.sentence}"


class NotReadable(Exception):
    """A file whose front matter cannot even be parsed."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def refuse(problems: Sequence[Problem]) -> None:
    """Raise MalformedLibrary for the first problem and say how many more there are."""
    if not problems:
        return
    first, others = problems[0], len(problems) - 1
    more = f" There is more to change: {others} other findings. Run: undrift library check." if others else ""
    raise MalformedLibrary(f"{first}{more}", file=first.file, line=first.line)
