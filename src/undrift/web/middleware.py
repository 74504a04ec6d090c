"""Around every page: the headers, and the sentence for whatever was refused."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from undrift.actions.sessions import DoorClosed
from undrift.domain.errors import NotFound, TooBusy, TooManyTries, UndriftError

Next = Callable[[HttpRequest], HttpResponseBase]

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)
POWERS = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
    "midi=(), payment=(), usb=(), browsing-topics=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": POWERS,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}


def headers(following: Next) -> Next:
    """Set the security headers everywhere; a page that may be cached has set its own Cache-Control."""
    lasting = dict(HEADERS)
    if settings.ORIGIN:
        lasting["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"

    def around(request: HttpRequest) -> HttpResponseBase:
        response = following(request)
        for name, value in lasting.items():
            response.headers.setdefault(name, value)
        return response

    return around


NOT_THIS_WAY = 405


def _place_of(path: str) -> str:
    """Find the place a form's address belongs to: a phone that restores a tab asks for it by itself."""
    place = f"/{path.strip('/').split('/', 1)[0]}/"
    return "/" if place == path else place


class Sentences:
    """Turn what Undrift refuses into a page with one plain sentence. Anything else becomes a page without details."""

    def __init__(self, following: Next) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.following(request)
        for_a_machine = request.path.startswith("/api/")
        if response.status_code == NOT_THIS_WAY and request.method in {"GET", "HEAD"} and not for_a_machine:
            return HttpResponseRedirect(_place_of(request.path))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        from undrift.web import carried
        from undrift.web.pages import sentence

        if isinstance(exception, DoorClosed):
            return carried.ask_to_sign_in(request)
        if isinstance(exception, NotFound):
            return sentence(request, NotFound().sentence, status=404)
        if isinstance(exception, TooBusy | TooManyTries):
            status = 503 if isinstance(exception, TooBusy) else 429
            response = sentence(request, exception.sentence, status=status)
            response["Retry-After"] = str(exception.facts.get("seconds", 10))
            return response
        if isinstance(exception, UndriftError):
            return sentence(request, exception.sentence, status=409)
        return None
