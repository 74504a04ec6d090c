"""When tonight has no suggestion: because it must not (a rule of the evening) or because a free evening is due.

Nothing is a real option on every ordinary evening (pacing rule 1, product law 2), and more often when things are
fragile, tiring or going well.
"""

from __future__ import annotations

from itertools import takewhile
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, time

    from undrift.domain.situation import Situation
    from undrift.domain.state import Past, State

NOTHING_SHARE = 0.3
NOTHING_AT_MOST = 0.8
FIRST_EVENINGS = 3
LOOKING_BACK = 3
CLOSE = 5
GOING_WELL_AFTER = 4
FEWER = 0.25


def evening_rule(state: State) -> str | None:
    """Name the rule by which there is no new suggestion tonight, or None. `one-a-day` may still repeat today's own."""
    todays = today_items(state)
    if state.paused_until is not None and state.paused_until > state.now:
        return "paused"
    if is_quiet(state):
        return "quiet-hours"
    if any(past.answer == "not_today" for past in todays):
        return "not-today"
    return "one-a-day" if todays else None


def is_quiet(state: State) -> bool:
    """S0.25: inside the hours the person keeps free; a start equal to its end means none."""
    return state.quiet_hours is not None and _within(state.now, *state.quiet_hours)


def _within(now: datetime, start: time, end: time) -> bool:
    clock = now.time()
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def today_items(state: State) -> tuple[Past, ...]:
    today = state.today
    lately = takewhile(lambda past: past.at.date() >= today, reversed(state.history))
    return tuple(past for past in lately if past.at.date() == today)[::-1]


def free_evening(situation: Situation) -> bool:
    """Draw, the same all day, whether tonight stays free. Never on the first evenings or after an argument."""
    if len(situation.earlier) < FIRST_EVENINGS or situation.argument_is_fresh:
        return False
    return dice(situation.state, "nothing").random() < nothing_share(situation)


def nothing_share(situation: Situation) -> float:
    """The chance of a free evening, from NOTHING_SHARE up to NOTHING_AT_MOST."""
    more = _for_safety(situation) + _for_burden(situation) + _for_going_well(situation)
    return min(NOTHING_SHARE + more + _for_fewer(situation), NOTHING_AT_MOST)


def _for_safety(situation: Situation) -> float:
    """S2.26: fewer prompts where it feels fragile, not more."""
    return {0: 0.2, 1: 0.1}.get(situation.own_level, 0.0)


def _for_burden(situation: Situation) -> float:
    """Pacing rule 4 and S2.35: lately too much, or *not today* again and again."""
    recent = situation.earlier[-LOOKING_BACK:]
    heavy = sum(past.was_too_much for past in recent)
    declined = sum(1 for _ in takewhile(lambda past: past.answer == "not_today", reversed(recent)))
    return 0.1 * heavy + (0.1 * declined if declined > 1 else 0.0)


def _for_going_well(situation: Situation) -> float:
    """S3.30, product law 8: needed less is the aim."""
    recent = [past.landing for past in situation.earlier if past.landing is not None][-GOING_WELL_AFTER:]
    well = len(recent) == GOING_WELL_AFTER and all(landing == "closer" for landing in recent)
    return 0.15 * well + 0.15 * (well and situation.person.closeness >= CLOSE)


def _for_fewer(situation: Situation) -> float:
    """S2.13, product law 8: somebody asked for fewer when looking back."""
    return FEWER * situation.person.fewer


def dice(state: State, purpose: str) -> Random:
    """One fair draw per person, day and purpose: the same evening always comes out the same."""
    return Random(f"{state.seed}:{state.today.isoformat()}:{purpose}")  # noqa: S311 - a fair draw, not a secret
