"""One evening: arrive, one step, do it away from the screen, how did it land. Nothing is ever overdue."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from undrift.domain.desk import LANDINGS, Desk, Offer, Tonight
from undrift.domain.errors import BadInput
from undrift.domain.practices import Capacity

NEW_DAY_AT = 4
LANDING_NOT_BEFORE = timedelta(minutes=20)
LANDING_NOT_AFTER = timedelta(hours=36)
EVENING_FROM = 17


class Phase(StrEnum):
    """The one thing Today shows."""

    LANDING = "landing"
    MENDING = "mending"
    ARRIVE = "arrive"
    STEP = "step"
    TRYING = "trying"
    NOT_TODAY = "not_today"
    LANDED = "landed"
    NOTHING = "nothing"


def evening_of(local: datetime) -> date:
    """Name the evening a local time belongs to: the small hours still belong to the day before."""
    return (local - timedelta(hours=NEW_DAY_AT)).date()


def clock_for_rules(local: datetime) -> str:
    """Give the local time to the pacing rules, the small hours counted to the evening before. ISO, no offset."""
    naive = local.replace(tzinfo=None, microsecond=0)
    if naive.hour < NEW_DAY_AT:
        naive = datetime.combine(evening_of(local), datetime.max.time()).replace(microsecond=0)
    return naive.isoformat()


def phase(desk: Desk, local: datetime) -> Phase:
    if landing_is_due(desk, local):
        return Phase.LANDING
    tonight = desk.tonight
    if tonight is None or tonight.on != evening_of(local).isoformat() or not tonight.chosen:
        return Phase.ARRIVE
    if tonight.practice is None:
        return Phase.NOTHING
    if tonight.landing:
        return Phase.LANDED
    return {"did": Phase.TRYING, "not_today": Phase.NOT_TODAY}.get(tonight.answer, Phase.STEP)


def landing_is_due(desk: Desk, local: datetime) -> bool:
    """Ask once, a while after *I'll try* and at most a day and a half later. Silence means nothing.

    Where this evening's one question was another one, it waits for the next day.
    """
    if desk.landing_due is None or not desk.landing_due_from or desk.asked_on == evening_of(local).isoformat():
        return False
    waited = local.replace(tzinfo=None) - datetime.fromisoformat(desk.landing_due_from)
    return LANDING_NOT_BEFORE <= waited <= LANDING_NOT_AFTER


def asked(desk: Desk, local: datetime) -> Desk:
    """Remember that this evening's one question was asked: in all of Undrift there is one a day."""
    return desk.with_(asked_on=evening_of(local).isoformat())


def may_ask(desk: Desk, local: datetime) -> bool:
    """Tell whether an evening has room for a question: none was asked today, and no landing has its time today."""
    if desk.asked_on == evening_of(local).isoformat() or NEW_DAY_AT <= local.hour < EVENING_FROM:
        return False
    if desk.landing_due is None or not desk.landing_due_from:
        return True
    day_began = datetime.combine(evening_of(local), time(NEW_DAY_AT))
    return datetime.fromisoformat(desk.landing_due_from) + LANDING_NOT_AFTER < day_began


def arrived(desk: Desk, local: datetime, capacity: str) -> Desk:
    if capacity not in set(Capacity):
        raise BadInput("capacity", "Please choose one of the three, or leave it.")
    on = evening_of(local).isoformat()
    if desk.tonight and desk.tonight.on == on and desk.tonight.chosen:
        return desk
    return desk.with_(tonight=Tonight(on=on, capacity=capacity), last_evening=on)


def offered(desk: Desk, practice: str | None, why_nothing: str = "", chapter: str = "") -> Desk:
    """Put tonight's one suggestion on the desk, where it stays: the screen never shuffles."""
    tonight = desk.tonight
    if tonight is None or tonight.chosen:
        return desk
    desk = desk.with_(tonight=_with(tonight, chosen=True, practice=practice, why_nothing=why_nothing, chapter=chapter))
    return desk.remembering(Offer(practice, tonight.on)) if practice else desk


def answered(desk: Desk, local: datetime, answer: str) -> Desk:
    """Record *I'll try* (`did`) or *not today*. Either is a complete answer and is not asked again."""
    tonight = desk.tonight
    if answer not in {"did", "not_today"}:
        raise BadInput("answer", "Please choose one of the two.")
    if tonight is None or tonight.practice is None or tonight.answer != "none":
        return desk
    offer = Offer(tonight.practice, tonight.on, answer)
    at = local.replace(tzinfo=None, microsecond=0).isoformat()
    desk = desk.remembering(offer).with_(tonight=_with(tonight, answer=answer, answered_at=at))
    return desk.with_(landing_due=offer, landing_due_from=at) if answer == "did" else desk


def checked_landing(landing: str | None) -> None:
    if landing is not None and landing not in LANDINGS:
        raise BadInput("landing", "Please choose one of the four, or leave it.")


def landed(desk: Desk, landing: str | None) -> Desk:
    """Record how the step landed; None means the question was left, which is fine and is not asked again."""
    due = desk.landing_due
    if due is None:
        return desk
    checked_landing(landing)
    desk = desk.remembering(Offer(due.practice, due.on, due.answer, landing)).with_(landing_due=None)
    tonight = desk.tonight
    if tonight and tonight.on == due.on and landing:
        desk = desk.with_(tonight=_with(tonight, landing=landing))
    return desk


def _with(tonight: Tonight, **changes: object) -> Tonight:
    from dataclasses import replace

    return replace(tonight, **changes)  # type: ignore[arg-type]  # the fields are Tonight's own
