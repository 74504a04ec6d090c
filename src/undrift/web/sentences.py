"""One sentence an evening, in front of the notebook's closed door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from undrift.actions import notebook, sentences
from undrift.actions.sessions import Visit
from undrift.domain.asking import Question
from undrift.domain.errors import BadInput
from undrift.domain.notebook import Kind
from undrift.domain.sheets import SHEETS
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page


@shared_door
@require_http_methods(FORM)
def sentence(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One question for this evening. The answer slides under the closed door; *not tonight* is an answer too."""
    if request.method != "POST":
        return page(request, "mine/sentence.html", visit, question=sentences.tonight(visit))
    answer, line = request.POST.get("answer", ""), request.POST.get("line", "")
    if answer == "no_more":
        sentences.no_more(visit)
        return go("/today/")
    if answer == "not_tonight":
        sentences.not_tonight(visit, line)
        return go("/today/")
    try:
        _answered(request, visit, line)
    except BadInput as problem:
        return again(request, "mine/sentence.html", problem, visit, question=_asked(request.POST))
    return go("/today/kept/")


def _answered(request: HttpRequest, visit: Visit, line: str) -> None:
    text, note_key = request.POST.get("text", ""), request.POST.get("note_key", "")
    if _asked(request.POST) is None:
        notebook.write(visit, Kind.NOTE, text, note_key=note_key)
    else:
        sentences.answer(visit, request.POST["sheet"], line, text, note_key=note_key)


def _asked(post: QueryDict) -> Question | None:
    """Find the question a form was about, whatever the desk asks by now."""
    which = SHEETS.get(str(post.get("sheet", "")))
    line = which.lines.get(str(post.get("line", ""))) if which else None
    return Question(which, line) if which and line else None
