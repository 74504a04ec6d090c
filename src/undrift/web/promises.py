"""Small promises: one line each, kept or let be. Nothing is counted, and nothing is ever late."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from undrift.actions import promises as kept
from undrift.actions.sessions import Visit
from undrift.domain.errors import BadInput
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page

HERE = "/mine/promises/"


@shared_door
@require_http_methods(FORM)
def promises(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method != "POST":
        return page(request, "mine/promises.html", visit, promises=kept.mine(visit))
    over = request.POST.get("kept") or request.POST.get("let_be")
    if over:
        kept.is_over(visit, over)
        return go(HERE)
    try:
        kept.make(visit, request.POST.get("promise", ""), note_key=request.POST.get("note_key", ""))
    except BadInput as problem:
        return again(request, "mine/promises.html", problem, visit, promises=kept.mine(visit))
    return go(HERE)
