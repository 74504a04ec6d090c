"""Weeks that somebody marks, one after the other, so that there is a sky to look at."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.browser import errands
from tests.browser.conftest import Someone
from tests.browser.walking import Walk
from tests.web.forms import form_to

ITEMS = ("safety", "predictability", "respect", "met", "same_side")
SKIES = {"C": ("4", "5"), "S": ("3", "4"), "K": ("2", "2"), "R": ("1", "1")}
"""Clear, some cloud, cloudy, rain: what is marked at every item, and how close it felt."""
LAST = datetime(2026, 11, 19, 20, 30)
GOOD, BAD = "SSCCSCCCCSCCC", "SSKKRrRKkRRKR"
"""Thirteen weeks; a small letter is a week in which a lot came from outside."""


def comes_back(ann: Someone, at: datetime) -> None:
    """Sign in at that hour and open the notebook."""
    ann.home.set_clock(at)
    ann.home.forget_tries()
    ann.context.clear_cookies()
    errands.come_in(ann.errand(), ann.name, ann.words)


def marks(ann: Someone, sky: str) -> None:
    """Mark one week on its page, and leave the two questions after it."""
    page = ann.go("/mine/ground/")
    for item, value in _answers(sky).items():
        page.locator(f"input[name={item}][value='{value}']").check(force=True)
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_url("**/mine/ground/apart/")


def lives(ann: Someone, skies: str, last: datetime = LAST) -> None:
    """Live through weeks, and mark each without drawing its page."""
    for number, sky in enumerate(skies):
        comes_back(ann, last - timedelta(weeks=len(skies) - 1 - number))
        if sky != "F":
            errand = ann.errand()
            form = form_to(errand.get("/mine/ground/"), "/mine/ground/")
            assert "Two more questions" in errand.send(form, **_answers(sky)), "the week was not kept"


def _answers(sky: str) -> dict[str, str]:
    level, close = SKIES[sky.upper()]
    return {**dict.fromkeys(ITEMS, level), "stress": "4" if sky.islower() else "1", "closeness": close}


def says(ann: Someone, weeks_ago: int, line: str) -> None:
    """Write what was happening in a week."""
    page = ann.go("/mine/climate/")
    page.locator("tbody a").nth(weeks_ago).click()
    page.get_by_label("What was happening").fill(line)
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/mine/climate/")


def look_at_the_weeks(walk: Walk) -> None:
    """A longer look, a line about this week, two minutes to look back, and the question apart."""
    walk.go("/mine/questions/csi-4/")
    for item in ("q1", "q12", "q19", "q22"):
        walk.page.locator(f"[name={item}]").first.check()
    walk.send("Keep this")
    walk.page.locator("tbody a").first.click()
    walk.page.wait_for_url("**/mine/climate/week/*/")
    walk.look()
    walk.send("Keep it", happened=walk.marker("what was happening"))
    walk.go("/mine/look-back/")
    walk.page.get_by_label("Fewer of them").check()
    walk.send("Keep this", changed=walk.marker("what changed"), remains=walk.marker("what stays"))
    walk.go("/mine/apart/")
    walk.send("Yes")
    assert walk.page.get_by_text(walk.secrets["what was happening"]).count() == 1
