"""The cookies, and what a door may know of a browser. Content keys live in the first one and nowhere on the server."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from undrift.actions import sessions
from undrift.actions.sessions import REMEMBERED, Browser

SESSION = "__Host-undrift"
KNOWN = "__Host-undrift-known"
KNOWN_FOR = timedelta(days=400)


def browser_of(request: HttpRequest) -> Browser:
    return Browser(mark=_mark(request), address=address_of(request), label=_label(request))


def _mark(request: HttpRequest) -> str:
    """Read this browser's mark, or draw one that `give` will set."""
    if not hasattr(request, "_mark"):
        found = request.COOKIES.get(KNOWN, "")
        request._mark = found if len(found) == 43 else secrets.token_urlsafe(32)  # type: ignore[attr-defined]  # noqa: PLR2004, SLF001 - kept for this request
    return str(request._mark)  # type: ignore[attr-defined]  # noqa: SLF001 - kept for this request


def address_of(request: HttpRequest) -> str:
    """Find where a request came from; behind the operator's own proxy the last forwarded address counts."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.ORIGIN and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _label(request: HttpRequest) -> str:
    agent = request.headers.get("User-Agent", "")
    if "iPad" in agent or "Tablet" in agent:
        return "A tablet"
    return "A phone" if "Mobi" in agent else "A computer"


def give(response: HttpResponse, request: HttpRequest, cookie: str, *, remember: bool) -> HttpResponse:
    """Hand a new session's cookie to the browser, and the mark by which its own lane of tries is known.

    Whatever this browser had open before, for whomever, opens nothing any more.
    """
    sessions.sign_out(request.COOKIES.get(SESSION, ""))
    life = int(REMEMBERED.total_seconds()) if remember else None
    response.set_cookie(SESSION, cookie, max_age=life, secure=True, httponly=True, samesite="Lax", path="/")
    response.set_cookie(
        KNOWN,
        _mark(request),
        max_age=int(KNOWN_FOR.total_seconds()),
        secure=True,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def take_back(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(SESSION, path="/", samesite="Lax")
    response.cookies[SESSION]["secure"] = True
    return response
