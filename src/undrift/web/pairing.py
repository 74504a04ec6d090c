"""Inviting, and the words that two people read to each other."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from undrift.actions import couples, invitations
from undrift.actions import desk as desks
from undrift.actions.couples import WordsChanged
from undrift.actions.sessions import Visit
from undrift.domain.couples import Phase
from undrift.domain.errors import BadInput
from undrift.web import cookies
from undrift.web.doors import private_door, shared_door
from undrift.web.pages import FORM, again, go, page, scene_of

BORDER = 4


@shared_door
@require_http_methods(FORM)
def invite(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Offer to invite; on request make the link and show it, for two days at most."""
    if visit.membership is not None:
        return go("/us/")
    if request.method == "POST":
        invitations.invite(visit)
        return go("/us/invite/")
    found = invitations.open_invitation(visit)
    if found is None:
        return page(request, "us/invite.html", visit)
    link = f"{settings.ORIGIN or f'{request.scheme}://{request.get_host()}'}/join/#{found.token}"
    until = f"{found.until.astimezone(desks.local_now(desks.read(visit)).tzinfo):%A at %H:%M}"
    context: dict[str, Any] = {
        "link": link,
        "until": until,
        "qr": square(link),
        "at_home": request.get_host().startswith("127."),
    }
    return page(request, "us/invitation.html", visit, **context)


def square(link: str) -> dict[str, Any]:
    """Draw a link as a QR code: the one line that the library draws, and how many units wide the square is."""
    code = segno.make(link, error="m", micro=False)
    drawn = code.svg_inline(border=BORDER, svgclass=None, lineclass=None)
    line = drawn.partition(' d="')[2].partition('"')[0]
    return {"path": line, "size": code.symbol_size(border=BORDER)[0]}


@shared_door
@require_POST
def cancel(request: HttpRequest, visit: Visit) -> HttpResponse:
    del request
    invitations.cancel(visit)
    return go("/us/")


@private_door
@require_http_methods(FORM)
def words(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the words of both phones; what is said here confirms the other's key, or undoes the joining."""
    if visit.phase in {None, Phase.CLOSED, Phase.PAIRED}:
        return go("/us/")
    if request.method == "POST":
        return _answered(request, visit)
    return go("/us/joined/") if visit.phase is Phase.WAITING else _reading(request, visit)


def _answered(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.POST.get("answer") == "differ":
        renewed = bool(visit.membership and visit.membership.renewals)
        undone = couples.differ(visit)
        return page(request, "us/differ.html", visit, renewed=renewed) if undone or renewed else go("/us/")
    if request.POST.get("answer") != "same":
        return _reading(request, visit, BadInput("answer", "Please choose one of the two."))
    try:
        cookie = couples.confirm(visit, request.POST.get("spoken", ""), cookies.browser_of(request))
    except WordsChanged as changed:
        return _reading(request, visit, BadInput("answer", changed.sentence))
    rotate_token(request)
    return cookies.give(go("/us/joined/"), request, cookie, remember=visit.remembered)


@shared_door
@require_POST
def rather_not(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Undo the joining before it is one. It needs no key, and so no passphrase."""
    return page(request, "us/undone.html", visit) if couples.differ(visit) else go("/us/")


def _reading(request: HttpRequest, visit: Visit, problem: BadInput | None = None) -> HttpResponse:
    context = scene_of(visit) | {"words": couples.words(visit), "together": couples.together(visit)}
    if problem is not None:
        return again(request, "us/words.html", problem, visit, **context)
    return page(request, "us/words.html", visit, **context)


@shared_door
@require_safe
def joined(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Wait for the other half, or see the whole. The page looks again by itself, and that keeps no door open."""
    phase = visit.phase
    if phase is None:
        return page(request, "us/undone.html", visit)
    if phase in {Phase.READING, Phase.CLOSED}:
        return go("/us/words/" if phase is Phase.READING else "/us/")
    if phase is Phase.WAITING and "HX-Request" in request.headers:
        return HttpResponse(status=204)  # nothing new: the page stays as it is
    together = couples.together(visit)
    side = "left" if couples.reads_first(visit) else "right"
    template = "us/joined.html" if phase is Phase.PAIRED else "us/waiting.html"
    return page(request, template, visit, together=together, side=side, **scene_of(visit))
