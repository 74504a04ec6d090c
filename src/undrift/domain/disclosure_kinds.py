"""How deep each of the three goes (S1.13), on the scale of the practices."""

from __future__ import annotations

from undrift.domain.notebook import Kind

DEPTHS = {Kind.CLOSER: 1, Kind.FEELING: 2, Kind.NEED: 2}
HARDER = 3


def is_disclosure(kind: str) -> bool:
    return kind in set(DEPTHS)


def depth_of(kind: Kind, *, hard: bool) -> int:
    return HARDER if hard else DEPTHS[kind]
