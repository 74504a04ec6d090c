"""How deep a step may go by now (S0.20, S1.13, S1.41): two good landings open a depth, *too much* closes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from undrift.domain.state import Past

GOOD_LANDINGS_TO_RISE = 2
DEEPEST = 4


class Ladder(NamedTuple):
    """The deepest open rung, 0 to 4, and whether it stands lower because something was too much."""

    rung: int = 0
    lowered: bool = False


class Landed(NamedTuple):
    """How something of one depth landed. `heard`: it came from the other, and lifts one rung at a time."""

    depth: int
    well: bool
    too_much: bool
    heard: bool = False


def climb(history: Sequence[Past], depths: Mapping[str, int]) -> Ladder:
    """Walk through the landings from old to new. A practice the library no longer has counts as light."""
    return walk([_landed(past, depths) for past in history if past.landing is not None])


def _landed(past: Past, depths: Mapping[str, int]) -> tuple[int, bool, bool, bool]:
    """Give a `Landed` as a bare tuple: ten years of evenings pass through here for every choice."""
    depth = depths.get(past.practice, 0) if past.depth is None else past.depth
    return depth, past.landed_well, past.was_too_much, past.depth is not None


def walk(landings: Iterable[tuple[int, bool, bool, bool]], start: int = 0) -> Ladder:
    rung, lowered, good = start, False, [0] * (DEEPEST + 1)
    for deep, well, too_much, heard in landings:
        depth = min(DEEPEST, deep)
        if too_much:
            rung, lowered, good = min(rung, max(depth - 1, 0)), True, [0] * (DEEPEST + 1)
        elif well and rung < DEEPEST:
            good[min(depth, rung) if heard else depth] += 1
            while rung < DEEPEST and sum(good[rung:]) >= GOOD_LANDINGS_TO_RISE:
                rung, lowered = rung + 1, False
    return Ladder(rung, lowered)
