"""Before something tender is seen: is there room? And afterwards, for oneself alone: how was it to read?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from undrift.actions import room as rooms
from undrift.actions.sessions import Visit
from undrift.domain.errors import BadInput
from undrift.web.disclosure import other_of
from undrift.web.doors import shared_door
from undrift.web.pages import again, go, scene_of


@shared_door
@require_POST
def room(request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    """Say whether there is room, before anything is seen. *Later* and *not today* are told alike, to nobody."""
    what = request.POST.get("room", "")
    try:
        rooms.answer(visit, entry, what)
    except BadInput as problem:
        return again(request, "us/room.html", problem, visit, **room_context(visit, entry))
    return go(f"/us/{entry}/?opening=1" if what == "now" else "/us/?room=1")


def room_context(visit: Visit, entry: str) -> dict[str, Any]:
    """Describe the one that waits; empty for anything else."""
    found = rooms.at_its_door(visit, entry)
    return {"waiting": found, **other_of(visit), **scene_of(visit)} if found else {}


@shared_door
@require_POST
def landed(request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    """Keep how it was to read, for oneself."""
    landing = request.POST.get("landing", "")
    try:
        rooms.land(visit, entry, landing)
    except BadInput:
        return go(f"/us/{entry}/")
    return go(f"/us/{entry}/?landed={'much' if landing == 'too_much' else 'yes'}")
