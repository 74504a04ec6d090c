"""Weather over the weeks in a browser: at 320 px, on paper, in every theme, by keyboard and without scripts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.couples import HIDDEN
from tests.browser.weather import LAST, comes_back, lives, marks, says

pytestmark = pytest.mark.without_worker
SKIES = "CCSKRrC"
NARROW = {"width": 320, "height": 640}
WIDER = "document.documentElement.scrollWidth > innerWidth"
PAINTED = """() => [...document.querySelectorAll(".weather")].map((sky) => {
  const box = sky.getBoundingClientRect();
  return getComputedStyle(sky).display !== "none" && box.width > 100 && box.height > 50;
})"""


@pytest.fixture
def ann(someone):
    person = someone("Ann", size=NARROW)
    person.home.set_clock(LAST - timedelta(weeks=len(SKIES) - 1))
    person.begin("flat")
    lives(person, SKIES)
    return person


def test_a_season_at_320_px_in_words_in_a_table_and_in_every_theme(ann):
    says(ann, 1, "The week the boiler died.")
    page = ann.go("/mine/climate/")
    for theme in ({"color_scheme": "dark"}, {"color_scheme": "light"}, {"contrast": "more"}):
        page.emulate_media(**theme)
        assert not page.evaluate(WIDER)
        assert page.evaluate(HIDDEN) == []
        assert page.evaluate(PAINTED) == [True]
        assert Axe().run(page).response["violations"] == []
    expect(page.locator("tbody tr")).to_have_count(len(SKIES))
    expect(page.locator("tbody tr").nth(1)).to_contain_text("Rain, much from outside")
    expect(page.locator(".w-lamp")).to_have_count(1)
    expect(page.locator("figcaption")).to_contain_text("In one of these weeks a lot came at you from outside.")
    page.emulate_media(contrast="no-preference", forced_colors="active")
    assert page.evaluate(PAINTED) == [False], "in forced colours the words and the table are enough"
    page.emulate_media(forced_colors="none", media="print")
    assert page.evaluate(PAINTED) == [True]
    assert page.locator(".places").is_hidden()
    assert page.locator("figcaption").is_visible()
    assert page.locator("table").first.is_visible()


def test_the_two_lights_are_chosen_by_keyboard_and_say_what_they_mean(ann):
    comes_back(ann, LAST + timedelta(weeks=1))
    page = ann.go("/mine/ground/")
    page.get_by_role("radio", name="Far apart").focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    assert page.get_by_role("radio", name="Very close").is_checked()
    assert page.evaluate("getComputedStyle(document.querySelector('.lanterns')).opacity") == "1"
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_url("**/mine/ground/apart/")


def test_the_questionnaires_and_the_rest_fit_and_are_free_of_findings(ann):
    comes_back(ann, LAST + timedelta(minutes=3))
    for path in ("csi-4/", "csi-16/"):
        page = ann.go(f"/mine/questions/{path}")
        assert not page.evaluate(WIDER)
        assert Axe().run(page).response["violations"] == []
    page.locator("[name=q1]").first.check()
    page.get_by_role("button", name="Keep this").click()
    page.get_by_text("so there is nothing to add up").wait_for()
    assert page.locator("[name=q1]").first.is_checked()
    assert Axe().run(page).response["violations"] == []
    rest = ("/mine/apart/", "/mine/look-back/", "/mine/more-help/", "/mine/climate/let-go/", "/mine/climate/year/2026/")
    for path in rest:
        page = ann.go(path)
        assert not page.evaluate(WIDER), path
        assert Axe().run(page).response["violations"] == [], path


def test_everything_works_without_scripts(someone):
    ann = someone("Ann", java_script_enabled=False)
    ann.home.set_clock(LAST)
    ann.begin("flat")
    marks(ann, "S")
    page = ann.go("/mine/climate/")
    expect(page.locator("figcaption")).to_have_text("One week with some cloud.")
    page.locator("tbody a").first.click()
    page.get_by_label("What was happening").fill("Rain on the tent.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("tbody")).to_contain_text("Rain on the tent.")
    page = ann.go("/mine/notebook/")
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_role("button", name="Not now")).to_have_count(0)
