"""How the ground is: a few plain answers about one's own week (S2.10 to S2.18)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from undrift.domain.errors import BadInput

GROUND: Mapping[str, str] = {
    "safety": "I could say what I felt without paying for it.",
    "predictability": "What was said would happen did happen.",
    "respect": "I was treated as a whole person.",
}
BESIDES: Mapping[str, str] = {
    "met": "When I reached out, I felt met.",
    "same_side": "It felt like being on the same side.",
    "stress": "A lot came at me from outside: work, money, illness, sleep.",
}
ITEMS: Mapping[str, str] = {**GROUND, **BESIDES}
ANSWERS = ("Not at all", "A little", "Partly", "Mostly", "Yes")
"""From 0 to 4."""
CLOSENESS = "How close did it feel?"
CLOSE = ("Far apart", "Apart", "A little apart", "Near each other", "Side by side", "Close", "Very close")
"""From 0 to 6: the words of a picture, two lights on the water."""
HIGHEST: Mapping[str, int] = {**dict.fromkeys(ITEMS, len(ANSWERS) - 1), "closeness": len(CLOSE) - 1}
"""The highest level of each item of a week; the lowest is 0."""

WEEK = timedelta(days=7)
CHECKS_KEPT = 10
CLOCKS_APART = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Check:
    """What one week's answers leave on the desk, each 0 to 4; `closeness` 0 to 6. None was skipped.

    `on` is the evening's date, ISO.
    """

    on: str
    safety: int | None = None
    predictability: int | None = None
    respect: int | None = None
    met: int | None = None
    closeness: int | None = None

    @property
    def day(self) -> date:
        return date.fromisoformat(self.on)


def answers_of(form: Mapping[str, str]) -> dict[str, int]:
    """Read what was marked; whatever was left is left. Raises BadInput at the item."""
    marked = {item: form[item] for item in (*ITEMS, "closeness") if form.get(item)}
    for item, value in marked.items():
        if item != "closeness" and value not in {str(level) for level in range(len(ANSWERS))}:
            raise BadInput(item, "Please choose one of the five, or leave it.")
        if item == "closeness" and value not in {str(level) for level in range(len(CLOSE))}:
            raise BadInput(item, "Please choose one of the seven, or leave it.")
    return {item: int(value) for item, value in marked.items()}


def in_words(answers: Mapping[str, int]) -> str:
    """Write the answers down as a person would, one line each."""
    lines = [f"{ITEMS[item]} {ANSWERS[answers[item]]}." for item in ITEMS if item in answers]
    close = [f"{CLOSENESS} {CLOSE[answers['closeness']]}."] if "closeness" in answers else []
    return "\n".join((*lines, *close))


def with_answers(checks: Sequence[Check], answers: Mapping[str, int], today: date) -> tuple[Check, ...]:
    """Add this week's answers. A second time in the same week changes what was marked, and begins no new week."""
    kept: dict[str, Any] = {item: level for item, level in answers.items() if item in Check.__dataclass_fields__}
    earlier = tuple(believed(checks, today))
    if earlier and not is_due(earlier, today):
        return (*earlier[:-1], replace(earlier[-1], **kept))
    return (*earlier, Check(today.isoformat(), **kept))[-CHECKS_KEPT:] if kept else earlier


def is_due(checks: Sequence[Check], today: date) -> bool:
    """Say whether a week has gone by; nobody is asked, the page is there."""
    return all(today - check.day >= WEEK for check in believed(checks, today))


def believed(checks: Sequence[Check], today: date) -> Iterator[Check]:
    """Leave out what a wrong clock has put into the future."""
    return (check for check in checks if check.day - today <= CLOCKS_APART)
