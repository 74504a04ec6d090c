"""A reminder of one's own: off until chosen, at a time and in words of one's own, at most one a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from undrift.domain.errors import BadInput

WORDS = {
    "reminder": "A reminder",
    "quiet": "A quiet moment",
    "evening": "A note to myself",
    "time": "Around this time",
    "minute": "Something small",
}
"""What a phone may show. Neutral, and the same whatever the occasion is."""

WEEK = tuple(range(7))
AT, QUIET_FROM, QUIET_TO = "20:00", "21:30", "08:00"
FOUR_WEEKS = timedelta(days=28)
GOOD_EVENINGS = 8
MOMENTS_KEPT = 60


@dataclass(frozen=True, slots=True)
class Reminders:
    """What a person chose, on their own desk. Days count from Monday, 0; times are local, HH:MM; "" is no day.

    `quieter`: every second of the chosen days. `moments`: when rituals of both begin, UTC, as far as it was told.
    """

    own: bool = False
    rituals: bool = False
    lies_ready: bool = False
    at: str = AT
    days: tuple[int, ...] = WEEK
    quiet_from: str = QUIET_FROM
    quiet_to: str = QUIET_TO
    words: str = "reminder"
    since: str = ""
    quieter: bool = False
    not_quieter: bool = False
    moments: tuple[str, ...] = ()
    planned_on: str = ""

    @property
    def on(self) -> bool:
        return self.own or self.rituals or self.lies_ready

    @property
    def shown(self) -> str:
        return WORDS.get(self.words, WORDS["reminder"])

    @classmethod
    def from_json(cls, body: object) -> Reminders:
        """Read what was kept; an older desk has an empty list here, which stands for nothing chosen."""
        if not isinstance(body, Mapping):
            return cls()
        values = {name: body[name] for name in cls.__dataclass_fields__ if name in body}
        for name in ("days", "moments"):
            if name in values:
                values[name] = tuple(values[name])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Wish:
    """A form as it was filled in."""

    own: bool
    rituals: bool
    lies_ready: bool
    at: str
    days: tuple[str, ...]
    keep_quiet: bool
    quiet_from: str
    quiet_to: str
    words: str


def chosen(before: Reminders, wish: Wish, today: date) -> Reminders:
    """Take over what was chosen. Raises BadInput at `at`, `days`, `quiet_from`, `quiet_to` or `words`."""
    at = clock_time("at", wish.at)
    quiet = (clock_time("quiet_from", wish.quiet_from), clock_time("quiet_to", wish.quiet_to))
    if not wish.keep_quiet:
        quiet = (time(0), time(0))
    days = _days(wish.days)
    if wish.own and not days:
        raise BadInput("days", "Please choose at least one day, or leave the hour out.")
    if wish.own and is_quiet(at, *quiet):
        raise BadInput("at", "This lies within your quiet hours. Please choose another time, or other quiet hours.")
    if wish.words not in WORDS:
        raise BadInput("words", "Please choose one of these.")
    after = replace(
        before,
        own=wish.own,
        rituals=wish.rituals,
        lies_ready=wish.lies_ready,
        at=shown(at),
        days=days or before.days,
        quiet_from=shown(quiet[0]),
        quiet_to=shown(quiet[1]),
        words=wish.words,
    )
    if not after.on:
        return replace(after, since="", quieter=False, not_quieter=False)
    return replace(after, since=before.since if before.on and before.since else today.isoformat())


def _days(typed: Iterable[str]) -> tuple[int, ...]:
    return tuple(day for day in WEEK if str(day) in set(typed))


def clock_time(field: str, typed: str) -> time:
    """Read a time of day such as 20:00. Raises BadInput at `field`."""
    try:
        return time.fromisoformat(typed.strip()).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise BadInput(field, "Please write a time of day such as 20:00.") from None


def shown(at: time) -> str:
    return at.isoformat(timespec="minutes")


def is_quiet(at: time, start: time, end: time) -> bool:
    """Tell whether a time lies in the quiet hours, also over midnight; the same time twice means there are none."""
    if start <= end:
        return start <= at < end
    return at >= start or at < end


def may_go_quieter(wish: Reminders, landings: Iterable[tuple[str, str | None]], today: date) -> bool:
    """Offer fewer reminders once, after four weeks of good evenings (S3.30, law 8). A no is not asked again.

    `landings`: the day of each step, ISO, and how it landed.
    """
    if not wish.own or wish.quieter or wish.not_quieter or not wish.since:
        return False
    if date.fromisoformat(wish.since) > today - FOUR_WEEKS:
        return False
    since = (today - FOUR_WEEKS).isoformat()
    told = [landing for on, landing in landings if on >= since and landing]
    return len(told) >= GOOD_EVENINGS and set(told) <= {"closer", "same"}


def gone_quieter(wish: Reminders, answer: str) -> Reminders:
    """Take the answer to that offer: every second day, or as it was. Raises BadInput at `quieter`."""
    if answer not in {"yes", "no", "as_before"}:
        raise BadInput("quieter", "Please choose one of the two.")
    return replace(wish, quieter=answer == "yes", not_quieter=answer != "yes")
