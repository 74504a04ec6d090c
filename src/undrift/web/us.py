"""Us: what both can see, by the day; and what each can do with it alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from undrift.actions import conversations, couples, disclosure, invitations, questions, repair, room, sharing
from undrift.actions.sessions import Visit
from undrift.domain.couples import Phase
from undrift.domain.disclosure_kinds import is_disclosure
from undrift.domain.errors import NotFound
from undrift.web.doors import shared_door
from undrift.web.pages import go, page, scene_of
from undrift.web.room import room_context

NEWEST = 5
"""How many lie on Us itself, so that what stands below them is not far away; an older page has more."""
TEMPLATES = {
    Phase.READING: "us/begun.html",
    Phase.WAITING: "us/begun.html",
    Phase.PAIRED: "us/together.html",
    Phase.CLOSED: "us/closed.html",
}


@shared_door
@require_safe
def us(request: HttpRequest, visit: Visit) -> HttpResponse:
    phase = visit.phase
    if phase is None:
        invited = invitations.open_invitation(visit) is not None
        return page(request, "us/us.html", visit, invited=invited, **scene_of(visit))
    couples.look(visit)
    before = request.GET.get("before", "")
    shared = sharing.page(visit, before) if before else sharing.page(visit, most=NEWEST)
    if phase in {Phase.READING, Phase.WAITING}:  # the words are being read anew: what waits for them is not lost
        shared = replace(shared, entries=[e for e in shared.entries if e.text is not None])
    context: dict[str, Any] = {
        "together": couples.together(visit),
        "shared": shared,
        "first": not before,
        "just_shared": "shared" in request.GET,
        "talk": None if before else conversations.on_us(visit),
        "just_sent": "sent" in request.GET,
        "ways_back": repair.ways_back(visit),
        "curious": None if before else questions.on_us(visit),
        "space": repair.matter(visit).room,
        "waiting": None if before else room.waiting(visit),
        "just_said": disclosure.arrives_on(visit) if "said" in request.GET else None,
        "put_off": "room" in request.GET,
        **scene_of(visit),
    }
    if phase is Phase.CLOSED:
        context["scene"] = "mist"
    return page(request, TEMPLATES[phase], visit, **context)


@shared_door
@require_safe
def entry(request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    if waiting := room_context(visit, entry):
        return page(request, "us/room.html", visit, **waiting)
    found = sharing.one(visit, entry)
    context = {"entry": found, "together": couples.together(visit), **scene_of(visit)}
    if is_disclosure(found.kind):
        arrives = disclosure.found_on(visit, entry) if found.mine else None
        ask = room.landing_may_be_told(visit, entry)
        context |= {"gently": True, "arrives": arrives, "ask": ask, "landed": request.GET.get("landed", "")}
    waits = visit.phase in {Phase.READING, Phase.WAITING}
    opening = request.GET.get("opening") == "1"
    return page(request, "us/entry.html", visit, opening=opening, waits=waits, kept="kept" in request.GET, **context)


@shared_door
@require_POST
def take_back(request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    """Take back one's own words. What the other may have read or kept stays known, and the page says so."""
    found = None
    try:
        found = sharing.one(visit, entry)
        sharing.take_back(visit, entry)
    except NotFound:
        if not sharing.was_taken_back(visit, entry):
            raise
    arrived = found is not None and found.arrived
    return page(request, "us/taken_back.html", visit, arrived=arrived, together=couples.together(visit))


@shared_door
@require_POST
def keep(request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    """Keep a copy for oneself, sealed. Nobody is told."""
    del request
    sharing.keep_copy(visit, entry)
    return go(f"/us/{entry}/?kept=1")


@shared_door
@require_POST
def unfold(request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    del request
    sharing.unfold(visit, entry)
    return go(f"/us/{entry}/?opening=1")


@shared_door
@require_POST
def put_away(request: HttpRequest, visit: Visit) -> HttpResponse:
    """After the other has left: one's own words go home, and this side is empty again."""
    couples.put_away(visit)
    return page(request, "us/put_away.html", visit, **scene_of(visit))
