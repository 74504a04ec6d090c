"""What seems to help: one's own landings, told with the doubt that is in them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from undrift.actions.helping import seems_to_help
from undrift.actions.sessions import Visit
from undrift.web.doors import private_door
from undrift.web.pages import page


@private_door
@require_safe
def helping(request: HttpRequest, visit: Visit) -> HttpResponse:
    return page(request, "mine/helping.html", visit, found=seems_to_help(visit))
