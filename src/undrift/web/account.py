"""Signing up, in, out, and coming back with a recovery code."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.views.decorators.http import require_http_methods, require_POST

from undrift.actions import doorkeys, passphrases, people, sessions
from undrift.domain.errors import BadInput, TooBusy, TooManyTries
from undrift.domain.firstways import WAYS
from undrift.web import carried, cookies, join
from undrift.web.doors import no_door
from undrift.web.pages import DOOR_STAYS_SHUT, FORM, again, go, is_safe_place, next_place, page, refused


@no_door
@require_http_methods(FORM)
def sign_up(request: HttpRequest) -> HttpResponse:
    if not is_safe_place(request):
        return page(request, "account/not_here.html", status=403)
    invitation = request.POST.get("invitation", "")
    if not people.may_sign_up(invitation, cookies.browser_of(request)):
        return page(request, "account/closed.html", status=403)
    way = request.POST.get("way", request.GET.get("way", ""))
    context: dict[str, Any] = {
        "way": way if way in WAYS else "",
        "own": "own" in request.GET or "own" in request.POST,
    }
    context |= _brought(request)
    if request.method != "POST" or _only_shown(request):
        own = {**context, "own": "own" in request.GET}
        return page(request, "account/sign_up.html", offered=passphrases.offer(), typed=request.POST, **own)
    try:
        cookie, _ = people.sign_up(
            request.POST.get("name", ""),
            request.POST.get("passphrase", ""),
            cookies.browser_of(request),
            way_in=way,
            zone=request.POST.get("zone", ""),
            invitation=invitation,
        )
    except BadInput as problem:
        offered = _still_offered(request, own=context["own"] is True)
        return again(request, "account/sign_up.html", problem, offered=offered, **context)
    except (TooBusy, TooManyTries) as problem:
        offered = _still_offered(request, own=context["own"] is True)
        return refused(request, "account/sign_up.html", problem, "passphrase", offered=offered, **context)
    rotate_token(request)
    response = _with_invitation(request, cookie, go("/welcome/recovery/"), "/welcome/recovery/")
    return cookies.give(response, request, cookie, remember=False)


def _brought(request: HttpRequest) -> dict[str, Any]:
    """Hand an invitation on from form to form."""
    return {name: request.POST.get(name, "")[:300] for name in carried.BROUGHT}


def _only_shown(request: HttpRequest) -> bool:
    """Tell a form that another page opened, with an invitation in its hand, from one that was filled in."""
    return request.POST.get("form") == "show"


def _with_invitation(request: HttpRequest, cookie: str, otherwise: HttpResponse, then: str) -> HttpResponse:
    """Take the invitation that came with the form, now that somebody is here to take it."""
    token = request.POST.get("invitation", "")
    visit = sessions.resume(cookie) if token else None
    return join.taken(request, visit, token, then) if visit else otherwise


def _still_offered(request: HttpRequest, *, own: bool) -> str:
    """Keep the five words on the page while another field is mended: the person may have written them down."""
    words = request.POST.get("passphrase", "")
    return words if words and not own else passphrases.offer()


@no_door
@require_http_methods(FORM)
def sign_in(request: HttpRequest) -> HttpResponse:
    if not is_safe_place(request):
        return page(request, "account/not_here.html", status=403)
    words = carried.brought_along(request) if request.method == "POST" else None
    template = "account/carried_sign_in.html" if words else "account/sign_in.html"
    brought = _brought(request)
    if request.method != "POST" or _only_shown(request):
        return page(request, template, next=next_place(request), open=people.sign_up_is_open(), **brought)
    remember = request.POST.get("remember") == "yes"
    try:
        cookie, person = sessions.sign_in(
            request.POST.get("name", ""),
            request.POST.get("passphrase", "")[: passphrases.LONGEST],
            cookies.browser_of(request),
            remember=remember,
        )
    except DOOR_STAYS_SHUT as problem:
        return refused(request, template, problem, "passphrase", words=words, next=next_place(request), **brought)
    rotate_token(request)
    place = _with_invitation(request, cookie, go(next_place(request)), "/us/words/")
    response = carried.to_their_author(request, words, person) or place
    return cookies.give(response, request, cookie, remember=remember)


@no_door
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    sessions.sign_out(request.COOKIES.get(cookies.SESSION, ""))
    response = cookies.take_back(go("/"))
    response["Clear-Site-Data"] = '"storage"'
    return response


@no_door
@require_http_methods(FORM)
def recover(request: HttpRequest) -> HttpResponse:
    if not is_safe_place(request):
        return page(request, "account/not_here.html", status=403)
    if request.method != "POST":
        return page(request, "account/recover.html", offered=passphrases.offer())
    try:
        cookie, _ = doorkeys.recover(
            request.POST.get("name", ""),
            request.POST.get("code", "")[:200],
            request.POST.get("passphrase", ""),
            cookies.browser_of(request),
        )
    except DOOR_STAYS_SHUT as problem:
        offered = request.POST.get("passphrase", "") or passphrases.offer()
        return refused(request, "account/recover.html", problem, "code", offered=offered)
    except BadInput as problem:
        return again(
            request, "account/recover.html", problem, offered=request.POST.get("passphrase", "") or passphrases.offer()
        )
    rotate_token(request)
    return cookies.give(go("/welcome/recovery/"), request, cookie, remember=False)
