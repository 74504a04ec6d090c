"""The words beside every picture of the weather. They say what was, and never what it means for two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from undrift.domain.climate import WORDS, Band, Slice, known
from undrift.domain.referral import OWN_ITEMS, Reading, better_twice, no_gain, worse_twice

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MANY_RUNS = 5
WEEKS: dict[Band, tuple[str, str]] = {
    Band.CLEAR: ("clear week", "clear weeks"),
    Band.SOME: ("week with some cloud", "weeks with some cloud"),
    Band.CLOUDY: ("cloudy week", "cloudy weeks"),
    Band.RAIN: ("week of rain", "weeks of rain"),
    Band.FOG: ("week without a reading", "weeks without a reading"),
}
MOSTLY: dict[Band, str] = {
    Band.CLEAR: "Mostly clear",
    Band.SOME: "Some cloud for the most part",
    Band.CLOUDY: "Mostly cloudy",
    Band.RAIN: "A good deal of rain",
}
BESIDE: dict[Band, str] = {
    Band.CLEAR: "clear days",
    Band.SOME: "some cloud",
    Band.CLOUDY: "grey days",
    Band.RAIN: "some rain",
}
HEAVIER = "It has been heavier for a while: the last two weeks you marked were clearly harder than those before."
LIGHTER = "It has been lighter lately: the last two weeks you marked were clearly easier than those before."
STAYED = "It has stayed heavy for some weeks now."
NOT_WORSE = "There is no clear change in what you marked, one way or the other."
SETBACK = "A heavier week after better ones is common. It is weather, and it takes nothing back that was there."


def count(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else "many"


def told(slices: Sequence[Slice], *, unit: str = "weeks") -> str:
    """Say in order what the weather was; where it changed often, what there was most of."""
    runs = [(band, len(list(of_it))) for band, of_it in groupby(slices, key=lambda one: one.band)]
    if not known(slices):
        return "There is too little to say yet."
    if unit == "weeks" and len(runs) <= MANY_RUNS:
        first, *then = (_run(band, number) for band, number in runs)
        return ", then ".join((first[0].upper() + first[1:], *then)) + "."
    return _mix(slices)


def _run(band: Band, number: int) -> str:
    return f"{count(number)} {WEEKS[band][number > 1]}"


def _mix(slices: Sequence[Slice]) -> str:
    """Say what there was most of, and what else there was a fair share of."""
    counted = Counter(one.band for one in known(slices))
    (most, _), *rest = counted.most_common()
    beside = [BESIDE[band] for band, number in rest if 6 * number >= counted.total()]
    gaps = " For part of it there is no reading." if 3 * (len(slices) - counted.total()) > len(slices) else ""
    with_it = f", with {' and '.join(beside)}" if beside else ""
    return f"{MOSTLY[most]}{with_it}.{gaps}"


def wind_told(slices: Sequence[Slice]) -> str:
    """Say whether a lot came from outside."""
    windy = sum(one.wind for one in slices)
    if not windy:
        return ""
    return (
        f"In {count(windy)} of these weeks a lot came at you from outside."
        if windy > 1
        else ("In one of these weeks a lot came at you from outside.")
    )


def direction(readings: Sequence[Reading], slices: Sequence[Slice]) -> str:
    """Say where it goes, only where two readings running agree; one alone never does (S1.66)."""
    if worse_twice(readings, OWN_ITEMS):
        return HEAVIER
    if readings and no_gain(readings, OWN_ITEMS):
        return STAYED
    if better_twice(readings, OWN_ITEMS):
        return LIGHTER
    return NOT_WORSE if known(slices) else ""


def after_better_ones(slices: Sequence[Slice]) -> bool:
    """Say whether the newest week is a step heavier than the one before it."""
    last = known(slices)[-2:]
    order = list(WORDS)
    return len(last) == 2 and order.index(last[1].band) > order.index(last[0].band)  # noqa: PLR2004 - a pair
