"""What a practice is: one small thing a person, or two, can do away from the screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Reach(StrEnum):
    """Who takes part. `both` needs two people who each said yes; `live` happens at the same moment."""

    SOLO = "solo"
    BOTH = "both"
    LIVE = "live"


class Branch(StrEnum):
    """The three ways in (S2.37 to S2.39)."""

    STABILISE = "stabilise"
    STRENGTHEN = "strengthen"
    BROWSE = "browse"


class Capacity(StrEnum):
    """How much a person has in them right now; also the energy a practice takes."""

    LITTLE = "little"
    SOME = "some"
    PLENTY = "plenty"


class Setting(StrEnum):
    """Where the two people are: the same room, apart for a while, or living at a distance."""

    SAME_ROOM = "same_room"
    APART = "apart"
    DISTANCE = "distance"


class Moment(StrEnum):
    """The part of the day a practice belongs to."""

    WAKING = "waking"
    LEAVING = "leaving"
    REUNION = "reunion"
    MEAL = "meal"
    BEDTIME = "bedtime"
    ANY = "any"


class Asks(StrEnum):
    """What a practice asks of the partner."""

    NOTHING = "nothing"
    NOTICE = "notice"
    ANSWER = "answer"
    TIME = "time"


class Sense(StrEnum):
    """A bodily ability a practice leans on, so that another one can be offered instead."""

    GAZE = "gaze"
    TOUCH = "touch"
    SPEECH = "speech"
    HEARING = "hearing"


class Need(StrEnum):
    """What a person may be needing when this practice fits."""

    CALM = "calm"
    REST = "rest"
    BE_HEARD = "be_heard"
    WARMTH = "warmth"
    FUN = "fun"
    WANTED = "wanted"
    SPACE = "space"
    CLARITY = "clarity"
    TRUST = "trust"
    REPAIR = "repair"
    SAY_HARD_THING = "say_hard_thing"
    SELF = "self"


class Home(StrEnum):
    """Where bodies, homes or habits differ: what a practice says apart for some."""

    DISTANCE = "distance"
    SMALL_CHILDREN = "small_children"
    NO_GAZE = "no_gaze"
    LITTLE_TOUCH = "little_touch"
    FEW_WORDS = "few_words"
    TIRED_BODY = "tired_body"


class Tag(StrEnum):
    """The closed list of what a practice contains. The pacing rules read these and nothing else about its text."""

    DISCLOSURE = "disclosure"
    TOUCH = "touch"
    REPAIR = "repair"
    NO_FAULT = "no_fault"
    ACCOMMODATE = "accommodate"
    GRATITUDE_EXPRESSED = "gratitude_expressed"
    GRATITUDE_NOTICED = "gratitude_noticed"
    PRESENCE = "presence"
    CURIOSITY = "curiosity"
    CONFLICT = "conflict"
    FUTURE = "future"
    RITUAL = "ritual"
    BID = "bid"
    SOLO_STEADINESS = "solo_steadiness"
    BOUNDARY = "boundary"
    HELP_SEEKING = "help_seeking"
    PAUSE = "pause"
    PLAY = "play"
    NOVELTY = "novelty"
    MEMORY = "memory"
    GREETING = "greeting"
    LISTENING = "listening"
    PREDICTABILITY = "predictability"
    DIRECT_REQUEST = "direct_request"
    PARENTING = "parenting"
    DISTANCE = "distance"
    BETRAYAL = "betrayal"
    SELF_SOOTHE = "self_soothe"
    SHARED_CYCLE = "shared_cycle"
    OLD_WOUNDS = "old_wounds"


class NotWhen(StrEnum):
    """Circumstances in which a practice is not offered, beyond what its tags already say."""

    FEAR_OF_PARTNER = "fear_of_partner"
    SEVERE_PROBLEM = "severe_problem"
    RECENT_BETRAYAL = "recent_betrayal"
    SELF_HARM = "self_harm"
    ADDICTION = "addiction"
    SEPARATING = "separating"
    UNSURE_STAYING = "unsure_staying"
    AFTER_ARGUMENT = "after_argument"
    LOW_RESPONSIVENESS = "low_responsiveness"
    LOW_SAFETY = "low_safety"


GRADES = ("A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D+", "D", "none")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How solid the ground is (grades of the method's evidence table) and the sentence we may honestly say."""

    grade: str
    claim: str


@dataclass(frozen=True, slots=True)
class Variant:
    """How to do it where one of these holds, in one line."""

    where: Home
    do: str


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice. `minutes` is what it takes, `depth` 0 (light) to 4 (very open), `cooldown_days` its rest."""

    id: str
    title: str
    sources: tuple[str, ...]
    evidence: Evidence
    minutes: int
    reach: Reach
    depth: int
    needs: tuple[Need, ...]
    branch: tuple[Branch, ...]
    tags: frozenset[Tag]
    energy: Capacity
    setting: tuple[Setting, ...]
    moment: tuple[Moment, ...]
    asks_of_partner: Asks
    why: str
    opening: str
    steps: tuple[str, ...]
    say: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    interruptible: bool = True
    quiet: bool = False
    one_handed: bool = False
    requires: tuple[Sense, ...] = ()
    instead: str | None = None
    easier: str | None = None
    not_when: frozenset[NotWhen] = frozenset()
    good_after: tuple[str, ...] = ()
    cooldown_days: int = 3
    glance_safe: bool = True
    touch_kind: str | None = None
    body: str = field(default="", repr=False)


def variant_for(practice: Practice, situations: Iterable[str]) -> Variant | None:
    """Find how it goes in this home. Only for what anybody may see at a glance: distance and small children."""
    homes = [home for home in (Home.DISTANCE, Home.SMALL_CHILDREN) if home.value in situations]
    return next((variant for home in homes for variant in practice.variants if variant.where is home), None)
