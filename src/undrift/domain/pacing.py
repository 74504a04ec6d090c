"""The pacing rules, in order. A rule holds a practice back or has nothing to say; docs/pacing.md lists them all.

Adding a rule: one small function of (practice, situation), one line in RULES, one line in docs/pacing.md.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from undrift.domain import holds
from undrift.domain.practices import Asks, Branch, Capacity, NotWhen, Practice, Reach, Tag
from undrift.domain.situation import CALM, FIRM, Situation, avoided

Holds = Callable[[Practice, Situation], bool]


class Rule(NamedTuple):
    """`name` is stable and public; `holds` says whether the practice waits."""

    name: str
    holds: Holds


LOW_SAFETY = 1
LOW_RESPONSIVENESS = 1
TOUCH_FROM_LEVEL = 2
HARD_TOPIC_FROM_LEVEL = 3
ASKING_FROM_LEVEL = 2
REST_AFTER_TOO_MUCH = timedelta(days=30)
RETIRED_AFTER_TOO_MUCH = 2
HARD_TOPICS = holds.HARD_TOPICS | {Tag.FUTURE}
TOPIC_TAGS = HARD_TOPICS | {Tag.DISCLOSURE, Tag.CURIOSITY, Tag.SHARED_CYCLE, Tag.DIRECT_REQUEST, Tag.TOUCH}
COOL_ENOUGH = CALM | {Tag.REPAIR, Tag.BOUNDARY}
OPEN_FROM_DAY_ONE = CALM | FIRM | {Tag.REPAIR}
ENERGY = {Capacity.LITTLE: 0, Capacity.SOME: 1, Capacity.PLENTY: 2}
LONGEST_ON_LITTLE = 5
LONGEST_UNSAID = 10


def after_argument(practice: Practice, situation: Situation) -> bool:
    """T7, S0.33, S0.36: a pause first, then one line to mend; the topic waits until both are ready."""
    if situation.both_ready:
        return False
    tags = practice.tags
    return (
        (situation.topic_is_parked and not tags.isdisjoint(holds.HARD_TOPICS))
        or (situation.argument_is_heated and tags.isdisjoint(COOL_ENOUGH))
        or (
            situation.argument_is_fresh
            and (not tags.isdisjoint(TOPIC_TAGS) or NotWhen.AFTER_ARGUMENT in practice.not_when)
        )
    )


def alone(practice: Practice, situation: Situation) -> bool:
    """S2.15, S2.27: steps for one; what asks the other for time or an answer needs steady ground first.

    One clear request is the exception (T10): making it is one's own to do, and some problems need it most.
    """
    if not situation.alone:
        return False
    if practice.reach is not Reach.SOLO:
        return True
    asks = practice.asks_of_partner in {Asks.ANSWER, Asks.TIME} and Tag.DIRECT_REQUEST not in practice.tags
    steady = situation.own_level >= ASKING_FROM_LEVEL and situation.person.branch in {Branch.STRENGTHEN, Branch.BROWSE}
    return asks and not steady


def touch_consent(practice: Practice, situation: Situation) -> bool:
    """S1.36, S1.37: two standing yeses to this very kind of touch, and nothing is asked again."""
    if Tag.TOUCH not in practice.tags:
        return False
    partner, kind = situation.state.partner, practice.touch_kind
    return partner is None or kind not in situation.person.touch_consents or kind not in partner.touch_consents


def cap(practice: Practice, situation: Situation) -> bool:
    """T1, S0.11, S0.12, S2.18: the lower of two levels bounds intensity; light warmth (depth 0) stays open."""
    level = _level_for(practice, situation)
    return (
        practice.depth > level
        or (Tag.TOUCH in practice.tags and level < TOUCH_FROM_LEVEL)
        or (level < HARD_TOPIC_FROM_LEVEL and not practice.tags.isdisjoint(HARD_TOPICS))
    )


def _level_for(practice: Practice, situation: Situation) -> int:
    """Without a partner in the app, what stays private goes by one's own level; what reaches the other starts light."""
    private = practice.asks_of_partner is Asks.NOTHING and Tag.DISCLOSURE not in practice.tags
    return situation.own_level if situation.alone and private else situation.shared_level


def low_safety(practice: Practice, situation: Situation) -> bool:
    """S0.12, S2.6."""
    return NotWhen.LOW_SAFETY in practice.not_when and situation.own_level <= LOW_SAFETY


