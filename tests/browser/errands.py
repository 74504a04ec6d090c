"""What other tests do by hand is done here without drawing a page: the same addresses, forms and cookies, in less time.

`test_sign_up`, `test_two` and `test_without_scripts` go the whole way with their fingers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import BrowserContext

from tests.web.forms import Form, form_to

NEVER = 0  # the age of a cookie that is taken back


@dataclass
class Errand:
    """A browser's cookies, without the browser: what one does here, the person at the phone has done."""

    context: BrowserContext
    url: str
    phone: bool

    def get(self, path: str) -> str:
        return self._ask("GET", path)

    def send(self, form: Form, **typed: str) -> str:
        """Send a form as it stands, with what is typed over it; returns the page one is led to."""
        return self._ask("POST", form.action, urlencode(form.filled(**typed), doseq=True))

    def _ask(self, method: str, path: str, body: str = "") -> str:
        at = urlsplit(self.url)
        connection = HTTPConnection(at.hostname or "", at.port, timeout=30)
        try:
            connection.request(method, path, body or None, self._headers(body))
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        self._keep_cookies(answer)
        if answer.status in {302, 303}:
            return self._ask("GET", answer.headers["Location"])
        assert answer.status == 200, f"{path} answered {answer.status}: {text[:2000]}"
        return text

    def _headers(self, body: str) -> dict[str, str]:
        cookies = "; ".join(f"{c['name']}={c['value']}" for c in self.context.cookies(self.url))
        headers = {"Cookie": cookies, "User-Agent": "Mobile" if self.phone else "Desk", "Origin": self.url}
        return {**headers, "Content-Type": "application/x-www-form-urlencoded"} if body else headers

    def _keep_cookies(self, answer: HTTPResponse) -> None:
        for header in answer.headers.get_all("Set-Cookie") or ():
            for name, cookie in SimpleCookie(header).items():
                if cookie["max-age"] == NEVER:
                    self.context.clear_cookies(name=name)
                else:
                    self.context.add_cookies([self._as_kept(name, cookie.value, http_only=bool(cookie["httponly"]))])

    def _as_kept(self, name: str, value: str, *, http_only: bool) -> dict[str, Any]:
        host = urlsplit(self.url).hostname or ""
        kept = {"name": name, "value": value, "domain": host, "path": "/", "httpOnly": http_only, "sameSite": "Lax"}
        return {**kept, "secure": name.startswith("__Host-")}


def sign_up(errand: Errand, name: str, way: str) -> str:
    """Open a door of one's own; returns the five words that were offered."""
    form = form_to(errand.get(f"/sign-up/?way={way}" if way else "/sign-up/"), "/sign-up/")
    [words] = form.fields["passphrase"]
    errand.send(form, name=name, zone="UTC")
    return words


def join(host: Errand, guest: Errand) -> None:
    """Make a couple of two people who are signed in and alone, and whose private doors stand open."""
    page = host.send(form_to(host.get("/us/invite/"), "/us/invite/"))
    code = re.search(r"/join/#([0-9a-f]{32})", page)
    assert code, page
    page = guest.send(form_to(guest.get("/join/"), "/join/"), code=code[1])
    guest.send(form_to(page, "/join/accept/"))
    for each in (guest, host):
        each.send(form_to(each.get("/us/words/"), "/us/words/"), answer="same")


def come_in(errand: Errand, name: str, words: str) -> None:
    """Sign in, and open the private door too."""
    errand.send(form_to(errand.get("/sign-in/"), "/sign-in/"), name=name, passphrase=words)
    page = errand.get("/mine/door/")
    if 'action="/mine/door/"' in page:
        errand.send(form_to(page, "/mine/door/"), passphrase=words)
