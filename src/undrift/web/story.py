"""Our story: read as one page, written by both, each piece taken back by whoever wrote it (S1.69, S1.70)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from undrift.actions import couples, lines, story
from undrift.actions.sessions import Visit
from undrift.domain.agreements import WordsMoved
from undrift.domain.couples import Phase
from undrift.domain.errors import BadInput, NotFound
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page


@shared_door
@require_safe
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    if visit.phase is not Phase.PAIRED:
        return go("/us/")
    after, at = request.GET.get("after", ""), request.GET.get("at", "")
    context: dict[str, Any] = {"story": story.page(visit, after, at), "first": not (after or at)}
    context["together"] = couples.together(visit)
    return page(request, "us/story/index.html", visit, **context)


@shared_door
@require_http_methods(FORM)
def write(request: HttpRequest, visit: Visit) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    beside = {name: given.get(name, "")[:32] for name in ("before", "after")}
    context: dict[str, Any] = {**beside, "action": "/us/story/write/", "together": couples.together(visit)}
    if request.method != "POST":
        led_on = visit.phase is not Phase.PAIRED
        return go("/us/") if led_on else page(request, "us/story/write.html", visit, **context)
    try:
        piece = story.write(
            visit,
            request.POST.get("text", ""),
            request.POST.get("when", ""),
            note_key=request.POST.get("note_key", ""),
            beside=(beside["before"], beside["after"]),
        )
    except BadInput as problem:
        return again(request, "us/story/write.html", problem, visit, **context)
    return go(f"/us/story/{piece}/" if story.is_there(visit, piece) else "/us/story/")


@shared_door
@require_safe
def one(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    context: dict[str, Any] = {"piece": story.one(visit, line), "together": couples.together(visit)}
    return page(request, "us/story/one.html", visit, moved="moved" in request.GET, **context)


@shared_door
@require_http_methods(FORM)
def change(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    context: dict[str, Any] = {
        "changing": True,
        "action": f"/us/story/{line}/change/",
        "together": couples.together(visit),
    }
    if request.method != "POST":
        piece = story.one(visit, line)
        if not piece.mine or piece.text is None:
            raise NotFound
        typed = {"text": piece.text, "when": piece.about, "words": piece.words}
        return page(request, "us/story/write.html", visit, typed=typed, **context)
    text, when = request.POST.get("text", ""), request.POST.get("when", "")
    try:
        story.change(visit, line, text, when, seen=request.POST.get("words", ""))
    except BadInput as problem:
        return again(request, "us/story/write.html", problem, visit, **context)
    except WordsMoved as moved:
        newest = story.one(visit, line)
        return again(request, "us/story/write.html", BadInput("text", moved.sentence), visit, newest=newest, **context)
    except NotFound:
        return _to_write_anew(request, visit, line)
    return go(f"/us/story/{line}/")


def _to_write_anew(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    """Keep what was typed for a piece that is gone. Raises NotFound for one that was never there."""
    if not lines.was_taken_out(visit, line):
        raise NotFound
    problem = BadInput("text", "This piece was taken back a moment ago. Your words are here, and can be a new one.")
    context = {"action": "/us/story/write/", "together": couples.together(visit)}
    return again(request, "us/story/write.html", problem, visit, **context)


@shared_door
@require_POST
def move(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    story.move(visit, line, request.POST.get("where", ""))
    return go(f"/us/story/{line}/?moved=1")


@shared_door
@require_POST
def take_back(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    story.take_back(visit, line)
    return page(request, "us/story/taken_back.html", visit, together=couples.together(visit))
