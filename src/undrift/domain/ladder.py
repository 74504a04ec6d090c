"""How deep a step may go by now (S0.20, S1.13, S1.41): two good landings open a depth, *too much* closes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from undrift.domain.state import Past

GOOD_LANDINGS_TO_RISE = 2
DEEPEST = 4


class Ladder(NamedTuple):
    """The deepest open rung, 0 to 4, and whether it stands lower because something was too much."""

    rung: int = 0
    lowered: bool = False


def climb(history: Sequence[Past], depths: Mapping[str, int]) -> Ladder:
    """Walk through the landings from old to new. A practice the library no longer has counts as light."""
    rung, lowered, good = 0, False, [0] * (DEEPEST + 1)
    for past in history:
        depth = min(depths.get(past.practice, 0), DEEPEST)
        if past.was_too_much:
            rung, lowered, good = min(rung, max(depth - 1, 0)), True, [0] * (DEEPEST + 1)
        elif rung < DEEPEST and past.landed_well:
            good[depth] += 1
            while rung < DEEPEST and sum(good[rung:]) >= GOOD_LANDINGS_TO_RISE:
                rung, lowered = rung + 1, False
    return Ladder(rung, lowered)
