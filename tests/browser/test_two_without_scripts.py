from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.couples import (
    BREAKFAST,
    EVENING,
    at,
    at_the_words,
    follow,
    invite,
    look_ahead,
    notes,
    open_entry,
    open_invitation,
    press,
    say_the_same,
    unlink,
    words_on,
)

pytestmark = pytest.mark.without_worker
THANKS = "You scraped the ice off my car."


@pytest.fixture
def ann(someone, home):
    home.set_clock(EVENING)
    ann = someone("Ann", java_script_enabled=False)
    ann.begin()
    return ann


@pytest.fixture
def bo(someone):
    return someone("Bo", java_script_enabled=False)


def sign_up_by(bo, link):
    open_invitation(bo, link)
    press(bo.page, "I am new here")
    first = bo.page.locator("input[name=passphrase]").input_value()
    press(bo.page, "Five others")
    bo.words = bo.page.locator("input[name=passphrase]").input_value()
    assert bo.words != first
    bo.page.get_by_label("Your name here").fill(bo.name)
    press(bo.page, "Open my door")
    follow(bo.page, "Later")
    press(bo.page, "No need")
    bo.page.wait_for_url("**/us/words/")


def test_the_whole_way_of_two(ann, bo, home):
    sign_up_by(bo, invite(ann))
    at_the_words(ann)
    assert sorted(words_on(ann).values()) == sorted(words_on(bo).values())
    say_the_same(ann)
    assert ann.heading() == "Your half is here."
    say_the_same(bo)
    assert bo.heading() == "There you both are."
    follow(ann.page, "Look again")
    expect(ann.page.get_by_role("heading", name="There you both are.")).to_be_visible()
    look_ahead(ann, THANKS)
    press(ann.page, "Share it")
    ann.page.wait_for_url("**/us/?shared=1")
    at(home, BREAKFAST, ann, bo)
    press(bo.page, "Unfold")
    assert bo.page.locator(".words-of-mine").inner_text() == THANKS
    press(bo.page, "Keep a copy")
    open_entry(ann, THANKS)
    press(ann.page, "Take it back")
    assert notes(ann) == notes(bo) == [THANKS]
    share_from_the_notebook(ann)
    unlink(bo)
    ann.sign_in("/us/")
    assert ann.heading() == "This space is closed."
    press(ann.page, "Put it away")
    assert notes(ann) == [THANKS]


def share_from_the_notebook(ann):
    ann.go("/today/note/moment/").get_by_label("In a line or two").fill("Geese.")
    press(ann.page, "Only me")
    assert notes(ann) == ["Geese.", THANKS]
    follow(ann.page, "Let it go")
    follow(ann.page, "Share this one")
    press(ann.page, "Share it")
    ann.page.wait_for_url("**/us/?shared=1")
    expect(ann.page.get_by_text("Geese.")).to_be_visible()
    open_entry(ann, "Geese.")
    press(ann.page, "Take it back")
    assert notes(ann) == ["Geese.", THANKS]
    follow(ann.page, "Let it go")
    press(ann.page, "Let it go")
