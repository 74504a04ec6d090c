"""Help: always in the same spot, open to everybody, readable offline."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from undrift import library
from undrift.actions import retention
from undrift.domain.errors import NotFound
from undrift.domain.readers import PROMISE, TABLE
from undrift.domain.repair import BREAKS, LINES
from undrift.web.doors import no_door
from undrift.web.public import public_page


@no_door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return public_page(request, "help/index.html", place="help", countries=library.load().help_lines)


@no_door
@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """In an argument right now: one breath, a break with a time to come back, one line."""
    return public_page(request, "help/now.html", place="help")


@no_door
@require_safe
def breath(request: HttpRequest) -> HttpResponse:
    return public_page(request, "help/breath.html", place="help")


@no_door
@require_safe
def pause(request: HttpRequest) -> HttpResponse:
    """A break with a time to come back, named before leaving the room (S0.36)."""
    return public_page(request, "help/pause.html", place="help", breaks=BREAKS)


@no_door
@require_safe
def back(request: HttpRequest, when: str) -> HttpResponse:
    """One large sentence with the time to come back. The phone's own clock says it; nothing is kept or sent."""
    chosen = next((one for one in BREAKS if one.id == when), None)
    if chosen is None:
        raise NotFound
    return public_page(request, "help/back.html", place="help", **{"break": chosen})


@no_door
@require_safe
def back_own(request: HttpRequest) -> HttpResponse:
    return public_page(request, "help/back_own.html", place="help")


@no_door
@require_safe
def line(request: HttpRequest) -> HttpResponse:
    return public_page(request, "help/line.html", place="help", lines=LINES)


@no_door
@require_safe
def hold_up(request: HttpRequest, which: int) -> HttpResponse:
    """One large line to hold up to the other, not to send (S0.37 to S0.41)."""
    if not 1 <= which <= len(LINES):
        raise NotFound
    return public_page(request, "help/hold_up.html", place="help", line=LINES[which - 1])


@no_door
@require_safe
def own_line(request: HttpRequest) -> HttpResponse:
    """A line of one's own, typed as large as it is held up. It stays in the page."""
    return public_page(request, "help/own_line.html", place="help")


@no_door
@require_safe
def professional(request: HttpRequest) -> HttpResponse:
    return public_page(request, "help/professional.html", place="help")


@no_door
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Questions to ask a professional."""
    return public_page(request, "help/questions.html", place="help")


@no_door
@require_safe
def wrong_tool(request: HttpRequest) -> HttpResponse:
    return public_page(request, "help/wrong_tool.html", place="help")


@no_door
@require_safe
def lines(request: HttpRequest, country: str) -> HttpResponse:
    found = library.load().country(country)
    return public_page(request, "help/lines.html", place="help", country=found)


@no_door
@require_safe
def closing_quickly(request: HttpRequest) -> HttpResponse:
    return public_page(request, "help/closing_quickly.html", place="help")


@no_door
@require_safe
def who_reads(request: HttpRequest) -> HttpResponse:
    """The table for whoever has not signed up yet; said before anything is written."""
    return public_page(
        request, "help/who_reads.html", place="help", table=TABLE, promise=PROMISE, kept=retention.kept()
    )
