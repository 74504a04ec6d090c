"""What the lab supposes a practice does, read from its tags, its depth and what it asks: one column for each effect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lab.arrays import Bools, Floats, Ints
from undrift.domain.practices import Asks, Capacity, Practice, Reach, Tag

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

INTENSITY = (0.15, 0.35, 0.55, 0.75, 0.95)
"""How much a step of depth 0 to 4 asks of two people, on the scale on which safety runs from 0 to 1."""
ASKING = {Asks.NOTHING: 0.2, Asks.NOTICE: 0.5, Asks.ANSWER: 1.0, Asks.TIME: 1.0}
ENERGY = {Capacity.LITTLE: 0, Capacity.SOME: 1, Capacity.PLENTY: 2}
OWN = {Tag.PAUSE, Tag.SELF_SOOTHE, Tag.SOLO_STEADINESS, Tag.BOUNDARY, Tag.HELP_SEEKING, Tag.GRATITUDE_NOTICED,
       Tag.PREDICTABILITY}  # fmt: skip
HEEDING = {Tag.PRESENCE, Tag.LISTENING, Tag.GRATITUDE_NOTICED, Tag.BID}
SOFT = {Tag.ACCOMMODATE, Tag.NO_FAULT, Tag.SHARED_CYCLE}


@dataclass(frozen=True, slots=True)
class Effects:
    """Columns over the shelf. The last row stands for no step at all, so that -1 picks it."""

    depth: Ints
    intensity: Floats
    asks: Floats
    minutes: Floats
    energy: Ints
    for_two: Bools
    connects: Bools
    heeds: Bools
    teaches: Bools
    calms: Bools
    mends: Bools
    pauses: Bools
    requests: Bools
    softens: Bools
    finds_help: Bools
    rituals: Bools
    thanks: Bools
    touches: Bools


def effects(shelf: Sequence[Practice]) -> Effects:
    def has(tags: Collection[Tag]) -> Bools:
        return np.array([*(not p.tags.isdisjoint(tags) for p in shelf), False])

    requests, mends = has({Tag.DIRECT_REQUEST}), has({Tag.REPAIR})
    connects = np.array([*(not p.tags <= OWN for p in shelf), False]) & ~requests & ~mends
    return Effects(
        depth=np.array([*(p.depth for p in shelf), 0]),
        intensity=np.array([*(INTENSITY[p.depth] for p in shelf), 0.0]),
        asks=np.array([*(ASKING[p.asks_of_partner] for p in shelf), 0.0]),
        minutes=np.array([*(p.minutes for p in shelf), 0.0]),
        energy=np.array([*(ENERGY[p.energy] for p in shelf), 0]),
        for_two=np.array([*(p.reach is not Reach.SOLO for p in shelf), False]),
        connects=connects,
        heeds=has(HEEDING),
        teaches=connects | mends | has(HEEDING) | has({Tag.PAUSE}),
        calms=has({Tag.SELF_SOOTHE, Tag.SOLO_STEADINESS, Tag.BOUNDARY}),
        mends=mends,
        pauses=has({Tag.PAUSE}),
        requests=requests,
        softens=has(SOFT),
        finds_help=has({Tag.HELP_SEEKING}),
        rituals=has({Tag.RITUAL}),
        thanks=has({Tag.GRATITUDE_EXPRESSED}),
        touches=has({Tag.TOUCH}),
    )
