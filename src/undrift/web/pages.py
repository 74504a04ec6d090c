"""Small things every page shares."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from undrift.actions import desk as desks
from undrift.actions.sessions import Visit, WrongWords
from undrift.domain.errors import BadInput, TooBusy, TooManyTries, UndriftError
from undrift.domain.phrases import GREETINGS
from undrift.domain.safe_place import FORWARDING, is_safe
from undrift.web.carried import author_mark

FORM = ["GET", "HEAD", "POST"]
"""What a page with a form answers to."""

DOOR_STAYS_SHUT = (WrongWords, TooBusy, TooManyTries)
"""Why a door did not open; `refused` shows the form again."""

SECONDS_TO_WAIT = 10
ELSEWHERE = "https://www.bbc.com/weather"


def everywhere(request: HttpRequest) -> dict[str, Any]:
    del request
    return {"elsewhere": ELSEWHERE}


CLOSE_QUICKLY = {
    "mine/notebook.html",
    "mine/entry.html",
    "mine/door.html",
    "mine/write.html",
    "mine/release.html",
    "mine/close_line.html",
    "mine/looking_back.html",
    "mine/sheet.html",
    "mine/sheet_let_go.html",
    "mine/line_share.html",
    "mine/line_let_go.html",
    "mine/sentence.html",
    "mine/ground.html",
    "mine/helping.html",
    "mine/ground_apart.html",
    "mine/ground_kept.html",
    "mine/going_on.html",
    "mine/going_on_kept.html",
    "mine/promises.html",
    "mine/climate.html",
    "mine/climate_year.html",
    "mine/climate_week.html",
    "mine/climate_let_go.html",
    "mine/questions.html",
    "mine/apart.html",
    "mine/look_back.html",
    "mine/more_help.html",
    "mine/summary.html",
    "mine/summary_look.html",
    "settings/bring.html",
    "settings/brought.html",
    "settings/capture.html",
    "settings/capture_key.html",
    "settings/joint.html",
    "settings/touch.html",
    "settings/ending.html",
    "settings/unlink.html",
    "welcome/safety.html",
}


def _place(template: str) -> str:
    folder = template.split("/", 1)[0]
    return folder if folder in {"today", "us", "mine"} else ""


def page(
    request: HttpRequest, template: str, visit: Visit | None = None, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page for somebody signed in, or for nobody in particular."""
    if visit is not None:
        context = {"place": _place(template), "private": True, "close_quickly": template in CLOSE_QUICKLY} | context
        context |= {"me": visit.name, "author": author_mark(visit.person), "note_key": secrets.token_hex(16)}
    return render(request, template, context, status=status)


def again(
    request: HttpRequest, template: str, problem: BadInput, visit: Visit | None = None, **context: Any
) -> HttpResponse:
    """Show a form again with one plain sentence at the right field and everything that was typed."""
    typed = {name: value for name, value in request.POST.items() if "passphrase" not in name and name != "code"}
    return page(request, template, visit, status=422, **context, problem={problem.field: problem.sentence}, typed=typed)


def refused(
    request: HttpRequest, template: str, problem: UndriftError, field: str, visit: Visit | None = None, **context: Any
) -> HttpResponse:
    """Show a form again after a door did not open: wrong words, too many tries, or too many people at once."""
    wait = problem.facts.get("seconds", SECONDS_TO_WAIT)
    response = again(request, template, BadInput(field, problem.sentence), visit, **context)
    if isinstance(problem, TooBusy | TooManyTries):
        response.status_code = 503 if isinstance(problem, TooBusy) else 429
        response["Retry-After"] = str(wait)
    return response


def scene_of(visit: Visit) -> dict[str, Any]:
    """Choose the sky over a page by the hour where this person is."""
    return {"scene": GREETINGS[desks.local_now(desks.read(visit)).hour][1]}


def go(path: str) -> HttpResponse:
    return HttpResponseRedirect(path)


def sentence(request: HttpRequest, text: str, status: int) -> HttpResponse:
    return render(request, "sentence.html", {"sentence": text}, status=status)


def is_safe_place(request: HttpRequest) -> bool:
    """Say whether secrets may be typed here: over TLS, or on this very machine with nothing in between (Ruling 8)."""
    return is_safe(
        locked=request.is_secure(),
        host=request.get_host(),
        peer=str(request.META.get("REMOTE_ADDR", "")),
        forwarded=any(name in request.headers for name in FORWARDING),
    )


def next_place(request: HttpRequest, default: str = "/today/") -> str:
    """Read where to go next; only addresses of our own pages count."""
    from django.urls import Resolver404, resolve

    wanted = request.POST.get("next") or request.GET.get("next") or default
    try:
        resolve(wanted)
    except Resolver404:
        return default
    return wanted if wanted.startswith("/") and not wanted.startswith("//") else default
