"""What two people do at their phones on the pages they write together."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import Someone
from tests.browser.couples import follow, press

AGREEMENTS, FUTURE, STORY = "/us/agreements/", "/us/future/", "/us/story/"


def type_in(person: Someone, path: str, button: str, **fields: str) -> Page:
    """Type into the form on a page and send it."""
    page = person.go(path)
    for name, text in fields.items():
        page.locator(f"[name={name}]:not([type=hidden])").fill(text)
    press(page, button)
    return page


def will(person: Someone, text: str, back: str = "") -> None:
    about, more = ("?about=break", {"back": back}) if back else ("", {})
    type_in(person, f"{AGREEMENTS}write/{about}", "Write it", text=text, **more)


def park(person: Someone, text: str) -> None:
    type_in(person, f"{AGREEMENTS}park/", "Park it", text=text)


def open_line(person: Someone, text: str) -> Page:
    follow(person.go(AGREEMENTS), text)
    return person.page


def say_yes(person: Someone) -> None:
    """Say yes to the first line that is asked for."""
    press(person.go(AGREEMENTS), "Yes")


def hope(person: Someone, *ticks: str, **lines: str) -> None:
    page = person.go(f"{FUTURE}write/")
    for tick in ticks:
        page.get_by_label(tick, exact=True).check()
    for name, text in lines.items():
        page.locator(f"[name={name}]").fill(text)
    press(page, "Seal it")


def add_piece(person: Someone, text: str, when: str = "") -> None:
    type_in(person, f"{STORY}write/", "Add it", text=text, when=when)


def open_piece(person: Someone, number: int, at: str = STORY) -> Page:
    """Open the piece with this number, counted from 0, by the name that stands under it."""
    page = person.go(at)
    page.locator("body").evaluate("(body) => { body.dataset.before = ''; }")
    page.locator(".by a").nth(number).click()
    page.locator("body:not([data-before])").wait_for(state="attached")
    return page


def main_text(person: Someone, path: str) -> str:
    return person.go(path).locator("main").inner_text()
