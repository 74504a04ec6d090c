"""What was marked about each week, and the sums of longer looks: in a file only where somebody asks for them.

Nothing here tells of *keep joint things away* or of the question apart: neither is in the record of weeks (0029).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from undrift import library
from undrift.actions import climate
from undrift.actions.export.section import Home, Section, day
from undrift.actions.sessions import Visit
from undrift.domain import climate as weather
from undrift.domain import ground
from undrift.domain.desk import Desk
from undrift.domain.export import WORD, Item, NewerExport, Schema, number, number_or_none, thing
from undrift.domain.ground import HIGHEST

LARGEST_SUM = 1_000
_DAY: Schema = {"type": "string", "pattern": r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"}
"""From `readings.EARLIEST` on."""


def _weeks(visit: Visit, desk: Desk) -> Iterator[Item]:
    del desk
    for week in climate.own_weeks(visit):
        yield {"on": week.on, **{name: week.values.get(name) for name in HIGHEST}}


def _levels(item: Item) -> dict[str, int]:
    return {name: int(item[name]) for name in HIGHEST if item[name] is not None}


def _bring_week(home: Home, item: Item) -> None:
    """Raises ValueError for a week in which nothing is marked."""
    levels = _levels(item)
    if not levels:
        raise ValueError(item)
    home.marked(date.fromisoformat(day(item)), levels)


def _looks(visit: Visit, desk: Desk) -> Iterator[Item]:
    del desk
    for mark in climate.own_looks(visit):
        yield from ({"on": mark.on, "look": name, "sum": points} for name, points in sorted(mark.values.items()))


def _look_said(item: Item) -> tuple[str, str]:
    """Say it as its page does: as weather, and never as a number."""
    instrument = library.load().instrument(item["look"])
    return f"{item['on']}, {instrument.title.lower()}", weather.WORDS[weather.band_of_score(item["sum"], instrument)]


def _bring_look(home: Home, item: Item) -> None:
    """Raises NewerExport for a look that this version does not know, ValueError for a sum that none can have."""
    highest = climate.highest_sums().get(item["look"])
    if highest is None:
        raise NewerExport
    if item["sum"] > highest:
        raise ValueError(item["sum"])
    home.looked(date.fromisoformat(day(item)), item["look"], int(item["sum"]))


WEEKS = Section(
    "weeks_marked",
    thing(on=_DAY, **{name: number_or_none(highest) for name, highest in HIGHEST.items()}),
    _weeks,
    lambda i: (f"{i['on']}, how the ground was", ground.in_words(_levels(i))),
    _bring_week,
    if_wanted=True,
)
LOOKS = Section(
    "longer_looks",
    thing(on=_DAY, look=WORD, sum=number(LARGEST_SUM)),
    _looks,
    _look_said,
    _bring_look,
    if_wanted=True,
)
