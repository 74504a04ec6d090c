"""Weather: bands and never lines, words beside every picture, and heavier only when two readings agree."""

from __future__ import annotations

import re
from datetime import date, timedelta
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.weeks import DAY, every, lived, marked
from undrift import library
from undrift.domain import climate, weather_words
from undrift.domain.climate import WORDS, Band, Slice, band_of, band_of_score, lately
from undrift.domain.errors import BadInput
from undrift.domain.ground import ITEMS
from undrift.domain.readings import LONGEST_LINE, Marked, Readings, a_monday, believed, monday_of
from undrift.domain.referral import Reading

LEVELS = st.dictionaries(st.sampled_from(list(ITEMS)), st.integers(0, 4))
DAYS = st.dates(date(2024, 1, 1), date(2034, 1, 1))
ORDER = [Band.CLEAR, Band.SOME, Band.CLOUDY, Band.RAIN]


def sky(*bands: Band, wind: tuple[int, ...] = ()) -> tuple[Slice, ...]:
    return tuple(Slice(DAY + every(7, n), band, n in wind) for n, band in enumerate(bands))


@pytest.mark.parametrize(
    ("values", "band"),
    [
        (marked(4), Band.CLEAR),
        (marked(3), Band.SOME),
        (marked(2), Band.CLOUDY),
        (marked(1), Band.RAIN),
        (marked(0), Band.RAIN),
        ({}, Band.FOG),
        ({"safety": 4, "met": 4}, Band.FOG),  # two say too little
        ({"safety": 4, "met": 4, "closeness": 6}, Band.CLEAR),
        ({"stress": 4, "safety": 0, "respect": 0}, Band.FOG),  # what comes from outside is wind, and no weather
        (marked(4, stress=4), Band.CLEAR),
    ],
)
def test_the_band_of_a_week(values, band):
    assert band_of(values) is band


@given(LEVELS, st.integers(0, 6))
def test_a_band_goes_by_the_mean_and_more_is_never_heavier(values, close):
    said = {**values, "closeness": close}
    weather = [values[i] for i in climate.WEATHER_ITEMS if i in values] + [close * 4 / 6]
    band = band_of(said)
    assert (band is Band.FOG) == (len(weather) < 3)
    if band is not Band.FOG:
        borders = (3.25, 2.5, 1.5, -1)
        assert band is ORDER[next(n for n, low in enumerate(borders) if fmean(weather) >= low)]
        better = {i: min(level + 1, 4) for i, level in values.items()} | {"closeness": min(close + 1, 6)}
        assert ORDER.index(band_of(better)) <= ORDER.index(band)


@pytest.mark.parametrize(
    ("which", "points", "band"),
    [
        ("csi-4", 17, Band.CLEAR),
        ("csi-4", 16, Band.SOME),
        ("csi-4", 14, Band.SOME),
        ("csi-4", 13, Band.CLOUDY),
        ("csi-4", 11, Band.CLOUDY),
        ("csi-4", 10, Band.RAIN),
        ("csi-16", 59, Band.CLEAR),
        ("csi-16", 52, Band.SOME),
        ("csi-16", 51, Band.CLOUDY),
        ("csi-16", 44, Band.RAIN),
    ],
)
def test_the_band_of_a_longer_look_goes_by_the_cutoff(which, points, band):
    assert band_of_score(points, library.load().instrument(which)) is band


@given(st.lists(st.none() | st.integers(0, 4), max_size=560), st.integers(-20, 20))
def test_ten_years_are_thirteen_weeks_and_some_years_at_most(levels, later):
    readings = lived(*levels)
    today = DAY + every(7, max(len(levels) - 1, 0)) + timedelta(days=later)
    shown, years = lately(readings, today), climate.years(readings, today)
    assert len(shown) <= climate.SHOWN_WEEKS
    assert len(years) <= 12
    assert all(len(year.months) == 12 for year in years)
    assert all(one.first.weekday() == 0 and one.first <= today for one in shown)
    if shown:
        assert shown[-1].first == monday_of(today)


def test_a_year_goes_week_by_week_and_no_week_is_in_two():
    readings = lived(*[3] * 120)
    today = DAY + every(7, 119)
    found = [one.first for year in (2026, 2027, 2028) for one in climate.in_year(readings, year, today)]
    assert found == [DAY + every(7, n) for n in range(120)]
    assert climate.in_year(readings, 2025, today) == ()
    assert climate.in_year(Readings(), 2026, today) == ()


def test_a_month_is_the_middle_of_its_weeks():
    assert climate.middle([Band.RAIN, Band.CLEAR, Band.SOME]) is Band.SOME
    assert climate.middle([Band.RAIN, Band.SOME]) is Band.SOME
    assert climate.middle([]) is Band.FOG


@pytest.mark.parametrize(
    ("slices", "words"),
    [
        (sky(), "There is too little to say yet."),
        (sky(Band.FOG), "There is too little to say yet."),
        (sky(Band.CLEAR), "One clear week."),
        (sky(*[Band.CLEAR] * 3, Band.CLOUDY), "Three clear weeks, then one cloudy week."),
        (sky(Band.SOME, Band.RAIN, Band.RAIN), "One week with some cloud, then two weeks of rain."),
        (sky(*[Band.CLEAR, Band.SOME] * 4), "Mostly clear, with some cloud."),
        (sky(*[Band.RAIN, Band.CLOUDY] * 3, Band.RAIN), "A good deal of rain, with grey days."),
    ],
)
def test_the_words_beside_the_picture(slices, words):
    assert weather_words.told(slices) == words


