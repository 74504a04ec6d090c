"""A letter to the two of them: sealed till a day, and opened together."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from undrift.actions import letters, notebook, questions
from undrift.actions.questions import Where
from undrift.actions.sessions import Visit
from undrift.domain.couples import Phase
from undrift.domain.errors import BadInput
from undrift.domain.letters import BEGINNINGS, WORDS
from undrift.domain.notebook import Kind
from undrift.domain.rounds import Page
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page
from undrift.web.questions import LETTERS, other_of

WRITE, LOOK = "us/letters/write.html", "us/letters/look.html"
MAY_WRITE = {Where.OFFER, Where.LIES, Where.ASIDE, Where.OPEN}


@shared_door
@require_safe
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    if visit.phase is not Phase.PAIRED:
        return go("/us/")
    view = letters.view(visit)
    questions.look(visit, Page.LETTER)
    return page(request, "us/letters/index.html", visit, view=view, **other_of(visit))


@shared_door
@require_http_methods(FORM)
def write(request: HttpRequest, visit: Visit) -> HttpResponse:
    context: dict[str, Any] = {
        "days": tuple(WORDS.items()),
        "opens_on": None,
        "beginnings": BEGINNINGS,
        **other_of(visit),
    }
    if visit.phase is Phase.PAIRED:
        view = letters.view(visit)
        context["opens_on"] = view.opens_on if view.where in {Where.LIES, Where.ASIDE} else None
        may_write = view.where in MAY_WRITE
    else:
        may_write = False
    if request.method != "POST":
        return page(request, WRITE, visit, typed={}, **context) if may_write else go(LETTERS)
    try:
        return _written(request, visit, context)
    except BadInput as problem:
        return again(request, WRITE, problem, visit, **context)


def _written(request: HttpRequest, visit: Visit, context: dict[str, Any]) -> HttpResponse:
    text, after, then = (request.POST.get(name, "") for name in ("text", "after", "then"))
    if then == "change":
        return again(request, WRITE, BadInput("", ""), visit, **context)
    if then == "keep":
        notebook.write(visit, Kind.LETTER, text, note_key=request.POST.get("note_key", ""))
        return go("/today/kept/")
    if then == "seal":
        letters.write(visit, text, after)
        return go(LETTERS)
    opens_on = letters.checked(visit, text, after, context["opens_on"])
    return page(request, LOOK, visit, typed=request.POST, **context | {"opens_on": opens_on})
