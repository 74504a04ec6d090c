"""One sentence an evening: a sheet that somebody fills slowly. Its state lies on the desk, bounded and without words.

A question is asked at most once. Whether it was answered, put off or left makes no difference afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

QUESTIONS_KEPT = 24
LEFT_KEPT = 60
"""Answers that wait at the closed door for their sheet. Older ones stay in the notebook, as notes of their own."""


@dataclass(frozen=True, slots=True)
class Slowly:
    """Which sheet, and which of its questions are still to come. One chosen during a hold is not silenced by a hold."""

    sheet: str
    ahead: tuple[str, ...] = ()
    chosen_in_a_hold: bool = False

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        ahead = tuple(map(str, body.get("ahead") or ()))[:QUESTIONS_KEPT]
        return cls(str(body["sheet"]), ahead, bool(body.get("chosen_in_a_hold")))

    def without(self, lines: Iterable[str]) -> Slowly | None:
        """Take questions off the list; after the last one it is over."""
        gone = set(lines)
        ahead = tuple(line for line in self.ahead if line not in gone)
        return Slowly(self.sheet, ahead, self.chosen_in_a_hold) if ahead else None


def left_with(left: tuple[str, ...], entry: str) -> tuple[str, ...]:
    """Remember one more answer that waits at the door."""
    return (*(other for other in left if other != entry), entry)[-LEFT_KEPT:]
