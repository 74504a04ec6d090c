"""A summary to take to a professional: picked line by line, looked at, then printed or saved. Nothing of it is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from undrift.actions import summary as summaries
from undrift.actions import summaryfiles
from undrift.actions.sessions import Visit
from undrift.domain.errors import BadInput, TooBusy
from undrift.domain.summary import FREE, PICKED_AT_MOST, UNSAID, Summary
from undrift.web.doors import private_door
from undrift.web.pages import FORM, again, page, refused

WRITE, LOOK = "mine/summary.html", "mine/summary_look.html"
CANNOT_SET = (
    "The PDF has only Latin letters, and this has others, or a picture sign. The page to save shows them all, and any "
    "browser can print it."
)


@private_door
@require_http_methods(FORM)
def summary(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Write and pick; look at it; take it. Everything travels in the form, nothing waits on the server."""
    if request.method != "POST":
        return page(request, WRITE, visit, stretch=summaries.stretch(visit), fields=_fields(request))
    step = request.POST.get("step", "look")
    if step in {"change", "older"}:
        return _write(request, visit)
    try:
        made = _made(request, visit)
    except BadInput as problem:
        return _write(request, visit, problem)
    try:
        if step == "page":
            return _file(summaryfiles.as_page(made).encode(), "text/html; charset=utf-8", "summary.html")
        if step == "pdf" and summaryfiles.fits_on_paper(made):
            return _file(summaryfiles.as_pdf(made), "application/pdf", "summary.pdf")
    except TooBusy as problem:
        return refused(request, LOOK, problem, "take", visit, **_look(request, made))
    typed = request.POST.dict()
    return page(request, LOOK, visit, status=422 if step == "pdf" else 200, typed=typed, **_look(request, made))


def _made(request: HttpRequest, visit: Visit) -> Summary:
    lines, with_unsaid = request.POST.getlist("line"), bool(request.POST.get("with_unsaid"))
    if len(lines) > PICKED_AT_MOST:
        raise BadInput("line", "This is more than one summary can hold. Please pick fewer lines.")
    return summaries.compose(visit, request.POST.dict(), lines, with_unsaid=with_unsaid)


def _look(request: HttpRequest, made: Summary) -> dict[str, Any]:
    return {
        "summary": made,
        "cannot_set": "" if summaryfiles.fits_on_paper(made) else CANNOT_SET,
        "free_fields": (*FREE, UNSAID),
        "lines": request.POST.getlist("line"),
    }


def _write(request: HttpRequest, visit: Visit, problem: BadInput | None = None) -> HttpResponse:
    """Show the form again with everything typed, what was picked first, and an older stretch if it was asked for."""
    chosen = summaries.picked(visit, request.POST.getlist("line")[:PICKED_AT_MOST])
    before = request.POST.get("before", "") if request.POST.get("step") == "older" else ""
    stretch = summaries.stretch(visit, before)
    context: dict[str, Any] = {
        "stretch": stretch,
        "chosen": [line for line in chosen if line not in (*stretch.lines, *stretch.sheets)],
        "picked": {line.id for line in chosen},
        "fields": _fields(request),
    }
    if problem is not None:
        return again(request, WRITE, problem, visit, **context)
    return page(request, WRITE, visit, typed=request.POST.dict(), **context)


def _fields(request: HttpRequest) -> list[tuple[str, str, str]]:
    return [(name, heading, request.POST.get(name, "")) for name, heading in FREE.items()]


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
