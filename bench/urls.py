"""Undrift's own addresses, and a page that does nothing behind the same door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from undrift.actions.sessions import Visit
from undrift.config import urls
from undrift.config.urls import handler400, handler404, handler500
from undrift.web.doors import shared_door

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]


@shared_door
@require_safe
def nothing(request: HttpRequest, visit: Visit) -> HttpResponse:
    del request, visit
    return HttpResponse(b"ok", content_type="text/plain")


urlpatterns = [*urls.urlpatterns, path("bench/nothing/", nothing)]
