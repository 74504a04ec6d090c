"""Filling in forms the way a person would, and the way a person should not be able to."""

from __future__ import annotations

from playwright.sync_api import Page


def without_checks(page: Page) -> None:
    """Take the browser's own checks off, so that what the server says about a form can be seen."""
    page.evaluate("document.querySelectorAll('form').forEach((form) => { form.noValidate = true; })")


def send(page: Page, button: str, **fields: str) -> None:
    """Fill fields by their name and press a button by its words; waits until the next page is there."""
    form = page.locator("form").filter(has=page.get_by_role("button", name=button, exact=True)).first
    for name, text in fields.items():
        form.locator(f"[name={name}]").fill(text)
    page.evaluate("document.body.dataset.before = ''")
    form.get_by_role("button", name=button, exact=True).click()
    page.locator("body:not([data-before])").wait_for(state="attached")
    page.wait_for_load_state()


def keep(page: Page, text: str, path: str = "/mine/write/") -> None:
    """Keep one note on the page that is open, and wait until it is kept."""
    page.locator(f"form[action='{path}'] textarea").first.fill(text)
    page.get_by_role("button", name="Keep it", exact=True).click()
    page.get_by_role("heading", name="Kept.").wait_for()


def open_notebook(page: Page, url: str, words: str) -> None:
    page.goto(f"{url}/mine/notebook/")
    if page.get_by_label("Your passphrase").is_visible():
        send(page, "Open", passphrase=words)
    page.get_by_role("heading", name="Your notebook").wait_for()
