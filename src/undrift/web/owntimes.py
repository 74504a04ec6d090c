"""Times of one's own that return, in Just me: a cup, a walk. They need nobody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from undrift.actions import desk as desks
from undrift.actions import returning
from undrift.actions.sessions import Visit
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.ritual_kinds import FOR_ONE, KINDS, OF_YOUR_OWN
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page
from undrift.web.rituals import typed_of, when_fields

HOME = "/mine/returns/"


@shared_door
@require_http_methods(FORM)
def own(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method != "POST":
        return page(request, "mine/returns.html", visit, **_context(request, visit))
    try:
        returning.keep_own(visit, typed_of(request), note_key=request.POST.get("note_key", ""))
    except BadInput as problem:
        context = _context(request, visit) | {"ticked": request.POST.getlist("days")}
        return again(request, "mine/returns.html", problem, visit, **context)
    return go(HOME)


def _context(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    desk = desks.read(visit)
    kind = KINDS.get(request.GET.get("kind", ""))
    kind = kind if kind in {*FOR_ONE, OF_YOUR_OWN} else None
    own = [{"time": one, "when": returning.seen(desk, one.rhythm)} for one in desk.returning.own]
    return {"own": own, "kinds": FOR_ONE, "kind": kind, **when_fields(tuple(map(str, kind.days)) if kind else ())}


@shared_door
@require_POST
def change(request: HttpRequest, visit: Visit, time: str) -> HttpResponse:
    """Leave one out, let it rest, take it up again, or let it go."""
    what = request.POST.get("what", "")
    try:
        if what == "leave-out":
            returning.leave_out_own(visit, time, returning.checked_day(request.POST.get("day", "")))
        elif what in {"rest", "again"}:
            returning.rest_own(visit, time, again=what == "again")
        elif what == "go":
            desks.read(visit).returning.one(time)
            returning.end_own(visit, time)
        else:
            raise NotFound
    except BadInput as problem:
        return again(request, "mine/returns.html", problem, visit, **_context(request, visit))
    return go(HOME)