def too_much(practice: Practice, situation: Situation) -> bool:
    """S1.41, S1.42: one *too much* goes a step lighter in everything until two have landed well."""
    return situation.ladder.lowered and practice.depth > situation.ladder.rung


def ladder(practice: Practice, situation: Situation) -> bool:
    """S0.20, S1.13: two good landings open the next depth of opening up; none is skipped."""
    return practice.depth > situation.ladder.rung and _opens_up(practice)


def _opens_up(practice: Practice) -> bool:
    """Mending and steadiness are open from the first day (S0.44), a clear request too (T10), unless they disclose."""
    return Tag.DISCLOSURE in practice.tags or practice.tags.isdisjoint(OPEN_FROM_DAY_ONE)


def responsiveness(practice: Practice, situation: Situation) -> bool:
    """S0.29, S1.52: thanks said aloud wait while the person does not feel met."""
    return situation.person.responsiveness <= LOW_RESPONSIVENESS and (
        Tag.GRATITUDE_EXPRESSED in practice.tags or NotWhen.LOW_RESPONSIVENESS in practice.not_when
    )


def retired(practice: Practice, situation: Situation) -> bool:
    """Pacing rule 10: *too much* twice and never *closer* is enough."""
    return (
        situation.landings.get((practice.id, "too_much"), 0) >= RETIRED_AFTER_TOO_MUCH
        and (practice.id, "closer") not in situation.landings
    )


def cooldown(practice: Practice, situation: Situation) -> bool:
    """S2.13, S2.35: nothing comes back soon, whatever the answer was; longer after *not today* or *too much*."""
    last = situation.last_offers.get(practice.id)
    if last is None:
        return False
    rest = timedelta(days=practice.cooldown_days * (2 if last.answer == "not_today" else 1))
    if last.was_too_much:
        rest = max(rest, REST_AFTER_TOO_MUCH)
    return situation.state.now - last.at < rest


def setting(practice: Practice, situation: Situation) -> bool:
    """S3.9: it fits where the two people are."""
    place = situation.person.setting
    return place is not None and bool(practice.setting) and place not in practice.setting


def senses(practice: Practice, situation: Situation) -> bool:
    """S0.27: nothing leans on a sense the person would rather leave out."""
    return avoided(practice, situation.person.senses_avoided)


def energy(practice: Practice, situation: Situation) -> bool:
    """S0.25: never more than a person has in them tonight."""
    return ENERGY[practice.energy] > ENERGY[situation.capacity]


def minutes(practice: Practice, situation: Situation) -> bool:
    """S0.25, S1.28."""
    return practice.minutes > _longest(situation)


def _longest(situation: Situation) -> float:
    said = situation.person.minutes
    if situation.person.capacity is Capacity.LITTLE:
        return min(LONGEST_ON_LITTLE, LONGEST_ON_LITTLE if said is None else said)
    if said is not None:
        return said
    return LONGEST_UNSAID if situation.person.capacity is None else float("inf")


def glance(practice: Practice, situation: Situation) -> bool:  # noqa: ARG001 - a rule's shape
    """Evidence 5.3: the screen of tonight is one that others glance at."""
    return not practice.glance_safe


RULES: tuple[Rule, ...] = (
    Rule("fear", holds.fear),
    *(Rule(f"hold-{name.replace('_', '-')}", partial(holds.held, name)) for name in holds.HOLDS_BY_NAME),
    Rule("severe-problem", holds.severe_problem),
    Rule("one-sided", holds.one_sided),
    Rule("not-getting-better", holds.not_getting_better),
    Rule("after-argument", after_argument),
    Rule("alone", alone),
    Rule("touch-consent", touch_consent),
    Rule("cap", cap),
    Rule("low-safety", low_safety),
    Rule("too-much", too_much),
    Rule("ladder", ladder),
    Rule("responsiveness", responsiveness),
    Rule("retired", retired),
    Rule("cooldown", cooldown),
    Rule("setting", setting),
    Rule("senses", senses),
    Rule("energy", energy),
    Rule("minutes", minutes),
    Rule("glance", glance),
)


def first_rule_against(practice: Practice, situation: Situation) -> str | None:
    """Name the first rule that holds this practice back tonight, or None where it stands open."""
    return next((rule.name for rule in RULES if rule.holds(practice, situation)), None)
