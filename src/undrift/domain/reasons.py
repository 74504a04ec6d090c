"""Why more help is offered, in words: what was seen, and nothing that was not (S1.62, S3.40, S3.41)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from undrift.domain import referral
from undrift.domain.desk import Desk

REASONS: Mapping[str, str] = {
    "self_harm": "You ticked that you have thoughts of ending your life.",
    "serious": "You said that there is something serious.",
    "addiction": "You ticked that drink, drugs or gambling has a hold on one of you.",
    "asked": "You said that you would like help from somebody outside.",
    "one_sided": "More than once in the last eight weeks you marked that it feels as if only you try.",
    "worse": "In the last two weeks you marked, safety, what was said and respect were clearly lower than before.",
    "no_gain": "For eight weeks or more, safety, plans and respect stayed low, without a clear rise.",
    "looks": "In the longer questions your last two answers were clearly lower than before, or stayed low for months.",
}
"""In the order of the page. Each says what was marked or ticked, and by whom: oneself."""

WHY: Mapping[str, str] = {
    "self_harm": "Please talk to somebody today. That comes before anything on these pages.",
    "serious": "Small steps at home are not enough for it.",
    "addiction": "It needs its own help, for the one it has hold of and for the one beside them.",
    "asked": "That is reason enough.",
    "one_sided": "One person can keep steady. One person can’t carry two.",
    "worse": "One hard week says little. Two running are worth a look from outside.",
    "no_gain": "When small steps don’t lighten it, another kind of help often can.",
    "looks": "They change slowly. Where they fall, or stay low, it is worth asking somebody.",
}


def reasons(desk: Desk, today: date) -> tuple[str, ...]:
    """Name every reason that stands now."""
    own = referral.recent_of(referral.own_readings(desk.checks, today), referral.OWN_ITEMS, today)
    stands = {
        "self_harm": "self_harm" in desk.holds,
        "serious": desk.severe_problem,
        "addiction": "addiction" in desk.holds,
        "asked": desk.wants_help,
        "one_sided": referral.one_sided_twice(desk.one_sided_on, today),
        "worse": referral.worse_twice(own, referral.OWN_ITEMS),
        "no_gain": bool(own) and referral.no_gain(own, referral.OWN_ITEMS),
        "looks": desk.measured.says_not_better(today),
    }
    return tuple(name for name in REASONS if stands[name])


def row_stands(desk: Desk, today: date) -> bool:
    """Say whether the quiet row for more help is there: something was seen, and it was not left for now."""
    found = reasons(desk, today)
    return bool(found) and not desk.measured.rests(found, today)
