"""Lines that mend, for saying or holding up. Any line is good enough; none is graded (S0.37)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line and what it means underneath: intent made clear (S0.38), another try (S0.39), a shared wish (S0.40)."""

    id: int
    words: str
    meaning: str


LINES = (
    Line(1, "That came out wrong. I am not against you.", "Clearing up what was meant"),
    Line(2, "Can I start over?", "Asking for another try"),
    Line(3, "I would rather be close to you than right.", "Saying what you both want"),
)
