"""The public shell: what works before and without any account, and what a phone may keep for offline use."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from undrift import __version__, library
from undrift.actions import sessions
from undrift.domain.repair import BREAKS, LINES
from undrift.web import cookies
from undrift.web.doors import no_door
from undrift.web.pages import ELSEWHERE

STATIC_FILES = (
    "site.css",
    "app.js",
    "keep.js",
    "note.js",
    "held.css",
    "held.js",
    "own_line.js",
    "fonts/newsreader.woff2",
    "fonts/newsreader-italic.woff2",
    "icons/icon.svg",
    "icons/icon-192.png",
    "icons/icon-512.png",
)
PAGES = ("/offline/", "/note/", "/help/", "/library/", "/help/now/", "/help/breath/", "/help/pause/", "/help/line/")
MORE_HELP = (
    *("/help/who-can-read-what/", "/help/professional/", "/help/questions/"),
    *("/help/wrong-tool/", "/help/closing-quickly/"),
)


def public_page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """Render a page that is the same for everybody: it may be kept on the phone and never names anyone."""
    response = render(
        None, template, {**context, "elsewhere": ELSEWHERE, "public": True}
    )  # no request: no token, no cookie, no name
    response["Cache-Control"] = "no-cache"
    response["ETag"] = _etag(response.content)
    if request.headers.get("If-None-Match") == response["ETag"]:
        return HttpResponse(status=304, headers={"ETag": response["ETag"], "Cache-Control": "no-cache"})
    return response


def _etag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:20]}"'


@no_door
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    del request
    return HttpResponse("ok", content_type="text/plain")


@no_door
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return public_page(request, "offline.html")


@no_door
@require_safe
def note(request: HttpRequest) -> HttpResponse:
    """Show a page for a line that may wait for the connection. It names nobody: its script asks who is here."""
    return public_page(request, "note.html", close_quickly=True)


@no_door
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    del request
    icons = [
        {"src": staticfiles_storage.url(f"icons/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    maskable = {**icons[1], "src": staticfiles_storage.url("icons/icon-maskable-512.png"), "purpose": "maskable"}
    body = {
        "name": "Undrift",
        "short_name": "Undrift",
        "id": "/",
        "start_url": "/today/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f1e7",
        "theme_color": "#f6f1e7",
        "icons": [*icons, maskable],
    }
    response = JsonResponse(body, content_type="application/manifest+json")
    response["Cache-Control"] = "no-cache"
    return response


@no_door
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Serve the worker from the root, so that its reach is the whole site."""
    del request
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=1)
def _worker() -> bytes:
    found = finders.find("sw.js")
    if not isinstance(found, str):
        raise FileNotFoundError("sw.js")
    with open(found, "rb") as file:  # noqa: PTH123 - finders give a plain path
        return file.read()


@no_door
@require_safe
def precache(request: HttpRequest) -> HttpResponse:
    """List what a phone may keep: the shell, Library and Help. Nothing private, ever."""
    del request
    urls = _shell()
    version = hashlib.sha256(
        json.dumps([__version__, urls, sorted(library.load().rendered.items())]).encode()
    ).hexdigest()[:16]
    response = JsonResponse({"version": version, "urls": urls})
    response["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=1)
def _shell() -> list[str]:
    shelf = library.load()
    static = [staticfiles_storage.url(name) for name in STATIC_FILES]
    ways = [f"/library/way/{way}/" for way in ("stabilise", "strengthen", "browse")]
    practices = [f"/library/{p.id}/" for p in shelf.practices]
    articles = [f"/library/read/{a.id}/" for a in shelf.articles]
    lines = [f"/help/lines/{c.code.lower()}/" for c in shelf.help_lines]
    held = [f"/help/hold-up/{line.id}/" for line in LINES] + ["/help/hold-up/own/"]
    held += [f"/help/back/{one.id}/" for one in BREAKS] + ["/help/back/own/"]
    return [*static, *PAGES, *MORE_HELP, *ways, *practices, *articles, *lines, *held]


@no_door
@csrf_exempt  # closing must work from a page without a token; a foreign site's form brings no cookie (SameSite)
@require_http_methods(["POST"])
def close_quickly(request: HttpRequest) -> HttpResponse:
    """Close both doors and leave for a plain place. Works without scripts."""
    sessions.sign_out(request.COOKIES.get(cookies.SESSION, ""))
    response = render(None, "closed_quickly.html", {"elsewhere": ELSEWHERE})
    response["Clear-Site-Data"] = '"storage"'
    return cookies.take_back(response)


@no_door
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same answer for what is not there and for what is somebody else's."""
    del exception
    from undrift.domain.errors import NotFound
    from undrift.web.pages import sentence

    return sentence(request, NotFound().sentence, status=404)


@no_door
def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something did not work, without details, and give back what was typed."""
    from undrift.web import carried

    try:
        words = carried.of_this_form(request) if request.method == "POST" else None
    except Exception:  # noqa: BLE001 - whatever broke the request may break it again
        words = None
    return render(None, "error.html", {"words": words}, status=500)


@no_door
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception
    from undrift.web.pages import sentence

    text = "This was more than one page can take in. Please go back; nothing you typed is lost."
    return sentence(request, text, status=400)
