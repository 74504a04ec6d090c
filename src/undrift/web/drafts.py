"""What lay till morning: keep it, soften it, let it go, or put it on the shelf."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from undrift.actions import disclosure, drafts
from undrift.actions.sessions import Visit
from undrift.domain.disclosure_frames import FRAMES, LONGEST
from undrift.domain.errors import BadInput
from undrift.domain.notebook import Kind
from undrift.web.disclosure import SAID, is_hard, other_of, when_of
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page

DRAFT = "us/say_draft.html"


@shared_door
@require_http_methods(FORM)
def draft(request: HttpRequest, visit: Visit, draft: str) -> HttpResponse:
    """Look at what lay till morning: keep it, soften it, let it go, or put it on the shelf."""
    if request.method != "POST":
        return _draft_page(request, visit, draft)
    then = request.POST.get("then", "")
    try:
        if then == "place":
            disclosure.say_draft(visit, draft)
            return go(SAID)
        if then == "keep":
            drafts.keep(visit, draft)
            return go("/today/kept/")
        if then == "go":
            drafts.let_go(visit, draft)
            return go("/us/say/")
    except BadInput as problem:
        return _draft_page(request, visit, draft, problem)
    return _draft_page(request, visit, draft, BadInput("text", "Please choose one of these."))


def _draft_page(request: HttpRequest, visit: Visit, wanted: str, problem: BadInput | None = None) -> HttpResponse:
    found = drafts.draft_of(visit, wanted)
    context = {"draft": found, "ready": drafts.may_go(visit, found), **other_of(visit), **when_of(visit)}
    if problem is None:
        return page(request, DRAFT, visit, **context)
    return again(request, DRAFT, problem, visit, **context)


@shared_door
@require_http_methods(FORM)
def soften(request: HttpRequest, visit: Visit, draft: str) -> HttpResponse:
    found = drafts.draft_of(visit, draft)
    context = {"draft": found, "frame": FRAMES[Kind(found.kind)], "longest": LONGEST, **other_of(visit)}
    if request.method != "POST":
        typed = {"text": found.text, "hard": "yes" if found.hard else ""}
        return page(request, "us/say_soften.html", visit, typed=typed, **context)
    try:
        drafts.soften(visit, draft, request.POST.get("text", ""), hard=is_hard(request))
    except BadInput as problem:
        return again(request, "us/say_soften.html", problem, visit, **context)
    return go(f"/us/draft/{draft}/")
