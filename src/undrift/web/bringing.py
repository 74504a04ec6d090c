"""Bringing one's own words from another home. They pass through memory, and nothing lies on a disk in clear."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from undrift.actions import bringing
from undrift.actions.sessions import Visit
from undrift.domain.bringing import Read
from undrift.domain.errors import BadInput, TooBusy
from undrift.domain.export import NewerExport, NotAnExport
from undrift.domain.people import name_key
from undrift.web.doors import private_door
from undrift.web.pages import FORM, again, page

TEMPLATE = "settings/bring.html"
NOTHING = "Please choose the file first. It is called my-words.json, unless you renamed it."


@private_door
@require_http_methods(FORM)
def bring(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method != "POST":
        return page(request, TEMPLATE, visit)
    file = request.FILES.get("file")
    if not file:
        return again(request, TEMPLATE, BadInput("file", NOTHING), visit)
    try:
        name = bringing.look(_opened(file))
        if name_key(name) != name_key(visit.name) and request.POST.get("mine") != "yes":
            return page(request, TEMPLATE, visit, status=422, whose=name)
        done = bringing.bring(visit, _opened(file))
    except (NotAnExport, NewerExport) as problem:
        return again(request, TEMPLATE, BadInput("file", problem.sentence), visit)
    except TooBusy as problem:
        response = again(request, TEMPLATE, BadInput("file", problem.sentence), visit)
        response.status_code, response["Retry-After"] = 503, str(problem.facts.get("seconds", 60))
        return response
    return page(request, "settings/brought.html", visit, done=done)


def _opened(file: UploadedFile[bytes]) -> Read:
    file.seek(0)

    def read(size: int) -> bytes:
        return bytes(file.read(size))

    return read
