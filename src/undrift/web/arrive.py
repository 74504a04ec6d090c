"""The first five minutes, before any account: something real for whoever opens the door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from undrift import library
from undrift.actions.people import sign_up_is_open
from undrift.domain.errors import NotFound
from undrift.domain.firstways import WAYS
from undrift.web.doors import no_door, visit_of
from undrift.web.pages import go, page


@no_door
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    if visit_of(request) is not None:
        return go("/today/")
    return page(request, "arrive/landing.html", ways=WAYS.values())


@no_door
@require_safe
def begin(request: HttpRequest, way: str) -> HttpResponse:
    """One real step for this way in. No account, no question, nothing kept."""
    if way not in WAYS:
        raise NotFound
    chosen = WAYS[way]
    shelf = library.load()
    practice = shelf.practice(chosen.practice) if chosen.practice else None
    return page(request, "arrive/begin.html", way=chosen, practice=practice, open=sign_up_is_open())
