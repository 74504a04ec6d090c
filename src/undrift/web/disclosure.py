"""Say one true thing: choose which, write it, look at it as the other will, and put it down or on the shelf."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from undrift.actions import couples, disclosure, drafts, ladder, notebook
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit
from undrift.domain.couples import Phase
from undrift.domain.disclosure_frames import FRAMES, LONGEST, cleaned, in_order
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.notebook import Kind
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page

WRITE, LOOK = "us/say_write.html", "us/say_look.html"
SAID = "/us/?said=1"


@shared_door
@require_safe
def say(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Choose what kind of thing; all of them are always there, and the ladder only says which stands first."""
    desk = desks.read(visit)
    light = desk.keep_joint_away or bool(desk.all_holds)
    return page(
        request,
        "us/say.html",
        visit,
        kinds=in_order(ladder.rung(visit), light=light),
        drafts=desk.disclosure.drafts,
        lies="lies" in request.GET,
        **other_of(visit),
    )


@shared_door
@require_http_methods(FORM)
def write(request: HttpRequest, visit: Visit, saying: str) -> HttpResponse:
    found = _kind(saying)
    context = {"kind": saying, "frame": FRAMES[found], "longest": LONGEST, **other_of(visit)}
    if request.method != "POST":
        if visit.phase is not Phase.PAIRED:
            return go("/us/say/")
        return page(request, WRITE, visit, typed={"text": FRAMES[found].begins}, **context)
    try:
        return _written(request, visit, found, context)
    except BadInput as problem:
        return again(request, WRITE, problem, visit, **context)


def _written(request: HttpRequest, visit: Visit, kind: Kind, context: dict[str, Any]) -> HttpResponse:
    text, hard, then = request.POST.get("text", ""), is_hard(request), request.POST.get("then", "")
    note_key = request.POST.get("note_key", "")
    if then == "change":
        return again(request, WRITE, BadInput("", ""), visit, **context)
    if then == "keep":
        notebook.write(visit, kind, text, note_key=note_key)
        return go("/today/kept/")
    if then == "lie":
        drafts.lay_down(visit, kind, text, hard=hard, note_key=note_key)
        return go("/us/say/?lies=1")
    if then == "place":
        disclosure.say(visit, kind, text, hard=hard, note_key=note_key)
        return go(SAID)
    text = cleaned(kind, text)
    if not context["paired"]:
        raise BadInput("text", "There is nobody here to say it to just now. You can keep it for yourself.")
    return page(request, LOOK, visit, text=text, hard=hard, typed=request.POST, **context, **when_of(visit))


def _kind(kind: str) -> Kind:
    found = next((known for known in FRAMES if known.value == kind), None)
    if found is None:
        raise NotFound
    return found


def is_hard(request: HttpRequest) -> bool:
    return request.POST.get("hard") == "yes"


def other_of(visit: Visit) -> dict[str, Any]:
    together = couples.together(visit) if visit.phase is Phase.PAIRED else None
    return {"paired": together is not None, "other": together.partner_name if together else ""}


def when_of(visit: Visit) -> dict[str, Any]:
    return {"next_from": disclosure.next_from(visit), "arrives": disclosure.arrives_on(visit)}
