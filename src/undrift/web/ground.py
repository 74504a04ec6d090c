"""How the ground is: a few answers about one's own week, asked for by nobody (S2.10 to S2.18)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from undrift.actions import ground as checks
from undrift.actions.sessions import Visit
from undrift.domain.errors import BadInput
from undrift.domain.ground import ANSWERS, BESIDES, CLOSE, CLOSENESS, GROUND
from undrift.web.doors import private_door
from undrift.web.pages import FORM, again, go, page

WORDS: dict[str, Any] = {
    "ground": tuple(GROUND.items()),
    "besides": tuple(BESIDES.items()),
    "answers": tuple(enumerate(ANSWERS)),
    "closeness": CLOSENESS,
    "lights": tuple((place, words, 22 - 3 * place) for place, words in enumerate(CLOSE)),
}


@private_door
@require_http_methods(FORM)
def week(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Three items, two more apart from them, and every one may be left."""
    if request.method != "POST":
        due = checks.is_due(visit) or "again" in request.GET
        return page(request, "mine/ground.html", visit, due=due, more_help=checks.more_help_is_offered(visit), **WORDS)
    try:
        checks.keep(visit, request.POST.dict(), note_key=request.POST.get("note_key", ""))
    except BadInput as problem:
        return again(request, "mine/ground.html", problem, visit, due=True, **WORDS)
    return go("/mine/ground/apart/")


@private_door
@require_http_methods(FORM)
def apart(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Two more questions, apart, skippable."""
    if request.method != "POST":
        return page(request, "mine/ground_apart.html", visit)
    try:
        checks.keep_apart(visit, request.POST.get("serious", ""), only_me=bool(request.POST.get("only_me")))
    except BadInput as problem:
        return again(request, "mine/ground_apart.html", problem, visit)
    return go("/mine/ground/kept/")


@private_door
@require_safe
def kept(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The same page for everybody, whatever they answered."""
    return page(request, "mine/ground_kept.html", visit)
