"""What seems to help one person: after which kinds of steps they said *a little closer* (S2.43, evidence 4 rule 10).

Few evenings say little, and among many kinds one looks good by chance. So each kind is drawn towards the person's own
average, as strongly as the kinds are alike (partial pooling: a beta-binomial model, its strength weighed by how well
it foretells what was said; Gelman, Hill and Yajima 2012). Where that leaves doubt it stays *too early to tell*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from math import exp
from typing import TYPE_CHECKING

from undrift.domain.beta import log_beta, share_above
from undrift.domain.practices import Practice, Tag

if TYPE_CHECKING:
    from undrift.domain.desk import Offer
    from undrift.domain.state import Past

KINDS: Mapping[Tag, str] = {
    Tag.GREETING: "How you greet and part",
    Tag.BID: "Reaching out, or answering it",
    Tag.PRESENCE: "Being there without a screen",
    Tag.LISTENING: "Listening",
    Tag.PLAY: "Something playful",
    Tag.MEMORY: "What you remember together",
    Tag.CURIOSITY: "A question asked out of interest",
    Tag.NOVELTY: "Something new",
    Tag.GRATITUDE_EXPRESSED: "Thanks said aloud",
    Tag.DISCLOSURE: "Saying one true thing",
    Tag.TOUCH: "Gentle touch",
    Tag.RITUAL: "A time that returns",
    Tag.PREDICTABILITY: "Small things kept",
    Tag.REPAIR: "Mending early",
    Tag.PAUSE: "A pause in time",
    Tag.SELF_SOOTHE: "Growing calm first",
    Tag.SOLO_STEADINESS: "Steadiness of your own",
}
"""The kinds that are named, and the words for them. Other tags are for the pacing rules alone."""

FOR_ONE = frozenset({Tag.SOLO_STEADINESS, Tag.SELF_SOOTHE, Tag.PAUSE, Tag.PLAY})
"""What may be named under a hold or under fear: nothing that turns to the partner (product law 7)."""
STRENGTHS = (4, 8, 16, 32, 64, 128)
"""How many evenings of the average stand beside a kind's own: from kinds that differ to kinds that are alike."""
ENOUGH_EVENINGS = 8
CLEAR, FIRST_SIGN = 0.95, 0.85
MOST_NAMED = 3
LEAST_WEIGHT, MOST_WEIGHT = 0.8, 1.3


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of step: on how many evenings it landed, and on how many of them a little closer."""

    tag: Tag
    closer: int
    landed: int
    more_often: float
    """How likely it is, from 0 to 1, that this kind brings this person closer more often than their usual step."""

    @property
    def words(self) -> str:
        return KINDS[self.tag]

    @property
    def is_clear(self) -> bool:
        return self.more_often >= CLEAR


@dataclass(frozen=True, slots=True)
class Landings:
    """What a person's landings say. Pure counting; the rest follows from it."""

    closer: int = 0
    landed: int = 0
    kinds: Mapping[Tag, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, history: Iterable[Past | Offer], practices: Mapping[str, Practice]) -> Landings:
        """Count landings; *not this time* and silence are left out, for they say nothing about a step."""
        landed, closer = Counter[Tag](), Counter[Tag]()
        told = [p for p in history if p.landing in {"closer", "same", "too_much"} and p.practice in practices]
        for past in told:
            for tag in practices[past.practice].tags & KINDS.keys():
                landed[tag] += 1
                closer[tag] += past.landing == "closer"
        kinds = {tag: (closer[tag], landed[tag]) for tag in KINDS if landed[tag]}
        return cls(sum(past.landing == "closer" for past in told), len(told), kinds)

    @property
    def average(self) -> float:
        """The share of evenings that brought this person closer, a little cautious while there are few."""
        return (self.closer + 1) / (self.landed + 2)

    def strengths(self) -> list[tuple[int, float]]:
        """Weigh each strength of pooling by how well it foretells what was said; the weights add up to one."""
        logs = [sum(self._foretold(strength, *kind) for kind in self.kinds.values()) for strength in STRENGTHS]
        likely = [exp(one - max(logs)) for one in logs]
        return [(strength, one / sum(likely)) for strength, one in zip(STRENGTHS, likely, strict=True)]

    def _foretold(self, strength: int, closer: int, landed: int) -> float:
        a, b = self._prior(strength)
        return log_beta(a + closer, b + landed - closer) - log_beta(a, b)

    def _prior(self, strength: int) -> tuple[float, float]:
        return strength * self.average, strength * (1 - self.average)


def what_helps(landings: Landings, among: Collection[Tag] = tuple(KINDS)) -> tuple[Kind, ...]:
    """Name at most three kinds that seem to help, the surest first. Empty: too early to tell."""
    if landings.landed < ENOUGH_EVENINGS:
        return ()
    strengths = landings.strengths()
    found = [
        Kind(tag, closer, landed, _more_often(landings, strengths, closer, landed))
        for tag, (closer, landed) in landings.kinds.items()
        if tag in among
    ]
    sure = sorted((kind for kind in found if kind.more_often >= FIRST_SIGN), key=lambda k: (-k.more_often, k.tag))
    return tuple(sure[:MOST_NAMED])


def _more_often(landings: Landings, strengths: list[tuple[int, float]], closer: int, landed: int) -> float:
    average = landings.average
    return sum(
        weight * share_above(average, strength * average + closer, strength * (1 - average) + landed - closer)
        for strength, weight in strengths
    )


def leaning_by_kind(landings: Landings) -> dict[Tag, float]:
    """Tell how much the choice of a step leans to each kind: never below 0.8 nor above 1.3, so nothing starves."""
    if landings.landed < ENOUGH_EVENINGS:
        return {}
    strengths, average = landings.strengths(), landings.average
    leanings = {}
    for tag, (closer, landed) in landings.kinds.items():
        pooled = sum(weight * (strength * average + closer) / (strength + landed) for strength, weight in strengths)
        leanings[tag] = min(max(pooled / average, LEAST_WEIGHT), MOST_WEIGHT)
    return leanings
