"""When ordinary steps would be wrong: fear of the partner, a severe problem, and the holds of evidence 5.1.

Each says what is left out. What remains is also in everybody's ordinary mix, so a glance at a title tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from undrift.domain.practices import Asks, NotWhen, Practice, Reach, Tag
from undrift.domain.situation import CALM, FIRM

if TYPE_CHECKING:
    from undrift.domain.situation import Situation

SAFE_UNDER_FEAR = CALM | {Tag.BOUNDARY, Tag.PLAY, Tag.NOVELTY, Tag.PARENTING}
SOFTENING = frozenset({Tag.NO_FAULT, Tag.ACCOMMODATE, Tag.SHARED_CYCLE})
SWEETENING = frozenset({Tag.GRATITUDE_EXPRESSED, Tag.TOUCH})
HARD_TOPICS = frozenset({Tag.CONFLICT, Tag.OLD_WOUNDS})
DEEP_SHARING = 2
ANY_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Hold:
    """What one hold leaves. `out`: never; `within`: nothing but these; `around`: at least one of these."""

    out: frozenset[Tag]
    not_when: NotWhen
    within: frozenset[Tag] | None = None
    around: frozenset[Tag] | None = None
    for_one: bool = False
    deepest: int = ANY_DEPTH
    deepest_disclosure: int = 1

    def leaves_out(self, practice: Practice) -> bool:
        tags = practice.tags
        return (
            self.not_when in practice.not_when
            or not tags.isdisjoint(self.out)
            or (self.within is not None and not tags <= self.within)
            or (self.around is not None and tags.isdisjoint(self.around))
            or (self.for_one and not for_one(practice))
            or practice.depth > self.deepest
            or (Tag.DISCLOSURE in tags and practice.depth > self.deepest_disclosure)
        )


HOLDS_BY_NAME = {
    "self_harm": Hold(
        out=frozenset(),
        not_when=NotWhen.SELF_HARM,
        within=CALM,
        for_one=True,
        deepest=0,
    ),
    "recent_betrayal": Hold(
        out=SOFTENING
        | {Tag.OLD_WOUNDS, Tag.GRATITUDE_EXPRESSED, Tag.GRATITUDE_NOTICED, Tag.TOUCH, Tag.MEMORY, Tag.FUTURE},
        not_when=NotWhen.RECENT_BETRAYAL,
        around=CALM | FIRM | {Tag.PREDICTABILITY, Tag.BETRAYAL},
        for_one=True,
    ),
    "addiction": Hold(out=SOFTENING, not_when=NotWhen.ADDICTION),
    "separating": Hold(
        out=frozenset({Tag.FUTURE, Tag.RITUAL, Tag.TOUCH, Tag.MEMORY, Tag.NO_FAULT}),
        not_when=NotWhen.SEPARATING,
        for_one=True,
    ),
    "unsure_staying": Hold(out=frozenset({Tag.FUTURE, Tag.RITUAL, Tag.TOUCH}), not_when=NotWhen.UNSURE_STAYING),
}


def for_one(practice: Practice) -> bool:
    """Say whether one person can do it and leave it at that; a clear request is made by one, whatever the answer."""
    asks_little = practice.asks_of_partner in {Asks.NOTHING, Asks.NOTICE} or Tag.DIRECT_REQUEST in practice.tags
    return practice.reach is Reach.SOLO and asks_little


def harder(practice: Practice) -> bool:
    """Say whether it is a harder exercise; one firm, clear request, a boundary or finding help is not."""
    tags = practice.tags
    if Tag.DISCLOSURE in tags and practice.depth >= DEEP_SHARING:
        return True
    return tags.isdisjoint(FIRM) and (practice.depth >= DEEP_SHARING or not tags.isdisjoint(HARD_TOPICS))


def fear(practice: Practice, situation: Situation) -> bool:
    """S2.41, S0.14, S3.8, evidence 5.2 b: nothing that turns towards the partner, asks, shares, mends or excuses."""
    return situation.person.fear_of_partner and (
        practice.reach is not Reach.SOLO
        or practice.asks_of_partner is not Asks.NOTHING
        or not practice.tags
        or not practice.tags <= SAFE_UNDER_FEAR
        or NotWhen.FEAR_OF_PARTNER in practice.not_when
    )


def held(name: str, practice: Practice, situation: Situation) -> bool:
    """Evidence 5.1: each hold has its own short list."""
    return name in situation.person.holds and HOLDS_BY_NAME[name].leaves_out(practice)


def severe_problem(practice: Practice, situation: Situation) -> bool:
    """T10, S1.62: no more softness and nothing harder, but one clear request, a boundary, help."""
    return situation.person.severe_problem and (
        not practice.tags.isdisjoint(SOFTENING | SWEETENING)
        or harder(practice)
        or NotWhen.SEVERE_PROBLEM in practice.not_when
    )


def not_getting_better(practice: Practice, situation: Situation) -> bool:
    """S1.62, pacing rule 9: while the weeks get worse, or do not get better, nothing harder."""
    return situation.person.not_getting_better and harder(practice)


def one_sided(practice: Practice, situation: Situation) -> bool:
    """S3.40: after *one-sided* twice, nothing harder."""
    return situation.one_sided and harder(practice)


def no_fault_is_out(named: Iterable[str]) -> bool:
    """Say whether one of these holds leaves out words that excuse both, by name or by naming what may stay."""
    known = (HOLDS_BY_NAME[name] for name in named if name in HOLDS_BY_NAME)
    return any(Tag.NO_FAULT in hold.out or hold.within is not None for hold in known)
