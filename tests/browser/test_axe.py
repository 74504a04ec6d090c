from __future__ import annotations

import re
from datetime import datetime

import pytest

from tests.browser.forms import keep, send, without_checks
from tests.browser.looks import LOOKS, findings
from tests.browser.places import ENTRY, NOT_PAGES, by_door, paths

pytestmark = pytest.mark.without_worker
EVENING = datetime(2026, 11, 20, 20, 30)
KEEP_MANY = """async (many) => {
  const fields = new URLSearchParams(new FormData(document.querySelector("form[data-keep]")));
  for (let n = 0; n < many; n += 1) {
    fields.set("text", `Evening ${n}`);
    fields.set("note_key", `key ${n}`);
    await fetch("/mine/write/", {method: "POST", body: fields});
  }
}"""
HTML = "text/html; charset=utf-8"
MANY = ("library/<slug:practice>/", "library/read/<slug:article>/", "help/lines/<slug:country>/")


@pytest.fixture
def ann(someone, home):
    home.set_clock(EVENING)
    return someone("Ann", reduced_motion="reduce")


def seen(person, pages, looks=LOOKS):
    found = []
    for path in pages:
        person.go(path)
        assert person.page.url == person.home.url + path, "this page led somewhere else"
        found += findings(person.page, path, looks)
    return found


def assert_fine(found):
    assert not found, "\n".join(["", *found])


def test_what_is_not_called_a_page_is_none(ann):
    ann.sign_up()
    for route in NOT_PAGES:
        path = "/" + route.replace("<slug:practice>", "turn-your-body").replace("<slug:entry>", "0" * 32)
        path = re.sub(r"<\w+:\w+>", "0" * 32, path.replace("<slug:session>", "0" * 64))
        answer = ann.context.request.get(ann.home.url + path, max_redirects=0)
        no_file = route.endswith(".ics") and answer.status == 404
        assert no_file or answer.status in {302, 405} or "html" not in answer.headers["content-type"], route


def test_public_pages(ann):
    found = []
    for route, pages in by_door()["none"].items():
        found += seen(ann, pages) if route not in MANY else []
    assert_fine(found)


