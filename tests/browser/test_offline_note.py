"""A line for later: written without a connection, kept once, and only where its writer says."""

from __future__ import annotations

import json
import urllib.request
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.forms import open_notebook
from tests.browser.kept_by_browser import NOTHING, caches, stores, wait_for_the_shelf
from tests.browser.looks import findings
from tests.browser.mishaps import (
    close_and_stay,
    lose_the_first_answer,
    network_complaints_are_the_point,
    notes_kept,
)

WORDS = "The way they waved from the platform: 6120"
NOTE = "**/today/note/moment/"


def field(page):
    return page.get_by_label("Your words")


def line(page):
    return page.get_by_role("status")


def keep_button(page, person):
    return page.get_by_role("button", name=f"Keep it in {person.name}’s notebook", exact=True)


def come_back_to(page):
    """What a browser tells a page when its tab is looked at again."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_written_offline_kept_once_when_its_writer_says_so(ann):
    wait_for_the_shelf(ann.page)
    ann.context.set_offline(True)
    page = ann.go("/today/")
    assert ann.heading() == "There is no connection right now."
    page.get_by_role("link", name="Write a line for later").click()
    expect(page.get_by_role("heading", name="A line for later")).to_be_visible()
    field(page).fill(WORDS)
    expect(line(page)).to_contain_text("There is no connection.")
    page.get_by_role("button", name="Try again").click()
    assert page.get_by_role("button", name="Keep it").count() == 0
    ann.context.set_offline(False)
    expect(keep_button(page, ann)).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
    assert notes_kept(ann) == 0, "it was kept by itself"
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    keep_button(page, ann).dblclick()
    expect(line(page)).to_have_text(f"Kept. It is in {ann.name}’s notebook.")
    assert sent == [f"{ann.home.url}/today/note/moment/"]
    assert field(page).input_value() == ""
    assert notes_kept(ann) == 1
    network_complaints_are_the_point(ann)
    open_notebook(page, ann.home.url, ann.words)
    assert page.locator(".words-of-mine").all_inner_texts() == [WORDS]


def test_the_same_words_written_again_are_another_note(ann):
    page = ann.go("/note/")
    for so_far in (1, 2):
        field(page).press_sequentially("Tea.")
        expect(line(page)).to_be_hidden()
        keep_button(page, ann).click()
        expect(line(page)).to_contain_text("Kept.")
        assert notes_kept(ann) == so_far


@pytest.mark.parametrize("offline_between", [False, True], ids=["at once", "after a while offline"])
def test_a_lost_answer_never_makes_a_second_note(ann, offline_between):
    page = ann.go("/note/")
    passed_on = lose_the_first_answer(page, NOTE)
    field(page).fill(WORDS)
    keep_button(page, ann).click()
    expect(line(page)).to_contain_text("That did not get through. Your words wait here in this page.")
    assert passed_on == [302]
    assert notes_kept(ann) == 1
    assert field(page).input_value() == WORDS
    if offline_between:
        ann.context.set_offline(True)
        keep_button(page, ann).click()
        expect(line(page)).to_contain_text("There is no connection.")
        ann.context.set_offline(False)
        expect(line(page)).to_have_text("Your words wait here in this page.")
    keep_button(page, ann).click()
    expect(line(page)).to_contain_text("Kept.")
    assert notes_kept(ann) == 1
    network_complaints_are_the_point(ann)


def test_signed_out_the_words_wait_while_a_door_is_opened_in_another_tab(ann):
    ann.sign_out()
    page = ann.go("/note/")
    field(page).fill(WORDS)
    expect(line(page)).to_contain_text("Nobody is signed in here.")
    assert page.get_by_role("button", name="Keep it").count() == 0
    with ann.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in another tab").click()
    other = opened.value
    assert other.evaluate("window.opener") is None
    other.get_by_label("Your name here").fill(ann.name)
    other.get_by_label("Passphrase").fill(ann.words)
    other.get_by_role("button", name="Come in").click()
    other.wait_for_url("**/today/")
    come_back_to(page)
    expect(keep_button(page, ann)).to_be_visible()
    assert field(page).input_value() == WORDS
    assert notes_kept(ann) == 0
    keep_button(page, ann).click()
    expect(line(page)).to_contain_text("Kept.")
    assert notes_kept(ann) == 1


def test_a_door_that_closed_while_writing_leaves_the_words(ann):
    page = ann.go("/note/")
    field(page).fill(WORDS)
    expect(keep_button(page, ann)).to_be_visible()
    ann.home.later(hours=13)
    keep_button(page, ann).click()
    expect(line(page)).to_contain_text("Nobody is signed in here.")
    assert field(page).input_value() == WORDS
    assert notes_kept(ann) == 0


def test_somebody_else_signed_in_since_gets_nothing_until_the_button_says_so(ann, someone):
    bo = someone("Bo")
    bo.begin()
    page = ann.go("/note/")
    field(page).fill(WORDS)
    expect(keep_button(page, ann)).to_be_visible()
    bo.page.close()
    ann.page = ann.context.new_page()
    ann.sign_out()
    ann.name, ann.words, anns = bo.name, bo.words, ann.name
    ann.sign_in()
    page.get_by_role("button", name=f"Keep it in {anns}’s notebook").click()
    expect(line(page)).to_contain_text("Someone signed in again in the meantime.")
    expect(keep_button(page, bo)).to_be_visible()
    assert field(page).input_value() == WORDS
    assert notes_kept(bo) == 0
    ann.name = anns
    assert notes_kept(ann) == 0


def test_a_name_is_shown_as_text(someone):
    eve = someone("<b>Eve</b>")
    eve.begin()
    page = eve.go("/note/")
    expect(keep_button(page, eve)).to_be_visible()
    assert page.locator("[data-later] b").count() == 0


def test_two_tabs_keep_a_note_each(ann):
    first, second = ann.go("/note/"), ann.context.new_page()
    second.goto(f"{ann.home.url}/note/")
    for page, text in ((first, "In the first."), (second, "In the second.")):
        field(page).fill(text)
        expect(keep_button(page, ann)).to_be_visible()
    ann.context.set_offline(True)
    keep_button(first, ann).click()
    expect(line(first)).to_contain_text("There is no connection.")
    ann.context.set_offline(False)
    for page in (second, first):
        keep_button(page, ann).click()
        expect(line(page)).to_contain_text("Kept.")
    network_complaints_are_the_point(ann)
    open_notebook(first, ann.home.url, ann.words)
    assert sorted(first.locator(".words-of-mine").all_inner_texts()) == ["In the first.", "In the second."]


def test_a_slow_look_from_before_says_nothing_after_the_words_are_kept(ann):
    page = ann.go("/note/")
    field(page).fill(WORDS)
    expect(keep_button(page, ann)).to_be_visible()
    held = []
    page.route("**/mine/", lambda route: held.append(route))  # noqa: PLW0108 - the driver marks its listeners, which a built-in refuses
    with page.expect_request("**/mine/"):
        come_back_to(page)
    keep_button(page, ann).click()
    expect(line(page)).to_contain_text("Kept.")
    with page.expect_event("requestfinished", lambda request: request.url.endswith("/mine/")):
        held[0].continue_()
    page.evaluate("fetch('/healthz').then((answer) => answer.text())")  # comes after what was held
    expect(line(page)).to_contain_text("Kept.")
    assert notes_kept(ann) == 1


def test_a_server_in_trouble_leaves_the_words(ann):
    page = ann.go("/note/")
    field(page).fill(WORDS)
    page.route(NOTE, lambda route: route.fulfill(status=503, body="busy"))
    keep_button(page, ann).click()
    expect(line(page)).to_contain_text("That did not work just now. Your words are still here.")
    assert field(page).input_value() == WORDS
    page.unroute(NOTE)
    keep_button(page, ann).click()
    expect(line(page)).to_contain_text("Kept.")
    assert notes_kept(ann) == 1


def test_with_nothing_written_nothing_is_sent(ann):
    page = ann.go("/note/")
    asked = []
    page.on("request", lambda request: asked.append(request.method))
    keep_button(page, ann).click()
    expect(field(page)).to_be_focused()
    field(page).fill("  \n ")
    keep_button(page, ann).click()
    expect(field(page)).to_be_focused()
    assert "POST" not in asked
    assert notes_kept(ann) == 0


def test_the_words_are_nowhere_but_in_the_page(ann):
    wait_for_the_shelf(ann.page)
    ann.context.set_offline(True)
    page = ann.go("/note/")
    field(page).fill(WORDS)
    page.get_by_role("button", name="Try again").click()
    expect(line(page)).to_contain_text("There is no connection.")
    assert page.url == f"{ann.home.url}/note/"
    assert stores(page) == NOTHING
    assert WORDS not in json.dumps(caches(page))
    ann.context.set_offline(False)
    keep_button(page, ann).click()
    expect(line(page)).to_contain_text("Kept.")
    kept = caches(page)
    assert "/note/" in {urlsplit(one["url"]).path for one in kept}
    assert not any("/today/" in one["url"] or "/mine/" in one["url"] for one in kept)
    told = json.dumps(kept)
    assert WORDS not in told
    assert ann.name not in told
    assert stores(page) == NOTHING
    network_complaints_are_the_point(ann)


def test_the_page_is_the_same_for_ann_and_for_nobody(ann):
    cookie = "; ".join(f"{c['name']}={c['value']}" for c in ann.context.cookies())
    answers = []
    for headers in ({}, {"Cookie": cookie}):
        asked = urllib.request.Request(f"{ann.home.url}/note/", headers=headers)
        with urllib.request.urlopen(asked, timeout=10) as answer:
            assert answer.headers["Set-Cookie"] is None
            assert answer.headers["Cache-Control"] == "no-cache"
            answers.append(answer.read())
    assert answers[0] == answers[1]
    assert b"csrfmiddlewaretoken" not in answers[0]


def test_leaving_asks_first_while_words_wait_and_not_after(ann):
    page = ann.go("/note/")
    field(page).fill(WORDS)
    asked = close_and_stay(page)
    assert asked == ["beforeunload"]
    assert field(page).input_value() == WORDS
    keep_button(page, ann).click()
    expect(line(page)).to_contain_text("Kept.")
    ann.go("/library/")
    assert asked == ["beforeunload"]


def test_closing_quickly_does_not_ask(ann):
    ann.may_ask.append("https://www.bbc.com/")
    ann.context.route(
        "https://www.bbc.com/**", lambda route: route.fulfill(body="<h1>Sun</h1>", content_type="text/html")
    )
    page = ann.go("/note/")
    field(page).fill(WORDS)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("button", name="Close quickly").click()
    page.get_by_role("heading", name="Sun").wait_for()
    assert asked == []
    page.go_back()
    page.wait_for_load_state()
    assert WORDS not in page.content()
    assert ann.go("/today/").url.startswith(f"{ann.home.url}/sign-in/")


def test_out_of_sight_the_words_are_not_to_be_seen(ann):
    page = ann.go("/note/")
    field(page).fill(WORDS)
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    come_back_to(page)
    expect(field(page)).to_be_hidden()
    page.evaluate("delete document.hidden")
    come_back_to(page)
    expect(field(page)).to_be_visible()
    assert field(page).input_value() == WORDS


@pytest.mark.without_worker
def test_without_scripts_a_line_leads_to_the_note_page(someone):
    ann = someone("Ann", java_script_enabled=False)
    ann.begin()
    page = ann.go("/note/")
    assert field(page).is_hidden()
    page.get_by_role("link", name="Write it here instead").click()
    page.get_by_role("heading", name="A small moment").wait_for()


def test_every_state_looks_right(someone):
    ann = someone("Ann", reduced_motion="reduce")
    ann.begin()
    page = ann.go("/note/")
    field(page).fill("The kettle was on when I came in. " * 12 + "a" * 200)
    expect(keep_button(page, ann)).to_be_visible()
    found = findings(page, "somebody is here")
    keep_button(page, ann).click()
    expect(line(page)).to_contain_text("Kept.")
    found += findings(page, "kept")
    ann.sign_out()
    page = ann.go("/note/")
    expect(line(page)).to_contain_text("Nobody is signed in here.")
    found += findings(page, "nobody is here")
    ann.go("/offline/")
    found += findings(page, "offline")
    assert not found, "\n".join(["", *found])
