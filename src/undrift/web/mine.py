"""Just me: what I saved, and a door. The page looks the same whether the notebook is empty or full."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from undrift.actions import climate, couples, evenings, ground, notebook, sessions, sharing
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit
from undrift.domain.couples import Phase
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.notebook import Kind
from undrift.domain.sharing import SHAREABLE
from undrift.web import carried, cookies
from undrift.web.doors import private_door, shared_door
from undrift.web.pages import DOOR_STAYS_SHUT, FORM, again, go, next_place, page, refused


@shared_door
@require_safe
def mine(request: HttpRequest, visit: Visit) -> HttpResponse:
    desk = desks.read(visit)
    saved = [p for p in map(evenings.practice_or_none, reversed(desk.saved)) if p]
    return page(request, "mine/mine.html", visit, saved=saved)


@shared_door
@require_http_methods(FORM)
def write(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Write into the notebook; it stays closed while doing so."""
    if request.method != "POST":
        return page(request, "mine/write.html", visit)
    try:
        notebook.write(
            visit,
            Kind.NOTE,
            request.POST.get("text", ""),
            note_key=request.POST.get("note_key", ""),
            keep_for=request.POST.get("keep_for", "always"),
        )
    except BadInput as problem:
        return again(request, "mine/write.html", problem, visit)
    return go("/today/kept/")


@shared_door
@require_http_methods(FORM)
def door(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The private door."""
    place = next_place(request, "/mine/notebook/")
    if visit.private_door_open and request.method != "POST":
        return go(place)
    if request.method != "POST":
        return page(request, "mine/door.html", visit, next=place)
    words = carried.brought_along(request)
    template = "mine/carried_door.html" if words else "mine/door.html"
    try:
        cookie = sessions.open_private_door(visit, request.POST.get("passphrase", ""), cookies.browser_of(request))
    except DOOR_STAYS_SHUT as problem:
        return refused(request, template, problem, "passphrase", visit, next=place, words=words)
    rotate_token(request)
    response = carried.to_their_author(request, words, visit.person) or go(place)
    return cookies.give(response, request, cookie, remember=visit.remembered)


@shared_door
@require_POST
def close_door(request: HttpRequest, visit: Visit) -> HttpResponse:
    del request
    sessions.close_private_door(visit)
    return go("/mine/")


@private_door
@require_safe
def read(request: HttpRequest, visit: Visit) -> HttpResponse:
    before = request.GET.get("before", "")
    found = notebook.page(visit, before)
    offered = _offered(visit) if not before else {}
    return page(request, "mine/notebook.html", visit, notes=found.notes, older=found.older, first=not before, **offered)


def _offered(visit: Visit) -> dict[str, Any]:
    return {
        "ground_due": ground.is_due(visit),
        "more_help": ground.more_help_is_offered(visit),
        "offer": climate.offer_tonight(visit),
    }


@private_door
@require_POST
def search(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Look through the opened notebook. Posted, so that the words looked for are in no address and no history."""
    words = request.POST.get("words", "")[:200]
    return page(request, "mine/notebook.html", visit, notes=notebook.search(visit, words), words=words, searched=True)


@private_door
@require_safe
def entry(request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    note = notebook.one(visit, entry)
    may_be_shared = visit.phase is Phase.PAIRED and note.text is not None and note.kind in SHAREABLE
    return page(request, "mine/entry.html", visit, note=note, may_be_shared=may_be_shared)


@private_door
@require_http_methods(FORM)
def share(request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    """Let the other see one note, after a look at what they will find."""
    if request.method == "POST" and sharing.was_shared(visit, entry):
        return go("/us/?shared=1")
    note, together = notebook.one(visit, entry), couples.together(visit)
    if visit.phase is not Phase.PAIRED or note.text is None or note.kind not in SHAREABLE:
        raise NotFound
    if request.method == "POST":
        sharing.share_note(visit, entry)
        return go("/us/?shared=1")
    return page(request, "mine/share.html", visit, note=note, together=together)


@private_door
@require_POST
def let_go(request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    del request
    notebook.let_go(visit, entry)
    return go("/mine/notebook/")


@private_door
@require_safe
def close_line(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One's own line about last feeling close, brought back when it was asked for."""
    return page(request, "mine/close_line.html", visit, note=notebook.closest(visit))


@shared_door
@require_safe
def release(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Write and let go: a page whose words are never sent anywhere."""
    return page(request, "mine/release.html", visit)
