"""Looking back: five sheets behind the private door."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from undrift.actions import couples, noticing, sentences
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit
from undrift.domain import asking, sheets
from undrift.domain import noticing as rules
from undrift.domain.couples import Phase
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.sheets.merging import Merged, Typed
from undrift.domain.sheets.shape import Sheet
from undrift.web.doors import private_door
from undrift.web.pages import FORM, again, go, page
from undrift.web.sheetform import Screen, typed_in

DRAWN = "circle"


@private_door
@require_safe
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    desk = desks.read(visit)
    return page(request, "mine/looking_back.html", visit, sheets=rules.in_order(desk, desks.local_now(desk).date()))


@private_door
@require_http_methods(FORM)
def sheet(request: HttpRequest, visit: Visit, sheet: str) -> HttpResponse:
    """One sheet: read, filled in as far as one likes, and kept. `then` says where to go after it was kept."""
    which = sheets.sheet(sheet)
    if request.method != "POST":
        kept, damaged = noticing.open_sheet(visit, which)
        return _screen(request, visit, which, Merged(kept), damaged=damaged, just_kept="kept" in request.GET)
    typed = typed_in(request.POST, which)
    merged = noticing.save(visit, which, typed)
    if merged.problems:
        return _screen(request, visit, which, merged, typed, status=422)
    return go(_then(visit, which, request.POST.get("then", "")))


def _then(visit: Visit, which: Sheet, then: str) -> str:
    here = f"/mine/looking-back/{which.id}/"
    what, _, line = then.partition(" ")
    if what == "evening":
        sentences.begin(visit, which)
    elif what == "at-once":
        sentences.all_at_once(visit, which)
    elif what == "let-go":
        return f"{here}{line}/let-go/" if line in which.lines else f"{here}let-go/"
    elif what == "share" and line in which.lines:
        return f"{here}{line}/share/"
    return f"{here}?kept=1"


def _screen(
    request: HttpRequest, visit: Visit, which: Sheet, merged: Merged, typed: Typed | None = None, **more: Any
) -> HttpResponse:
    desk = desks.read(visit)
    screen = Screen(which, merged, typed or Typed(), noticing.mark(visit, which.id))
    context = {
        "sheet": which,
        "opening": rules.opening(which, desk, desks.local_now(desk).date()),
        "parts": screen.parts(resting=rules.held(desk)),
        "drawing": screen.drawing() if which.id == DRAWN else None,
        "slow": asking.is_slow(desk, which),
        "can_be_slow": asking.slowly(which, merged.kept, desk) is not None,
        "may_be_shared": visit.phase is Phase.PAIRED,
        "look_at": next(iter(merged.problems), ""),
        "filled": not merged.kept.is_empty,
        **more,
    }
    return page(request, "mine/sheet.html", visit, **context)


@private_door
@require_http_methods(FORM)
def share(request: HttpRequest, visit: Visit, sheet: str, named: str) -> HttpResponse:
    """Let the other see one line, after a look at what they will find. The sheet keeps it."""
    which = sheets.sheet(sheet)
    text = noticing.one_line(visit, which, named)
    if visit.phase is not Phase.PAIRED:
        raise NotFound
    context: dict[str, Any] = {"sheet": which, "line": named, "text": text, "together": couples.together(visit)}
    if request.method != "POST":
        return page(request, "mine/line_share.html", visit, **context)
    try:
        noticing.share_line(visit, which, named, note_key=request.POST.get("note_key", ""))
    except BadInput as problem:
        return again(request, "mine/line_share.html", problem, visit, **context)
    return go("/us/?shared=1")


@private_door
@require_http_methods(FORM)
def let_go_line(request: HttpRequest, visit: Visit, sheet: str, named: str) -> HttpResponse:
    which = sheets.sheet(sheet)
    if request.method == "POST":
        noticing.let_go_line(visit, which, named)
        return go(f"/mine/looking-back/{which.id}/")
    text = noticing.one_line(visit, which, named)
    return page(request, "mine/line_let_go.html", visit, sheet=which, line=named, text=text)


@private_door
@require_http_methods(FORM)
def let_go(request: HttpRequest, visit: Visit, sheet: str) -> HttpResponse:
    which = sheets.sheet(sheet)
    if request.method == "POST":
        noticing.let_go(visit, which)
        return go("/mine/looking-back/")
    return page(request, "mine/sheet_let_go.html", visit, sheet=which)
