"""Words on their way: when a session has ended or a form is stale, what was typed is shown again and never lost.

It is never submitted by itself, and it is dropped when somebody else signs in.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve

from undrift.actions import tries

FREE_FIELDS = ("guess", "promise", "tried", "hoped", "afraid", "unsaid", "changed", "remains", "happened")
SHOWN_FIELDS = ("text", "landing_line", "partner_word", "back", "when", "tuesday", "stays", "more", *FREE_FIELDS)
KEPT_FIELDS = (
    *(*SHOWN_FIELDS, "landing", "keep_for", "note_key", "situation", "zone", "for", "sheet", "line"),
    *("with_unsaid", "about", "words", "before", "after", "hope", "hard", "question"),
    *("kind", "days", "every", "at", "minutes"),
)
BESIDE = {"title": "minutes", "then": "when"}
"""Words only beside the other one: a time that returns, and a plan. Elsewhere these names belong to buttons."""
SHOWN_LINES, TICKED = "line-", "tick-"
KEPT_OF_A_SHEET = (SHOWN_LINES, "was-", TICKED, "had-")
"""How the fields of a sheet begin: its lines with their marks, and what is ticked."""
NOTEBOOK = "/mine/notebook/"
BROUGHT = ("invitation", "guest")
"""What a form hands on from page to page until somebody is here: in no address and in no session."""
PREFIX = "carried_field_"
Pairs = tuple[tuple[str, str], ...]


def author_mark(person: str) -> str:
    """Name the author of a form without naming them, so that words never pass to the next one who signs in."""
    return tries.keyed("author", person)[:24]


@dataclass(frozen=True, slots=True)
class Words:
    """A form that is on its way: where to, whose, and its fields."""

    to: str
    author: str
    fields: Pairs = field(default=(), repr=False)

    @property
    def shown(self) -> Pairs:
        return tuple((name, value) for name, value in self.fields if _is_shown(name, value))

    @property
    def hidden(self) -> Pairs:
        return tuple((name, value) for name, value in self.fields if not _is_shown(name, value))

    @property
    def any(self) -> bool:
        return any(value.strip() for _, value in self.shown) or any(name.startswith(TICKED) for name, _ in self.fields)


def _is_shown(name: str, value: str) -> bool:
    """Tell what people wrote from the rest. An empty line of a sheet travels along unseen: it may have been emptied."""
    return name in SHOWN_FIELDS or name in BESIDE or (name.startswith(SHOWN_LINES) and bool(value.strip()))


def _kept(post: QueryDict, prefix: str = "") -> Pairs:
    """Take the fields that are worth carrying, whatever else a form may bring."""
    names = [name.removeprefix(prefix) for name in post if name.startswith(prefix)]
    beside = {name for name, other in BESIDE.items() if other in names}
    kept = [name for name in names if name in KEPT_FIELDS or name in beside or name.startswith(KEPT_OF_A_SHEET)]
    return tuple((name, str(value)) for name in kept for value in post.getlist(prefix + name))


def of_this_form(request: HttpRequest) -> Words:
    """Take what a form brought: its own fields, or those that a sign-in form carries for another one."""
    carried = brought_along(request)
    if carried is not None:
        return carried
    return Words(request.path, str(request.POST.get("author", "")), _kept(request.POST))


def brought_along(request: HttpRequest) -> Words | None:
    """Read words that a sign-in form carries for another form."""
    to = request.POST.get("carried_to", "")
    if not to or not _is_a_form(to):
        return None
    return Words(to, str(request.POST.get("carried_author", "")), _kept(request.POST, PREFIX))


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
    brought = {name: request.POST.get(name, "")[:300] for name in BROUGHT}
    return render(request, "account/carried_sign_in.html", {"words": of_this_form(request), **brought}, status=401)


def ask_for_words(request: HttpRequest) -> HttpResponse:
    """The private door closed while somebody was writing."""
    words = of_this_form(request)
    back_to = "" if words.any or request.path.startswith(NOTEBOOK) else request.path
    context = {"words": words, "next": back_to}
    return render(request, "mine/carried_door.html", context, status=401)


def to_their_author(request: HttpRequest, words: Words | None, person: str) -> HttpResponse | None:
    """Show carried words in a form that their author may send, or not. None: there are none, or they are another's."""
    if words is None or not words.any or not belong_to(words, person):
        return None
    context = {"words": words, "author": author_mark(person)}
    return render(request, "account/carried_words.html", context)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token no longer fits: an old page, another tab that signed in again, or a foreign site."""
    from undrift.web.doors import visit_of

    del reason
    if _from_elsewhere(request):
        return render(request, "sentence.html", {"sentence": "This form did not come from here."}, status=403)
    words, visit = of_this_form(request), visit_of(request)
    if visit is None and (words.any or not _is_open_to_all(request.path)):
        return ask_to_sign_in(request)
    if visit is None:
        return _grown_old(request)
    return to_their_author(request, words, visit.person) or _grown_old(request)


def _grown_old(request: HttpRequest) -> HttpResponse:
    sentence = "This page had grown old. Nothing was changed. Please go back, load it anew and try once more."
    return render(request, "sentence.html", {"sentence": sentence}, status=403)


def _is_open_to_all(path: str) -> bool:
    return getattr(resolve(path).func, "door", "") == "none"


def _from_elsewhere(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    own = {f"{request.scheme}://{request.get_host()}", settings.ORIGIN, ""}
    return site in {"cross-site", "same-site"} or origin not in own
