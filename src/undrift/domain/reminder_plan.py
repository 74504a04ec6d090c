"""When a person is reminded in the next four weeks. Pure: never twice a day, never in quiet hours, never in a pause.

The times lie readable, for the worker has no key. So they follow what was chosen on the page of reminders, a pause, and
visits, and nothing else: how much somebody has tonight, what was too much, or what is kept away must not show in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from random import Random

from undrift.domain.desk import Desk
from undrift.domain.reminders import Reminders, is_quiet

AHEAD = timedelta(days=28)
"""Who no longer comes is reminded of nothing after this: a plan is only made on a visit."""
THINS_AFTER = timedelta(days=7)
"""After a week without a visit, every second of the days that are left."""
LATEST = timedelta(hours=2)
"""What could not be sent by then is let go."""
APART = timedelta(hours=12)
"""Nothing comes sooner than this after the last one, whatever the zone. One further ahead is a mistaken clock's."""
BREAKFAST = time(5)
DELAY_SECONDS = 15 * 60


@dataclass(frozen=True, slots=True)
class Due:
    """One reminder. `at` and `until` are UTC; `if_ready`: only where something of the other's lies there by then."""

    day: date
    at: datetime
    until: datetime
    if_ready: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A reminder that has been sent or let go: its day is used up."""

    day: date
    at: datetime


def plan(desk: Desk, now: datetime, zone: tzinfo, sent: Sequence[Sent] = ()) -> tuple[Due, ...]:
    """Lay out the next four weeks from a desk. `now` is UTC."""
    wish = desk.reminders
    if not wish.on:
        return ()
    first = now.astimezone(zone).date()
    days = [first + timedelta(days=n) for n in range(AHEAD.days)]
    used = {one.day for one in sent}
    last = max((one.at for one in sent if one.at <= now + APART), default=now - APART)
    found: list[Due] = []
    for day in days:
        due = _on(desk, day, first, zone)
        if due is None or day in used or due.at <= now or _paused(desk, due.at.astimezone(zone)):
            continue
        if due.at - last >= APART:
            found.append(due)
            last = due.at
    return tuple(found)


def _on(desk: Desk, day: date, first: date, zone: tzinfo) -> Due | None:
    """Choose the one of a day: a ritual has its own hour, a time of one's own goes before what the other left."""
    wish = desk.reminders
    options = (*_rituals(desk, day, zone), *_own(desk, day, first, zone), *_morning(desk, day, zone))
    return next((due for due in options if not _in_quiet_hours(wish, due.at.astimezone(zone))), None)


def _rituals(desk: Desk, day: date, zone: tzinfo) -> Iterator[Due]:
    if desk.reminders.rituals:
        for moment in sorted(desk.reminders.moments):
            at = datetime.fromisoformat(moment)
            if at.astimezone(zone).date() == day:
                yield _due(desk.reminders, day, at, zone)


def _own(desk: Desk, day: date, first: date, zone: tzinfo) -> Iterator[Due]:
    wish = desk.reminders
    been_here = desk.tonight is not None and desk.tonight.on == day.isoformat() and desk.tonight.chosen
    if wish.own and day.weekday() in wish.days and not been_here and day.toordinal() % _every(wish, day - first) == 0:
        yield _due(wish, day, moment(day, time.fromisoformat(wish.at), zone), zone)


def _every(wish: Reminders, away: timedelta) -> int:
    """Say which share of the chosen days stays: one in this many."""
    return 2 if wish.quieter or away >= THINS_AFTER else 1


def _morning(desk: Desk, day: date, zone: tzinfo) -> Iterator[Due]:
    """Where something of the other's may lie ready: when the quiet hours end, and up to a quarter of an hour later.

    What the other writes opens at five in the morning, so the minute says nothing about when they wrote. A quarter of
    an hour that would run into the next day is left out.
    """
    wish = desk.reminders
    if not wish.lies_ready:
        return
    ends = time.fromisoformat(wish.quiet_to)
    drawn = f"{desk.seed}:{desk.began_at}:{day.isoformat()}:delay"  # four weeks of delays would give the seed away
    delay = Random(drawn).randrange(DELAY_SECONDS)  # noqa: S311 - a fair draw
    at = moment(day, max(ends, BREAKFAST), zone) + timedelta(seconds=delay)
    if at.astimezone(zone).date() == day:
        yield _due(wish, day, at, zone, if_ready=True)


def _due(wish: Reminders, day: date, at: datetime, zone: tzinfo, *, if_ready: bool = False) -> Due:
    """Make one, to be sent before the quiet hours begin and on its own day, or not at all."""
    ends = [at + LATEST, moment(day + timedelta(days=1), time(0), zone)]
    if wish.quiet_from != wish.quiet_to:
        start = time.fromisoformat(wish.quiet_from)
        ends += [moment(day + timedelta(days=n), start, zone) for n in (0, 1)]
    return Due(day, at, min(end for end in ends if end > at), if_ready)


def moment(day: date, at: time, zone: tzinfo) -> datetime:
    """Name the instant of a local time, UTC. An hour that the clocks skip moves on; one they repeat comes once."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def _in_quiet_hours(wish: Reminders, local: datetime) -> bool:
    return is_quiet(local.time(), time.fromisoformat(wish.quiet_from), time.fromisoformat(wish.quiet_to))


def _paused(desk: Desk, local: datetime) -> bool:
    return desk.paused_until is not None and local.replace(tzinfo=None).isoformat() < desk.paused_until
