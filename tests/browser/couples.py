"""What two people do at their phones to become a couple, share and part; and a look at every screen on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser import errands
from tests.browser.conftest import Home, Someone

EVENING = datetime(2026, 11, 20, 20, 30)
BREAKFAST = datetime(2026, 11, 21, 7, 30)

# Controls that cannot be pressed because something else lies on them; words outside the screen or on other words.
HIDDEN = """() => {
  const found = [];
  const name = (e) => (e.innerText || e.name || e.tagName).trim().replace(/\\s+/g, " ").slice(0, 40);
  const shown = (e) => e.checkVisibility({visibilityProperty: true}) && !e.closest(".out-of-sight,.skip,[hidden]");
  const controls = "main :is(a[href],button,input:not([type=hidden]),textarea,select,summary)";
  const before = scrollY;
  for (const e of [...document.querySelectorAll(controls)].filter(shown)) {
    e.scrollIntoView({block: "center", behavior: "instant"});
    const box = e.getClientRects()[0];
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const near = top && (e.contains(top) || top.contains(e) || (top.closest("label") || {}).control === e);
    if (!near) found.push(`"${name(e)}" lies under ${top ? top.outerHTML.slice(0, 60) : "the edge"}`);
  }
  scrollTo({top: before, behavior: "instant"});
  const texts = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim() || !shown(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) texts.push([node.data.trim().slice(0, 30), box, node]);
  }
  for (const [text, box] of texts) {
    if (box.left < -1 || box.right > innerWidth + 1) found.push(`"${text}" runs off the screen`);
  }
  texts.forEach(([text, a, one], n) => texts.slice(n + 1).forEach(([other, b, two]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (one !== two && wide > 3 && high > 8) found.push(`"${text}" lies on "${other}"`);
  }));
  return found;
}"""


# Everything that moves on a page and comes to an end has come to its end.
STILL = """() => Promise.all(document.getAnimations()
  .filter((a) => a.effect.getComputedTiming().endTime !== Infinity).map((a) => a.finished))"""
VEIL = "getComputedStyle(document.querySelector('.halves'), '::after').opacity"


@dataclass
class Album:
    """Pictures of every screen on the way, and what is wrong with one of them at the width of a phone."""

    folder: Path
    wrong: list[str] = field(default_factory=list)

    def keep(self, person: Someone, what: str) -> None:
        person.page.evaluate(STILL)
        number = len(list(self.folder.glob("*.png"))) + 1
        self.wrong += [f"{what}: {line}" for line in person.page.evaluate(HIDDEN)]
        person.page.screenshot(path=self.folder / f"{number:02} {what}.png", full_page=True)


def press(page: Page, name: str) -> None:
    """Press a button by its words, and wait for the page that follows."""
    _and_wait(page, page.get_by_role("button", name=name).first)


def follow(page: Page, name: str) -> None:
    """Follow a link by its words, and wait for the page that follows."""
    _and_wait(page, page.get_by_role("link", name=name).first)


def _and_wait(page: Page, control: Locator) -> None:
    page.locator("body").evaluate("(body) => { body.dataset.before = ''; }")
    control.click()
    page.locator("body:not([data-before])").wait_for(state="attached")
    page.wait_for_load_state()


def invite(person: Someone) -> str:
    """Make a link, and read it from the page."""
    page = person.go("/us/invite/")
    press(page, "Make a link")
    return page.get_by_role("link", name="/join/#").inner_text().strip()


def open_invitation(person: Someone, link: str) -> None:
    """Open a link as far as the page about the host. Without scripts the code is pasted by hand."""
    person.page.goto(link)
    code = person.page.get_by_label("The code of your invitation")
    if not code.input_value():
        code.fill(link.rsplit("#", 1)[1])
    press(person.page, "Go on")
    expect(person.page.get_by_role("heading", name="Before you write a word here")).to_be_visible()


def accept(person: Someone, link: str) -> None:
    open_invitation(person, link)
    press(person.page, f"Join, as {person.name}")
    at_the_words(person)


def at_the_words(person: Someone) -> Someone:
    """Be on the page with the words; the private door may have closed meanwhile."""
    if not person.page.url.endswith("/us/words/"):
        person.go("/us/words/")
    if person.page.get_by_label("Your passphrase").is_visible():
        person.page.get_by_label("Your passphrase").fill(person.words)
        press(person.page, "Open")
    expect(person.page.get_by_role("heading", name="Read these to each other.")).to_be_visible()
    return person


def words_on(person: Someone) -> dict[str, list[str]]:
    """Give the words by what stands over them, in the order of the page: who reads, and who hears."""
    parts = person.page.locator("main section").filter(has=person.page.get_by_role("list")).all()
    return {p.get_by_role("heading").inner_text().lower(): p.get_by_role("listitem").all_inner_texts() for p in parts}


def say_the_same(person: Someone) -> None:
    press(person.page, "They are the same")
    person.page.wait_for_url("**/us/joined/")


def pair(one: Someone, other: Someone) -> None:
    """Make a couple of two people who are signed in and alone."""
    errands.join(one.errand(), other.errand())
    one.go("/us/joined/")
    expect(one.page.get_by_role("heading", name="There you both are.")).to_be_visible()


def look_ahead(person: Someone, text: str, about: str = "appreciation") -> Page:
    """Write something for both, as far as the look at what the other will find."""
    page = person.go(f"/today/note/{about}/")
    page.locator("textarea[name=text]").fill(text)
    press(page, "Both of us")
    expect(page.get_by_role("heading", name="will find.")).to_be_visible()
    return page


def share(person: Someone, text: str, about: str = "appreciation") -> None:
    page = look_ahead(person, text, about)
    press(page, "Share it")
    page.wait_for_url("**/us/?shared=1")


def at(home: Home, when: datetime, *people: Someone) -> None:
    """Let it be another time, at which these people sign in."""
    home.set_clock(when)
    for person in people:
        person.sign_in()


def open_entry(person: Someone, text: str) -> Someone:
    """Open a shared entry from Us."""
    follow(person.go("/us/"), text[:100])
    assert re.search(r"/us/[0-9a-f]{32}/$", person.page.url)
    return person


def unlink(person: Someone) -> None:
    page = person.go("/settings/unlink/")
    page.get_by_label("Your passphrase").fill(person.words)
    press(page, "Close it")
    expect(page.get_by_role("heading", name="The shared space is closed.")).to_be_visible()


def shared_rows(person: Someone) -> int:
    """Count what a person has on their shelf, as whoever runs the place could."""
    query = "SELECT count(*) FROM shared s JOIN person p ON p.id = s.author_id WHERE p.name = ?"
    return int(person.home.rows(query, person.name)[0][0])


def notes(person: Someone) -> list[str]:
    """Read the notebook, newest first; opens its door where it is closed."""
    person.go("/mine/notebook/")
    if person.page.get_by_label("Your passphrase").is_visible():
        person.page.get_by_label("Your passphrase").fill(person.words)
        press(person.page, "Open")
    return person.page.locator("main .words-of-mine").all_inner_texts()
