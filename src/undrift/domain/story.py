"""Our story (S1.69, S1.70): pieces in an order that whoever wrote them chose."""

from __future__ import annotations

GAP = 1 << 32
FARTHEST = 1 << 62
PIECES_ON_A_PAGE = 12


def between(earlier: int | None, later: int | None) -> int | None:
    """Find a place after one piece and before another; None where nothing fits in between any more."""
    if earlier is None:
        place = later - GAP if later is not None else 0
    else:
        place = earlier + GAP if later is None else (earlier + later) // 2
    fits = (earlier is None or earlier < place) and (later is None or place < later)
    return place if fits and abs(place) < FARTHEST else None


def spread(how_many: int) -> list[int]:
    """Give places for so many pieces, with much room between them."""
    return [GAP * n for n in range(how_many)]
