"""A reminder of one's own: choosing it, going quieter, and laying out when it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from undrift.actions import desk as desks
from undrift.actions.sessions import Visit
from undrift.adapters import calendar, clock
from undrift.domain import reminders
from undrift.domain.couples import Phase
from undrift.domain.desk import Desk
from undrift.domain.evening import evening_of
from undrift.domain.reminder_plan import AHEAD
from undrift.domain.reminders import MOMENTS_KEPT, Reminders, Wish
from undrift.domain.rhythms import Rhythm

Change = Callable[[Reminders, date], Reminders]


def mine(visit: Visit) -> Reminders:
    return desks.read(visit).reminders


def choose(visit: Visit, wish: Wish) -> None:
    """Keep what was chosen and lay out the next four weeks. Raises BadInput at its field, keeping nothing."""
    _change(visit, lambda before, today: reminders.chosen(before, wish, today))


def go_quieter(visit: Visit, answer: str) -> None:
    """Take the answer to the offer of fewer reminders. Raises BadInput at `quieter`."""
    _change(visit, lambda before, _: reminders.gone_quieter(before, answer))


def _change(visit: Visit, how: Change) -> None:
    desks.change(visit, lambda d: d.with_(reminders=how(d.reminders, evening_of(desks.local_now(d)))))


def may_go_quieter(visit: Visit) -> bool:
    desk = desks.read(visit)
    landings = ((offer.on, offer.landing) for offer in desk.history)
    return reminders.may_go_quieter(desk.reminders, landings, evening_of(desks.local_now(desk)))


def look_ahead(visit: Visit, desk: Desk) -> Desk:
    """Lay out the next four weeks anew, once on each evening that somebody comes.

    Who stays away hears less, and then nothing. Where there are no longer two, no ritual is left.
    """
    today = evening_of(desks.local_now(desk)).isoformat()
    alone = visit.phase is not Phase.PAIRED
    if not desk.reminders.on or (desk.reminders.planned_on == today and not (alone and desk.reminders.moments)):
        return desk

    def anew(wish: Reminders) -> Reminders:
        return replace(wish, planned_on=today, moments=() if alone else wish.moments)

    return desks.change(visit, lambda d: d.with_(reminders=anew(d.reminders)))


def expecting(desk: Desk, rhythms: Iterable[Rhythm]) -> Desk:
    """Tell when the rituals that both call one come in the next four weeks. An empty list forgets them.

    The reminder for one is sent only where its owner chose so.
    """
    now = clock.now()
    found = [one.start_utc for rhythm in rhythms for one in calendar.occurrences(rhythm, now, now + AHEAD)]
    moments = tuple(at.isoformat() for at in sorted(found)[:MOMENTS_KEPT])
    return desk.with_(reminders=replace(desk.reminders, moments=moments))