@pytest.mark.parametrize("route", MANY)
def test_pages_of_which_there_are_many(ann, route):
    """Three of them in every look, all the others in one: they share a template and differ in their words."""
    pages = by_door()["none"][route]
    assert len(pages) > 3
    few = pages[:: len(pages) // 3 + 1]
    assert_fine(seen(ann, few) + seen(ann, [path for path in pages if path not in few], LOOKS[:1]))


def test_pages_of_somebody_signed_in(ann):
    ann.begin()
    away = "/today/away/"
    found = seen(ann, [path for path in paths("shared") if path not in (away, "/mine/door/")])
    ann.home.later(minutes=6)
    assert_fine(found + seen(ann, ["/mine/door/"]))


def test_pages_behind_the_private_door(ann):
    ann.begin()
    assert_fine(seen(ann, paths("private")))
    ann.go("/mine/write/")
    keep(ann.page, "The kettle was on when I came in. " * 12 + "a" * 200)
    ann.go("/welcome/close/").get_by_label("Where were you? What was it?").fill("On the ferry, with the thermos.")
    ann.page.get_by_role("button", name="Keep it for me").click()
    ann.page.wait_for_url("**/welcome/life/")
    found = seen(ann, ["/mine/last-close/", "/mine/notebook/"])
    ann.page.locator(".note a").last.click()
    ann.page.wait_for_url("**/mine/notebook/*/")
    assert by_door()["private"][ENTRY] == []
    found += findings(ann.page, "one note")
    for words in ("kettle", "there is no such word"):
        ann.go("/mine/notebook/")
        send(ann.page, "Look", words=words)
        found += findings(ann.page, f"the notebook, looked through for {words}")
    ann.go("/welcome/recovery/")
    send(ann.page, "Make a code now")
    found += findings(ann.page, "the recovery code")
    send(ann.page, "I have it", code="not this one")
    assert_fine(found + findings(ann.page, "the recovery code, retyped wrong"))


def test_pages_about_how_it_is_in_every_state(ann):
    ann.begin()
    ann.go("/mine/ground/").locator("[name=safety][value='1']").check()
    found = findings(ann.page, "the ground, marked")
    send(ann.page, "Keep this")
    ann.page.get_by_label("Yes, there is").check()
    send(ann.page, "Keep this")
    found += seen(ann, ["/mine/ground/", "/mine/notebook/", "/mine/climate/", "/mine/more-help/"])
    ann.go("/mine/going-on/").get_by_label("I have thoughts of ending my life").check()
    send(ann.page, "Keep this")
    found += findings(ann.page, "people who answer")
    ann.go("/mine/promises/")
    for text in ("I will ring at six.", "W" * 120):
        send(ann.page, "Promise it", promise=text)
    found += findings(ann.page, "two promises")
    ann.go("/mine/promises/")
    without_checks(ann.page)
    send(ann.page, "Promise it", promise=" ")
    found += findings(ann.page, "a promise without words")
    ann.go("/mine/write/")
    keep(ann.page, "The kettle was on when I came in. " * 12 + "a" * 200)
    found += seen(ann, ["/mine/helps/", "/mine/summary/"])
    send(ann.page, "Look at it")
    found += findings(ann.page, "a summary of nothing")
    ann.page.locator("[name=line]").first.check()
    send(ann.page, "Look at it", tried="Much", hoped="שלום 😀")
    assert_fine(found + findings(ann.page, "a summary, looked at"))


def test_a_long_notebook(ann):
    ann.begin()
    ann.go("/mine/write/").evaluate(KEEP_MANY, 22)
    ann.go("/mine/notebook/")
    assert_fine(findings(ann.page, "a full notebook"))
    ann.page.get_by_role("link", name="Older").click()
    ann.page.get_by_text("Evening 0", exact=True).wait_for()
    assert_fine(findings(ann.page, "a full notebook, to its end", LOOKS[:1]))


def test_every_state_of_today(ann):
    ann.begin("flat")
    found = findings(ann.page, "today: arrive")
    ann.page.get_by_role("button", name="Plenty").click()
    ann.page.get_by_role("button", name="I’ll try").wait_for()
    found += findings(ann.page, "today: step")
    ann.page.get_by_role("button", name="I’ll try").click()
    ann.page.wait_for_url("**/today/away/")
    found += findings(ann.page, "today: away")
    ann.go("/today/")
    found += findings(ann.page, "today: trying")
    ann.page.get_by_role("button", name="Keep this step for myself").click()
    ann.page.wait_for_url("**/mine/")
    found += findings(ann.page, "just me, with a step kept")
    ann.home.later(minutes=25)
    ann.go("/today/")
    assert ann.heading() == "How did it land?"
    found += findings(ann.page, "today: landing")
    ann.page.get_by_role("button", name="About the same").click()
    ann.page.wait_for_url("**/today/")
    found += findings(ann.page, "today: landed")
    assert_fine(found)


def test_today_when_it_is_not_today_and_when_there_is_nothing(ann):
    ann.begin()
    ann.page.get_by_role("button", name="Some", exact=True).click()
    ann.page.get_by_role("button", name="Not today").click()
    ann.page.get_by_role("heading", name="That is a good answer.").wait_for()
    found = findings(ann.page, "today: not today")
    ann.go("/settings/pause/").get_by_role("button", name="A week").click()
    ann.page.wait_for_url("**/settings/")
    found += findings(ann.page, "settings, resting")
    found += seen(ann, ["/settings/pause/"])
    ann.home.later(hours=22)
    ann.sign_in()
    ann.page.get_by_role("button", name="A little", exact=True).click()
    ann.page.locator("h1", has_text="tonight").or_(ann.page.locator("h1", has_text="No suggestion")).wait_for()
    assert ann.page.get_by_role("button", name="I’ll try").count() == 0
    assert_fine(found + findings(ann.page, "today: nothing"))


def refused(person, path, button, **fields):
    page = person.go(path)
    without_checks(page)
    send(page, button, **fields)
    assert page.locator(".error").count() == 1, f"{path} did not say what is wrong"
    return findings(page, f"{path}, refused", LOOKS[:2])


def test_forms_with_something_wrong(ann):
    ann.sign_up()
    found = []
    wrong = "not what opens this door"
    found += refused(ann, "/mine/write/", "Keep it", text=" ")
    found += refused(ann, "/today/note/sideways/", "Keep it", text="")
    found += refused(ann, "/welcome/close/", "Keep it for me", text="")
    found += refused(ann, "/settings/passphrase/", "Change it", old_passphrase=wrong)
    found += refused(ann, "/settings/passphrase/", "Change it", old_passphrase=ann.words, passphrase="short")
    found += refused(ann, "/settings/new-keys/", "Make new keys", old_passphrase=wrong)
    found += refused(ann, "/settings/take-along/", "To read", passphrase=wrong)
    ann.home.forget_tries()
    found += refused(ann, "/settings/leave/", "Delete everything", passphrase=wrong)
    ann.home.later(minutes=6)
    found += refused(ann, "/mine/door/", "Open", passphrase=wrong)
    assert_fine(found)


def test_public_forms_with_something_wrong(ann):
    ann.sign_up()
    ann.sign_out()
    found = refused(ann, "/sign-in/", "Come in", name=ann.name, passphrase="not this")
    found += refused(ann, "/sign-up/", "Open my door", name="")
    found += refused(ann, "/sign-up/", "Open my door", name=ann.name)
    found += refused(ann, "/sign-up/?own", "Open my door", name="Cleo", passphrase="too short")
    found += refused(ann, "/recover/", "Open my door", name=ann.name, code="not a code")
    found += refused(ann, "/recover/", "Open my door", name=ann.name, code="not a code", passphrase="short")
    assert_fine(found)


def test_pages_that_carry_words(ann):
    ann.sign_up()
    ann.home.later(minutes=1)
    ann.go("/mine/notebook/")
    ann.home.later(minutes=6)
    send(ann.page, "Look", words="ferry")
    found = findings(ann.page, "the door, closed in the meantime")
    page = ann.go("/mine/write/")
    page.get_by_label("Whatever it is").fill("Half a sentence")
    ann.home.later(hours=13)
    page.get_by_role("button", name="Keep it", exact=True).click()
    page.get_by_role("heading", name="Your words are safe.").wait_for()
    found += findings(page, "signing in with words")
    send(page, "Come in", name=ann.name, passphrase=ann.words)
    assert page.get_by_role("heading", name="Here is what you wrote.").is_visible()
    assert_fine(found + findings(page, "words shown again"))


def test_pages_nobody_plans_for(ann):
    found = []
    for path, heading in (("/nowhere/", "There is nothing"), ("/begin/nowhere/", "There is nothing")):
        ann.go(path)
        assert heading in ann.heading()
        found += findings(ann.page, path)
    ann.sign_up()
    ann.go("/settings/life/")
    ann.page.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    send(ann.page, "Keep this")
    found += findings(ann.page, "a form that had grown old")
    ann.go("/settings/leave/")
    send(ann.page, "Delete everything", passphrase=ann.words)
    assert ann.heading() == "It is gone."
    assert_fine(found + findings(ann.page, "gone"))


def test_the_page_for_what_did_not_work(ann):
    from django.template.loader import render_to_string

    ann.page.route("**/broken/", lambda route: route.fulfill(body=render_to_string("error.html"), content_type=HTML))
    ann.go("/broken/")
    assert ann.heading() == "Something here did not work."
    assert_fine(findings(ann.page, "the page for what did not work"))
