"""A question for both: one at a time, answered alone and opened together (S1.38 to S1.43)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from undrift.actions import couples, drawing, notebook, questions, told
from undrift.actions.questions import View, Where
from undrift.actions.sessions import Visit
from undrift.domain.couples import Phase
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.notebook import Kind
from undrift.domain.rounds import Page
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page

HERE, LETTERS, TOLD = "/us/questions/", "/us/letters/", "/us/questions/told/"
WRITE, LOOK = "us/questions/write.html", "us/questions/look.html"
MAY_WRITE = {Where.OFFER, Where.LIES, Where.ASIDE}
FIELDS = ("question", "text", "guess")


@shared_door
@require_safe
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    if visit.phase is not Phase.PAIRED:
        return go("/us/")
    view = questions.view(visit)
    questions.look(visit, Page.QUESTION)
    return page(request, "us/questions/index.html", visit, view=view, **other_of(visit))


@shared_door
@require_safe
def now(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Look again, as the page does by itself while an answer is sealed; that keeps no door open."""
    if visit.phase is not Phase.PAIRED or "HX-Request" not in request.headers:
        return go(HERE)
    if questions.still_waits(visit):
        return HttpResponse(status=204)  # nothing new: the page stays as it is
    view = questions.view(visit)
    questions.look(visit, Page.QUESTION)
    return page(request, "us/questions/index.html", visit, view=view, **other_of(visit))


@shared_door
@require_POST
def another(request: HttpRequest, visit: Visit) -> HttpResponse:
    del request
    drawing.another(visit)
    return go(HERE)


@shared_door
@require_http_methods(FORM)
def write(request: HttpRequest, visit: Visit) -> HttpResponse:
    if visit.phase is not Phase.PAIRED and request.method != "POST":
        return go("/us/")
    if request.method != "POST":
        view = questions.view(visit)
        if view.where not in MAY_WRITE:
            return go(HERE)
        return page(request, WRITE, visit, typed={}, **_asked(view.question), **other_of(visit))
    sent = {name: request.POST.get(name, "") for name in FIELDS}
    context = {**_asked(sent["question"]), **other_of(visit)}
    try:
        return _written(request, visit, sent, context)
    except BadInput as problem:
        return again(request, WRITE, problem, visit, **context)


def _written(request: HttpRequest, visit: Visit, sent: dict[str, str], context: dict[str, Any]) -> HttpResponse:
    then, note_key = request.POST.get("then", ""), request.POST.get("note_key", "")
    if then == "change":
        return again(request, WRITE, BadInput("", ""), visit, **context)
    if then == "keep":
        notebook.write(visit, Kind.ANSWER, f"{context['asked']}\n\n{sent['text']}".strip(), note_key=note_key)
        return go("/today/kept/")
    if then == "seal":
        questions.write(visit, **sent)
        return go(HERE)
    questions.checked(sent["text"], sent["guess"])
    return page(request, LOOK, visit, typed=request.POST, **context)


def _asked(question: str) -> dict[str, Any]:
    """Name a question of the deck; nothing else is ever put on the page."""
    words = questions.words_of(question)
    return {"asked": words, "question": question if words else ""}


@shared_door
@require_POST
def aside(request: HttpRequest, visit: Visit, kind: Page) -> HttpResponse:
    """*Not this one*, or taking it up again. Nobody is told."""
    if visit.phase is Phase.PAIRED:
        up = request.POST.get("what") == "up"
        questions.put_aside(visit, kind, request.POST.get("prompt", ""), aside=not up)
    return go(LETTERS if kind is Page.LETTER else HERE)


@shared_door
@require_POST
def take_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take one's own words home, before it opens or later; the second time is as the first."""
    try:
        was_open = told.take_back(visit, request.POST.get("prompt", ""))
    except NotFound:
        return go(HERE)
    return page(request, "us/questions/taken_back.html", visit, was_open=was_open, **other_of(visit))


@shared_door
@require_POST
def landed(request: HttpRequest, visit: Visit) -> HttpResponse:
    try:
        questions.land(visit, request.POST.get("prompt", ""), request.POST.get("landing", ""))
    except BadInput as problem:
        view: View | None = questions.view(visit) if visit.phase is Phase.PAIRED else None
        return again(request, "us/questions/index.html", problem, visit, view=view, **other_of(visit))
    return go(HERE)


@shared_door
@require_safe
def told_each_other(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What has opened stays here for both, a few at a time."""
    if visit.phase is not Phase.PAIRED:
        return go("/us/")
    before = request.GET.get("before", "")
    stretch = told.page(visit, before)
    return page(request, "us/questions/told.html", visit, stretch=stretch, first=not before, **other_of(visit))


def other_of(visit: Visit) -> dict[str, Any]:
    together = couples.together(visit)
    return {"name": together.partner_name if together else ""}
