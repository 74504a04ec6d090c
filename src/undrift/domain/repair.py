"""Lines that mend, breaks with a way back, and what a desk remembers after an argument. Fights are never counted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from undrift.domain.errors import BadInput

LONGEST_LINE = 240


@dataclass(frozen=True, slots=True)
class Line:
    """One line, for saying or holding up. Any line is good enough; none is graded (S0.37).

    What was meant (S0.38), another try (S0.39), a shared wish (S0.40). `says` is what it tells underneath:
    care, a wish to understand, commitment (S0.41).
    """

    id: int
    words: str
    says: str


LINES = (
    Line(1, "That came out wrong. I am not against you.", "It says: I care."),
    Line(2, "Can I start over?", "It says: I want to understand."),
    Line(3, "I would rather be close to you than right.", "It says: I am with you."),
)


@dataclass(frozen=True, slots=True)
class Break:
    """A break with a time to come back (S0.36, T7). `minutes` from now, where the phone can say it by the clock."""

    id: str
    title: str
    words: str
    minutes: int | None = None


BREAKS = (
    Break("twenty", "Twenty minutes", "in twenty minutes", 20),
    Break("hour", "An hour", "in an hour", 60),
    Break("after-work", "After work", "after work"),
    Break("breakfast", "Tomorrow at breakfast", "tomorrow at breakfast"),
)
OWN = "own"


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What a desk remembers after an argument: that a question was on the screen, and one's own readiness. Bounded.

    `asked_about` names the argument by its time. The days are ISO dates; "" is none.
    """

    asked_about: str = ""
    asked_on: str = ""
    answered: bool = False
    ready_from: str = ""
    room_from: str = ""

    def withdrawn(self) -> Afterwards:
        return replace(self, ready_from="", room_from="")


def checked_line(which: str, own: str) -> str:
    """Take one of the three, or one's own as it is. Raises BadInput at `line` or `text`."""
    if which == OWN:
        return _own(own)
    found = next((line.words for line in LINES if str(line.id) == which), None)
    if found is None:
        raise BadInput("line", "Please choose one, or write your own.")
    return found


def _own(text: str) -> str:
    text = " ".join(text.replace("\0", "").split())
    if not text:
        raise BadInput("text", "There is no line here yet. A few words are enough.")
    if len(text) > LONGEST_LINE:
        raise BadInput("text", "This is more than one line. Please make it shorter; nothing you typed is lost.")
    return text
