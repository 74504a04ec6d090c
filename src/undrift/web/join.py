"""Invited: a page that learns nothing from being opened, and a way in for whoever wants one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from undrift.actions import invitations
from undrift.actions.invitations import AlreadyTogether, InvitationOver, NotPutAway
from undrift.actions.sessions import Visit
from undrift.domain.errors import BadInput, TooManyTries
from undrift.domain.readers import PROMISE, TABLE
from undrift.web import cookies
from undrift.web.doors import no_door, shared_door, visit_of
from undrift.web.pages import FORM, again, go, is_safe_place, page, refused

GUEST = "guest"


@no_door
@require_http_methods(FORM)
def join(request: HttpRequest) -> HttpResponse:
    """Opening it changes nothing and tells nobody. The secret of the link stands after its # and comes by form only."""
    if not is_safe_place(request):
        return page(request, "account/not_here.html", status=403)
    if request.method != "POST":
        return page(request, "join/join.html")
    code = request.POST.get("code", "")[:300]
    try:
        invitations.look(code, cookies.browser_of(request))
    except InvitationOver as over:
        return again(request, "join/join.html", BadInput("code", over.sentence))
    except TooManyTries as problem:
        return refused(request, "join/join.html", problem, "code")
    visit = visit_of(request)
    return page(
        request,
        "join/host.html",
        invitation=invitations.cleaned(code),
        here=visit.name if visit else "",
        table=TABLE,
        promise=PROMISE,
    )


@shared_door
@require_POST
def accept(request: HttpRequest, visit: Visit) -> HttpResponse:
    token = request.POST.get("invitation", "")
    try:
        invitations.look(token, cookies.browser_of(request))
    except InvitationOver as over:
        return page(request, "join/over.html", visit, status=409, sentence=over.sentence, then="/us/")
    return taken(request, visit, token, "/us/words/")


def taken(request: HttpRequest, visit: Visit, token: str, then: str) -> HttpResponse:
    """Take the invitation, or say kindly that it is over; either way the person is here and nothing is lost."""
    try:
        invitations.accept(visit, token, as_guest=request.POST.get(GUEST) == "yes")
    except (InvitationOver, AlreadyTogether, NotPutAway) as problem:
        return page(request, "join/over.html", visit, status=409, sentence=problem.sentence, then=then)
    return go(then)
