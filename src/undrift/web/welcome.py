"""The few pages after signing up. Every one of them can be left for later."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from undrift.actions import desk as desks
from undrift.actions import doorkeys, notebook
from undrift.actions.sessions import Visit
from undrift.domain.couples import Phase
from undrift.domain.desk import Desk
from undrift.domain.errors import BadInput
from undrift.domain.notebook import Kind
from undrift.web import cookies
from undrift.web.doors import private_door, shared_door
from undrift.web.pages import DOOR_STAYS_SHUT, FORM, again, go, page, refused


@private_door
@require_http_methods(FORM)
def recovery(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Offer the recovery code; on request make one and show it this once."""
    asked = not doorkeys.has_just_begun(visit)
    if request.method != "POST":
        return page(request, "welcome/recovery.html", visit, asked=asked)
    try:
        code = doorkeys.new_recovery_code(visit, request.POST.get("passphrase", ""), cookies.browser_of(request))
    except DOOR_STAYS_SHUT as problem:
        return refused(request, "welcome/recovery.html", problem, "passphrase", visit, asked=asked)
    return page(request, "welcome/recovery_code.html", visit, code=code)


@private_door
@require_POST
def recovery_written_down(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Check the code that was retyped: only what is really written down helps later."""
    if doorkeys.recovery_code_opens(visit, request.POST.get("code", "")[:200]):
        return go("/welcome/safety/")
    problem = BadInput("code", "That is not quite the code. Please compare it once more, letter by letter.")
    return again(request, "welcome/recovery_retype.html", problem, visit)


@shared_door
@require_http_methods(FORM)
def safety(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Five plain sentences and one skippable question (Ruling 5). The answers to the sentences go nowhere."""
    if request.method == "POST":
        away = request.POST.get("answer") == "keep_away"
        desks.change(visit, lambda desk: desk.with_(keep_joint_away=desk.keep_joint_away or away), anew=True)
        return go(_after_safety(visit))
    return page(request, "welcome/safety.html", visit, then=_after_safety(visit))


def _after_safety(visit: Visit) -> str:
    """Somebody who came with an invitation goes on to the words; everybody else to the first question."""
    return "/us/words/" if visit.phase is Phase.READING else "/welcome/close/"


@shared_door
@require_http_methods(FORM)
def last_close(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask the first question: when did you last feel close, even a little? (S0.3)"""
    if request.method != "POST":
        return page(request, "welcome/last_close.html", visit)
    try:
        note_key = request.POST.get("note_key", "")
        notebook.write(visit, Kind.LAST_CLOSE, request.POST.get("text", ""), note_key=note_key)
    except BadInput as problem:
        return again(request, "welcome/last_close.html", problem, visit)
    return go("/welcome/life/")


@shared_door
@require_http_methods(FORM)
def life(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask once, skippable, what life is like around the two: the mix of steps changes with it."""
    if request.method != "POST":
        return page(request, "welcome/life.html", visit, desk=desks.read(visit))
    try:
        desks.describe_life(visit, request.POST.getlist("situation"), request.POST.get("partner_word", ""))
    except BadInput as problem:
        return again(request, "welcome/life.html", problem, visit, desk=life_as_typed(request, visit))
    return go("/today/")


def life_as_typed(request: HttpRequest, visit: Visit) -> Desk:
    """Show the form again as it was filled in, not as it was kept before."""
    return desks.read(visit).with_(
        situations=tuple(request.POST.getlist("situation")),
        partner_word=request.POST.get("partner_word", ""),
        zone=request.POST.get("zone", ""),
    )
