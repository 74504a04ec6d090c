"""Typing into forms while keeping count of them, so that none is forgotten."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, Response

from tests.browser.conftest import Someone

FIELDS = """() => [...document.querySelectorAll("textarea,input")]
  .filter((e) => !e.hidden && !["hidden", "checkbox", "radio", "submit", "button"].includes(e.type))
  .map((e) => [e.form && e.form.method === "post" ? e.form.action : location.href, e.name || e.id])"""

UNFOLD = """() => {
  document.querySelectorAll("details").forEach((d) => { d.open = true; });
  document.querySelectorAll("[type=checkbox]").forEach((box) => { box.checked = true; });
}"""


def route_of(address: str) -> str:
    from django.urls import resolve

    return str(resolve(urlsplit(address).path).route)


@dataclass
class Walk:
    """One person's way through the forms: what was typed where, which fields were seen, what went over the wire."""

    person: Someone
    typed: set[tuple[str, str]] = field(default_factory=set)
    seen: set[tuple[str, str]] = field(default_factory=set)
    secrets: dict[str, str] = field(default_factory=dict)
    cookies: set[str] = field(default_factory=set)
    requests: list[Request] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.person.context.on("request", lambda request: self.requests.append(request))  # noqa: PLW0108 - the driver marks its listeners, which a built-in refuses
        self.person.context.on("response", lambda response: self.responses.append(response))  # noqa: PLW0108 - as above

    @property
    def page(self) -> Page:
        return self.person.page

    def marker(self, what: str) -> str:
        """Make a word that nobody else writes. At most 24 letters, so that it fits every field."""
        self.secrets[what] = f"zebrafish{len(self.secrets)}x{secrets.token_hex(4)}"
        return self.secrets[what]

    def go(self, path: str) -> None:
        self.person.go(path)
        self.look()

    def look(self) -> None:
        """Take note of the fields on this page and of the cookies that this browser has now."""
        self.seen |= {(route_of(action), name) for action, name in self.page.evaluate(FIELDS)}
        found = self.person.context.cookies()
        self.cookies |= {c["value"] for c in found if c["name"] in ("__Host-undrift", "__Host-undrift-known")}

    def send(self, button: str, **texts: str) -> None:
        """Type into the form with this button, press it, and look at the page that follows."""
        form = self.page.locator("form").filter(has=self.page.get_by_role("button", name=button, exact=True)).first
        action = route_of(str(form.evaluate("(form) => form.action")))
        for name, text in texts.items():
            form.locator(f"[name={name}]").fill(text)
            self.typed.add((action, name))
        self.page.evaluate("document.body.dataset.before = ''")
        form.get_by_role("button", name=button, exact=True).first.click()
        self.page.locator("body:not([data-before])").wait_for(state="attached")
        self.page.wait_for_load_state()
        self.look()

    def fill_in_the_sheet(self, text: str) -> None:
        """Tick everything on the sheet that is open, write into every line of it, and keep it."""
        self.page.evaluate(UNFOLD)
        names = {name for _, name in self.page.evaluate(FIELDS) if name.startswith("line-")}
        self.send("Keep it", **dict.fromkeys(names, text))

    def type_and_leave(self, path: str, field_id: str, text: str) -> None:
        """Type into a field that goes nowhere."""
        self.go(path)
        self.page.locator(f"#{field_id}").fill(text)
        self.typed.add((route_of(path), field_id))

    def over_the_wire(self) -> list[tuple[str, bytes]]:
        """Give every address asked for since last time, who referred to it, and every header answered but the cookie's."""
        requests, self.requests = self.requests, []
        responses, self.responses = self.responses, []
        found = [("an address", f"{r.url} {r.headers.get('referer', '')}".encode()) for r in requests]
        for response in responses:
            headers = {k: v for k, v in response.all_headers().items() if k != "set-cookie"}
            found.append((f"a header of {urlsplit(response.url).path}", str(headers).encode()))
        return found
