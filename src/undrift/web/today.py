"""Today: one thing on the screen, then away from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from undrift.actions import couples, evenings, notebook, room, sharing
from undrift.actions import desk as desks
from undrift.actions.couples import Together
from undrift.actions.sessions import Visit
from undrift.domain import returning
from undrift.domain.asking import sentence_tonight
from undrift.domain.couples import Phase as Linked
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.evening import Phase
from undrift.domain.moments import ONE_TAP, told
from undrift.domain.notebook import Kind, cleaned
from undrift.domain.phrases import (
    AFTER_LANDING,
    CAPACITIES,
    GREETINGS,
    LANDING_WORDS,
    NOTHING_TONIGHT,
    greeting,
    hard_label,
    line_comes_back,
)
from undrift.domain.practices import variant_for
from undrift.web.doors import shared_door
from undrift.web.pages import FORM, again, go, page

SHARED_NOTES = {"moment", "appreciation"}
NOTES = {
    "moment": Kind.MOMENT,
    "reaching-out": Kind.BID,
    "appreciation": Kind.APPRECIATION,
    "sideways": Kind.SIDEWAYS,
    "repair": Kind.REPAIR,
}


@shared_door
@require_safe
def today(request: HttpRequest, visit: Visit) -> HttpResponse:
    return screen(request, visit)


def screen(request: HttpRequest, visit: Visit, problem: BadInput | None = None) -> HttpResponse:
    tonight = evenings.tonight(visit)
    local = desks.local_now(tonight.desk)
    folded = sharing.folded(visit)
    waiting = None if folded else room.on_today(visit)
    context: dict[str, Any] = {
        "phase": tonight.phase.value,
        "practice": tonight.practice,
        "line": tonight.line,
        "variant": variant_for(tonight.practice, tonight.desk.situations) if tonight.practice else None,
        "partner": tonight.desk.partner_word,
        "day": local.strftime("%A"),
        "greeting": greeting(local, tonight.desk, visit.name),
        "scene": GREETINGS[local.hour][1],
        "part_of_day": GREETINGS[local.hour][0],
        "capacities": CAPACITIES,
        "landings": LANDING_WORDS,
        "nothing": NOTHING_TONIGHT[local.toordinal() % len(NOTHING_TONIGHT)],
        "after": AFTER_LANDING.get((tonight.desk.tonight.landing if tonight.desk.tonight else None) or ""),
        "hard_label": hard_label(tonight.desk, local),
        "line_back": line_comes_back(tonight.desk, local),
        "folded": folded,
        "from_name": together.partner_name if (folded or waiting) and (together := couples.together(visit)) else "",
        "waiting": waiting,
        "guest": tonight.desk.guest,
        "news": couples.news(visit, tonight.desk),
        "sentence": sentence_tonight(tonight.desk, local) is not None,
        "returns": _returns(visit, tonight, local),
        "saved": bool(tonight.practice and tonight.practice.id in tonight.desk.saved),
    }
    if problem is not None:
        return again(request, "today/today.html", problem, visit, **context)
    return page(request, "today/today.html", visit, **context)


def _returns(visit: Visit, tonight: evenings.Evening, local: datetime) -> dict[str, str] | None:
    """Name what returns tonight, once somebody has arrived: only then is the desk's copy of this evening."""
    if tonight.phase in {Phase.LANDING, Phase.MENDING, Phase.ARRIVE}:
        return None
    coming = returning.tonight(tonight.desk, local, paired=visit.phase is Linked.PAIRED)
    if coming is None:
        return None
    at = datetime.fromisoformat(coming.at).astimezone(local.tzinfo)
    where = f"/us/returns/{coming.line}/" if coming.line else "/mine/returns/"
    return {"title": coming.title, "at": f"{at:%H:%M}", "where": where}


@shared_door
@require_POST
def capacity(request: HttpRequest, visit: Visit) -> HttpResponse:
    try:
        evenings.arrive(visit, request.POST.get("capacity", ""))
    except BadInput as problem:
        return screen(request, visit, problem)
    return go("/today/")


