"""What is going on: silent, reversible, seen by nobody else, and behind the private door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from undrift import library
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit
from undrift.domain import going_on as domain
from undrift.domain.going_on import GOING_ON
from undrift.web.doors import private_door
from undrift.web.pages import FORM, go, page


@private_door
@require_http_methods(FORM)
def going_on(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say what is going on, or that it is over."""
    if request.method == "POST":
        names = set(request.POST.getlist("going_on"))
        desks.change(visit, lambda desk: domain.said(desk, names))
        return go("/mine/going-on/kept/")
    chosen = domain.chosen(desks.read(visit))
    return page(request, "mine/going_on.html", visit, choices=tuple(GOING_ON.items()), chosen=chosen)


@private_door
@require_safe
def kept(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the way to people who answer; where somebody thinks of ending their life, before anything else."""
    urgent = "self_harm" in desks.read(visit).holds
    countries = library.load().help_lines if urgent else ()
    return page(request, "mine/going_on_kept.html", visit, urgent=urgent, countries=countries)
