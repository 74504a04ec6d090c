"""What returns: times of two. Proposed, said yes to, moved, rested and ended; nothing is counted, nothing is due."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from undrift.actions import calendars, couples, lines, returning, rituals, timesoftwo
from undrift.actions import desk as desks
from undrift.actions.couples import Together
from undrift.actions.sessions import Visit
from undrift.actions.timesoftwo import Time
from undrift.domain.agreements import WordsMoved
from undrift.domain.couples import Phase
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.ritual_kinds import FOR_TWO, KINDS, OWN
from undrift.domain.rituals import MINUTES, Typed
from undrift.domain.whenwords import NAMES
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page, scene_of

HOME = "/us/returns/"
HEAPS = ("stands", "open", "asked", "aside")


@shared_door
@require_safe
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    return _index(request, visit) if visit.phase is Phase.PAIRED else go("/us/")


def _index(request: HttpRequest, visit: Visit, told: str = "", status: int = 200) -> HttpResponse:
    found = rituals.page(visit)
    returning.refresh(visit)
    context = _with(visit)
    together = context["together"]
    heaps = {heap: [_shown(visit, time, together) for time in getattr(found, heap)] for heap in HEAPS}
    heaps["stands"].sort(key=_soonest)
    return page(request, "us/returns/index.html", visit, status=status, told=told, **heaps, **context)


def _soonest(one: dict[str, Any]) -> tuple[bool, str]:
    soonest = one["when"].soonest if one["when"] else None
    return soonest is None, soonest.isoformat() if soonest else ""


def _with(visit: Visit) -> dict[str, Any]:
    return {"together": couples.together(visit), **scene_of(visit)}


def _shown(visit: Visit, time: Time, together: Together | None) -> dict[str, Any]:
    """Make ready one time for a page, by the reader's clock."""
    name = together.partner_name if together else ""
    when = None
    if time.ritual is not None:
        theirs = time.changes.zone if time.line.mine else time.ritual.rhythm.zone
        when = returning.seen(desks.read(visit), time.ritual.rhythm, theirs, name)
    return {"time": time, "line": time.line, "when": when, "shown": lines.shown(visit, time.line.id)}


def _one(visit: Visit, line: str) -> dict[str, Any]:
    time, context = timesoftwo.one(visit, line), _with(visit)
    return {**_shown(visit, time, context["together"]), **context}


