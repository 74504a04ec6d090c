"""The private calendar. Whoever has the address reads it; nobody is signed in by it, and nothing is written down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from undrift.actions import calendars

UNCHANGED = 304


@require_safe
def calendar(request: HttpRequest, feed: str) -> HttpResponse:
    """Answer with the file, or that it is as it was. NotFound and TooManyTries become their sentences outside."""
    mark, file = calendars.read(feed, request.headers.get("If-None-Match", ""))
    headers = {"ETag": mark, "Cache-Control": "private, no-cache"}
    if file is None:
        return HttpResponse(status=UNCHANGED, headers=headers)
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


calendar.door = "none"  # type: ignore[attr-defined]  # read by the route tests
