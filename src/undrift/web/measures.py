"""Longer looks, chosen and each with its length; one question apart; two minutes to look back; why more help."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from undrift import library
from undrift.actions import climate as weather
from undrift.actions import desk as desks
from undrift.actions import looks
from undrift.actions.sessions import Visit
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.measures import Instrument
from undrift.domain.reasons import REASONS, WHY
from undrift.web.doors import private_door
from undrift.web.pages import FORM, again, go, page

LEFT = "Something was left open, so there is nothing to add up. Mark it, or leave the whole page: that is fine, too."


@private_door
@require_http_methods(FORM)
def questions(request: HttpRequest, visit: Visit, instrument: str) -> HttpResponse:
    """A published questionnaire, word for word. It may be left at any point; then nothing is kept."""
    asked = library.load().instrument(instrument)
    if asked.cutoff is None:
        raise NotFound
    context = _questions(asked)
    if request.method != "POST":
        return page(request, "mine/questions.html", visit, **context)
    form = request.POST.dict()
    try:
        kept = weather.keep_questions(visit, instrument, form)
    except BadInput as problem:
        return again(request, "mine/questions.html", problem, visit, **context)
    if not kept:
        left = next(item.name for item in asked.items if not form.get(item.name))
        return again(request, "mine/questions.html", BadInput(left, LEFT), visit, look_at=left, **context)
    return go("/mine/climate/?kept")


def _questions(instrument: Instrument) -> dict[str, Any]:
    leads = [item.lead for item in instrument.items]
    items = [
        {
            "item": item,
            "lead": item.lead if item.lead and item.lead not in leads[:n] else "",
            "answers": [(str(place), answer.words) for place, answer in enumerate(item.answers)],
        }
        for n, item in enumerate(instrument.items)
    ]
    return {"instrument": instrument, "items": items}


@private_door
@require_http_methods(FORM)
def apart(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One question whose answer is kept only as the silent branch it sets. What follows is the same for everybody."""
    if request.method == "POST":
        looks.afraid(visit, request.POST.get("answer", ""))
        return go("/mine/climate/?apart")
    (item,) = library.load().instrument("apart").items
    return page(request, "mine/apart.html", visit, question=item.text)


@private_door
@require_http_methods(FORM)
def look_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What changed, what stays, fewer steps or other ones: chosen, two minutes, every four weeks at most offered."""
    context = {"fewer": desks.read(visit).measured.fewer}
    if request.method != "POST":
        return page(request, "mine/look_back.html", visit, **context)
    try:
        looks.look_back(visit, request.POST.dict(), note_key=request.POST.get("note_key", ""))
    except BadInput as problem:
        return again(request, "mine/look_back.html", problem, visit, **context)
    return go("/mine/climate/?kept")


@private_door
@require_http_methods(FORM)
def more_help(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What was seen, and why help is offered (S1.62, S3.40)."""
    if request.method == "POST":
        looks.leave_help_for_now(visit)
        return go("/mine/notebook/")
    seen = [(REASONS[name], WHY[name]) for name in looks.reasons_now(visit)]
    urgent = "self_harm" in looks.reasons_now(visit)
    return page(request, "mine/more_help.html", visit, seen=seen, urgent=urgent)
