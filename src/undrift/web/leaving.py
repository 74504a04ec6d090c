"""Ending, in its several sizes. Each is done alone, at once, after the passphrase, and asks nobody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.views.decorators.http import require_http_methods, require_safe

from undrift.actions import couples, people
from undrift.actions.sessions import Visit, WrongWords
from undrift.domain.couples import Phase
from undrift.domain.errors import BadInput
from undrift.web import cookies
from undrift.web.doors import shared_door
from undrift.web.pages import DOOR_STAYS_SHUT, FORM, again, go, page, refused, scene_of


@shared_door
@require_safe
def ending(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ending well: resting, needing this less, leaving the shared place, or taking everything along."""
    return page(request, "settings/ending.html", visit, linked=visit.is_linked, **scene_of(visit))


@shared_door
@require_http_methods(FORM)
def unlink(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Leave the shared place."""
    if visit.membership is None:
        return go("/settings/ending/")
    if visit.phase is Phase.CLOSED:
        return go("/us/")
    together = couples.together(visit)
    if request.method != "POST":
        return page(request, "settings/unlink.html", visit, together=together)
    try:
        cookie = couples.unlink(visit, request.POST.get("passphrase", ""), cookies.browser_of(request))
    except DOOR_STAYS_SHUT as problem:
        return refused(request, "settings/unlink.html", problem, "passphrase", visit, together=together)
    rotate_token(request)
    response = page(request, "settings/unlinked.html", visit, **scene_of(visit))
    return cookies.give(response, request, cookie, remember=visit.remembered)


@shared_door
@require_http_methods(FORM)
def leave(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Delete everything that is one's own, at once, asking nobody."""
    linked = visit.is_linked
    if request.method != "POST":
        return page(request, "settings/leave.html", visit, linked=linked)
    try:
        people.delete(visit, request.POST.get("passphrase", ""), cookies.browser_of(request))
    except WrongWords:
        wrong = BadInput("passphrase", "That is not the passphrase that opens your door. Nothing was deleted.")
        return again(request, "settings/leave.html", wrong, visit, linked=linked)
    response = page(request, "settings/left.html")
    response["Clear-Site-Data"] = '"storage"'
    return cookies.take_back(response)
