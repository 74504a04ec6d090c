"""What my own desk and my own calendar know of times that return, brought up to date by my own open door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from undrift.actions import calendars, reminders, timesoftwo
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit
from undrift.adapters import calendar, clock
from undrift.domain import rhythms, rituals, whenwords
from undrift.domain.couples import Phase
from undrift.domain.desk import Desk
from undrift.domain.errors import BadInput
from undrift.domain.evening import evening_of
from undrift.domain.returning import Coming, OwnTime, Returning
from undrift.domain.rhythms import Rhythm
from undrift.domain.rituals import Typed
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing
from undrift.vault import cipher

AHEAD = timedelta(days=4)
STILL_ON = timedelta(hours=4)


def refresh(visit: Visit) -> None:
    """Look anew at what comes, for Today and for my calendar. It writes only where something is different."""
    with writing():
        _write_calendar(visit, desks.change(visit, lambda desk: with_coming(visit, desk)))


def write_calendar(visit: Visit, desk: Desk) -> None:
    """Write my calendar anew this evening, if I have one. Inside the write lock.

    Between new keys and new words it stays as it is: the times of two stand, and cannot be looked at.
    """
    here = visit.membership
    unread = here is not None and here.renewals > 0 and visit.phase in {Phase.READING, Phase.WAITING}
    if not unread:
        _write_calendar(visit, desk)


def _write_calendar(visit: Visit, desk: Desk) -> None:
    if desk.returning.feed:
        calendars.reseal(visit, desk, _kept(visit, desk))


def make_address(visit: Visit) -> str:
    """Make a new address for my calendar; returns its secret, which is shown once."""
    with writing():
        secret = calendars.make(visit)
        refresh(visit)
    wipe_what_was_deleted()
    return secret


def choose_title(visit: Visit, chosen: str, own: str) -> None:
    """Choose what stands in my calendar. Raises BadInput at `title` or `own`."""
    with writing():
        calendars.choose_title(visit, chosen, own)
        refresh(visit)


def with_coming(visit: Visit, desk: Desk) -> Desk:
    """Put the next few on the desk, so that Today need not look for them; and their hours, for whoever is reminded."""
    kept = _kept(visit, desk)
    desk = desk.with_(returning=desk.returning.expecting(_coming(kept)))
    return reminders.expecting(desk, [one.rhythm for one in kept if one.of_two])


def _kept(visit: Visit, desk: Desk) -> list[calendars.Kept]:
    """Name everything that stands for this person, with its rule."""
    own = [calendars.Kept(one.id, one.title, one.rhythm, of_two=False) for one in desk.returning.own]
    return [*_of_two(visit), *own]


def _of_two(visit: Visit) -> Iterator[calendars.Kept]:
    if visit.membership is None or visit.phase is not Phase.PAIRED:
        return
    for time in timesoftwo.every(visit, visit.membership):
        if time.stands and time.ritual is not None:
            yield calendars.Kept(time.line.id, time.ritual.title, time.ritual.rhythm, of_two=True)


def _coming(kept: list[calendars.Kept]) -> Iterator[Coming]:
    now = clock.now()
    for one in kept:
        for found in calendar.occurrences(one.rhythm, now - STILL_ON, now + AHEAD):
            at = found.start_utc.isoformat(timespec="minutes")
            yield Coming(at, found.minutes, one.title, one.id if one.of_two else "")


def keep_own(visit: Visit, typed: Typed, *, note_key: str) -> None:
    """Keep a time of my own, in Just me. Sent twice it is one. Raises BadInput."""
    desk = desks.read(visit)
    asked = rituals.asked_for(typed, desks.zone_of(desk), evening_of(desks.local_now(desk)))
    name = cipher.derive(visit.unlocked.desk_key, "own time", note_key or cipher.new_id()).hex()[:32]
    _change_part(visit, lambda part: part.adding(OwnTime(name, asked.title, asked.rhythm)))


def leave_out_own(visit: Visit, wanted: str, day: date) -> None:
    _change_own(visit, wanted, lambda rhythm: rhythms.left_out(rhythm, day))


def rest_own(visit: Visit, wanted: str, *, again: bool) -> None:
    """Let one of my own rest until I take it up, or take it up."""

    def how(rhythm: Rhythm) -> Rhythm:
        today = clock.now().astimezone(clock.zone(rhythm.zone, "UTC")).date()
        return rhythms.taken_up(rhythm, today) if again else rhythms.resting(rhythm, today, None)

    _change_own(visit, wanted, how)


def end_own(visit: Visit, wanted: str) -> None:
    """Let it go. Twice is once."""
    _change_part(visit, lambda part: part.without_own(wanted))


def _change_own(visit: Visit, wanted: str, how: calendars.HowRhythm) -> None:
    def change(part: Returning) -> Returning:
        one = part.one(wanted)
        now = clock.now().astimezone(clock.zone(one.rhythm.zone, "UTC")).date()
        return part.with_own(replace(one, rhythm=how(rhythms.without_past(one.rhythm, now))))

    _change_part(visit, change)


def _change_part(visit: Visit, how: calendars.HowPart) -> None:
    with writing():
        desks.change(visit, lambda desk: desk.with_(returning=how(desk.returning)))
        refresh(visit)


def next_of(rhythm: Rhythm, zone: str, *, most: int = 3) -> list[tuple[date, datetime]]:
    """Name the next few: the day each has by the rule, and its time by this zone's clock."""
    now, there = clock.now(), clock.zone(zone, "UTC")
    ahead = timedelta(weeks=rhythm.every * 2 + 5)
    found = calendar.occurrences(rhythm, now, now + ahead)[:most]
    return [(one.date, one.start_utc.astimezone(there)) for one in found]


def checked_day(typed: str) -> date:
    """Raises BadInput at `day`."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise BadInput("day", "There is nothing on that day to leave out.") from None


@dataclass(frozen=True, slots=True)
class When:
    """One rhythm as its reader sees it. `next`: the day by the rule, ISO, and the time in words; soonest first."""

    rule: str
    minutes: int
    rest: str
    next: list[tuple[str, str]]
    other: str = ""
    soonest: datetime | None = None


def seen(desk: Desk, rhythm: Rhythm, their_zone: str = "", name: str = "") -> When:
    """Look at a rhythm by my own clock, and say where the other's differs."""
    now = desks.local_now(desk)
    ahead = next_of(rhythm, desks.zone_of(desk))
    plain = next_of(replace(rhythm, rests=(), moves={}), desks.zone_of(desk), most=1)
    day, sample = plain[0] if plain else (rhythm.first, datetime.combine(rhythm.first, rhythm.at, now.tzinfo))
    at = ahead[0][1] if ahead else sample
    other = whenwords.other_clock(at, at.astimezone(clock.zone(their_zone, "UTC")), name) if their_zone else ""
    today = now.astimezone(clock.zone(rhythm.zone, "UTC")).date()
    return When(
        whenwords.rule_words(rhythm, sample, day),
        rhythm.minutes,
        whenwords.rest_words(rhythm, today),
        [(by_rule.isoformat(), whenwords.moment_words(local, now)) for by_rule, local in ahead],
        other,
        ahead[0][1] if ahead else None,
    )
