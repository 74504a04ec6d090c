"""Two people at two phones: from the invitation to the day one of them leaves, and on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.couples import (
    BREAKFAST,
    EVENING,
    VEIL,
    accept,
    at,
    at_the_words,
    follow,
    invite,
    look_ahead,
    notes,
    open_entry,
    pair,
    press,
    say_the_same,
    share,
    unlink,
    words_on,
)

pytestmark = pytest.mark.without_worker
THANKS = "You scraped the ice off my car on Tuesday, and said nothing of it."


@pytest.fixture
def ann(someone, home):
    home.set_clock(EVENING)
    ann = someone("Ann")
    ann.begin()
    return ann


@pytest.fixture
def bo(someone):
    return someone("Bo")


@pytest.fixture
def couple(ann, bo):
    bo.begin()
    pair(ann, bo)
    return ann, bo


def addresses(page):
    """Every address in this tab's history, with what stands after the #."""
    entries = page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    return [entry["url"] for entry in entries]


def sign_up_by(bo, link, album):
    """Bo opens the link, reads who could see what, and takes the words he is offered."""
    page, secret = bo.page, link.rsplit("#", 1)[1]
    page.goto(link)
    assert page.get_by_label("The code of your invitation").input_value() == secret
    assert page.url == f"{bo.home.url}/join/"
    album.keep(bo, "bo opens the link")
    press(page, "Go on")
    expect(page.get_by_role("heading", name="Before you write a word here")).to_be_visible()
    album.keep(bo, "bo reads about the host")
    press(page, "I am new here")
    bo.words = page.locator("input[name=passphrase]").input_value()
    assert page.locator("ol.words li").all_inner_texts() == bo.words.split()
    album.keep(bo, "bo is offered five words")
    page.get_by_label("Your name here").fill(bo.name)
    press(page, "Open my door")
    follow(page, "Later")
    album.keep(bo, "bo reads the five sentences")
    press(page, "No need")
    page.wait_for_url("**/us/words/")
    assert [address for address in addresses(page) if secret in address] == []


def test_from_a_link_to_a_whole_horizon(ann, bo, album):
    link = invite(ann)
    assert re.fullmatch(re.escape(ann.home.url) + "/join/#[0-9a-f]{32}", link)
    album.keep(ann, "ann has a link")
    sign_up_by(bo, link, album)
    album.keep(bo, "bo sees the words")
    ann.go("/us/")
    album.keep(ann, "ann sees that bo is here")
    follow(ann.page, "To the words")
    at_the_words(ann)
    album.keep(ann, "ann sees the words")
    assert_half_each(words_on(ann), words_on(bo))
    say_the_same(ann)
    expect(ann.page.get_by_role("heading", name="Your half is here.")).to_be_visible()
    album.keep(ann, "ann waits")
    assert float(ann.page.evaluate(VEIL)) == 1
    say_the_same(bo)
    album.keep(bo, "bo sees the whole")
    expect(ann.page.get_by_role("heading", name="There you both are.")).to_be_visible(timeout=10_000)
    album.keep(ann, "ann sees the whole, by itself")
    assert float(ann.page.evaluate(VEIL)) == 0, "half of the horizon is still veiled"
    follow(ann.page, "Have a look")
    expect(ann.page.get_by_role("heading", name="An empty page, for two.")).to_be_visible()
    album.keep(ann, "an empty page for two")


def assert_half_each(ann, bo):
    """One reads first and the other second; what one reads is what the other hears."""
    first, second = (ann, bo) if "you read" in ann else (bo, ann)
    assert list(first) == ["you read", "then you hear"]
    assert list(second) == ["first you hear", "then you read"]
    assert list(first.values()) == list(second.values())
    assert [len(half) for half in first.values()] == [2, 2]


def test_a_thank_you_from_one_evening_to_another(couple, album, home):
    ann, bo = couple
    look_ahead(ann, THANKS)
    album.keep(ann, "ann looks ahead")
    press(ann.page, "Share it")
    ann.page.wait_for_url("**/us/?shared=1")
    album.keep(ann, "ann has shared")
    assert THANKS not in bo.go("/us/").content()
    at(home, BREAKFAST, bo)
    album.keep(bo, "a folded note at breakfast")
    assert THANKS not in bo.page.content()
    press(bo.page, "Unfold")
    assert bo.page.locator(".words-of-mine").inner_text() == THANKS
    album.keep(bo, "unfolded")
    press(bo.page, "Keep a copy")
    expect(bo.page.get_by_role("status")).to_have_text("A copy is in your notebook. Nobody is told.")
    album.keep(bo, "bo keeps a copy")
    assert bo.go("/today/").get_by_role("button", name="Unfold").count() == 0
    ann.sign_in()
    album.keep(open_entry(ann, THANKS), "ann opens it again")
    press(ann.page, "Take it back")
    album.keep(ann, "ann has taken it back")
    assert THANKS not in bo.go("/us/").content()
    album.keep(bo, "bo sees an empty page")
    assert notes(ann) == notes(bo) == [THANKS]
    album.keep(bo, "bo's notebook with a copy")


def main_of(person, path):
    return person.go(path).locator("main").inner_html()


def test_a_pause_shows_nowhere_at_the_other(couple):
    ann, bo = couple
    before = [main_of(bo, path) for path in ("/us/", "/mine/", "/settings/ending/")]
    press(ann.go("/settings/pause/"), "A week")
    assert [main_of(bo, path) for path in ("/us/", "/mine/", "/settings/ending/")] == before


def test_leaving_and_beginning_again(couple, someone, album, home):
    ann, bo = couple
    share(ann, THANKS)
    share(bo, "You laughed at breakfast.", "moment")
    at(home, BREAKFAST, ann, bo)
    ann.go("/us/")
    album.keep(ann, "a page with two entries")
    ann.go("/settings/unlink/")
    album.keep(ann, "ann is about to leave")
    unlink(ann)
    album.keep(ann, "ann has left")
    assert notes(ann) == [THANKS]
    assert "/sign-in/" in bo.go("/us/").url
    bo.sign_in("/us/")
    assert bo.heading() == "This space is closed."
    assert THANKS not in bo.page.content()
    assert ann.name not in bo.page.content()
    expect(bo.page.get_by_text("You laughed at breakfast.")).to_be_visible()
    album.keep(bo, "bo finds it closed")
    bo.go("/today/")
    album.keep(bo, "bo's today after the closing")
    press(bo.go("/us/"), "Put it away")
    album.keep(bo, "bo has put it away")
    assert notes(bo) == ["You laughed at breakfast."]
    assert bo.go("/us/").get_by_role("heading", name="For now, this side is quiet.").is_visible()
    cleo = someone("Cleo")
    cleo.begin()
    accept(ann, invite(cleo))
    assert_half_each(words_on(ann), words_on(at_the_words(cleo)))
    say_the_same(ann)
    say_the_same(cleo)
    share(cleo, "You came.", "moment")
    assert "You came." not in ann.go("/us/").content()
    assert notes(ann) == [THANKS]
