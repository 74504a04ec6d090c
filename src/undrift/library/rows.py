"""The numbered rows of the method (S0.1 to S3.44) that practices and articles name as their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ROWS_PER_SOURCE = (44, 70, 43, 44)

ALL_ROWS: tuple[str, ...] = tuple(
    f"S{source}.{number}" for source, count in enumerate(_ROWS_PER_SOURCE) for number in range(1, count + 1)
)
_KNOWN = frozenset(ALL_ROWS)


def is_row(name: str) -> bool:
    return name in _KNOWN


def not_rows(named: Iterable[str]) -> Iterator[tuple[int, str]]:
    """What is named among `sources` and is no row: its place there, and a sentence about it."""
    ends = ", ".join(f"S{source}.{count}" for source, count in enumerate(_ROWS_PER_SOURCE))
    for position, name in enumerate(named):
        if not is_row(name):
            yield position, f"`sources` names {name}, which is not a row of the method; rows end at {ends}."


def not_covered(named: Iterable[str]) -> list[str]:
    """Rows nobody names yet, in their order."""
    covered = frozenset(named)
    return [row for row in ALL_ROWS if row not in covered]


TEXTS = (
    "five steps back to each other",
    "ten ways to renew it",
    "steadiness when it is fragile",
    "rhythms and small moments",
)
"""What each of the four texts behind the method is about, in our words."""


def by_text(rows: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Sort rows by the text they come from: `[("steadiness ...", ["S2.8"])]`."""
    kept = list(rows)
    grouped = [(text, [row for row in kept if row.startswith(f"S{number}.")]) for number, text in enumerate(TEXTS)]
    return [(text, found) for text, found in grouped if found]
