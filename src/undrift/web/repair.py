"""After an argument: a line that is there at once, the matter itself, and the one question of the day after."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from undrift.actions import couples, repair
from undrift.actions.sessions import Visit
from undrift.domain.couples import Phase
from undrift.domain.errors import BadInput
from undrift.domain.repair import LINES, checked_line
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page
from undrift.web.today import screen

NEXT = {"something": "/today/to-mend/", "mended": "/today/note/repair/"}


@shared_door
@require_POST
def mending(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take the answer to *Anything to mend?*. It leads somewhere and is kept nowhere."""
    what = request.POST.get("mending", "")
    try:
        repair.answer(visit, what)
    except BadInput as problem:
        return screen(request, visit, problem)
    return go(NEXT.get(what, "/today/"))


@shared_door
@require_safe
def to_mend(request: HttpRequest, visit: Visit) -> HttpResponse:
    return page(request, "today/to_mend.html", visit, lines=LINES, paired=visit.phase is Phase.PAIRED)


@shared_door
@require_http_methods(FORM)
def way_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Send one line, after a look at what the other will find."""
    if visit.phase is not Phase.PAIRED and not request.POST.get("text"):
        return go("/us/")
    context: dict[str, Any] = {"together": couples.together(visit), "lines": LINES}
    context["mine"] = repair.ways_back(visit).mine
    if request.method != "POST":
        return page(request, "us/way_back.html", visit, **context)
    which, own, seen = (request.POST.get(name, "") for name in ("line", "text", "seen"))
    try:
        if seen == "change":
            return again(request, "us/way_back.html", BadInput("", ""), visit, **context)
        if seen != "yes":
            text = checked_line(which, own)
            return page(
                request,
                "us/way_back_ahead.html",
                visit,
                text=text,
                line=which,
                own=own if which == "own" else "",
                **context,
            )
        repair.send(visit, which, own)
    except BadInput as problem:
        return again(request, "us/way_back.html", problem, visit, **context)
    return go("/us/?sent=1")


@shared_door
@require_http_methods(FORM)
def matter(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say alone that one could come back to it, or take that back. The page shows nothing of the other."""
    if visit.phase is not Phase.PAIRED:
        return go("/us/")
    if request.method == "POST":
        said = repair.could_come_back if request.POST.get("say") == "ready" else repair.not_yet
        said(visit)
        return go("/us/matter/")
    return page(request, "us/matter.html", visit, matter=repair.matter(visit), together=couples.together(visit))
