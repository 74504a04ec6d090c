"""Where each of the 201 rows lives: practice, article, rule, page, phrase or measure, or why it is not built."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from undrift.library.problems import Problem
from undrift.library.rows import ALL_ROWS

if TYPE_CHECKING:
    from pathlib import Path

FILE = "coverage.yaml"
KINDS = ("practice", "article", "rule", "page", "phrase", "measure")
Names = Annotated[list[str], Field(min_length=1)]
Sentence = Annotated[str, Field(min_length=1, max_length=300)]


class RowEntry(BaseModel):
    """`asks`: what the row asks of software. A row lives in one place or more, or says why it is not built."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    asks: Sentence
    practice: Names = []
    article: Names = []
    rule: Names = []
    page: Names = []
    phrase: Names = []
    measure: Names = []
    note: Sentence | None = None
    not_built: Sentence | None = None

    @property
    def places(self) -> dict[str, list[str]]:
        return {kind: getattr(self, kind) for kind in KINDS if getattr(self, kind)}


@dataclass(frozen=True, slots=True)
class Coverage:
    """`rows` in the method's order."""

    rows: dict[str, RowEntry]
    problems: list[Problem] = field(default_factory=list)

    @property
    def refused(self) -> dict[str, RowEntry]:
        return {row: entry for row, entry in self.rows.items() if entry.not_built}


def check_coverage(root: Path, known: Mapping[str, Collection[str]], named: Mapping[str, Collection[str]]) -> Coverage:
    """Hold the file against what there is.

    `known`: the names of each kind that exist. `named`: for each practice and article, the rows it says it serves.
    """
    text = (root / FILE).read_text(encoding="utf-8")
    lines = {line.partition(":")[0]: number for number, line in enumerate(text.split("\n"), start=1)}
    written: dict[str, Any] = yaml.safe_load(text) or {}
    rows: dict[str, RowEntry] = {}
    problems = [*_strange(written, lines)]
    for row in ALL_ROWS:
        try:
            rows[row] = entry = RowEntry.model_validate(written.get(row))
        except ValidationError as error:
            problems.append(Problem(FILE, lines.get(row, 1), f"{row} is missing or does not fit: {_first(error)}."))
            continue
        problems += [Problem(FILE, lines[row], f"{row} {what}") for what in _dangling(row, entry, known, named)]
    return Coverage(rows, problems)


def _strange(written: Mapping[str, Any], lines: Mapping[str, int]) -> Iterator[Problem]:
    for row in written:
        if row not in ALL_ROWS:
            yield Problem(FILE, lines.get(row, 1), f"{row} is not a row of the method.")


def _first(error: ValidationError) -> str:
    found = error.errors()[0]
    return f"{'.'.join(map(str, found['loc'])) or 'the row'}: {found['msg'].lower()}"


def _dangling(
    row: str, entry: RowEntry, known: Mapping[str, Collection[str]], named: Mapping[str, Collection[str]]
) -> Iterator[str]:
    if not entry.places and not entry.not_built:
        yield "lives nowhere; name a place, or say in `not_built` why there is none."
    for kind, names in entry.places.items():
        for name in names:
            if name not in known[kind]:
                yield f"names the {kind} {name}, which does not exist."
            elif name in named and row not in named[name]:
                yield f"names {name}, which does not name {row} among its sources."
