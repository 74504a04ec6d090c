from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK
from tests.browser.couples import BREAKFAST, EVENING, accept, at, at_the_words, invite, say_the_same
from tests.browser.test_keyboard import Keys

pytestmark = pytest.mark.without_worker
THANKS = "You scraped the ice off my car."


@pytest.fixture
def two(someone, home):
    home.set_clock(EVENING)
    ann, bo = someone("Ann", size=DESK), someone("Bo", size=DESK)
    ann.begin()
    bo.begin()
    return ann, bo


def test_the_words_and_sharing_by_keyboard(two, home):
    ann, bo = two
    accept(bo, invite(ann))
    ann_keys, bo_keys = Keys(ann), Keys(bo)
    ann.go("/us/")
    ann_keys.press("To the words")
    ann_keys.press("They are the same", "Space")
    expect(ann.page.get_by_role("heading", name="Your half is here.")).to_be_visible()
    at_the_words(bo)
    say_the_same(bo)
    expect(ann.page.get_by_role("heading", name="There you both are.")).to_be_visible()
    ann_keys.press("Have a look")
    ann_keys.press("Something I appreciated")
    ann_keys.write("What, when, and what it meant", THANKS)
    ann_keys.press("Both of us")
    ann_keys.press("Share it", "Space")
    ann.page.wait_for_url("**/us/?shared=1")
    at(home, BREAKFAST, ann, bo)
    bo_keys.press(f"{ann.name} Unfold")
    bo_keys.press("Keep a copy in my notebook")
    expect(bo.page.get_by_role("status")).to_have_text("A copy is in your notebook. Nobody is told.")
    ann.go("/us/")
    ann_keys.press(f"From you · thanks {THANKS}")
    ann_keys.press("Take it back", "Space")
    assert ann.heading() == "It is back with you."
