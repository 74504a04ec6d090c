"""The library: open to everybody, tracked by nobody, readable offline. No identity, no form token (Ruling 12)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from undrift import library
from undrift.domain.errors import NotFound
from undrift.domain.practices import Branch
from undrift.domain.ways import ARTICLE_SHELVES, WAYS
from undrift.web.doors import no_door
from undrift.web.pages import ELSEWHERE
from undrift.web.public import public_page

LONGEST_SEARCH = 200


@no_door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    shelf = library.load()
    articles = [(title, [a for a in shelf.articles if a.shelf == name]) for name, title in ARTICLE_SHELVES]
    return public_page(request, "library/index.html", ways=WAYS, shelves=articles, place="library")


@no_door
@csrf_exempt  # it changes nothing, and the page with the form is kept on phones and carries no token
@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Look through the library. Posted, so that the words are in no address, no history and no log."""
    from undrift.library.search import finder

    words = " ".join(request.POST.get("words", "").replace("\0", "")[:LONGEST_SEARCH].split())
    found = finder().find(words)
    context = {"words": words, "found": found, "elsewhere": ELSEWHERE, "public": True, "place": "library"}
    response = render(None, "library/search.html", context)
    response["Cache-Control"] = "no-store"
    return response


@no_door
@require_safe
def way(request: HttpRequest, way: str) -> HttpResponse:
    if way not in {branch.value for branch in Branch}:
        raise NotFound
    shelf = library.load()
    chosen = next(w for w in WAYS if w.id == way)
    groups = [(g.title, [p for p in shelf.practices if g.holds(p) and way in p.branch]) for g in chosen.groups]
    articles = [a for a in shelf.articles if way in a.ways]
    return public_page(
        request,
        "library/way.html",
        way=chosen,
        groups=[(title, found) for title, found in groups if found],
        articles=articles,
        place="library",
    )


@no_door
@require_safe
def practice(request: HttpRequest, practice: str) -> HttpResponse:
    shelf = library.load()
    found = shelf.practice(practice)
    related = [shelf.practice(other) for other in (found.easier, found.instead) if other]
    return public_page(
        request,
        "library/practice.html",
        practice=found,
        opening=found.opening.replace("{partner}", "your partner"),
        body=shelf.rendered[found.id],
        related=related,
        place="library",
    )


@no_door
@require_safe
def article(request: HttpRequest, article: str) -> HttpResponse:
    found = library.load().article(article)
    body = library.load().rendered[found.id]
    return public_page(request, "library/article.html", article=found, body=body, place="library")
