"""One true thing, from one phone to the other: at night, in the morning, and when there is room."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Home
from tests.browser.couples import BREAKFAST, EVENING, HIDDEN, STILL, at, follow, notes, pair, press
from tests.browser.looks import LOOKS, findings

pytestmark = pytest.mark.without_worker
FEELING = "I have been feeling lonely in the evenings. I know your weeks are full, and I miss you in them."
HARD = "I have been feeling that I no longer know what is going on inside you, and it frightens me."
SOFTER = "I have been feeling far from what goes on inside you. I would like to hear about one day of it."
KINDS = {
    "A moment that felt closer": "It need not",
    "A feeling": "in a small size",
    "A need": "One thing that would help",
}


class Pictures:
    """Every page on the way, seen by axe and by a thumb; pictures of it in four looks where PICTURES_OF_TWO says."""

    def __init__(self, folder: Path | None) -> None:
        self.folder, self.found, self.number = folder, [], 0

    def look(self, person, what, looks=LOOKS):
        page = person.page
        page.evaluate(STILL)
        self.number += 1
        self.found += [f"{what}: {line}" for line in page.evaluate(HIDDEN)]
        for name, width, height, scheme in looks if self.folder else ():
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=self.folder / f"{self.number:02} {what}, {name}.png", full_page=width < 500)
        self.found += findings(page, what, looks)
        page.set_viewport_size({"width": 360, "height": 740})
        page.emulate_media(color_scheme="light")


@pytest.fixture
def pictures():
    folder = os.environ.get("PICTURES_OF_TWO")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    kept = Pictures(Path(folder) if folder else None)
    yield kept
    assert not kept.found, "\n".join(["", *kept.found])


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def couple(someone, home, request):
    home.set_clock(EVENING)
    ann, bo = (someone(name, reduced_motion="reduce", java_script_enabled=request.param) for name in ("Ann", "Bo"))
    ann.begin()
    bo.begin()
    pair(ann, bo)
    return ann, bo


def write(person, kind, text, *, hard=False):
    follow(person.go("/us/"), "One true thing")
    assert person.heading() == "Say one true thing."
    follow(person.page, KINDS[kind])
    page = person.page
    page.get_by_label("In your own words").fill(text)
    page.get_by_label("It is hard to say").set_checked(hard)
    press(page, "See it as")
    expect(page.get_by_role("heading", name="will find.")).to_be_visible()
    assert page.locator(".words-of-mine").inner_text() == text
    return page


def put(person, kind, text):
    press(write(person, kind, text), "Put it on the shelf")
    person.page.wait_for_url("**/us/?said=1")


def mornings(home: Home, days, *people):
    at(home, BREAKFAST + timedelta(days=days), *people)


def test_from_one_night_to_a_morning_with_room(couple, home):
    ann, bo = couple
    press(write(ann, "A feeling", HARD, hard=True), "Let it lie till morning")
    assert HARD not in ann.page.content()
    mornings(home, 0, ann)
    follow(ann.go("/us/say/"), "A feeling Friday")
    assert ann.heading() == "You slept on it."
    follow(ann.page, "Soften it")
    ann.page.get_by_label("In your own words").fill(SOFTER)
    ann.page.get_by_label("It is hard to say").uncheck()
    press(ann.page, "Leave it like this")
    press(ann.page, "Put it on the shelf")
    ann.page.wait_for_url("**/us/?said=1")
    mornings(home, 1, bo)
    assert bo.page.get_by_text("when there is room").count() == 0
    mornings(home, 2, bo)
    follow(bo.page, "when there is room.")
    assert bo.heading().startswith("Something from")
    press(bo.page, "Not today")
    assert bo.page.get_by_text("Something from").count() == 0
    mornings(home, 3, bo)
    follow(bo.go("/us/"), "Something from")
    press(bo.page, "Later")
    follow(bo.go("/us/"), "Something from")
    assert SOFTER not in bo.page.content()
    press(bo.page, "Now")
    assert bo.page.locator(".words-of-mine").inner_text() == SOFTER
    press(bo.page, "About right")
    press(bo.page, "Keep a copy")
    ann.sign_in("/us/")
    follow(ann.page, SOFTER[:60])
    expect(ann.page.get_by_text("It will be there when there is room.")).to_be_visible()
    press(ann.page, "Take it back")
    assert SOFTER not in bo.go("/us/").content()
    assert notes(ann) == notes(bo) == [SOFTER]


@pytest.mark.parametrize("couple", [True], indirect=True)
def test_every_page_of_the_one_who_says_it_is_looked_at(couple, home, pictures):
    ann, _ = couple
    few = LOOKS if pictures.folder else LOOKS[:2]
    ann.go("/us/say/")
    pictures.look(ann, "what kind")
    for kind, line in KINDS.items():
        follow(ann.go("/us/say/"), line)
        pictures.look(ann, kind, LOOKS if kind == "A feeling" else few)
    page = ann.page
    page.get_by_label("In your own words").fill(HARD + " " + FEELING + " And " + FEELING)
    press(page, "See it as")
    assert page.locator(".error").count() == 1
    pictures.look(ann, "too long", few)
    write(ann, "A feeling", FEELING)
    pictures.look(ann, "as Bo will see it")
    write(ann, "A feeling", HARD, hard=True)
    pictures.look(ann, "hard, as Bo will see it", few)
    press(page, "Let it lie till morning")
    pictures.look(ann, "it lies here", few)
    follow(page, "A feeling Friday")
    pictures.look(ann, "a draft at night", few)
    mornings(home, 0, ann)
    follow(ann.go("/us/say/"), "A feeling Friday")
    pictures.look(ann, "a draft in the morning")
    follow(page, "Soften it")
    pictures.look(ann, "softening", few)
    put(ann, "A feeling", FEELING)
    pictures.look(ann, "on the shelf")
    follow(page, FEELING[:60])
    pictures.look(ann, "mine, before it is found", few)
    write(ann, "A need", "It would help me if you rang on the way home.")
    pictures.look(ann, "one at a time", few)
    follow(ann.go("/us/say/"), "A feeling Friday")
    pictures.look(ann, "a draft while one is on its way", few)


@pytest.mark.parametrize("couple", [True], indirect=True)
def test_every_page_of_the_one_who_finds_it_is_looked_at(couple, home, pictures):
    ann, bo = couple
    few = LOOKS if pictures.folder else LOOKS[:2]
    put(ann, "A feeling", FEELING)
    mornings(home, 2, ann, bo)
    pictures.look(bo, "today at breakfast")
    bo.go("/us/")
    pictures.look(bo, "us, with something from ann")
    follow(bo.page, "Something from")
    pictures.look(bo, "is there room")
    press(bo.page, "Later")
    pictures.look(bo, "it keeps", few)
    follow(bo.page, "Something from")
    press(bo.page, "Now")
    pictures.look(bo, "opened")
    press(bo.page, "Too much")
    pictures.look(bo, "it was too much", few)
    follow(ann.go("/us/"), FEELING[:60])
    pictures.look(ann, "mine, where it was found")
    mornings(home, 7, ann)
    put(ann, "A feeling", SOFTER)
    mornings(home, 9, ann, bo)
    follow(bo.page, "when there is room.")
    expect(bo.page.get_by_text("Only when there is plenty of room.")).to_be_visible()
    pictures.look(bo, "announced more gently", few)
    follow(ann.go("/us/say/"), KINDS["A feeling"])
    ann.page.get_by_text("How it may sound").click()
    pictures.look(ann, "how it may sound", few)
