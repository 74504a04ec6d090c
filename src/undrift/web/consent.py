"""Standing choices about steps for two. Nobody sees them; each can be taken back, and a no is not asked about again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from undrift.actions import desk as desks
from undrift.actions import standing
from undrift.actions.sessions import Visit
from undrift.domain.desk import Desk
from undrift.domain.errors import BadInput
from undrift.domain.intensity import TOUCH_KINDS
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page

CHOICES = {"away": (True, False), "light": (False, False), "deeper": (False, True)}


@shared_door
@require_http_methods(FORM)
def joint(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep steps for two away, let light ones come, or deeper ones too when they fit (Ruling 5, product law 1)."""
    if request.method == "POST":
        wanted = request.POST.get("keep", "")
        if wanted not in CHOICES:
            problem = BadInput("keep", "Please choose one of the three.")
            return again(request, "settings/joint.html", problem, visit, chosen=_chosen(desks.read(visit)))
        away, deeper = CHOICES[wanted]
        desks.change(visit, lambda d: d.with_(keep_joint_away=away, deeper_welcome=deeper))
        return go("/mine/")
    return page(request, "settings/joint.html", visit, chosen=_chosen(desks.read(visit)))


def _chosen(desk: Desk) -> str:
    return "away" if desk.keep_joint_away else "deeper" if desk.deeper_welcome else "light"


@shared_door
@require_http_methods(FORM)
def touch(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say which kinds of touch may come up in steps. Only what both said yes to, each alone, is ever used (S1.36)."""
    if request.method == "POST":
        standing.touch_welcome(visit, request.POST.getlist("touch"))
        return go("/mine/")
    kinds = tuple(TOUCH_KINDS.items())
    return page(request, "settings/touch.html", visit, kinds=kinds, welcome=desks.read(visit).touch_yes)
