"""Questions for both (S1.38 to S1.43): what one is, and when it had better not be asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DEEPEST = 4


class Theme(StrEnum):
    """What a question is about, so that two after each other are about different things."""

    EVERYDAY = "everyday"
    HOME = "home"
    WORK = "work"
    PEOPLE = "people"
    FAMILY = "family"
    CHILDHOOD = "childhood"
    MEMORY = "memory"
    SENSES = "senses"
    BODY = "body"
    PLAY = "play"
    LEARNING = "learning"
    CHANGE = "change"
    REST = "rest"
    WORRY = "worry"
    COMFORT = "comfort"
    WISHES = "wishes"
    US = "us"
    FUTURE = "future"
    MEANING = "meaning"


class Unfit(StrEnum):
    """What must not be going on for somebody when a question is drawn for them.

    Under fear of the partner, and while somebody may harm themselves, nothing is drawn at all.
    """

    RECENT_BETRAYAL = "recent_betrayal"
    ADDICTION = "addiction"
    SEPARATING = "separating"
    UNSURE_STAYING = "unsure_staying"
    SEVERE_PROBLEM = "severe_problem"
    AFTER_ARGUMENT = "after_argument"
    SMALL_CHILDREN = "small_children"
    DISTANCE = "distance"
    GRIEF_OR_ILLNESS = "grief_or_illness"
    LITTLE_TOUCH = "little_touch"
    NO_GAZE = "no_gaze"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the deck. `depth`: 1 light, 2 a feeling or a need, 3 a harder thing, 4 very open."""

    id: str
    text: str
    depth: int
    themes: tuple[Theme, ...]
    unfit: frozenset[Unfit]
    sources: tuple[str, ...]
