"""The little that a desk knows of measures: longer looks said *not better*, fewer steps, a row left for now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

STILL_COUNTS = timedelta(weeks=8)
HELP_LEFT_FOR = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Measured:
    """`not_better_on`: the evening on which longer looks last said so, ISO; "" is never. No score lies here.

    `help_left_on`: when *More help* was left for now, with the reasons of then. `put`: on which evening an offer last
    stood, whatever became of it; `left`: when it was *not now*.
    """

    not_better_on: str = ""
    fewer: bool = False
    help_left_on: str = ""
    help_left: tuple[str, ...] = ()
    put: Mapping[str, str] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Measured:
        return cls(
            str(body.get("not_better_on") or ""),
            bool(body.get("fewer")),
            str(body.get("help_left_on") or ""),
            tuple(map(str, body.get("help_left") or ())),
            dict(body.get("put") or {}),
            dict(body.get("left") or {}),
        )

    def with_(self, **changes: Any) -> Measured:
        return replace(self, **changes)

    def putting(self, offer: str, today: date) -> Measured:
        return replace(self, put={**self.put, offer: today.isoformat()})

    def leaving(self, offer: str, today: date) -> Measured:
        return replace(self, left={**self.left, offer: today.isoformat()})

    def says_not_better(self, today: date) -> bool:
        return _within(self.not_better_on, today, STILL_COUNTS)

    def rests(self, reasons: tuple[str, ...], today: date) -> bool:
        """Say whether the row for more help was left for now; a new reason brings it back."""
        return set(reasons) <= set(self.help_left) and _within(self.help_left_on, today, HELP_LEFT_FOR)


def _within(day: str, today: date, span: timedelta) -> bool:
    """Say whether a day lies so far back at most. A day that a wrong clock put into the future has not happened."""
    return bool(day) and timedelta(days=-1) <= today - date.fromisoformat(day) <= span
