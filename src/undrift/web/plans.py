"""When this, then that: small things tied to what happens anyway."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from undrift.actions import desk as desks
from undrift.actions import evenings
from undrift.actions import plans as own
from undrift.actions.sessions import Visit
from undrift.domain.errors import BadInput
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page

TEMPLATE = "mine/plans.html"


@shared_door
@require_http_methods(FORM)
def plans(request: HttpRequest, visit: Visit) -> HttpResponse:
    practice = evenings.practice_or_none(request.GET.get("step"))
    if request.method != "POST":
        kept = desks.read(visit).plans
        return page(request, TEMPLATE, visit, plans=kept, step=practice.title if practice else "")
    try:
        own.add(visit, request.POST.get("when", ""), request.POST.get("then", ""))
    except BadInput as problem:
        return again(request, TEMPLATE, problem, visit, plans=desks.read(visit).plans)
    return go("/mine/plans/")


@shared_door
@require_POST
def take_away(request: HttpRequest, visit: Visit, plan: str) -> HttpResponse:
    del request
    own.take_away(visit, plan)
    return go("/mine/plans/")
