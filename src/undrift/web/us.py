"""Us, for one person: what this place becomes when there are two."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from undrift.actions.sessions import Visit
from undrift.web.doors import shared_door
from undrift.web.pages import page


@shared_door
@require_safe
def us(request: HttpRequest, visit: Visit) -> HttpResponse:
    return page(request, "us/us.html", visit)
