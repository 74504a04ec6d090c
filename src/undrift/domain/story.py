"""Our story (S1.69, S1.70): pieces in an order that whoever wrote them chose."""

from __future__ import annotations

GAP = 1 << 32
PIECES_ON_A_PAGE = 12


def between(earlier: int | None, later: int | None) -> int | None:
    """Find a place after one piece and before another; None where nothing fits in between any more."""
    if earlier is None and later is None:
        return 0
    if later is None:
        return earlier + GAP if earlier is not None else 0
    if earlier is None:
        return later - GAP
    middle = (earlier + later) // 2
    return middle if earlier < middle < later else None


def spread(how_many: int) -> list[int]:
    """Give places for so many pieces, with much room between them."""
    return [GAP * n for n in range(how_many)]
