"""The day after an argument: one question, once; and the matter itself, only when both are ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeGuard

from undrift.domain.desk import Desk
from undrift.domain.errors import BadInput
from undrift.domain.evening import asked as asked_this_evening
from undrift.domain.evening import evening_of, landing_is_due, may_ask

ASKED_WITHIN = 7
"""Evenings after an argument on which the one question may still find its place; after that it never comes (S0.35)."""

ANSWERS = ("something", "mended", "leave")
NOT_UNDER = frozenset({"recent_betrayal", "self_harm"})

COUNTS_AFTER = (1, 2)
COUNTS_FOR = 5
"""Days. Said today, it counts from a day drawn one or two days ahead, for five: gone a week after it was said."""

ROOM_FOR = 3
NEVER = "0000-00-00"
"""As long as a day, so that the length of what is sealed says nothing either."""

Draw = Callable[[int, int], int]


def is_asked(desk: Desk, local: datetime) -> bool:
    """Tell whether tonight's one question is *Anything to mend?*. Once for an argument, on one evening (S0.35)."""
    if not _may_concern(desk, local) or landing_is_due(desk, local):
        return False
    after = desk.afterwards
    if after.asked_about == desk.argued_at:
        return after.asked_on == evening_of(local).isoformat() and not after.answered
    return may_ask(desk, local)


def _may_concern(desk: Desk, local: datetime) -> bool:
    if desk.argued_at is None or desk.guest or _kept_back(desk) or _resting(desk, local):
        return False
    evenings_ago = (evening_of(local) - date.fromisoformat(desk.argued_at[:10])).days
    return 1 <= evenings_ago <= ASKED_WITHIN


def _kept_back(desk: Desk) -> bool:
    """Never under fear, after a betrayal, or where softness is not the answer (product law 7)."""
    return desk.keep_joint_away or desk.severe_problem or not NOT_UNDER.isdisjoint(desk.all_holds)


def _resting(desk: Desk, local: datetime) -> bool:
    return desk.paused_until is not None and desk.paused_until > local.replace(tzinfo=None).isoformat()


def asked(desk: Desk, local: datetime) -> Desk:
    """Remember that it stands on tonight's screen: whatever becomes of it, it comes on no other evening."""
    on = evening_of(local).isoformat()
    after = replace(desk.afterwards, asked_about=desk.argued_at or "", asked_on=on, answered=False)
    return asked_this_evening(desk.with_(afterwards=after), local)


def answered(desk: Desk, local: datetime, what: str) -> Desk:
    """Put the question away. What was answered is kept nowhere. Raises BadInput at `mending`."""
    if what not in ANSWERS:
        raise BadInput("mending", "Please choose one of the three.")
    if desk.afterwards.asked_about != desk.argued_at or not _may_concern(desk, local):
        return desk
    return desk.with_(afterwards=replace(desk.afterwards, answered=True))


def ready(desk: Desk, today: date, draw: Draw) -> Desk:
    """Say, alone: I could come back to it. Said twice it is said once, and no other day is drawn."""
    if is_ready(desk, today):
        return desk
    counts_from = (today + timedelta(days=draw(*COUNTS_AFTER))).isoformat()
    return desk.with_(afterwards=replace(desk.afterwards, ready_from=counts_from))


def never_asked(desk: Desk) -> Desk:
    """Let the question about an argument with somebody who is gone never come. How steps are paced stays."""
    return desk.with_(afterwards=replace(desk.afterwards, asked_about=desk.argued_at or "", asked_on="", answered=True))


def withdrawn(desk: Desk) -> Desk:
    """Take it back, at once and silently."""
    return desk.with_(afterwards=desk.afterwards.withdrawn())


def is_ready(desk: Desk, today: date) -> bool:
    """Tell somebody about themselves: it was said, and its time is not over."""
    day = desk.afterwards.ready_from
    return bool(day) and today < date.fromisoformat(day) + timedelta(days=COUNTS_FOR)


def told(desk: Desk) -> str:
    """Give the day that crosses to the other, sealed. While joint things are kept away, none does."""
    return NEVER if desk.keep_joint_away else desk.afterwards.ready_from or NEVER


def counts(day: str, today: date) -> bool:
    """Tell whether a day that crossed over, or one's own, counts today."""
    if day == NEVER:
        return False
    begins = date.fromisoformat(day)
    return begins <= today < begins + timedelta(days=COUNTS_FOR)


def both_ready(desk: Desk, theirs: str, today: date) -> bool:
    return counts(told(desk), today) and counts(theirs, today)


def with_room(desk: Desk, theirs: str, today: date) -> Desk:
    """Remember, once both are ready, that there is room. It then stays its days, so that taking back shows nowhere."""
    after = desk.afterwards
    if after.room_from >= after.ready_from or not both_ready(desk, theirs, today):
        return desk
    return desk.with_(afterwards=replace(after, room_from=today.isoformat()))


def has_room(desk: Desk, today: date) -> bool:
    day = desk.afterwards.room_from
    return bool(day) and not desk.keep_joint_away and 0 <= (today - date.fromisoformat(day)).days < ROOM_FOR


def is_day(value: object) -> TypeGuard[str]:
    """Tell whether a value from the other is a day, or says that there is none."""
    if not isinstance(value, str) or len(value) != len(NEVER):
        return False
    try:
        return value == NEVER or date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
