"""What two people do at their phones in a guided conversation."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Someone
from tests.browser.couples import press

HERE = "/us/conversation/"


def lay_out(person: Someone, kind: str, *, phones: str = "two") -> None:
    page = person.go(f"/us/conversations/{kind}/")
    page.locator(f"[name=phones][value={phones}]").check()
    press(page, "Lay it out")
    page.wait_for_url(f"**{HERE}")


def title(person: Someone, words: str) -> None:
    """See these words as the title, whenever they come."""
    expect(person.page.get_by_role("heading", level=1)).to_have_text(words)


def begin(one: Someone, other: Someone, kind: str) -> None:
    """Lay one out, and be there both."""
    lay_out(one, kind)
    other.go(HERE)
    for person in (one, other):
        person.page.get_by_role("button", name="I am here").click()
    expect(one.page.locator("#talk[data-phase=running]")).to_be_visible()
    expect(other.page.locator("#talk[data-phase=running]")).to_be_visible()


def beat(person: Someone) -> str:
    """Name the moment a page is at."""
    return person.page.locator("#talk").get_attribute("data-at") or ""


def leads_on(page: Page):
    """Find the button that leads on, and no other."""
    return page.locator("#talk :is([value=yes],[value=go-on]):not(.quiet)").first


def take_turns(one: Someone, other: Someone, *, most: int = 40) -> int:
    """Go through to the end, each pressing on their own phone when it is their turn; returns how many turns it took."""
    for turn in range(most):
        if one.page.locator("#talk[data-phase=over]").count():
            return turn
        mover, follower = (one, other) if leads_on(one.page).count() else (other, one)
        before = beat(mover)
        leads_on(mover.page).click()
        for person in (mover, follower):
            expect(person.page.locator("#talk")).not_to_have_attribute("data-at", before)
        assert beat(mover) == beat(follower)
    raise AssertionError("it does not come to an end")
