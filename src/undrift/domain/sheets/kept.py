"""A sheet as somebody has filled it in so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Kept:
    """One sheet of one person as it stands: lines that say something, what is ticked, and parts of later releases."""

    sheet: str
    lines: Mapping[str, str] = field(default_factory=dict)
    ticks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Kept({self.sheet})"

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.ticks and not self.more

    @property
    def size(self) -> int:
        return sum(map(len, self.lines.values()))

    def body(self) -> dict[str, Any]:
        return {**self.more, "v": 1, "kind": self.sheet, "lines": dict(self.lines), "ticks": dict(self.ticks)}

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Kept:
        """Read what was sealed. Raises KeyError, TypeError, ValueError when it is no sheet."""
        lines = {str(name): str(text) for name, text in dict(body["lines"]).items()}
        ticks = {str(name): tuple(map(str, chosen)) for name, chosen in dict(body["ticks"]).items()}
        known = {"v", "kind", "lines", "ticks"}
        return cls(str(body["kind"]), lines, ticks, {k: v for k, v in body.items() if k not in known})

    def saying(self, line: str, text: str) -> Kept:
        """Put words on a line; without any, the line is gone."""
        rest = {name: said for name, said in self.lines.items() if name != line}
        return replace(self, lines={**rest, line: text} if text else rest)

    def ticking(self, ticks: str, chosen: Iterable[str]) -> Kept:
        rest = {name: kept for name, kept in self.ticks.items() if name != ticks}
        now = tuple(dict.fromkeys(chosen))
        return replace(self, ticks={**rest, ticks: now} if now else rest)

    def adding(self, line: str, text: str) -> Kept:
        """Put words under those that stand on a line already."""
        before = self.lines.get(line, "")
        return self.saying(line, f"{before}\n{text}" if before else text)
