"""Weather over weeks and seasons: bands, never lines, and plain words for each (S1.66 to S1.69, S3.28)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from statistics import fmean

from undrift.domain.ground import CLOSE, GROUND, WEEK
from undrift.domain.measures import Instrument, Spread, reliable_change
from undrift.domain.readings import Marked, Readings, believed, monday_of

SHOWN_WEEKS = 13
ENOUGH_ITEMS = 3
WINDY = 3
CLEAR_FROM, SOME_FROM, CLOUDY_FROM = 3.25, 2.5, 1.5
"""On the mean of a week's items, each 0 to 4. Ours: chosen so that *mostly* everywhere is some cloud."""
WEATHER_ITEMS = (*GROUND, "met", "same_side")


class Band(StrEnum):
    """The weather of a week or a month. FOG: too little to say."""

    CLEAR = "clear"
    SOME = "some"
    CLOUDY = "cloudy"
    RAIN = "rain"
    FOG = "fog"


WORDS: Mapping[Band, str] = {
    Band.CLEAR: "clear",
    Band.SOME: "some cloud",
    Band.CLOUDY: "cloudy",
    Band.RAIN: "rain",
    Band.FOG: "too little to say",
}
_LIGHTEST_FIRST = (Band.CLEAR, Band.SOME, Band.CLOUDY, Band.RAIN)


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of sky: a week or a month from `first` on, its weather, wind from outside, and what was happening."""

    first: date
    band: Band
    wind: bool = False
    line: str = ""


def band_of(values: Mapping[str, int]) -> Band:
    """Name a week's weather by the middle of its items; fewer than three of them say too little."""
    levels: list[float] = [values[item] for item in WEATHER_ITEMS if item in values]
    if "closeness" in values:
        levels.append(values["closeness"] * 4 / (len(CLOSE) - 1))
    return _band(fmean(levels), (CLEAR_FROM, SOME_FROM, CLOUDY_FROM)) if len(levels) >= ENOUGH_ITEMS else Band.FOG


def band_of_score(points: int, instrument: Instrument) -> Band:
    """Name a longer look's weather: by its cutoff, and one reliable change (by alpha) above and below that."""
    cutoff, spread = instrument.cutoff or 0, instrument.spread or Spread(1, 0, 0)
    apart = reliable_change(spread.sd, spread.alpha)
    return _band(points, (cutoff + apart, cutoff, cutoff - apart))


def _band(value: float, borders: tuple[float, float, float]) -> Band:
    return next((band for band, low in zip(_LIGHTEST_FIRST, borders, strict=False) if value >= low), Band.RAIN)


def weeks(readings: Readings, first: date, number: int, today: date) -> tuple[Slice, ...]:
    """Give one slice for each week from a Monday on; a week without answers is fog."""
    by_monday = {monday_of(week.day): week.values for week in believed(readings.weeks, today)}
    mondays = (first + n * WEEK for n in range(number))
    return tuple(_week(monday, by_monday.get(monday, {}), readings.lines) for monday in mondays)


def _week(monday: date, values: Mapping[str, int], lines: Mapping[str, str]) -> Slice:
    wind = values.get("stress", 0) >= WINDY
    return Slice(monday, band_of(values), wind, lines.get(monday.isoformat(), ""))


def lately(readings: Readings, today: date) -> tuple[Slice, ...]:
    """Give the last thirteen weeks; fewer while the first answer is younger, and none before it."""
    marked = believed(readings.weeks, today)
    if not marked:
        return ()
    newest = monday_of(today)
    first = max(monday_of(marked[0].day), newest - (SHOWN_WEEKS - 1) * WEEK)
    return weeks(readings, first, (newest - first).days // 7 + 1, today)


def in_year(readings: Readings, year: int, today: date) -> tuple[Slice, ...]:
    """Give the weeks that begin in a year, from the first answer to this week."""
    marked = believed(readings.weeks, today)
    if not marked:
        return ()
    first = max(monday_of(date(year, 1, 7)), monday_of(marked[0].day))
    last = min(monday_of(date(year, 12, 31)), monday_of(today))
    return weeks(readings, first, max((last - first).days // 7 + 1, 0), today)


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve months of one year, each with the middle of its weeks."""

    number: int
    months: tuple[Slice, ...]


def years(readings: Readings, today: date) -> tuple[Year, ...]:
    """Give every year before the last thirteen weeks began, the newest first."""
    marked = believed(readings.weeks, today)
    if not marked or marked[0].day > today - SHOWN_WEEKS * WEEK:
        return ()
    by_month = {month: tuple(of_it) for month, of_it in groupby(marked, key=lambda week: week.on[:7])}
    numbers = range(today.year, marked[0].day.year - 1, -1)
    return tuple(Year(number, tuple(_month(number, month, by_month) for month in range(1, 13))) for number in numbers)


def _month(year: int, month: int, by_month: Mapping[str, Sequence[Marked]]) -> Slice:
    found = by_month.get(f"{year:04}-{month:02}", ())
    bands = [band for week in found if (band := band_of(week.values)) is not Band.FOG]
    windy = sum(week.values.get("stress", 0) >= WINDY for week in found)
    return Slice(date(year, month, 1), middle(bands), wind=bool(found) and 2 * windy > len(found))


def middle(bands: Sequence[Band]) -> Band:
    """Name the weather in the middle of several; of an even number the lighter one."""
    ordered = sorted(bands, key=_LIGHTEST_FIRST.index)
    return ordered[(len(ordered) - 1) // 2] if ordered else Band.FOG


def week_after(monday: date, today: date) -> date | None:
    following = monday + WEEK
    return following if following <= today else None


def season_of(slices: Sequence[Slice]) -> tuple[date, date]:
    """Give the first and the last day of some weeks."""
    return slices[0].first, slices[-1].first + WEEK - timedelta(days=1)


def known(slices: Iterable[Slice]) -> tuple[Slice, ...]:
    return tuple(one for one in slices if one.band is not Band.FOG)
