"""Guided conversations, on two phones or on one: laid out on Us, and then almost nothing on the screen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from undrift.actions import conversations, couples
from undrift.actions.conversations import Pressed
from undrift.actions.sessions import Visit
from undrift.domain.conversation_kinds import MINUTES, Press
from undrift.domain.conversation_screens import Talk
from undrift.domain.conversations import Phase as Stage
from undrift.domain.couples import Phase
from undrift.domain.errors import BadInput, NotFound
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page, scene_of

ALL, HERE = "/us/conversations/", "/us/conversation/"
AWAY_AFTERWARDS = {Press.LEAVE, Press.PUT_AWAY}
ANSWERS = {Press.KEEP, Press.KEEP_NOT}
READING_ANEW = {Phase.READING, Phase.WAITING}
"""After new keys of one of the two: Us says what to do, and the conversation is gone."""


@shared_door
@require_safe
def choose(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show every kind, and the one that is laid out."""
    if visit.phase in READING_ANEW:
        return go("/us/")
    talk = conversations.now(visit)
    open_now = talk if talk and not talk.look.hidden and talk.look.presses else None
    return page(request, "us/talks.html", visit, guides=conversations.guides(), talk=open_now)


@shared_door
@require_http_methods(FORM)
def kind(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """One kind, and how it is laid out. When another one is there, that one is shown instead."""
    guide = conversations.guide_of(kind)
    if visit.phase in READING_ANEW:
        return go("/us/")
    if visit.phase is not Phase.PAIRED:
        raise NotFound
    context: dict[str, Any] = {"guide": guide, "lengths": MINUTES[guide.kind], "together": couples.together(visit)}
    if request.method != "POST":
        return page(request, "us/talk_kind.html", visit, **context)
    asked = {name: request.POST.get(name, "") for name in ("minutes", "begins", "phones")}
    try:
        laid = conversations.lay(visit, kind, asked["minutes"], begins=asked["begins"], phones=asked["phones"])
    except BadInput as problem:
        return again(request, "us/talk_kind.html", problem, visit, **context)
    return go(HERE if laid else f"{HERE}?there=1")


@shared_door
@require_safe
def here(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The conversation as it stands. Its twin under `now/` is what a page asks for by itself."""
    if visit.phase is Phase.CLOSED:
        return page(request, "us/talk_closed.html", visit, scene="mist")
    if visit.phase in READING_ANEW:
        return go("/us/")
    talk = conversations.now(visit)
    return _screen(request, visit, talk) if talk else go(ALL)


@shared_door
@require_POST
def press(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Press something on the page. What no longer fits changes nothing, and the page shows where things are."""
    if visit.phase is Phase.CLOSED or visit.phase in READING_ANEW:
        return go(HERE)
    sent = {name: request.POST.get(name, "") for name in ("what", "mark", "seen", "minutes", "who")}
    talk = conversations.press(visit, Pressed(**sent))
    if sent["what"] in AWAY_AFTERWARDS:
        return go("/us/")
    if sent["what"] in ANSWERS and not (talk and talk.look.presses):
        return page(request, "us/talk_away.html", visit)
    return go(HERE)


def _screen(request: HttpRequest, visit: Visit, talk: Talk) -> HttpResponse:
    if talk.look.phase is Stage.OVER and not talk.look.presses:
        return page(request, "us/talk_away.html", visit)
    there = "there" in request.GET
    return page(request, "us/talk.html", visit, talk=talk, there=there, **scene_of(visit))
