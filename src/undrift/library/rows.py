"""The numbered rows of the method (S0.1 to S3.44) that practices and articles name as their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROWS_PER_SOURCE = (44, 70, 43, 44)

ALL_ROWS: tuple[str, ...] = tuple(
    f"S{source}.{number}" for source, count in enumerate(_ROWS_PER_SOURCE) for number in range(1, count + 1)
)
_KNOWN = frozenset(ALL_ROWS)


def is_row(name: str) -> bool:
    return name in _KNOWN


def not_covered(named: Iterable[str]) -> list[str]:
    """Rows nobody names yet, in their order."""
    covered = frozenset(named)
    return [row for row in ALL_ROWS if row not in covered]
