"""Which door a page stands behind. Every view names one; a route without a door fails the tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from undrift.actions import sessions, settling
from undrift.actions.sessions import Visit
from undrift.web import carried
from undrift.web.cookies import SESSION

P = ParamSpec("P")
LOOKS_AGAIN_BY_ITSELF = {"/us/joined/", "/us/conversation/now/", "/us/questions/now/"}
SignedIn = Callable[Concatenate[HttpRequest, Visit, P], HttpResponseBase]


class Page(Protocol):
    """A view with its door written on it."""

    door: str

    def __call__(self, request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase: ...


def visit_of(request: HttpRequest) -> Visit | None:
    """Open what this browser's cookie opens, once per request."""
    if not hasattr(request, "_visit"):
        cookie = request.COOKIES.get(SESSION, "")
        extend = request.path not in LOOKS_AGAIN_BY_ITSELF
        request._visit = sessions.resume(cookie, extend=extend) if cookie else None  # type: ignore[attr-defined]  # noqa: SLF001 - kept for this request
    visit: Visit | None = request._visit  # type: ignore[attr-defined]  # noqa: SLF001 - kept for this request
    return visit


def no_door(view: Callable[..., HttpResponseBase]) -> Page:
    """Open to everybody: /, Library, Help, quick close."""
    view.door = "none"  # type: ignore[attr-defined]  # read by the route tests
    return view  # type: ignore[return-value]  # it has a door now


def shared_door(view: SignedIn[P]) -> Page:
    """Behind the shared door: Today, notes, saved steps, settings."""

    @wraps(view)
    def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        visit = visit_of(request)
        if visit is None:
            return _at_the_door(request)
        settling.attend(visit)
        return view(request, visit, *args, **kwargs)

    opened.door = "shared"  # type: ignore[attr-defined]  # read by the route tests
    return opened  # type: ignore[return-value]  # it has a door now


def private_door(view: SignedIn[P]) -> Page:
    """Behind the private door: reading the notebook, export, new keys."""

    @wraps(view)
    def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        visit = visit_of(request)
        if visit is None:
            return _at_the_door(request)
        if not visit.private_door_open:
            return _at_the_private_door(request)
        sessions.keep_private_door_open(visit)
        settling.attend(visit)
        return view(request, visit, *args, **kwargs)

    opened.door = "private"  # type: ignore[attr-defined]  # read by the route tests
    return opened  # type: ignore[return-value]  # it has a door now


def _at_the_door(request: HttpRequest) -> HttpResponseBase:
    if request.method == "POST":
        return carried.ask_to_sign_in(request)
    return HttpResponseRedirect(f"/sign-in/?next={request.path}")


def _at_the_private_door(request: HttpRequest) -> HttpResponseBase:
    if request.method == "POST":
        return carried.ask_for_words(request)
    return HttpResponseRedirect(f"/mine/door/?next={request.path}")
