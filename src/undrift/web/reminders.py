"""Reminders: when, in which words, and where they come. Off until somebody chooses them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from undrift.actions import places, reminders
from undrift.actions.sessions import Visit
from undrift.domain.couples import Phase
from undrift.domain.deliveries import SAID
from undrift.domain.errors import BadInput, TooManyTries
from undrift.domain.reminders import QUIET_FROM, QUIET_TO, WEEK, WORDS, Reminders, Wish
from undrift.web import cookies
from undrift.web.doors import private_door, shared_door
from undrift.web.pages import FORM, again, go, page, refused

HERE, WHERE = "/settings/reminders/", "/settings/reminders/where/"
CHOOSING, PLACES = "settings/reminders.html", "settings/reminder_places.html"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@shared_door
@require_http_methods(FORM)
def choose(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method != "POST":
        return page(request, CHOOSING, visit, kept="kept" in request.GET, **_chosen(request, visit))
    try:
        if "quieter" in request.POST:
            reminders.go_quieter(visit, request.POST["quieter"])
        else:
            reminders.choose(visit, _wish(request, visit))
    except BadInput as problem:
        return again(request, CHOOSING, problem, visit, **_chosen(request, visit))
    nowhere = not any(place.confirmed for place in places.of(visit, cookies.browser_of(request)))
    return go(WHERE if nowhere and reminders.mine(visit).on else f"{HERE}?kept=1")


def _wish(request: HttpRequest, visit: Visit) -> Wish:
    when, kept = request.POST.getlist("when"), reminders.mine(visit)
    return Wish(
        own="own" in when,
        rituals="rituals" in when,
        lies_ready="lies_ready" in when,
        at=request.POST.get("at") or kept.at,
        days=tuple(request.POST.getlist("day")),
        keep_quiet=request.POST.get("keep_quiet") == "yes",
        quiet_from=request.POST.get("quiet_from") or kept.quiet_from,
        quiet_to=request.POST.get("quiet_to") or kept.quiet_to,
        words=request.POST.get("words", kept.words),
    )


def _chosen(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    """Fill the form: what was typed goes before what is kept."""
    kept, typed = reminders.mine(visit), request.method == "POST" and "quieter" not in request.POST
    form = request.POST
    days = form.getlist("day") if typed else [str(day) for day in kept.days]
    quiet = form.get("keep_quiet") == "yes" if typed else kept.quiet_from != kept.quiet_to
    return {
        "kept_words": kept.shown,
        "when": form.getlist("when") if typed else _occasions(kept),
        "at": form.get("at", kept.at) if typed else kept.at,
        "days": [(str(day), DAYS[day], str(day) in days) for day in WEEK],
        "every_day": len(days) == len(WEEK),
        "keep_quiet": quiet,
        "quiet_from": form.get("quiet_from", "") if typed else kept.quiet_from if quiet else QUIET_FROM,
        "quiet_to": form.get("quiet_to", "") if typed else kept.quiet_to if quiet else QUIET_TO,
        "words": list(WORDS.items()),
        "chosen_words": form.get("words", kept.words) if typed else kept.words,
        "for_two": visit.phase is Phase.PAIRED,
        "quieter": kept.quieter,
        "offer_quieter": reminders.may_go_quieter(visit),
        "on": kept.on,
    }


def _occasions(kept: Reminders) -> list[str]:
    return [name for name in ("own", "rituals", "lies_ready") if getattr(kept, name)]


@private_door
@require_safe
def where(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The places, what this browser can do, a try, and what to do on each kind of phone."""
    told = SAID.get(request.GET.get("test", ""), "")
    return page(request, PLACES, visit, told=told, **_places(request, visit))


def _places(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    found = places.of(visit, cookies.browser_of(request))
    return {
        "places": found,
        "somewhere": any(place.confirmed for place in found),
        "here": any(place.here for place in found),
        "key": places.application_key(),
        "mail_works": places.mail_may_be_asked_for(),
        "mail": next((place for place in found if place.kind == "mail"), None),
        "words": reminders.mine(visit).shown,
        "on": reminders.mine(visit).on,
        "linked": visit.is_linked,
    }


@private_door
@require_POST
def this_browser(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take what the browser handed out for being sent to."""
    sent = [request.POST.get(name, "") for name in ("endpoint", "public_key", "shared_secret")]
    try:
        places.add_browser(visit, cookies.browser_of(request), *sent)
    except BadInput as problem:
        return again(request, PLACES, problem, visit, **_places(request, visit))
    return go(WHERE)


@private_door
@require_POST
def mail(request: HttpRequest, visit: Visit) -> HttpResponse:
    """An address, and then the number that was sent to it."""
    try:
        if "number" in request.POST:
            places.confirm_mail(visit, request.POST["number"])
        else:
            places.add_mail(visit, request.POST.get("mail", ""))
    except BadInput as problem:
        return again(request, PLACES, problem, visit, **_places(request, visit))
    except TooManyTries as problem:
        return refused(request, PLACES, problem, "mail", visit, **_places(request, visit))
    return go(WHERE)


@shared_door
@require_POST
def test(request: HttpRequest, visit: Visit, place: str) -> HttpResponse:
    try:
        outcome = places.send_a_test(visit, place)
    except TooManyTries as problem:
        return refused(request, PLACES, problem, "test", visit, **_places(request, visit))
    return go(f"{WHERE}?test={outcome}")


@shared_door
@require_POST
def take_away(request: HttpRequest, visit: Visit, place: str) -> HttpResponse:
    del request
    places.remove(visit, place)
    return go(WHERE)
