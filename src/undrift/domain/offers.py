"""What may be offered, and when: at most one a day, always with its length, and never overdue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from undrift.domain.desk import Desk
from undrift.domain.evening import evening_of, may_ask
from undrift.domain.ground import CLOCKS_APART
from undrift.domain.readings import Readings, believed

SHORT, WHOLE, APART, LOOK_BACK = "csi-4", "csi-16", "apart", "look-back"
FOUR_WEEKS = timedelta(weeks=4)
WHOLE_AT = (0, 8, 24)
THEN_EVERY = timedelta(weeks=12)
COMES_BACK_AFTER = timedelta(weeks=1)
"""An offer that was neither taken nor left is there again a week later."""


class Offer(NamedTuple):
    """One row behind the private door: where it leads, and how long that takes."""

    name: str
    words: str
    length: str
    path: str


OFFERS: Mapping[str, Offer] = {
    offer.name: offer
    for offer in (
        Offer(WHOLE, "Sixteen questions about how it is between you", "about three minutes", "/mine/questions/csi-16/"),
        Offer(SHORT, "Four questions about how it is between you", "about a minute", "/mine/questions/csi-4/"),
        Offer(APART, "One question, apart", "ten seconds", "/mine/apart/"),
        Offer(LOOK_BACK, "Look back for two minutes", "two minutes", "/mine/look-back/"),
    )
}
"""In the order in which they come up."""


def began(desk: Desk, readings: Readings, today: date) -> date:
    """Give the day the weeks are counted from."""
    earliest = [week.day for week in believed(readings.weeks, today)[:1]]
    begun = [datetime.fromisoformat(desk.began_at).date()] if desk.began_at else []
    return min((*earliest, *begun, today))


def due(desk: Desk, readings: Readings, today: date) -> tuple[Offer, ...]:
    """Name what could be offered now, in its order: the same whatever hold stands, so that no page gives one away."""
    since = began(desk, readings, today)
    is_due = {
        WHOLE: _whole_is_due(desk, readings, since, today),
        SHORT: _has_passed(_newest(readings, SHORT, today) or since, today),
        APART: _apart_is_due(desk, since, today),
        LOOK_BACK: _has_passed(since, today),
    }
    return tuple(offer for name, offer in OFFERS.items() if is_due[name] and _may_come(desk, name, today))


def tonight(desk: Desk, readings: Readings, local: datetime) -> Offer | None:
    """Find the one offer of this evening: the one that stands since earlier, or a first one where there is room."""
    today = evening_of(local)
    paused = desk.paused_until is not None and desk.paused_until > local.replace(tzinfo=None).isoformat()
    could = () if paused or desk.guest else due(desk, readings, today)
    standing = [offer for offer in could if desk.measured.put.get(offer.name) == today.isoformat()]
    return next(iter(standing or (could if may_ask(desk, local) else ())), None)


def _may_come(desk: Desk, name: str, today: date) -> bool:
    """Not after *not now* in the last four weeks, nor within a week of an evening on which it was let be."""
    left, put = _told(desk.measured.left.get(name), today), _told(desk.measured.put.get(name), today)
    rested = left is None or _has_passed(left, today)
    return rested and (name == APART or put is None or put >= today or today - put >= COMES_BACK_AFTER)


def _apart_is_due(desk: Desk, since: date, today: date) -> bool:
    """Go by the evening it was last put, whatever was answered: of the answer there is no trace to go by."""
    put = _told(desk.measured.put.get(APART), today)
    return _has_passed(put or since, today) or put == today


def _whole_is_due(desk: Desk, readings: Readings, since: date, today: date) -> bool:
    """At 0, 8 and 24 weeks, then every twelve. One that was left comes again at the next of these, not before."""
    planned = _planned(since, today)
    done, left = _newest(readings, WHOLE, today), _told(desk.measured.left.get(WHOLE), today)
    return all(day is None or day < planned for day in (done, left))


def _planned(since: date, today: date) -> date:
    weeks = (today - since).days // 7
    at = [first for first in WHOLE_AT if first <= weeks][-1:] or [0]
    later = (weeks - WHOLE_AT[-1]) // (THEN_EVERY.days // 7) * (THEN_EVERY.days // 7) if weeks >= WHOLE_AT[-1] else 0
    return since + timedelta(weeks=at[0] + later)


def _newest(readings: Readings, instrument: str, today: date) -> date | None:
    scores = readings.scores_of(instrument, today)
    return scores[-1][0] if scores else None


def _has_passed(day: date, today: date) -> bool:
    return today - day >= FOUR_WEEKS


def _told(day: str | None, today: date) -> date | None:
    """Read a day that was kept; one that a wrong clock put into the future never was."""
    if not day or date.fromisoformat(day) - today > CLOCKS_APART:
        return None
    return date.fromisoformat(day)
