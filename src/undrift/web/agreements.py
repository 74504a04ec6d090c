"""Agreements: what each of two will do, by their own hand; and what is parked for another day."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from undrift.actions import agreements, couples, lines
from undrift.actions.sessions import Visit
from undrift.domain.agreements import OPENINGS, WordsMoved
from undrift.domain.couples import Phase
from undrift.domain.errors import BadInput, NotFound
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page

HOME = "/us/agreements/"


@shared_door
@require_safe
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    return _page(request, visit) if visit.phase is Phase.PAIRED else go("/us/")


def _page(request: HttpRequest, visit: Visit, told: str = "", status: int = 200) -> HttpResponse:
    found = agreements.page(visit)
    asked = [(line, lines.shown(visit, line.id)) for line in found.asked]
    context: dict[str, Any] = {"found": found, "asked": asked, "together": couples.together(visit), "told": told}
    return page(request, "us/agreements/index.html", visit, status=status, **context)


@shared_door
@require_safe
def aside(request: HttpRequest, visit: Visit) -> HttpResponse:
    if visit.phase is not Phase.PAIRED:
        return go("/us/")
    context: dict[str, Any] = {"found": agreements.page(visit), "together": couples.together(visit)}
    return page(request, "us/agreements/aside.html", visit, **context)


@shared_door
@require_http_methods(FORM)
def write(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Write a line, or one about a break, which says when it ends."""
    about = "break" if "break" in {request.GET.get("about"), request.POST.get("about")} else ""
    context = {"openings": OPENINGS, "about": about, "action": "/us/agreements/write/", **_other(visit)}
    if request.method != "POST":
        led_on = visit.phase is not Phase.PAIRED
        return go("/us/") if led_on else page(request, "us/agreements/write.html", visit, **context)
    text, back = request.POST.get("text", ""), request.POST.get("back", "")
    try:
        note_key = request.POST.get("note_key", "")
        agreements.write(visit, text, back, about_a_break=bool(about), note_key=note_key)
    except BadInput as problem:
        return again(request, "us/agreements/write.html", problem, visit, **context)
    return go(HOME)


@shared_door
@require_http_methods(FORM)
def park(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method != "POST":
        led_on = visit.phase is not Phase.PAIRED
        return go("/us/") if led_on else page(request, "us/agreements/park.html", visit, **_other(visit))
    try:
        agreements.park(visit, request.POST.get("text", ""), note_key=request.POST.get("note_key", ""))
    except BadInput as problem:
        return again(request, "us/agreements/park.html", problem, visit, **_other(visit))
    return go(HOME)


def _other(visit: Visit) -> dict[str, Any]:
    return {"together": couples.together(visit)}


@shared_door
@require_safe
def one(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    found, shown = agreements.one(visit, line), lines.shown(visit, line)
    return page(request, "us/agreements/one.html", visit, one=found, line=found.line, shown=shown, **_other(visit))


@shared_door
@require_http_methods(FORM)
def change(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    """Say a line of one's own in other words. Where it was taken out meanwhile, the words are there for a new one."""
    if request.method != "POST":
        found = agreements.one(visit, line)
        if not found.line.mine or found.line.text is None or found.parked:
            raise NotFound
        typed = {"text": found.line.text, "back": found.line.about, "words": found.line.words}
        return page(request, "us/agreements/write.html", visit, typed=typed, **_changing(visit, line))
    try:
        text, back = request.POST.get("text", ""), request.POST.get("back", "")
        agreements.change(visit, line, text, back, seen=request.POST.get("words", ""))
    except BadInput as problem:
        return again(request, "us/agreements/write.html", problem, visit, **_changing(visit, line))
    except WordsMoved as moved:
        newest = agreements.one(visit, line).line
        context = _changing(visit, line) | {"newest": newest}
        return again(request, "us/agreements/write.html", BadInput("text", moved.sentence), visit, **context)
    except NotFound:
        return _to_write_anew(request, visit, line)
    return go(HOME)


def _changing(visit: Visit, line: str) -> dict[str, Any]:
    return {"changing": True, "action": f"/us/agreements/{line}/change/", "openings": OPENINGS, **_other(visit)}


def _to_write_anew(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    """Keep what was typed for a line that is gone. Raises NotFound for one that was never there."""
    if visit.phase is Phase.PAIRED:
        lines.bring_home_withdrawn(visit)
    if not lines.was_taken_out(visit, line):
        raise NotFound
    problem = BadInput("text", "This line was taken out a moment ago. Your words are here, and can be a new one.")
    context = {"openings": OPENINGS, "action": "/us/agreements/write/", "about": "", **_other(visit)}
    return again(request, "us/agreements/write.html", problem, visit, **context)


@shared_door
@require_POST
def answer(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    """Say yes to the words that were shown, or put the line aside. The second is silent."""
    shown = request.POST.get("shown", "")
    try:
        if request.POST.get("answer") == "yes":
            agreements.accept(visit, line, request.POST.get("words", ""), shown)
        else:
            agreements.put_aside(visit, line, shown)
    except WordsMoved as moved:
        return _page(request, visit, moved.sentence, status=409)
    except BadInput as problem:
        return _page(request, visit, problem.sentence, status=409) if visit.phase is Phase.PAIRED else go("/us/")
    return go(HOME)


@shared_door
@require_POST
def withdraw(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    try:
        mine = agreements.withdraw(visit, line, request.POST.get("shown", ""))
    except WordsMoved as moved:
        return _page(request, visit, moved.sentence, status=409)
    return page(request, "us/agreements/out.html", visit, mine=mine, **_other(visit))
