from __future__ import annotations

from datetime import datetime

import pytest

pytestmark = pytest.mark.without_worker


def test_from_the_door_to_how_it_landed(someone, home):
    home.set_clock(datetime(2026, 11, 20, 20, 30))
    ann = someone("Ann")
    page = ann.go("/")
    page.get_by_role("link", name="It has gone flat").click()
    assert page.get_by_role("heading", name="Meet them at the door").is_visible()
    ann.sign_up("flat")
    page.get_by_role("link", name="Later").click()
    page.get_by_role("link", name="Skip this").click()
    page.get_by_label("Where were you? What was it?").fill("On the ferry, with the thermos.")
    page.get_by_role("button", name="Keep it for me").click()
    page.wait_for_url("**/welcome/life/")
    page.get_by_label("A word for your partner").fill("Bo")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/today/")
    page.get_by_role("button", name="A little", exact=True).click()
    page.get_by_role("button", name="I’ll try").click()
    page.wait_for_url("**/today/away/")
    assert ann.heading() == "You can put the phone down."
    home.later(hours=1)
    ann.sign_in()
    assert ann.heading() == "How did it land?"
    page.get_by_role("button", name="A little closer").click()
    page.wait_for_url("**/today/")
    assert ann.heading() == "Good."
