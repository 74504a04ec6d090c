"""Keys for a note in one tap: made, shown once, taken away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from undrift.actions import capture
from undrift.actions.sessions import Visit
from undrift.domain.capture import PLACES
from undrift.domain.errors import BadInput
from undrift.domain.recipes import KEY, RECIPES
from undrift.web.doors import private_door
from undrift.web.pages import FORM, again, go, page

TEMPLATE = "settings/capture.html"


@private_door
@require_http_methods(FORM)
def keys(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method != "POST":
        return page(request, TEMPLATE, visit, **_shown(request, visit))
    try:
        made = capture.make(visit, request.POST.get("place", ""))
    except BadInput as problem:
        return again(request, TEMPLATE, problem, visit, **_shown(request, visit))
    return page(request, "settings/capture_key.html", visit, made=made, stands_for_key=KEY, **_recipes(request))


def _recipes(request: HttpRequest) -> dict[str, Any]:
    """Say what to do with a key, with the address of this home."""
    address = request.build_absolute_uri("/api/moments")
    return {"address": address, "recipes": [recipe.at(address) for recipe in RECIPES]}


def _shown(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    named = [(key, PLACES.get(key.place, PLACES["other"])) for key in capture.keys_of(visit)]
    return {"keys": named, "places": PLACES.items(), **_recipes(request)}


@private_door
@require_POST
def take_away(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    del request
    capture.take_away(visit, key)
    return go("/settings/quick-notes/")