@shared_door
@require_http_methods(FORM)
def propose(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Choose what it could be, then when."""
    if visit.phase is not Phase.PAIRED:
        return go("/us/") if request.method != "POST" else _nobody_here(request, visit)
    kind = KINDS.get(request.POST.get("kind") or request.GET.get("kind", ""))
    if request.method != "POST":
        if kind is None:
            return page(request, "us/returns/choose.html", visit, kinds=FOR_TWO, own=OWN, **_with(visit))
        return page(request, "us/returns/new.html", visit, **_fields(kind.id), **_with(visit))
    try:
        line = rituals.propose(visit, typed_of(request), note_key=request.POST.get("note_key", ""))
    except BadInput as problem:
        return _again(request, visit, problem)
    return go(f"{HOME}{line}/" if _is_there(visit, line) else HOME)


def _is_there(visit: Visit, line: str) -> bool:
    try:
        timesoftwo.one(visit, line)
    except NotFound:
        return False
    return True


def _again(request: HttpRequest, visit: Visit, problem: BadInput) -> HttpResponse:
    fields = _fields(request.POST.get("kind", OWN)) | {"ticked": request.POST.getlist("days")}
    return again(request, "us/returns/new.html", problem, visit, **fields, **_with(visit))


def _nobody_here(request: HttpRequest, visit: Visit) -> HttpResponse:
    problem = BadInput("title", "There is nobody here to propose this to just now. What you typed is still here.")
    return _again(request, visit, problem)


def typed_of(request: HttpRequest) -> Typed:
    post = request.POST
    return Typed(
        post.get("kind", OWN),
        post.get("title", ""),
        tuple(post.getlist("days")),
        post.get("every", "1"),
        post.get("at", ""),
        post.get("minutes", ""),
    )


def _fields(kind: str) -> dict[str, Any]:
    found = KINDS.get(kind, KINDS[OWN])
    return {"kind": found, **when_fields(tuple(map(str, found.days)))}


def when_fields(ticked: tuple[str, ...]) -> dict[str, Any]:
    """Give the choices of a form about when something returns."""
    return {"weekdays": [(str(n), name) for n, name in enumerate(NAMES)], "ticked": ticked, "lengths": MINUTES}


@shared_door
@require_safe
def one(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    return _page(request, visit, line)


def _page(request: HttpRequest, visit: Visit, line: str, problem: BadInput | None = None) -> HttpResponse:
    context = _one(visit, line)
    time: Time = context["time"]
    context["kind"] = time.ritual.of_kind if time.ritual else KINDS[OWN]
    context["unsaid"] = line in desks.read(visit).returning.unsaid
    context["asks"] = rituals.asks_whether_to_be_quiet(visit, time) if problem is None else False
    context["left"] = request.GET.get("left", "")
    if problem is not None:
        return again(request, "us/returns/one.html", problem, visit, **context)
    return page(request, "us/returns/one.html", visit, **context)


@shared_door
@require_POST
def answer(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    """Say yes, or leave it. The second is silent and looks like not yet."""
    shown = request.POST.get("shown", "")
    try:
        if request.POST.get("answer") == "yes":
            rituals.accept(visit, line, request.POST.get("words", ""), shown)
            return go(f"{HOME}{line}/")
        rituals.put_aside(visit, line, shown)
    except (WordsMoved, BadInput) as problem:
        return _index(request, visit, problem.sentence, status=409) if visit.phase is Phase.PAIRED else go("/us/")
    return go(HOME)


@shared_door
@require_http_methods(FORM)
def move(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    context = _one(visit, line)
    if not context["time"].stands:
        return go(f"{HOME}{line}/")
    if request.method != "POST":
        soonest = context["when"].soonest
        typed = {"on": f"{soonest:%Y-%m-%d}", "at": f"{soonest:%H:%M}"} if soonest else {}
        return page(request, "us/returns/move.html", visit, typed=typed, **context)
    post = request.POST
    try:
        rituals.move(visit, line, post.get("day", ""), post.get("on", ""), post.get("at", ""))
    except BadInput as problem:
        return again(request, "us/returns/move.html", problem, visit, **context)
    return go(f"{HOME}{line}/")


@shared_door
@require_POST
def leave_out(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    day = request.POST.get("day", "")
    try:
        rituals.leave_out(visit, line, day)
    except BadInput as problem:
        return _page(request, visit, line, problem)
    return go(f"{HOME}{line}/?left={day}")


@shared_door
@require_POST
def rest(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    """Let it rest, or take it up again. It looks the same whoever asked, and why."""
    try:
        if request.POST.get("rest") == "over":
            rituals.take_up(visit, line, request.POST.get("day", ""))
        else:
            rituals.rest(visit, line, request.POST.get("rest", ""))
    except BadInput as problem:
        return _page(request, visit, line, problem)
    return go(f"{HOME}{line}/")


@shared_door
@require_POST
def mention(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    """Let Today stop naming it, or name it again; only one's own desk knows."""
    rituals.mention(visit, line, again=request.POST.get("mention") == "again")
    return go(f"{HOME}{line}/")


@shared_door
@require_http_methods(FORM)
def end(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    if request.method != "POST":
        return page(request, "us/returns/end.html", visit, **_one(visit, line))
    rituals.end(visit, line, request.POST.get("shown", ""))
    return page(request, "us/returns/ended.html", visit, **_with(visit))


@shared_door
@require_safe
def file(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    """One time as a file for any calendar, with nothing of the account in it."""
    del request
    time = timesoftwo.one(visit, line)
    if time.ritual is None or not time.stands:
        raise NotFound
    kept = calendars.Kept(line, time.ritual.title, time.ritual.rhythm, of_two=True)
    headers = {"Content-Disposition": 'attachment; filename="time.ics"'}
    return HttpResponse(
        calendars.one_as_file(visit, kept), content_type="text/calendar; charset=utf-8", headers=headers
    )
