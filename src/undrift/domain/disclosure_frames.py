"""The three things one can say (S0.22, S1.15, S1.16): how each may begin and sound."""

from __future__ import annotations

from dataclasses import dataclass

from undrift.domain import notebook
from undrift.domain.errors import BadInput
from undrift.domain.notebook import Kind

LONGEST = 240


@dataclass(frozen=True, slots=True)
class Frame:
    """`begins` stands in the field and may be changed. `easier` and `harder` say the same thing in two ways."""

    title: str
    line: str
    begins: str
    easier: str
    harder: str
    mind: str


FRAMES = {
    Kind.CLOSER: Frame(
        "A moment that felt closer",
        "Small, and yours. It need not have been a good day.",
        "I felt close to you when ",
        "I felt close to you when you read me the shopping list in that voice.",
        "For once it was nice, on Sunday. Why can it not always be like that?",
        "Only the moment. What is missing the rest of the time is another thing, for another day.",
    ),
    Kind.FEELING: Frame(
        "A feeling",
        "One, in a small size. It is about you, so nobody has to defend anything.",
        "I have been feeling ",
        "I have been feeling lonely in the evenings. I know your weeks are full, and I miss you in them.",
        "I have been feeling that you never have a minute for me.",
        "After “I feel that you” often comes a judgement. Lonely, tired, hopeful: those are feelings.",
    ),
    Kind.NEED: Frame(
        "A need",
        "One thing that would help, small enough to say yes or no to.",
        "It would help me if ",
        "It would help me if you told me on the way home when a day was bad. A word is plenty.",
        "It would help me if you were just a bit more considerate.",
        "One thing that can be seen, on one evening. A no to it is allowed.",
    ),
}
LIGHT_FIRST = (Kind.CLOSER, Kind.FEELING, Kind.NEED)
DEEPER_FIRST = (Kind.FEELING, Kind.NEED, Kind.CLOSER)
FEELING_OPENS_AT = 2
"""The rung from which a feeling is offered before a moment (S1.13). All three are always there."""


def in_order(rung: int, *, light: bool) -> tuple[tuple[Kind, Frame], ...]:
    order = DEEPER_FIRST if rung >= FEELING_OPENS_AT and not light else LIGHT_FIRST
    return tuple((kind, FRAMES[kind]) for kind in order)


def cleaned(kind: Kind, text: str) -> str:
    """Check what was written: one thing, short, and more than the beginning that stood there. Raises BadInput."""
    text = notebook.cleaned(text)
    if text.rstrip(" .…").casefold() == FRAMES[kind].begins.strip().casefold():
        raise BadInput("text", "So far this is only the beginning. A few words after it are enough.")
    if len(text) > LONGEST:
        raise BadInput("text", f"It is a little long: {LONGEST} letters at most. Nothing you typed is lost.")
    return text
