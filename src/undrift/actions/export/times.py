"""When somebody wants to be reminded, and the times of their own that return: what is ahead, without exceptions."""

from __future__ import annotations

from collections.abc import Iterator

from undrift.actions import desk as desks
from undrift.actions.export.section import Home, Section
from undrift.actions.sessions import Visit
from undrift.adapters import clock
from undrift.domain import reminders
from undrift.domain.desk import Desk
from undrift.domain.errors import BadInput, MalformedState
from undrift.domain.export import CLOCK, DAY, DAY_OR_NONE, LINE, WORD, WORDS, Item, thing
from undrift.domain.reminders import Wish
from undrift.domain.returning import OwnTime
from undrift.domain.rhythms import Rhythm
from undrift.vault.cipher import new_id

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
OCCASIONS = ("own", "rituals", "lies_ready")


def _times(visit: Visit, desk: Desk) -> Iterator[Item]:
    del visit
    return (_time(one.title, one.rhythm) for one in desk.returning.own)


def _time(title: str, rhythm: Rhythm) -> Item:
    body = rhythm.to_json()
    return {
        "title": title,
        "days": [DAYS[day] for day in body["weekdays"]],
        "every": str(rhythm.every),
        "minutes": str(rhythm.minutes),
    } | {name: body[name] for name in ("at", "zone", "starts", "until")}


def _rhythm(item: Item) -> Rhythm:
    """Raises ValueError for a rule that is none."""
    try:
        weekdays = [DAYS.index(day) for day in item["days"]]
        return Rhythm.from_json(item | {"weekdays": weekdays})
    except MalformedState as problem:
        raise ValueError from problem


def _time_said(item: Item) -> tuple[str, str]:
    weeks = "" if item["every"] == "1" else f", every {item['every']} weeks"
    return "A time of my own that returns", f"{item['title']}: {', '.join(item['days'])}, {item['at']}{weeks}"


def _bring_time(home: Home, item: Item) -> None:
    """One in a zone that this machine does not know goes by the clock of the home."""
    if not clock.is_zone(item["zone"]):
        item = item | {"zone": desks.zone_of(home.desk)}
    rhythm = _rhythm(item)
    if any(_time(one.title, one.rhythm) == item for one in home.desk.returning.own):
        return
    try:
        returning = home.desk.returning.adding(OwnTime(new_id(), item["title"], rhythm))
    except BadInput:
        return
    home.desk = home.desk.with_(returning=returning)


def _reminders(visit: Visit, desk: Desk) -> Iterator[Item]:
    del visit
    wish = desk.reminders
    if wish.on:
        yield {
            "when": [name for name in OCCASIONS if getattr(wish, name)],
            "at": wish.at,
            "days": [DAYS[day] for day in wish.days],
            "quiet_from": wish.quiet_from,
            "quiet_to": wish.quiet_to,
            "words": wish.words,
        }


def _reminders_said(item: Item) -> tuple[str, str]:
    return "When I want to be reminded", f"{', '.join(item['days'])}, {item['at']}"


def _bring_reminders(home: Home, item: Item) -> None:
    """Choose what was chosen before, where nothing is chosen here. Where it goes to is for each phone to say anew."""
    if home.desk.reminders.on:
        return
    when = dict.fromkeys(OCCASIONS, False) | {name: True for name in item["when"] if name in OCCASIONS}
    wish = Wish(
        **when,
        at=item["at"],
        days=tuple(str(DAYS.index(day)) for day in item["days"]),
        keep_quiet=item["quiet_from"] != item["quiet_to"],
        quiet_from=item["quiet_from"],
        quiet_to=item["quiet_to"],
        words=item["words"],
    )
    try:
        home.desk = home.desk.with_(reminders=reminders.chosen(home.desk.reminders, wish, home.today))
    except BadInput as problem:
        raise ValueError from problem


TIMES = Section(
    "times",
    thing(title=LINE, days=WORDS, every=WORD, minutes=WORD, at=CLOCK, zone=LINE, starts=DAY, until=DAY_OR_NONE),
    _times,
    _time_said,
    _bring_time,
)
REMINDERS = Section(
    "reminders",
    thing(when=WORDS, at=CLOCK, days=WORDS, quiet_from=CLOCK, quiet_to=CLOCK, words=WORD),
    _reminders,
    _reminders_said,
    _bring_reminders,
)