BANDS = st.lists(st.sampled_from(list(Band)), max_size=52)


@given(BANDS, st.sampled_from(["weeks", "months"]))
def test_the_words_have_no_number_in_figures_and_no_verdict(bands, unit):
    words = weather_words.told(sky(*bands), unit=unit)
    assert re.fullmatch(r"[A-Z][^0-9!]*\.", words)
    assert not re.search(r"bad|fail|score|declin|worse|partner|relationship", words)


def readings_of(*sums: int) -> list[Reading]:
    return [Reading(DAY + every(7, n), value) for n, value in enumerate(sums)]


@pytest.mark.parametrize(
    ("sums", "words"),
    [
        ((10, 10, 4), weather_words.NOT_WORSE),  # one heavier week says little
        ((10, 10, 7, 7), weather_words.HEAVIER),
        ((10, 10, 7, 8), weather_words.NOT_WORSE),
        ((6, 6, 9, 10), weather_words.LIGHTER),
        ((6, 6, 9, 8), weather_words.NOT_WORSE),
        ((4,) * 9, weather_words.STAYED),
        ((4,) * 8, weather_words.NOT_WORSE),  # eight readings are seven weeks
        ((11,) * 12, weather_words.NOT_WORSE),
        ((), weather_words.NOT_WORSE),
    ],
)
def test_a_direction_needs_two_readings_that_agree(sums, words):
    assert weather_words.direction(readings_of(*sums), sky(Band.SOME)) == words


@given(st.lists(st.integers(0, 12), max_size=10), st.integers(0, 12))
def test_one_reading_alone_never_turns_it_to_heavier(sums, last):
    """Take what stood before as steady: whatever comes next, it takes a second one."""
    steady = readings_of(*(max(s, 8) for s in sums), 8, 8)
    one_more = [*steady, Reading(steady[-1].on + every(7, 1), last)]
    assert weather_words.direction(steady[-1:], sky(Band.SOME)) == weather_words.NOT_WORSE
    if one_more[-2].value > 12 - 3:
        assert weather_words.direction(one_more, sky(Band.SOME)) != weather_words.HEAVIER


def test_a_step_down_after_better_ones_is_told_apart():
    assert weather_words.after_better_ones(sky(Band.CLEAR, Band.FOG, Band.CLOUDY))
    assert not weather_words.after_better_ones(sky(Band.CLOUDY, Band.SOME))
    assert not weather_words.after_better_ones(sky(Band.RAIN))


def test_marking_it_differently_within_a_week_changes_that_week():
    readings = Readings().with_week(marked(4), DAY).with_week({"safety": 0}, DAY + every(6, 1))
    assert [week.on for week in readings.weeks] == [DAY.isoformat()]
    assert readings.weeks[0].values["safety"] == 0
    assert readings.weeks[0].values["respect"] == 4
    assert len(readings.with_week(marked(1), DAY + every(7, 1)).weeks) == 2
    assert readings.with_week({}, DAY + every(7, 9)) == readings


@given(st.lists(st.tuples(st.integers(-40, 40), st.integers(0, 4)), max_size=30), st.integers(-40, 40))
def test_a_clock_that_jumps_never_breaks_the_order_or_loses_what_was_marked(jumps, last):
    """Forward and back: what lies in the future is not believed, and comes back when its day has come."""
    readings, today = Readings(), DAY
    for days, level in (*jumps, (last, 2)):
        today = DAY + timedelta(days=days)
        readings = readings.with_week(marked(level), today)
        assert any(week.day == today or abs(today - week.day) < every(7, 1) for week in readings.weeks)
    days = [week.day for week in believed(readings.weeks, today)]
    assert days == sorted(days)
    assert all(day - today <= timedelta(days=1) for day in days)
    assert all(one.first <= monday_of(today) for one in lately(readings, today))
    assert Readings.of(readings.body()) == readings


def test_a_line_is_short_and_can_be_taken_away():
    said = Readings().saying(DAY, "  The week\n by the sea. ")
    assert said.lines == {DAY.isoformat(): "The week by the sea."}
    assert said.saying(DAY, "").lines == {}
    assert said.saying(DAY, "x" * LONGEST_LINE).lines[DAY.isoformat()] == "x" * LONGEST_LINE
    with pytest.raises(BadInput) as problem:
        said.saying(DAY, "x" * (LONGEST_LINE + 1))
    assert problem.value.field == "happened"


@given(DAYS, st.text(max_size=12))
def test_only_a_monday_that_has_begun_is_a_week(today, text):
    assert a_monday(monday_of(today).isoformat(), today) == monday_of(today)
    assert a_monday((monday_of(today) + every(7, 2)).isoformat(), today) is None
    assert a_monday((monday_of(today) + every(1, 1)).isoformat(), today) is None
    found = a_monday(text, today)
    assert found is None or found.weekday() == 0


def test_a_record_that_is_none_is_refused():
    for body in ({}, {"weeks": [["x", {}]], "marks": [], "lines": {}}, {"weeks": 3, "marks": [], "lines": {}}):
        with pytest.raises((KeyError, TypeError, ValueError)):
            Readings.of(body)


def test_a_record_does_not_print_itself():
    assert repr(Readings(lines={"2026-01-05": "secret"})) == "Readings()"
    assert {WORDS[band] for band in Band} == {"clear", "some cloud", "cloudy", "rain", "too little to say"}
    assert Marked("2026-01-05", {}).day == DAY
