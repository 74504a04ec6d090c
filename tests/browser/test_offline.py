from __future__ import annotations

import re
import urllib.request
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.forms import keep, open_notebook
from tests.browser.kept_by_browser import NOTHING, caches, stores, wait_for_the_shelf
from tests.browser.mishaps import close_and_stay, lose_the_first_answer, notes_kept

SENTENCE = "Your words wait here in this page and will be kept once. If you close it, they are gone."
AT_HAND = {
    "/library/": "Library",
    "/library/turn-your-body/": "Turn your body their way",
    "/library/read/alone-in-this/": "Alone in this",
    "/help/": "Help",
    "/help/now/": "In an argument right now",
    "/help/hold-up/1/": "That came out wrong. I am not against you.",
}


def unreachable(person):
    """A browser says so in its console when it finds nothing on the way; that is the point here."""
    person.refused[:] = [line for line in person.refused if not re.search("ERR_INTERNET_DISCONNECTED|ERR_FAILED", line)]


def test_after_one_visit_the_public_shell_works_without_a_connection(ann):
    wait_for_the_shelf(ann.page)
    ann.context.set_offline(True)
    for path, heading in AT_HAND.items():
        assert ann.go(path).get_by_role("heading", name=heading, exact=True).is_visible(), path
        assert ann.page.evaluate("getComputedStyle(document.body).marginTop") == "0px", "without its look"
    ann.go("/today/")
    assert ann.heading() == "There is no connection right now."
    assert ann.name not in ann.page.content()
    ann.context.set_offline(False)
    ann.go("/today/")
    assert ann.heading().startswith("Good to see you")
    unreachable(ann)


def test_before_any_account_too(someone):
    cleo = someone("Cleo")
    cleo.go("/")
    wait_for_the_shelf(cleo.page)
    cleo.context.set_offline(True)
    assert cleo.go("/help/now/").get_by_role("heading", name="In an argument right now").is_visible()
    unreachable(cleo)


def test_caches_hold_nothing_of_a_person(ann):
    shell = wait_for_the_shelf(ann.page)
    open_notebook(ann.page, ann.home.url, ann.words)
    ann.go("/mine/write/")
    keep(ann.page, "Only mine 8841")
    for path in ("/library/", "/library/turn-your-body/", "/help/", "/settings/", "/mine/notebook/", "/us/"):
        ann.go(path)
    assert ann.go("/mine/notebook/").get_by_text("Only mine 8841").is_visible()
    kept = caches(ann.page)
    assert {urlsplit(one["url"]).path for one in kept} >= set(shell)
    for one in kept:
        url = urlsplit(one["url"])
        assert url.path.startswith(("/static/", "/library/", "/help/")) or url.path in {"/offline/", "/note/"}, url.path
        assert not url.query
        whole = f"{one['url']} {one['headers']} {one['text']}"
        for private in (
            ann.name,
            "Only mine 8841",
            "csrfmiddlewaretoken",
            '<html lang="en" data-private',
            "set-cookie",
        ):
            assert private not in whole, url.path
        assert "no-store" not in one["headers"].get("cache-control", "")
    assert stores(ann.page) == NOTHING


def test_what_may_be_cached_is_the_same_for_everybody_and_sets_no_cookie(ann):
    cookie = "; ".join(f"{c['name']}={c['value']}" for c in ann.context.cookies())
    for path in wait_for_the_shelf(ann.page):
        answers = []
        for headers in ({}, {"Cookie": cookie}):
            request = urllib.request.Request(ann.home.url + path, headers=headers)
            with urllib.request.urlopen(request, timeout=10) as answer:
                assert answer.headers["Set-Cookie"] is None, path
                answers.append(answer.read())
        assert answers[0] == answers[1], path


def test_a_note_written_offline_is_kept_once_when_the_connection_returns(ann):
    page = ann.go("/mine/write/")
    ann.context.set_offline(True)
    page.get_by_label("Whatever it is").fill("Written on the train")
    page.get_by_role("button", name="Keep it", exact=True).click()
    line = page.get_by_role("status")
    assert line.inner_text() == f"You are offline. {SENTENCE}"
    page.get_by_role("button", name="Keep it", exact=True).click()
    assert page.get_by_label("Whatever it is").input_value() == "Written on the train"
    assert notes_kept(ann) == 0
    ann.context.set_offline(False)
    page.get_by_role("heading", name="Kept.").wait_for()
    unreachable(ann)
    assert notes_kept(ann) == 1
    open_notebook(page, ann.home.url, ann.words)
    assert page.locator(".words-of-mine").all_inner_texts() == ["Written on the train"]


@pytest.mark.parametrize("path", ["/mine/write/", "/today/note/moment/", "/welcome/close/"])
def test_a_lost_answer_never_makes_a_second_note(ann, path):
    page = ann.go(path)
    passed_on = lose_the_first_answer(page, f"**{path}")
    page.locator("form[data-keep] textarea").fill("The answer was lost")
    button = page.locator("form[data-keep] .main")
    button.click()
    expect(page.get_by_role("status")).to_contain_text("That did not get through.")
    assert passed_on == [302]
    assert notes_kept(ann) == 1
    assert page.locator("form[data-keep] textarea").input_value() == "The answer was lost"
    button.click()
    page.wait_for_url(lambda url: not url.endswith(path))
    assert notes_kept(ann) == 1
    ann.refused[:] = [line for line in ann.refused if "ERR_CONNECTION_RESET" not in line]


def test_closing_a_page_with_words_waiting_asks_first(ann):
    page = ann.go("/mine/write/")
    ann.context.set_offline(True)
    page.get_by_label("Whatever it is").fill("Not kept yet")
    page.get_by_role("button", name="Keep it", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("You are offline")
    asked = close_and_stay(page)
    assert asked == ["beforeunload"]
    assert page.get_by_label("Whatever it is").input_value() == "Not kept yet"
    ann.context.set_offline(False)
    page.get_by_role("heading", name="Kept.").wait_for()
    unreachable(ann)
