from __future__ import annotations

from datetime import datetime

import pytest

from tests.browser.conftest import DESK

pytestmark = pytest.mark.without_worker
MOST_STOPS = 40

# Where the keyboard is, what it is called, and whether the eye can see that.
HERE = """() => {
  const e = document.activeElement;
  const style = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  const label = e.labels && e.labels.length ? e.labels[0].innerText : e.getAttribute("aria-label") || e.innerText;
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return {tag: e.tagName, label: (label || "").replace(/\\s+/g, " ").trim(), seen: ring && inside};
}"""


class Keys:
    """A person without a mouse."""

    def __init__(self, person):
        self.person, self.page = person, person.page

    def tab_to(self, wanted, key="Tab"):
        """Press Tab until the thing with this name has the focus; every stop on the way must be visible."""
        stops = []
        for _ in range(MOST_STOPS):
            self.page.keyboard.press(key)
            here = self.page.evaluate(HERE)
            stops.append(here["label"])
            if here["tag"] == "BODY":
                continue
            assert here["seen"], f"the focus cannot be seen on {here} at {self.page.url}"
            if here["label"] == wanted or here["label"].startswith(f"{wanted} "):
                return
        pytest.fail(f"Tab does not lead to {wanted}: {stops}")

    def press(self, wanted, key="Enter"):
        self.tab_to(wanted)
        self.page.evaluate("document.body.dataset.before = ''")
        self.page.keyboard.press(key)
        self.page.locator("body:not([data-before])").wait_for(state="attached")
        self.page.wait_for_load_state()

    def write(self, wanted, text):
        self.tab_to(wanted)
        self.page.keyboard.type(text)


@pytest.fixture
def ann(someone, home):
    home.set_clock(datetime(2026, 11, 20, 20, 30))
    return someone("Ann", size=DESK)


def test_the_whole_loop_by_keyboard(ann):
    keys = Keys(ann)
    ann.go("/")
    keys.press("It has gone flat")
    keys.press("Come back tomorrow for the next one")
    ann.words = ann.page.locator("input[name=passphrase]").input_value()
    keys.write("Your name here", ann.name)
    keys.press("Open my door")
    keys.press("Later")
    keys.press("No need", "Space")
    keys.write("Where were you? What was it?", "On the ferry.")
    keys.press("Keep it for me", "Space")
    keys.tab_to("We live far from each other")
    ann.page.keyboard.press("Space")
    keys.write("A word for your partner", "Bo")
    keys.press("Go on")
    assert ann.heading() == f"Good to see you, {ann.name}."
    keys.press("Plenty", "Space")
    keys.press("I’ll try")
    assert ann.heading() == "You can put the phone down."
    ann.home.later(minutes=25)
    keys.press("Back to Today")
    assert ann.heading() == "How did it land?"
    keys.write("A line, if you like", "They laughed.")
    keys.tab_to("A little closer", "Shift+Tab")
    ann.page.keyboard.press("Space")
    ann.page.get_by_role("heading", name="Good.").wait_for()
    assert ann.heading() == "Good."
    keys.press("A small moment")
    keys.write("In a line or two", "Tea on the step.")
    keys.tab_to("How long to keep it")
    ann.page.keyboard.press("Enter")
    keys.tab_to("How long to keep it")
    ann.page.keyboard.press("ArrowDown")
    keys.press("Keep it")
    assert ann.heading() == "Kept."
    ann.home.later(minutes=6)
    keys.press("Open my notebook")
    keys.write("Your passphrase", ann.words)
    ann.page.keyboard.press("Enter")
    ann.page.get_by_role("heading", name="Your notebook").wait_for()
    assert ann.page.locator(".words-of-mine").all_inner_texts() == [
        "Tea on the step.",
        "They laughed.",
        "On the ferry.",
    ]
    keys.press("Kept until")
    keys.press("Let it go", "Space")
    assert ann.page.get_by_text("Tea on the step.").count() == 0
    keys.press("Close it")
    assert ann.heading() == "Just me"


@pytest.mark.parametrize(
    "path", ["/", "/library/", "/help/", "/help/breath/", "/sign-up/", "/today/", "/mine/", "/settings/"]
)
def test_the_first_stop_skips_to_the_page(ann, path):
    if path in ("/today/", "/mine/", "/settings/"):
        ann.sign_up()
    ann.go(path)
    ann.page.keyboard.press("Tab")
    assert ann.page.evaluate(HERE) == {"tag": "A", "label": "Skip to the page", "seen": True}
    ann.page.keyboard.press("Enter")
    assert ann.page.evaluate("document.activeElement.id") == "main"
    ann.page.keyboard.press("Tab")
    inside = "document.querySelector('main').contains(document.activeElement)"
    has_stops = "Boolean(document.querySelector('main :is(a[href],button,input:not([type=hidden]),textarea)'))"
    assert ann.page.evaluate(inside) == ann.page.evaluate(has_stops)


def test_words_that_were_kept_leave_the_keyboard_at_the_new_page(ann):
    keys = Keys(ann)
    ann.begin()
    ann.go("/mine/write/")
    keys.write("Whatever it is", "A line.")
    keys.press("Keep it")
    assert ann.page.evaluate("document.activeElement.tagName") in ("MAIN", "BODY")
    keys.tab_to("Back to Today")
