"""Words on their way: when a session has ended or a form is stale, what was typed is shown again and never lost.

It is never submitted by itself, and it is dropped when somebody else signs in.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from undrift.actions import tries

KEPT_FIELDS = ("text", "landing_line", "keep_for", "note_key", "name", "partner_word")
SHOWN_FIELDS = ("text", "landing_line", "partner_word")


def author_mark(person: str) -> str:
    """Name the author of a form without naming them, so that words never pass to the next one who signs in."""
    return tries.keyed("author", person)[:24]


@dataclass(frozen=True, slots=True)
class Words:
    """A form that is on its way: where to, whose, and its fields."""

    to: str
    author: str
    fields: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def shown(self) -> dict[str, str]:
        return {name: value for name, value in self.fields.items() if name in SHOWN_FIELDS}

    @property
    def hidden(self) -> dict[str, str]:
        return {name: value for name, value in self.fields.items() if name not in SHOWN_FIELDS}

    @property
    def any(self) -> bool:
        return any(value.strip() for value in self.shown.values())


def of_this_form(request: HttpRequest) -> Words:
    kept = {name: str(request.POST.get(name, "")) for name in KEPT_FIELDS if name in request.POST}
    return Words(request.path, str(request.POST.get("author", "")), kept)


def brought_along(request: HttpRequest) -> Words | None:
    """Read words that a sign-in form carries for another form."""
    to = request.POST.get("carried_to", "")
    if not to or not _is_a_form(to):
        return None
    prefix = "carried_field_"
    fields = {k.removeprefix(prefix): str(v) for k, v in request.POST.items() if k.startswith(prefix)}
    kept = {name: value for name, value in fields.items() if name in KEPT_FIELDS}
    return Words(to, request.POST.get("carried_author", ""), kept)


def _is_a_form(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return path.startswith("/")


def belong_to(words: Words, person: str) -> bool:
    return hmac.compare_digest(words.author.encode(), author_mark(person).encode())


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The session ended while somebody was writing. Their words wait in the page while they sign in."""
    return render(request, "account/carried_sign_in.html", {"words": of_this_form(request)}, status=401)


def ask_for_words(request: HttpRequest) -> HttpResponse:
    """The private door closed while somebody was writing."""
    return render(request, "mine/carried_door.html", {"words": of_this_form(request)}, status=401)


def show_again(request: HttpRequest, words: Words, person: str) -> HttpResponse:
    """Show carried words in a form that their author may send, or not."""
    context = {"words": words, "author": author_mark(person)}
    return render(request, "account/carried_words.html", context)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token no longer fits: an old page, another tab that signed in again, or a foreign site."""
    from undrift.web.doors import visit_of

    del reason
    if _from_elsewhere(request):
        return render(request, "sentence.html", {"sentence": "This form did not come from here."}, status=403)
    words, visit = of_this_form(request), visit_of(request)
    if visit is None:
        return ask_to_sign_in(request)
    if words.any and belong_to(words, visit.person):
        return show_again(request, words, visit.person)
    sentence = "This page had grown old. Nothing was changed. Please go back, load it anew and try once more."
    return render(request, "sentence.html", {"sentence": sentence}, status=403)


def _from_elsewhere(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    own = {f"{request.scheme}://{request.get_host()}", settings.ORIGIN, ""}
    return site in {"cross-site", "same-site"} or origin not in own
