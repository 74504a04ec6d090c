"""Times that return for two: proposed by one, real once both say yes, moved, rested and ended by either (S1.25)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from undrift.actions import agreements, lines, returning, timesoftwo
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit
from undrift.actions.timesoftwo import Time
from undrift.adapters import calendar, clock
from undrift.domain import evening, rhythms, rituals
from undrift.domain.agreements import WordsMoved
from undrift.domain.desk import Desk
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.lines import Room
from undrift.domain.rhythms import Rhythm
from undrift.domain.rituals import Changes, Typed
from undrift.store.queries import lines as line_rows
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing


@dataclass(frozen=True, slots=True)
class Page:
    """`asked`: what the other proposes. `open`: mine, not yet both. `aside`: what I put aside."""

    stands: list[Time]
    open: list[Time]
    asked: list[Time]
    aside: list[Time]


def page(visit: Visit) -> Page:
    """Open what there is. What nobody said yes to for two weeks is not asked any more, and goes home."""
    here = lines.here_of(visit)
    lines.bring_home_withdrawn(visit)
    found = Page([], [], [], [])
    for time in timesoftwo.every(visit, here):
        if timesoftwo.has_gone_home(visit, time):
            _take_quietly_home(visit, time)
        else:
            _heap_of(found, time).append(time)
    return found


def _heap_of(found: Page, time: Time) -> list[Time]:
    if time.stands:
        return found.stands
    if time.line.mine:
        return found.open
    return found.aside if time.aside else found.asked


def _take_quietly_home(visit: Visit, time: Time) -> None:
    if time.line.mine and time.line.text is not None:
        with suppress(NotFound):  # another browser of mine was first
            lines.take_out(visit, time.line.id, Room.RITUAL)


def propose(visit: Visit, typed: Typed, *, note_key: str) -> str:
    """Put a time on my shelf, for the other to say yes to; proposing it is my yes. Raises BadInput."""
    desk = desks.read(visit)
    asked = rituals.asked_for(typed, desks.zone_of(desk), evening.evening_of(desks.local_now(desk)))
    here = lines.here_of(visit)
    if line_rows.how_many(visit.person, here.couple, Room.RITUAL) >= rituals.MOST_OF_ONE:
        raise BadInput("title", "Six are plenty to keep free. Let one of them end first; what you typed is still here.")
    try:
        return lines.put(visit, Room.RITUAL, (asked.title, asked.about()), note_key=note_key)
    except BadInput as problem:
        raise BadInput("title", problem.sentence) from None


def accept(visit: Visit, line: str, words: str, shown: str = "") -> None:
    """Say yes to this title at this time. Raises WordsMoved when it is not asked any more."""
    with writing():
        if _went_home(visit, line):
            raise WordsMoved("This one is not asked any more. Nothing was said for you. You can propose it yourself.")
        agreements.accept(visit, line, words, shown, Room.RITUAL)
        here, key, time = timesoftwo.opened_for_change(visit, line)
        zone = desks.zone_of(desks.read(visit))
        timesoftwo.keep(here, key, line, Changes(time.changes.rests, time.changes.moves, zone))
    returning.refresh(visit)


def _went_home(visit: Visit, line: str) -> bool:
    times = timesoftwo.every(visit, lines.here_of(visit))
    return any(time.line.id == line and timesoftwo.has_gone_home(visit, time) for time in times)


def put_aside(visit: Visit, line: str, shown: str = "") -> None:
    agreements.put_aside(visit, line, shown, Room.RITUAL)


def end(visit: Visit, line: str, shown: str = "") -> None:
    """Let it end, alone and at once. It is gone for both, and its name goes home to whoever proposed it."""
    agreements.withdraw(visit, line, shown, (Room.RITUAL,))
    desks.change(visit, lambda desk: desk.with_(returning=desk.returning.mentioned(line)))
    returning.refresh(visit)


def move(visit: Visit, line: str, day: str, on: str, at: str) -> None:
    """Put the one of this day somewhere else, once, by my own clock. Raises BadInput at `day` or `to`, WordsMoved."""
    to = _moment(visit, on, at)

    def how(rhythm: Rhythm) -> Rhythm:
        there = to.astimezone(clock.zone(rhythm.zone, "UTC")).replace(tzinfo=None)
        return rhythms.moved(rhythm, _day(day), there)

    _change(visit, line, how)


def leave_out(visit: Visit, line: str, day: str) -> None:
    """Leave the one of this day out, without a reason. Raises BadInput at `day`, WordsMoved."""
    _change(visit, line, lambda rhythm: rhythms.left_out(rhythm, _day(day)))


def rest(visit: Visit, line: str, long: str) -> None:
    """Let it rest from today on. Who asked is not written down anywhere. Raises BadInput at `rest`, WordsMoved."""
    if long not in rituals.RESTS:
        raise BadInput("rest", "Please choose one of these.")
    days = rituals.RESTS[long]

    def how(rhythm: Rhythm) -> Rhythm:
        first = _today_in(rhythm)
        return rhythms.resting(rhythm, first, first + timedelta(days=days - 1) if days else None)

    _change(visit, line, how)


def take_up(visit: Visit, line: str, day: str = "") -> None:
    """End a rest, or bring back one that was left out: `day`, or today. Raises BadInput at `day`, WordsMoved."""
    _change(visit, line, lambda rhythm: rhythms.taken_up(rhythm, _day(day) if day else _today_in(rhythm)))


def _change(visit: Visit, line: str, how: Callable[[Rhythm], Rhythm]) -> None:
    with writing():
        here, key, time = timesoftwo.opened_for_change(visit, line)
        if time.ritual is None:
            raise NotFound
        rhythm = how(rhythms.without_past(time.ritual.rhythm, _today_in(time.ritual.rhythm)))
        timesoftwo.keep(here, key, line, time.changes.with_those_of(rhythm))
    wipe_what_was_deleted()
    returning.refresh(visit)


def _today_in(rhythm: Rhythm) -> date:
    return clock.now().astimezone(clock.zone(rhythm.zone, "UTC")).date()


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise BadInput("day", "There is none on that day.") from None


def _moment(visit: Visit, on: str, at: str) -> datetime:
    """Read a day and a time by my own clock. Raises BadInput at `to` for what has passed or is none."""
    try:
        local = datetime.fromisoformat(f"{on.strip()}T{at.strip()}").replace(tzinfo=None)
        moment = calendar.starts_at(desks.zone_of(desks.read(visit)), local).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadInput("to", "Please give a day and a time of day.") from None
    if moment <= clock.now():
        raise BadInput("to", "That time has passed. Please choose a later one.")
    return moment


def asks_whether_to_be_quiet(visit: Visit, time: Time) -> bool:
    """Ask once, after some weeks, whether this one still needs a mention: the evening's one question, if it has room.

    A page that is opened again the same evening still asks.
    """
    desk = desks.read(visit)
    local, line = desks.local_now(desk), time.line.id
    this_evening, part = evening.evening_of(local), desk.returning
    if time.ritual is None or not time.stands or line in part.unsaid or desk.guest:
        return False
    asked = dict(part.asked).get(line)
    if asked is not None:
        return asked == this_evening.isoformat()
    if not rituals.may_need_no_mention(time.ritual, this_evening) or not evening.may_ask(desk, local):
        return False
    desks.change(
        visit,
        lambda now: evening.asked(now, local).with_(returning=now.returning.asking(line, this_evening.isoformat())),
    )
    return True


def mention(visit: Visit, line: str, *, again: bool) -> None:
    """Let Today stop naming it, or name it again. My own desk alone knows. Raises NotFound."""
    timesoftwo.one(visit, line)

    def change(desk: Desk) -> Desk:
        part = desk.returning
        return desk.with_(returning=part.mentioned(line) if again else part.unmentioned(line))

    desks.change(visit, change)
