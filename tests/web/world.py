"""Ann and Bo share one home; Cleo has a door here too and is neither. Each has a browser and words of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from undrift.actions import keys
from undrift.vault.slots import PassphraseKdf
from undrift.web.cookies import KNOWN, SESSION

from .forms import form_to

WORDS = {
    "Ann": "copper acorn drift thimble velvet",
    "Bo": "barn ladder tall lantern pebble",
    "Cleo": "humming willow kettle harvest drift",
}
NEW_WORDS = "kettle velvet lantern acorn thimble"
BEGINNING = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)


class Clock:
    """A clock that only tests move."""

    def __init__(self) -> None:
        self.time = BEGINNING

    def __call__(self) -> datetime:
        return self.time

    def later(self, **by: float) -> None:
        self.time += timedelta(**by)


class CountingKdf(PassphraseKdf):
    """Counts derivations; costs next to nothing."""

    derivations = 0

    def derive(self, passphrase: str, salt: bytes, cost: Any) -> bytes:
        self.derivations += 1
        return super().derive(passphrase, salt, cost)

    @classmethod
    def installed(cls) -> CountingKdf:
        kdf = cls.cheap()
        keys.use_kdf(kdf)
        return kdf


@dataclass
class Someone:
    """A person with a browser."""

    name: str
    words: str = field(repr=False)
    browser: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    address: str = "127.0.0.1"

    def get(self, path: str, **more: Any) -> HttpResponse:
        return self.browser.get(path, **self._as_browsers_do(more))

    def post(self, path: str, data: Any = None, **more: Any) -> HttpResponse:
        more["headers"] = {"origin": "https://testserver", **more.get("headers", {})}
        return self.browser.post(path, data or {}, **self._as_browsers_do(more))

    def _as_browsers_do(self, more: dict[str, Any]) -> dict[str, Any]:
        return {"secure": True, "REMOTE_ADDR": self.address, **more}

    def fill(self, path: str, action: str = "", **typed: Any) -> HttpResponse:
        """Open a page, type into its form and send it with everything the form carries."""
        page = self.get(path)
        assert page.status_code == 200, f"{path} answered {page.status_code}"
        return self.send(page, action or path, **typed)

    def send(self, page: HttpResponse, action: str, **typed: Any) -> HttpResponse:
        return self.post(action, form_to(text_of(page), action).filled(**typed))

    def sign_up(self, **more: str) -> Someone:
        answer = self.post("/sign-up/", {"name": self.name, "passphrase": self.words, **more})
        assert answer.status_code == 302, text_of(answer)
        return self

    def sign_in(self, **more: str) -> HttpResponse:
        return self.post("/sign-in/", {"name": self.name, "passphrase": self.words, **more})

    def open_notebook(self) -> HttpResponse:
        answer = self.post("/mine/door/", {"passphrase": self.words})
        assert answer.status_code == 302, text_of(answer)
        return answer

    def writes(self, text: str, **more: str) -> HttpResponse:
        return self.fill("/mine/write/", text=text, **more)

    def notebook(self) -> str:
        return text_of(self.get("/mine/notebook/"))

    def elsewhere(self, address: str = "127.0.0.1") -> Someone:
        """The same person at another browser, not signed in."""
        return Someone(self.name, self.words, address=address)

    @property
    def cookie(self) -> str:
        return self.browser.cookies[SESSION].value if SESSION in self.browser.cookies else ""

    @property
    def mark(self) -> str:
        return self.browser.cookies[KNOWN].value

    def with_cookie(self, cookie: str) -> Someone:
        """Another browser that holds this cookie and nothing else."""
        thief = self.elsewhere()
        thief.browser.cookies[SESSION] = cookie
        return thief


@dataclass
class World:
    ann: Someone
    bo: Someone
    cleo: Someone
    clock: Clock
    kdf: CountingKdf

    @property
    def everybody(self) -> tuple[Someone, Someone, Someone]:
        return self.ann, self.bo, self.cleo


def text_of(answer: Any) -> str:
    """The page as text, streamed or not."""
    body = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content
    return body.decode()


def without_tokens(answer: Any) -> str:
    """The page as text, without the form tokens that differ on every page."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text_of(answer))


def signed_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and not answer["Location"].startswith(("/sign-in/", "/mine/door/"))
