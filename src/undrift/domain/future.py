"""What each of two hopes for (S1.57-S1.61): written alone, then what both named, then the rest. No decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from undrift.domain.errors import BadInput
from undrift.domain.hopes import HOPES, OPEN_LINES
from undrift.domain.rounds import Page

LONGEST_LINE = 4000
ANEW_AFTER_DAYS = 365


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one person wrote."""

    on: date
    hopes: tuple[str, ...] = ()
    lines: Mapping[str, str] = field(default_factory=dict, repr=False)

    def to_json(self) -> dict[str, Any]:
        return {"v": 1, "on": self.on.isoformat(), "hopes": list(self.hopes), "lines": dict(self.lines)}

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Self:
        """Read wishes; a hope or a line that this release does not know is passed over. ValueError: another page's."""
        if body.get("page", Page.FUTURE) != Page.FUTURE:
            raise ValueError
        told = body.get("lines") or {}
        lines = {name: str(told[name]) for name in OPEN_LINES if told.get(name)}
        return cls(date.fromisoformat(str(body["on"])), _known(body.get("hopes") or ()), lines)

    def as_text(self) -> str:
        """Say it as a note, for the notebook and for what one takes along."""
        hopes = ["\n".join(HOPES[hope] for hope in self.hopes)] if self.hopes else []
        return "\n\n".join(hopes + [f"{OPEN_LINES[name]}\n{text}" for name, text in self.lines.items()])


def written(on: date, hopes: Iterable[str], lines: Mapping[str, str]) -> Wishes:
    """Check what a person wrote. Raises BadInput at the field, or at `hope` where there is nothing at all."""
    kept = {}
    for name in OPEN_LINES:
        text = lines.get(name, "").replace("\0", "").replace("\r\n", "\n").strip()
        if len(text) > LONGEST_LINE:
            raise BadInput(name, "This is longer than fits here. Please say it shorter; nothing you typed is lost.")
        if text:
            kept[name] = text
    wishes = Wishes(on, _known(hopes), kept)
    if not wishes.hopes and not kept:
        raise BadInput("hope", "There is nothing here yet. One tick or one line is enough.")
    return wishes


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two people's wishes beside each other: `both` first, then what only one of them named."""

    both: tuple[str, ...]
    only_mine: tuple[str, ...]
    only_theirs: tuple[str, ...]


def beside(mine: Wishes, theirs: Wishes) -> Exchange:
    ours = [hope for hope in HOPES if hope in mine.hopes and hope in theirs.hopes]
    return Exchange(
        tuple(ours),
        tuple(hope for hope in mine.hopes if hope not in ours),
        tuple(hope for hope in theirs.hopes if hope not in ours),
    )


def may_write_anew(last: date, today: date) -> bool:
    """After a year the exchange that stands open may make room for a new one."""
    return (today - last).days >= ANEW_AFTER_DAYS


def _known(hopes: Iterable[Any]) -> tuple[str, ...]:
    chosen = set(map(str, hopes))
    return tuple(hope for hope in HOPES if hope in chosen)
