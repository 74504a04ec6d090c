"""Ten weeks are lived through the real actions, with the clock moved from the first evening to this morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from undrift.actions import housekeeping
from undrift.adapters import clock
from undrift.cli.demo import deeds, readings
from undrift.cli.demo.deeds import Story
from undrift.cli.demo.evenings import LOOKS_AGAIN_AFTER, Days
from undrift.cli.demo.players import Player
from undrift.cli.demo.script import DAYS_A_WEEK, Moment, Script, of_shift
from undrift.domain.sharing import morning_of

Do = Callable[[], None]
Tell = Callable[[str], None]
TIDIES_AT = time(4, 30)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happens on one day at a local time, or a while after it."""

    day: int
    at: time
    do: Do
    later: timedelta = timedelta()


def live(script: Script, zone: ZoneInfo, tell: Tell) -> None:
    """Live all of it, up to yesterday, so that Today is fresh for both."""
    last = last_day(clock.now().astimezone(zone))
    with moved_clock() as moved:
        for when, do in sorted(plan(script, last, zone, tell), key=lambda one: one[0]):
            moved.time = when
            do()


def last_day(local: datetime) -> date:
    """Name the day before the newest breakfast: whatever was shared on it has arrived by now."""
    return morning_of(local) - timedelta(days=1)


def plan(script: Script, last: date, zone: ZoneInfo, tell: Tell) -> Iterator[tuple[datetime, Do]]:
    """Give everything that happens with its time, in no order yet."""
    players = {who.name: Player.of(who) for who in script.couple}
    first_day, days = last - timedelta(days=script.days - 1), Days(script.landings, last=script.days)
    parts = (_weeks(script, tell), _lines(script, players), _ordinary_days(script, players, days), _readings(players))
    for happening in (one for part in parts for one in part):
        local = datetime.combine(first_day + timedelta(days=happening.day - 1), happening.at, zone)
        yield (local + happening.later).astimezone(UTC), happening.do


def _readings(players: dict[str, Player]) -> Iterator[Happening]:
    for evening in readings.evenings(players):
        yield Happening(evening.day, evening.at, evening.do)


def _weeks(script: Script, tell: Tell) -> Iterator[Happening]:
    for number, week in enumerate(script.weeks):
        yield Happening(number * DAYS_A_WEEK + 1, TIDIES_AT, _week_begins(f"Week {number + 1}. {week.about}", tell))


def _week_begins(about: str, tell: Tell) -> Do:
    def begin() -> None:
        tell(about)
        housekeeping.tidy()

    return begin


def _lines(script: Script, players: dict[str, Player]) -> Iterator[Happening]:
    story = Story()
    for moment in script.moments():
        yield Happening(moment.day, moment.at, _line(story, players, moment))


def _line(story: Story, players: dict[str, Player], moment: Moment) -> Do:
    who = [players[name] for name in moment.who]
    if moment.does == "read-words":
        return lambda: deeds.read_words(*who)
    deed = deeds.DEEDS[moment.does]
    return lambda: deed(story, who[0], moment)


def _ordinary_days(script: Script, players: dict[str, Player], days: Days) -> Iterator[Happening]:
    for day in range(1, script.days + 1):
        shift = script.shift_on(day)
        for player in players.values():
            who = player.character
            if not days.comes(player, day, of_shift(who.comes, shift)):
                continue
            evening = of_shift(who.evening, shift)
            yield Happening(day, of_shift(who.breakfast, shift), _if_here(days.breakfast, player, day))
            yield Happening(day, evening, _if_here(days.evening, player, day))
            yield Happening(day, evening, _if_here(days.looks_again, player, day), LOOKS_AGAIN_AFTER)


def _if_here(do: Callable[[Player, int], None], player: Player, day: int) -> Do:
    """Nothing is done by somebody who has not come yet."""
    return lambda: do(player, day) if player.is_here else None


@dataclass
class MovedClock:
    """A clock that stands where the story is."""

    time: datetime

    def __call__(self) -> datetime:
        return self.time


@contextmanager
def moved_clock() -> Iterator[MovedClock]:
    """Let the story tell the time, and put the real clock back whatever happens."""
    moved = MovedClock(clock.now())
    clock.use(moved)
    try:
        yield moved
    finally:
        clock.use(None)
