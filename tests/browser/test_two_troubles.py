"""What goes wrong between two phones: doors that close meanwhile, no connection, thumbs that tap twice."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.couples import (
    BREAKFAST,
    EVENING,
    accept,
    at,
    at_the_words,
    follow,
    invite,
    look_ahead,
    notes,
    open_invitation,
    pair,
    press,
    say_the_same,
    share,
    shared_rows,
    unlink,
)

pytestmark = pytest.mark.without_worker
WORDS = "You waited up for me: 4417"
WAIT = "Your words wait here in this page and will be kept once. If you close it, they are gone."


@pytest.fixture
def ann(someone, home, request):
    """Ann; a test that says so lets her have no scripts."""
    home.set_clock(EVENING)
    ann = someone("Ann", java_script_enabled=getattr(request, "param", True))
    ann.begin()
    return ann


@pytest.fixture
def bo(someone):
    bo = someone("Bo")
    bo.begin()
    return bo


@pytest.fixture
def couple(ann, bo):
    pair(bo, ann)
    return ann, bo


def write_for_both(person, text):
    page = person.go("/today/note/appreciation/")
    page.get_by_label("What, when, and what it meant").fill(text)
    return page


def come_back_in(person):
    page = person.page
    page.get_by_role("heading", name="Your words are safe.").wait_for()
    expect(page.get_by_text(WORDS)).to_be_hidden()
    page.get_by_label("Your name here").fill(person.name)
    page.get_by_label("Passphrase").fill(person.words)
    press(page, "Come in")


@pytest.mark.parametrize(
    ("ann", "write", "button"),
    [(True, write_for_both, "Both of us"), (True, look_ahead, "Share it"), (False, look_ahead, "Share it")],
    ids=["while writing", "at the look ahead", "without scripts"],
    indirect=["ann"],
)
def test_the_other_leaves_while_words_are_written_for_both(couple, write, button):
    ann, bo = couple
    write(ann, WORDS)
    unlink(bo)
    press(ann.page, button)
    come_back_in(ann)
    assert ann.heading() == "Here is what you wrote."
    assert ann.page.get_by_label("Your words").input_value() == WORDS
    press(ann.page, "Keep it")
    assert ann.heading() == "Kept."
    assert notes(ann) == [WORDS]
    assert shared_rows(ann) == 0


def test_the_look_ahead_left_open_too_long(couple):
    """The couple is as it was, only the door has closed: the words may still go to both, after another look."""
    ann, _ = couple
    look_ahead(ann, WORDS)
    ann.home.later(minutes=31)
    press(ann.page, "Share it")
    come_back_in(ann)
    assert ann.page.get_by_label("Your words").input_value() == WORDS
    assert shared_rows(ann) == 0
    press(ann.page, "Keep it")
    expect(ann.page.get_by_role("heading", name="will find.")).to_be_visible()
    press(ann.page, "Share it")
    ann.page.wait_for_url("**/us/?shared=1")
    assert shared_rows(ann) == 1


def test_no_connection_at_the_look_ahead(couple):
    ann, _ = couple
    page = look_ahead(ann, WORDS)
    ann.context.set_offline(True)
    page.get_by_role("button", name="Share it").click()
    expect(page.get_by_role("status")).to_have_text(f"You are offline. {WAIT}")
    expect(page.get_by_role("article")).to_contain_text(WORDS)
    assert shared_rows(ann) == 0
    ann.context.set_offline(False)
    page.wait_for_url("**/us/?shared=1")
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert shared_rows(ann) == 1
    ann.refused[:] = [line for line in ann.refused if "ERR_INTERNET_DISCONNECTED" not in line]


@pytest.mark.parametrize("ann", [True, False], ids=["with scripts", "without scripts"], indirect=True)
def test_a_double_tap_shares_once(couple):
    ann, _ = couple
    page = look_ahead(ann, WORDS)
    page.get_by_role("button", name="Share it").dblclick(no_wait_after=True)
    page.wait_for_url("**/us/?shared=1")
    expect(page.get_by_text(WORDS)).to_have_count(1)
    assert shared_rows(ann) == 1


def test_changed_after_the_look_ahead(couple):
    ann, _ = couple
    page = look_ahead(ann, WORDS)
    press(page, "Change it, or keep it for me")
    assert page.get_by_label("What, when, and what it meant").input_value() == WORDS
    assert page.locator(".error").count() == 0
    press(page, "Only me")
    assert ann.heading() == "Kept."
    assert shared_rows(ann) == 0
    assert notes(ann) == [WORDS]


def test_thanks_are_found_under_newer_moments(couple, home):
    ann, bo = couple
    share(ann, WORDS)
    for n in range(3):
        share(ann, f"A moment {n}.", "moment")
    at(home, BREAKFAST, bo)
    press(bo.page, "Unfold")
    assert bo.page.locator(".words-of-mine").inner_text() == WORDS


def test_the_private_door_closes_while_the_words_are_read(ann, bo):
    """A call takes its time: after six minutes the words are there again, and nothing was said for anybody."""
    accept(bo, invite(ann))
    at_the_words(ann)
    ann.home.later(minutes=6)
    press(ann.page, "They are the same")
    ann.page.get_by_label("Passphrase").fill(ann.words)
    press(ann.page, "Open")
    assert re.search("/us/(words|joined)/$", ann.page.url), f"after the door this led to {ann.page.url}"


def test_rather_not_after_the_private_door_has_closed(ann, bo):
    accept(bo, invite(ann))
    ann.home.later(minutes=6)
    ann.go("/us/")
    press(ann.page, "I would rather not")
    if ann.page.get_by_label("Passphrase").is_visible():
        ann.page.get_by_label("Passphrase").fill(ann.words)
        press(ann.page, "Open")
    assert "/us/" in ann.page.url, f"after the door this led to {ann.page.url}"


def test_the_words_differ(ann, bo):
    accept(bo, invite(ann))
    at_the_words(ann)
    say_the_same(bo)
    press(ann.page, "They differ")
    assert ann.heading() == "Good that you looked."
    expect(bo.page.get_by_role("heading", name="The joining was undone.")).to_be_visible()
    for person in (ann, bo):
        assert person.go("/us/").get_by_role("heading", name="For now, this side is quiet.").is_visible()
    pair(ann, bo)


def test_an_invitation_is_for_one(ann, bo, someone):
    link = invite(ann)
    accept(bo, link)
    cleo = someone("Cleo")
    cleo.page.goto(link)
    press(cleo.page, "Go on")
    over = "An invitation that is over, or one with a letter missing, opens nothing."
    expect(cleo.page.locator(".error")).to_contain_text(over)
    cleo.go("/join/").get_by_label("The code of your invitation").fill("not this one")
    press(cleo.page, "Go on")
    expect(cleo.page.locator(".error")).to_contain_text(over)


def test_a_link_opened_where_join_is_open_already(ann, someone):
    link, cleo = invite(ann), someone("Cleo")
    cleo.go("/join/")
    cleo.page.goto(link)
    expect(cleo.page.get_by_label("The code of your invitation")).to_have_value(link.rsplit("#", 1)[1], timeout=5000)
    assert cleo.page.url == f"{cleo.home.url}/join/"


def test_an_invitation_taken_by_another_while_the_host_page_was_read(ann, bo, someone):
    link = invite(ann)
    cleo = someone("Cleo")
    open_invitation(cleo, link)
    accept(bo, link)
    press(cleo.page, "I am new here")
    cleo.words = cleo.page.locator("input[name=passphrase]").input_value()
    cleo.page.get_by_label("Your name here").fill(cleo.name)
    press(cleo.page, "Open my door")
    assert cleo.heading() == "Not this invitation."
    follow(cleo.page, "Go on")
    assert cleo.page.url.endswith("/welcome/recovery/")
    cleo.sign_in("/us/")
    assert cleo.heading() == "For now, this side is quiet."


def shared_doors(person):
    query = (
        "SELECT d.idle_until FROM door d JOIN person p ON p.id = d.person_id WHERE p.name = ? AND d.scope = 'shared'"
    )
    return person.home.rows(query, person.name)


def test_a_page_that_looks_again_by_itself_keeps_no_door_open(ann, bo):
    accept(ann, invite(bo))
    say_the_same(ann)
    before = shared_doors(ann)
    assert len(before) == 1
    ann.home.later(minutes=20)
    with ann.page.expect_response("**/us/joined/") as answer:
        pass
    assert answer.value.ok
    assert shared_doors(ann) == before
    ann.home.later(minutes=11)
    expect(ann.page.get_by_role("heading", name="Good to see you.")).to_be_visible()
