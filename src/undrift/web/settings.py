"""Settings live behind one's own name: who can read what, words, devices, a pause, export."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import rotate_token
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from undrift.actions import desk as desks
from undrift.actions import doorkeys, export, passphrases, retention, sessions
from undrift.actions.sessions import Browser, Visit
from undrift.domain.desk import Desk
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.readers import PROMISE, TABLE
from undrift.web import cookies
from undrift.web.doors import private_door, shared_door
from undrift.web.pages import DOOR_STAYS_SHUT, FORM, again, go, page, refused
from undrift.web.welcome import life_as_typed

ChangeKeys = Callable[[Visit, str, str, Browser], str]
PAUSES = {"three_days": 3, "week": 7, "month": 30}


@shared_door
@require_safe
def settings(request: HttpRequest, visit: Visit) -> HttpResponse:
    return page(
        request,
        "settings/settings.html",
        visit,
        desk=desks.read(visit),
        changed="changed" in request.GET,
        has_code=doorkeys.has_recovery_code(visit.person),
    )


@shared_door
@require_safe
def who_reads(request: HttpRequest, visit: Visit) -> HttpResponse:
    return page(request, "settings/who_reads.html", visit, table=TABLE, promise=PROMISE, kept=retention.kept())


@shared_door
@require_http_methods(FORM)
def life(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What life is like around the two, and the time zone. Saved together, changeable any time."""
    if request.method == "POST":
        try:
            desks.describe_life(
                visit,
                request.POST.getlist("situation"),
                request.POST.get("partner_word", ""),
                request.POST.get("zone", ""),
            )
        except BadInput as problem:
            return again(request, "settings/life.html", problem, visit, desk=life_as_typed(request, visit))
        return go("/settings/")
    return page(request, "settings/life.html", visit, desk=desks.read(visit))


@shared_door
@require_http_methods(FORM)
def pause(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Rest from suggestions. Nothing waits, nothing is lost, and it ends whenever one likes."""
    if request.method == "POST":
        wanted = request.POST.get("for", "")
        if wanted not in {*PAUSES, "none"}:
            problem = BadInput("for", "Please choose one of the three, or leave it.")
            return again(request, "settings/pause.html", problem, visit, desk=desks.read(visit))
        days = PAUSES.get(wanted)

        def change(desk: Desk) -> Desk:
            until = desks.local_now(desk).replace(tzinfo=None, microsecond=0) + timedelta(days=days) if days else None
            return desk.with_(paused_until=until.isoformat() if until else None)

        desks.change(visit, change)
        return go("/settings/")
    return page(request, "settings/pause.html", visit, desk=desks.read(visit))


@shared_door
@require_safe
def places(request: HttpRequest, visit: Visit) -> HttpResponse:
    return page(request, "settings/places.html", visit, places=sessions.open_places(visit))


@shared_door
@require_POST
def close_place(request: HttpRequest, visit: Visit, session: str) -> HttpResponse:
    del request
    if not sessions.close_place(visit, session):
        raise NotFound
    return go("/settings/places/")


@shared_door
@require_POST
def close_other_places(request: HttpRequest, visit: Visit) -> HttpResponse:
    del request
    sessions.close_other_places(visit)
    return go("/settings/places/")


@shared_door
@require_http_methods(FORM)
def passphrase(request: HttpRequest, visit: Visit) -> HttpResponse:
    return _new_words(request, visit, "settings/passphrase.html", doorkeys.change_passphrase, "/settings/?changed=1")


@shared_door
@require_http_methods(FORM)
def new_keys(request: HttpRequest, visit: Visit) -> HttpResponse:
    return _new_words(request, visit, "settings/new_keys.html", doorkeys.rekey, "/welcome/recovery/")


def _new_words(request: HttpRequest, visit: Visit, template: str, act: ChangeKeys, then: str) -> HttpResponse:
    if request.method != "POST":
        return page(request, template, visit, offered=passphrases.offer(), linked=visit.is_linked)
    offered = request.POST.get("passphrase", "") or passphrases.offer()
    old = request.POST.get("old_passphrase", "")
    try:
        cookie = act(visit, old, request.POST.get("passphrase", ""), cookies.browser_of(request))
    except DOOR_STAYS_SHUT as problem:
        return refused(request, template, problem, "old_passphrase", visit, offered=offered, linked=visit.is_linked)
    except BadInput as problem:
        return again(request, template, problem, visit, offered=offered, linked=visit.is_linked)
    rotate_token(request)
    return cookies.give(go(then), request, cookie, remember=visit.remembered)


@private_door
@require_http_methods(FORM)
def take_along(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Export one's own words, after the passphrase, as a page to read or as data; with the weeks, where ticked."""
    if request.method != "POST":
        return page(request, "settings/export.html", visit)
    try:
        sessions.confirm(visit, request.POST.get("passphrase", ""), cookies.browser_of(request))
    except DOOR_STAYS_SHUT as problem:
        return refused(request, "settings/export.html", problem, "passphrase", visit)
    weeks = request.POST.get("weeks") == "yes"
    if request.POST.get("form") == "json":
        return _attachment(export.in_pieces(export.as_json(visit, weeks=weeks)), "application/json", "my-words.json")
    page_of_mine = export.in_pieces(export.as_page(visit, weeks=weeks))
    return _attachment(page_of_mine, "text/html; charset=utf-8", "my-words.html")


def _attachment(parts: Iterator[str], kind: str, name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    first = next(parts)  # what would be refused is refused before the answer begins
    return StreamingHttpResponse(chain([first], parts), content_type=kind, headers=headers)
