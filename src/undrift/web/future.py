"""The years ahead: each writes alone, and it opens for both together. Nothing is decided here (S1.57-S1.61)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from undrift.actions import couples, future
from undrift.actions.sessions import Visit
from undrift.domain.couples import Phase
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.hopes import HOPES, OPEN_LINES
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page


@shared_door
@require_safe
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    if visit.phase is not Phase.PAIRED:
        return go("/us/")
    return page(request, "us/future/index.html", visit, view=future.view(visit), together=couples.together(visit))


@shared_door
@require_http_methods(FORM)
def write(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method != "POST":
        may_write = visit.phase is Phase.PAIRED and future.view(visit).may_write
        return page(request, "us/future/write.html", visit, **_form(visit, ())) if may_write else go("/us/future/")
    hopes = request.POST.getlist("hope")
    told = {name: request.POST.get(name, "") for name in OPEN_LINES}
    try:
        future.write(visit, hopes, told)
    except BadInput as problem:
        return again(request, "us/future/write.html", problem, visit, **_form(visit, hopes, problem, told))
    return go("/us/future/")


def _form(
    visit: Visit, hopes: Any, problem: BadInput | None = None, told: dict[str, str] | None = None
) -> dict[str, Any]:
    wrong = {problem.field: problem.sentence} if problem else {}
    fields = [(name, label, (told or {}).get(name, ""), wrong.get(name)) for name, label in OPEN_LINES.items()]
    return {"hopes": tuple(HOPES.items()), "chosen": hopes, "fields": fields, "together": couples.together(visit)}


@shared_door
@require_POST
def take_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    try:
        was_open = future.take_back(visit, request.POST.get("prompt", ""))
    except NotFound:
        return go("/us/future/")
    return page(request, "us/future/taken_back.html", visit, was_open=was_open, together=couples.together(visit))
