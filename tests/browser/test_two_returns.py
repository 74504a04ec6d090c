"""Two people at two phones: a time that returns, from the proposal to its end, with scripts and without."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.couples import EVENING, Album, follow, notes, pair, press
from tests.browser.lines import main_text
from tests.browser.looks import LOOKS, findings

pytestmark = pytest.mark.without_worker
RETURNS, CALENDAR, OWN = "/us/returns/", "/settings/calendar/", "/mine/returns/"
TITLE = "Ten minutes on the stairs"


@pytest.fixture
def album(tmp_path, request):
    folder = Path(os.environ.get("PICTURES_OF_TWO", tmp_path)) / request.node.name
    folder.mkdir(parents=True, exist_ok=True)
    kept = Album(folder)
    yield kept
    assert not kept.wrong, "\n".join(["", *kept.wrong])


def couple_of(someone, home, *, scripts: bool):
    home.set_clock(EVENING)
    ann, bo = (someone(name, java_script_enabled=scripts) for name in ("Ann", "Bo"))
    ann.begin()
    bo.begin()
    pair(ann, bo)
    return ann, bo


def propose(person, kind, title=""):
    follow(person.go(RETURNS), "Propose")
    follow(person.page, kind)
    if title:
        person.page.get_by_label("What it is called").fill(title)
    press(person.page, "Propose it")


def path_of(address: str) -> str:
    return urlsplit(address).path


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_time_that_returns_from_the_proposal_to_its_end(someone, home, scripts):
    ann, bo = couple_of(someone, home, scripts=scripts)
    follow(ann.go("/us/"), "What returns")
    propose(ann, "A few minutes at the end of the day", TITLE)
    assert "Proposed by you" in main_text(ann, RETURNS)
    assert f"proposes\n\n{TITLE}" in main_text(bo, RETURNS)
    press(bo.go(RETURNS), "Yes")
    for person in (ann, bo):
        assert f"{TITLE}" in main_text(person, RETURNS)
        follow(person.page, TITLE)
        expect(person.page.get_by_text("Every day at 21:00, 10 minutes.")).to_be_visible()
    follow(bo.page, "Move it")
    bo.page.get_by_label("At what time, by your clock?").fill("22:30")
    press(bo.page, "Move it")
    expect(bo.page.get_by_text("Today at 22:30.")).to_be_visible()
    follow(ann.go(RETURNS), TITLE)
    expect(ann.page.get_by_text("Today at 22:30.")).to_be_visible()
    press(ann.page, "Not this time")
    expect(ann.page.get_by_text("Tomorrow at 21:00.")).to_be_visible()
    press(ann.page, "Bring it back")
    ann.page.locator("summary").click()
    press(ann.page, "Two weeks")
    follow(bo.go(RETURNS), TITLE)
    expect(bo.page.get_by_text("It rests, and comes again from")).to_be_visible()
    press(bo.page, "Take it up again")
    expect(bo.page.get_by_text("Today at 21:00.")).to_be_visible()
    follow(bo.page, "Let it end")
    press(bo.page, "Let it end")
    assert bo.heading() == "It is not there any more."
    assert TITLE not in main_text(ann, RETURNS)
    assert notes(ann) == [TITLE]


def test_every_page_of_it_in_every_look(someone, home, album):
    ann, bo = couple_of(someone, home, scripts=True)

    def look(person, path, name):
        person.go(path)
        album.wrong += findings(person.page, name, LOOKS)
        for what, width, height, scheme in LOOKS:
            person.page.set_viewport_size({"width": width, "height": height})
            person.page.emulate_media(color_scheme=scheme)
            person.page.screenshot(path=album.folder / f"{name} {what}.png", full_page=True)
        person.page.set_viewport_size({"width": 360, "height": 740})
        person.page.emulate_media(color_scheme="light")

    look(ann, RETURNS, "1 empty")
    look(ann, f"{RETURNS}new/", "2 choose")
    look(ann, f"{RETURNS}new/?kind=coffee", "3 new")
    propose(ann, "A few minutes at the end of the day", TITLE)
    one = ann.page.url
    propose(bo, "Coffee without phones")
    coffee = bo.page.url
    look(ann, RETURNS, "4 asked")
    look(bo, path_of(one), "5 asked, by itself")
    press(bo.go(RETURNS), "Yes")
    press(ann.go(RETURNS), "Yes")
    for path, name in ((RETURNS, "6 full"), (coffee, "7 coffee"), (one, "8 daily")):
        look(ann, path_of(path), name)
    at = path_of(one)
    look(ann, f"{at}move/", "9 move")
    look(ann, f"{at}end/", "10 end")
    ann.go(at).locator("summary").click()
    press(ann.page, "A week")
    look(bo, at, "11 resting")
    look(ann, CALENDAR, "12 calendar")
    press(ann.page, "Make a private address")
    ann.page.screenshot(path=album.folder / "13 address.png", full_page=True)
    look(ann, OWN, "14 own, empty")
    look(ann, f"{OWN}?kind=my_walk", "15 own, new")
    press(ann.page, "Keep it")
    look(ann, OWN, "16 own, full")
    look(ann, "/us/", "17 us")
