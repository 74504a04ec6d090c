"""Three ways into the library (S2.37 to S2.39), and how each groups its practices."""

from __future__ import annotations

from dataclasses import dataclass

from undrift.domain.practices import Home, Practice, Reach, Tag


@dataclass(frozen=True, slots=True)
class Group:
    """A shelf within a way in: practices that hold one of these tags and were not shown on an earlier shelf."""

    title: str
    tags: frozenset[Tag]
    not_tags: frozenset[Tag] = frozenset()

    def holds(self, practice: Practice) -> bool:
        return bool(self.tags & practice.tags) and not self.not_tags & practice.tags


@dataclass(frozen=True, slots=True)
class Way:
    """One way in."""

    id: str
    title: str
    words: str
    groups: tuple[Group, ...]


_STEADY = frozenset({Tag.SOLO_STEADINESS, Tag.SELF_SOOTHE, Tag.PAUSE, Tag.PREDICTABILITY})
_HARD = frozenset({Tag.BOUNDARY, Tag.DIRECT_REQUEST, Tag.HELP_SEEKING, Tag.REPAIR, Tag.CONFLICT})
_WARM = frozenset({Tag.GREETING, Tag.PRESENCE, Tag.BID, Tag.GRATITUDE_NOTICED, Tag.GRATITUDE_EXPRESSED, Tag.TOUCH})
_LIGHT = frozenset({Tag.PLAY, Tag.NOVELTY, Tag.MEMORY, Tag.RITUAL})
_TALK = frozenset({Tag.CURIOSITY, Tag.LISTENING, Tag.DISCLOSURE, Tag.FUTURE})

_GROUPS = (
    Group("Steady yourself", _STEADY, _HARD),
    Group("When it is hard", _HARD),
    Group("Small and warm", _WARM, _STEADY | _HARD),
    Group("Light", _LIGHT, _STEADY | _HARD | _WARM),
    Group("A little talk", _TALK, _STEADY | _HARD | _WARM | _LIGHT),
    Group("And also", frozenset(Tag), _STEADY | _HARD | _WARM | _LIGHT | _TALK),
)

WAYS = (
    Way(
        "stabilise",
        "Things feel fragile",
        "Less, slower, steadier. Nothing here asks for a big talk.",
        _GROUPS,
    ),
    Way(
        "strengthen",
        "We want more of what is good",
        "For when the ground holds and you would like to be closer.",
        (_GROUPS[2], _GROUPS[3], _GROUPS[4], _GROUPS[0], _GROUPS[1], _GROUPS[5]),
    ),
    Way(
        "browse",
        "Just browse",
        "Everything, at your own pace. Nothing is tracked.",
        _GROUPS,
    ),
)

ARTICLE_SHELVES = (
    ("how-it-goes", "How it goes between people"),
    ("steady", "Steady ground"),
    ("closer", "Coming closer"),
    ("hard-days", "Hard days, and help"),
)

REACH_WORDS = {Reach.SOLO: "just you", Reach.BOTH: "the two of you", Reach.LIVE: "the two of you, together"}
HOME_WORDS = {
    Home.DISTANCE: "Living apart",
    Home.SMALL_CHILDREN: "With small children",
    Home.NO_GAZE: "Without looking",
    Home.LITTLE_TOUCH: "With little touch",
    Home.FEW_WORDS: "With few words",
    Home.TIRED_BODY: "When the body is tired",
}
