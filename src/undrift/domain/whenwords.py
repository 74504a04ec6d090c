"""When something returns, in words, by the clock of whoever reads. Days and hours ahead, and nothing that was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from undrift.domain.rhythms import EVERY_DAY, Rhythm

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORKDAYS = frozenset(range(5))
EVERY = {2: "Every second week, on ", 4: "Every fourth week, on "}
NEAR = 6


def rule_words(rhythm: Rhythm, sample: datetime, day: date) -> str:
    """Say the rule. `sample`: one of its times by the reader's clock, and `day`, the day it has by the rule.

    Far east or west of each other, two people have it on different days of the week.
    """
    shift = (sample.date() - day).days
    days = frozenset((weekday + shift) % 7 for weekday in rhythm.weekdays)
    at = f"at {sample:%H:%M}"
    if rhythm.every == 1 and days == EVERY_DAY:
        return f"Every day {at}"
    if rhythm.every == 1 and days == WORKDAYS:
        return f"Monday to Friday {at}"
    named = _listed([f"{NAMES[weekday]}s" for weekday in sorted(days)])
    return f"{EVERY.get(rhythm.every, f'Every {rhythm.every} weeks, on ' if rhythm.every > 1 else '')}{named} {at}"


def moment_words(local: datetime, now: datetime) -> str:
    """Say one time ahead, as people say it."""
    away = (local.date() - now.date()).days
    if away == 0:
        return f"Today at {local:%H:%M}"
    if away == 1:
        return f"Tomorrow at {local:%H:%M}"
    return f"{day_words(local.date(), now.date())} at {local:%H:%M}"


def day_words(day: date, today: date) -> str:
    name = NAMES[day.weekday()]
    return name if 0 < (day - today).days <= NEAR else f"{name} {day.day} {day:%B}"


def rest_words(rhythm: Rhythm, today: date) -> str:
    """Say that it rests now; empty where it does not. Nobody's name and no reason are in it."""
    covering = [rest for rest in rhythm.rests if rest.covers(today)]
    if not covering or not _is_a_rest(rhythm, today):
        return ""
    if any(rest.last is None for rest in covering):
        return "It rests."
    over = max(rest.last for rest in covering if rest.last) + timedelta(days=1)
    days = (over + timedelta(days=n) for n in range(7 * (rhythm.every + 1)))
    again = next((day for day in days if rhythm.falls_on(day) and not rhythm.rests_on(day)), over)
    return f"It rests, and comes again from {day_words(again, today)}."


def _is_a_rest(rhythm: Rhythm, today: date) -> bool:
    """Tell a rest from one evening that was left out."""
    return any(rest.covers(today) and rest.last != rest.first for rest in rhythm.rests)


def other_clock(mine: datetime, theirs: datetime, name: str) -> str:
    """Say what time it is then for the other; empty where their clock says the same."""
    if mine.replace(tzinfo=None) == theirs.replace(tzinfo=None):
        return ""
    day = "" if mine.date() == theirs.date() else f"{NAMES[theirs.weekday()]} "
    return f"It is {day}{theirs:%H:%M} for {name} then."


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
