"""What tonight leans towards among the steps that stand open: soft weights, never a rule, never zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod
from typing import TYPE_CHECKING

from undrift.domain.practices import Moment, Practice, Tag
from undrift.domain.situation import FIRM, Situation, avoided

if TYPE_CHECKING:
    from undrift.domain.state import Past

Leaning = Callable[[Practice, Situation], float]

ORDINARY_WARMTH = frozenset({Tag.PLAY, Tag.MEMORY, Tag.GREETING, Tag.NOVELTY})
TAGS_BY_WAY_IN = {
    "fragile": frozenset({Tag.SOLO_STEADINESS, Tag.PREDICTABILITY, Tag.SELF_SOOTHE, Tag.PAUSE}),
    "flat": frozenset({Tag.PLAY, Tag.NOVELTY, Tag.CURIOSITY, Tag.MEMORY, Tag.PRESENCE}),
    "argued": frozenset({Tag.PAUSE, Tag.REPAIR, Tag.LISTENING, Tag.SELF_SOOTHE}),
    "betrayal": frozenset({Tag.SOLO_STEADINESS, Tag.HELP_SEEKING, Tag.BOUNDARY, Tag.DIRECT_REQUEST}),
    "alone": frozenset({Tag.SOLO_STEADINESS, Tag.BID, Tag.PRESENCE, Tag.PREDICTABILITY}),
    "invited": frozenset({Tag.PLAY, Tag.GREETING, Tag.PRESENCE}),
    "looking": frozenset({Tag.PLAY, Tag.CURIOSITY, Tag.GREETING}),
}
VARIED_OVER = 3


def comes_first(situation: Situation) -> tuple[frozenset[Tag], ...]:
    """Name what tonight turns to first, in order: after an argument a pause, then mending; help when it is due."""
    if situation.argument_is_fresh:
        pause, mend = frozenset({Tag.PAUSE}), frozenset({Tag.REPAIR})
        soothe = frozenset({Tag.SELF_SOOTHE})
        cooling = situation.argument_is_heated and not situation.both_ready
        return (pause, soothe, mend) if cooling else (mend, pause, soothe)
    if not situation.help_is_due:
        return ()
    find_help = frozenset({Tag.HELP_SEEKING})
    return (FIRM, find_help) if situation.person.severe_problem else (find_help, FIRM)


def due(practices: Sequence[Practice], situation: Situation) -> Sequence[Practice]:
    """Keep what comes first tonight; empty where nothing does, or where none of it stands open."""
    for tags in comes_first(situation):
        fitting = [p for p in practices if not p.tags.isdisjoint(tags)]
        if fitting:
            return fitting
    return ()


def weight(practice: Practice, situation: Situation) -> float:
    return prod(leaning(practice, situation) for leaning in LEANINGS)


def towards_branch(practice: Practice, situation: Situation) -> float:
    branch = situation.person.branch
    if branch is None:
        return 1.0
    return 2.0 if branch in practice.branch else 0.3


def towards_light(practice: Practice, situation: Situation) -> float:  # noqa: ARG001 - a leaning's shape
    return {0: 1.5, 1: 1.0}.get(practice.depth, 0.7)


def towards_warmth(practice: Practice, situation: Situation) -> float:  # noqa: ARG001 - a leaning's shape
    """Play, memory and greeting belong to the ordinary mix: it is not homework."""
    if practice.tags & ORDINARY_WARMTH:
        return 1.4
    return 0.6 if practice.tags & FIRM else 1.0


def towards_needs(practice: Practice, situation: Situation) -> float:
    return 1.0 + sum(need in situation.person.needs for need in practice.needs)


def towards_way_in(practice: Practice, situation: Situation) -> float:
    return 1.6 if practice.tags & TAGS_BY_WAY_IN.get(situation.person.way_in or "", frozenset()) else 1.0


def towards_moment(practice: Practice, situation: Situation) -> float:
    moment = situation.person.moment_of_day
    if moment is None or moment in practice.moment or Moment.ANY in practice.moment:
        return 1.0
    return 0.2


def towards_free_hand(practice: Practice, situation: Situation) -> float:
    """With a child on the arm: what one hand can do, quietly, and what may be broken off."""
    if not situation.person.hands_full:
        return 1.0
    return 0.3 + 0.9 * (practice.one_handed + practice.quiet + practice.interruptible)


def towards_fresh(practice: Practice, situation: Situation) -> float:
    """Something new first; something that once brought people closer before something that did not."""
    if practice.id not in situation.last_offers:
        return 1.6
    return 1.3 if (practice.id, "closer") in situation.landings else 1.0


def towards_what_helps(practice: Practice, situation: Situation) -> float:
    """A little more of the kinds that brought this person closer, as far as their landings can tell."""
    known = [situation.helped[tag] for tag in practice.tags if tag in situation.helped]
    return sum(known) / len(known) if known else 1.0


def towards_variety(practice: Practice, situation: Situation) -> float:
    recent = (_practice(past, situation) for past in situation.earlier[-VARIED_OVER:])
    alike = sum(1 for other in recent if other is not None and practice.tags & other.tags)
    return float(0.7**alike)


def towards_easier(practice: Practice, situation: Situation) -> float:
    """After *too much*, the easier sibling."""
    last = _last_practice(situation)
    eased = last is not None and situation.earlier[-1].was_too_much and last.easier == practice.id
    return 5.0 if eased else 1.0


def towards_good_after(practice: Practice, situation: Situation) -> float:
    return 2.0 if situation.earlier and situation.earlier[-1].practice in practice.good_after else 1.0


def towards_substitute(practice: Practice, situation: Situation) -> float:
    """S0.27: where a sense is left out, the sibling that does without it."""
    senses = situation.person.senses_avoided
    if not senses:
        return 1.0
    return 3.0 if any(p.instead == practice.id and avoided(p, senses) for p in situation.practices.values()) else 1.0


LEANINGS: tuple[Leaning, ...] = (
    towards_branch,
    towards_light,
    towards_warmth,
    towards_needs,
    towards_way_in,
    towards_moment,
    towards_free_hand,
    towards_fresh,
    towards_what_helps,
    towards_variety,
    towards_easier,
    towards_good_after,
    towards_substitute,
)


def _practice(past: Past, situation: Situation) -> Practice | None:
    return situation.practices.get(past.practice)


def _last_practice(situation: Situation) -> Practice | None:
    return _practice(situation.earlier[-1], situation) if situation.earlier else None
