"""Weather over weeks: one's own, behind the private door, in pictures, words and a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from undrift import library
from undrift.actions import climate as weather
from undrift.actions import desk as desks
from undrift.actions.climate import Weeks
from undrift.actions.sessions import Visit
from undrift.domain import climate, offers, weather_words
from undrift.domain.climate import WORDS, Slice
from undrift.domain.errors import BadInput, NotFound
from undrift.web.doors import private_door
from undrift.web.pages import FORM, again, go, page

A_QUARTER = 13
YEAR_TALL = 120
LOOKS_SHOWN = 12


@private_door
@require_safe
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The last weeks, the longer looks, and the years before."""
    weeks, desk = weather.open_weeks(visit), desks.read(visit)
    slices = climate.lately(weeks.readings, weeks.today)
    heavy = desk.keep_joint_away or desk.severe_problem or bool(desk.all_holds)
    direction = weather_words.direction(weather.weekly_readings(weeks), slices)
    heavy = heavy or direction != weather_words.NOT_WORSE
    context: dict[str, Any] = {
        "picture": _picture(slices, "now", first=True) if slices else None,
        "direction": direction,
        "outside": direction in {weather_words.HEAVIER, weather_words.STAYED},
        "setback": "" if heavy or not weather_words.after_better_ones(slices) else weather_words.SETBACK,
        "looks": _looks(weeks),
        "years": [_year(year) for year in climate.years(weeks.readings, weeks.today)],
        "offers": [offer for name, offer in offers.OFFERS.items() if name != offers.APART],
        "damaged": weeks.damaged,
        "kept": "kept" in request.GET,
        "apart": "apart" in request.GET,
    }
    return page(request, "mine/climate.html", visit, **context)


def _picture(slices: Sequence[Slice], key: str, *, first: bool) -> dict[str, Any]:
    begins, ends = climate.season_of(slices)
    words = " ".join(filter(None, (weather_words.told(slices), weather_words.wind_told(slices))))
    drawn: SafeString = _skies().drawn(slices, key, first=first)
    rows = [{"week": one.first, "words": WORDS[one.band], "wind": one.wind, "line": one.line} for one in slices]
    return {"svg": drawn, "begins": begins, "ends": ends, "words": words, "rows": rows[::-1]}


def _year(year: climate.Year) -> dict[str, Any]:
    drawn: SafeString = _skies().drawn(year.months, f"y{year.number}", first=False, height=YEAR_TALL)
    rows = [(one.first, WORDS[one.band]) for one in year.months if one.band is not climate.Band.FOG]
    return {"number": year.number, "svg": drawn, "words": weather_words.told(year.months, unit="months"), "rows": rows}


def _looks(weeks: Weeks) -> list[tuple[date, str]]:
    """Say the weather of each longer look, newest first: of the sixteen questions where a day has both."""
    found: dict[date, str] = {}
    for name in (offers.SHORT, offers.WHOLE):
        instrument = library.load().instrument(name)
        scores = weeks.readings.scores_of(name, weeks.today)
        found |= {day: WORDS[climate.band_of_score(points, instrument)] for day, points in scores}
    return sorted(found.items(), reverse=True)[:LOOKS_SHOWN]


def _skies() -> Any:
    """Load the drawing when it is wanted: it costs a tenth of a second, once."""
    from undrift.web import skies

    return skies


@private_door
@require_safe
def year(request: HttpRequest, visit: Visit, year: int) -> HttpResponse:
    """The weeks of one year, a quarter at a time."""
    weeks = weather.open_weeks(visit)
    slices = climate.in_year(weeks.readings, year, weeks.today) if 1 < year <= weeks.today.year else ()
    if not slices:
        raise NotFound
    parts = [slices[at : at + A_QUARTER] for at in range(0, len(slices), A_QUARTER)]
    pictures = [_picture(part, f"q{number}", first=number == 0) for number, part in enumerate(parts)]
    return page(request, "mine/climate_year.html", visit, year=year, pictures=pictures)


@private_door
@require_http_methods(FORM)
def week(request: HttpRequest, visit: Visit, monday: str) -> HttpResponse:
    """One week: what the weather was, and a line about what was happening."""
    day = weather.monday_checked(visit, monday)
    if request.method == "POST":
        try:
            weather.say_what_was(visit, monday, request.POST.get("happened", ""), request.POST.get("note", ""))
        except BadInput as problem:
            return again(request, "mine/climate_week.html", problem, visit, **_week(visit, day))
        return go("/mine/climate/")
    return page(request, "mine/climate_week.html", visit, **_week(visit, day))


def _week(visit: Visit, day: date) -> dict[str, Any]:
    weeks = weather.open_weeks(visit)
    (one,) = climate.weeks(weeks.readings, day, 1, weeks.today)
    notes = [(note, weather.first_line(note)) for note in weather.notes_of(visit, day)]
    return {"one": one, "words": WORDS[one.band], "ends": day + timedelta(days=6), "notes": notes}


@private_door
@require_POST
def not_now(request: HttpRequest, visit: Visit) -> HttpResponse:
    weather.not_now(visit, request.POST.get("offer", ""))
    return go("/mine/notebook/")


@private_door
@require_http_methods(FORM)
def let_go(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method == "POST":
        weather.let_go(visit)
        return go("/mine/climate/")
    return page(request, "mine/climate_let_go.html", visit)