@shared_door
@require_POST
def stay(request: HttpRequest, visit: Visit) -> HttpResponse:
    """End the guest's pace: from now on there are steps for oneself as well."""
    del request
    evenings.no_longer_a_guest(visit)
    return go("/today/")


@shared_door
@require_POST
def answer(request: HttpRequest, visit: Visit) -> HttpResponse:
    try:
        evenings.answer(visit, request.POST.get("answer", ""))
    except BadInput as problem:
        return screen(request, visit, problem)
    return go("/today/away/" if request.POST["answer"] == "did" else "/today/")


@shared_door
@require_safe
def away(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The screen ends here; the moment begins."""
    tonight = evenings.tonight(visit)
    if tonight.desk.tonight is None or tonight.desk.tonight.answer != "did":
        return go("/today/")
    practice = evenings.practice_or_none(tonight.desk.tonight.practice)
    variant = variant_for(practice, tonight.desk.situations) if practice else None
    partner = tonight.desk.partner_word
    return page(request, "today/away.html", visit, practice=practice, partner=partner, variant=variant)


@shared_door
@require_POST
def landing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Record how it landed, or that the question was left. The optional line goes to the notebook."""
    told = request.POST.get("landing", "")
    line = request.POST.get("landing_line", "")
    try:
        evenings.land(visit, told, line, note_key=request.POST.get("note_key", ""))
    except BadInput as problem:
        field = "landing_line" if problem.field == "text" else problem.field
        return screen(request, visit, BadInput(field, problem.sentence))
    return go("/today/")


@shared_door
@require_http_methods(FORM)
def note(request: HttpRequest, visit: Visit, about: str) -> HttpResponse:
    """Keep a small note. It goes straight into the closed notebook."""
    if about not in NOTES:
        raise NotFound
    taps = list(ONE_TAP.get(about, {}).items())
    context: dict[str, Any] = {"about": about, "together": _somebody_to_share_with(visit, about), "taps": taps}
    if request.method != "POST":
        return page(request, "today/note.html", visit, **context)
    if context["together"] and request.POST.get("for") == "both":
        return _for_both(request, visit, context)
    try:
        notebook.write(
            visit,
            NOTES[about],
            _told(request, about),
            note_key=request.POST.get("note_key", ""),
            keep_for=request.POST.get("keep_for", "always"),
        )
    except BadInput as problem:
        return again(request, "today/note.html", problem, visit, **context)
    if about == "sideways":
        evenings.note_argument(visit)
    return go("/today/kept/")


def _somebody_to_share_with(visit: Visit, about: str) -> Together | None:
    shareable = visit.phase is Linked.PAIRED and about in SHARED_NOTES
    return couples.together(visit) if shareable else None


def _told(request: HttpRequest, about: str) -> str:
    return told(about, request.POST.get("tapped", ""), request.POST.get("text", ""))


def _for_both(request: HttpRequest, visit: Visit, context: dict[str, Any]) -> HttpResponse:
    """Share one thing, after a look at what the other will find."""
    text, seen = _told(request, context["about"]), request.POST.get("seen", "")
    try:
        if seen == "change":
            return again(request, "today/note.html", BadInput("", ""), visit, **context)
        if seen != "yes":
            return page(request, "today/look_ahead.html", visit, text=cleaned(text), typed=request.POST, **context)
        sharing.share(visit, NOTES[context["about"]], text, note_key=request.POST.get("note_key", ""))
    except BadInput as problem:
        return again(request, "today/note.html", problem, visit, **context)
    return go("/us/?shared=1")


@shared_door
@require_safe
def kept(request: HttpRequest, visit: Visit) -> HttpResponse:
    return page(request, "today/kept.html", visit)


@shared_door
@require_POST
def saved_step(request: HttpRequest, visit: Visit, practice: str) -> HttpResponse:
    """Put a step aside for oneself, or take it from there again."""
    if request.POST.get("take_away"):
        evenings.unsave(visit, practice)
        return go("/mine/")
    evenings.save(visit, practice)
    return go("/mine/")
