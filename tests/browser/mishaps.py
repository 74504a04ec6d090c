"""What goes wrong between a phone and its home: answers that are lost, tabs that are closed, and what is left then."""

from __future__ import annotations

import urllib.request
from typing import Any

from playwright.sync_api import Page, Route

from tests.browser.conftest import Someone


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def http_error_302(self, req: Any, fp: Any, code: int, msg: str, headers: Any) -> Any:
        return fp


def lose_the_first_answer(page: Page, address: str) -> list[int]:
    """Let the first form reach its home and its answer get lost; returns what was answered, once that happened."""
    answered: list[int] = []

    def pass_on(route: Route) -> None:
        if route.request.method != "POST" or answered:
            route.fallback()
            return
        headers = {k: v for k, v in route.request.all_headers().items() if not k.startswith(":")}
        sent = urllib.request.Request(route.request.url, route.request.post_data_buffer, headers, method="POST")
        with urllib.request.build_opener(NoRedirect).open(sent, timeout=10) as answer:
            answered.append(answer.status)
        route.abort("connectionreset")

    page.route(address, pass_on)
    return answered


def close_and_stay(page: Page) -> list[str]:
    """Close the tab, and think better of it when asked; returns what the page asks, now and later."""
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    return asked


def network_complaints_are_the_point(person: Someone) -> None:
    """A browser says so in its console when it finds nothing on the way."""
    person.refused[:] = [line for line in person.refused if "net::ERR_" not in line]


def notes_kept(person: Someone) -> int:
    query = "SELECT count(*) FROM entry e JOIN person p ON p.id = e.owner_id WHERE p.name = ?"
    return int(person.home.rows(query, person.name)[0][0])
