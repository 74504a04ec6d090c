"""In your calendar: a private address, the words that stand there, and the end of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from undrift.actions import calendars, returning
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit
from undrift.domain.errors import BadInput
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page

TEMPLATE = "settings/calendar.html"


@shared_door
@require_http_methods(FORM)
def calendar(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Make an address, shown once, behind the private door; choose what stands there; end it."""
    if request.method != "POST":
        return page(request, TEMPLATE, visit, **_context(visit))
    what = request.POST.get("what", "")
    if what == "make" and not visit.private_door_open:
        return go("/mine/door/?next=/settings/calendar/")
    if what == "make":
        address = request.build_absolute_uri(f"/calendar/{returning.make_address(visit)}.ics")
        return page(request, TEMPLATE, visit, address=address, **_context(visit))
    if what == "end":
        calendars.revoke(visit)
    elif what == "title":
        try:
            returning.choose_title(visit, request.POST.get("title", ""), request.POST.get("own", ""))
        except BadInput as problem:
            return again(request, TEMPLATE, problem, visit, **_context(visit))
    return go("/settings/calendar/")


def _context(visit: Visit) -> dict[str, Any]:
    title = calendars.title_of(desks.read(visit))
    return {
        "there": calendars.is_there(visit),
        "linked": visit.is_linked,
        "titles": calendars.TITLES,
        "title": title,
        "own_title": "" if title in calendars.TITLES else title,
    }
