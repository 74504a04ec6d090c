from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import expect

from tests.browser.forms import keep

pytestmark = pytest.mark.without_worker


@pytest.fixture
def ann(someone, home):
    home.set_clock(datetime(2026, 11, 20, 20, 30))
    return someone("Ann", java_script_enabled=False)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_the_whole_loop(ann):
    page = ann.go("/")
    page.get_by_role("link", name="Things feel fragile").click()
    assert ann.heading() == "Then nothing big tonight."
    page.get_by_role("link", name="Come back tomorrow for the next one").click()
    page.wait_for_url("**/sign-up/?way=fragile")
    ann.words = page.locator("input[name=passphrase]").input_value()
    assert page.locator("ol.words li").all_inner_texts() == ann.words.split()
    page.get_by_label("Your name here").fill(ann.name)
    press(page, "Open my door")
    press(page, "Make a code now")
    code = "-".join(page.locator("p.code span").all_inner_texts())
    page.get_by_label("Now type it from the paper").fill(code)
    press(page, "I have it")
    press(page, "No need")
    page.get_by_label("Where were you? What was it?").fill("On the ferry, with the thermos.")
    press(page, "Keep it for me")
    page.get_by_label("We live far from each other").check()
    page.get_by_label("A word for your partner").fill("Bo")
    press(page, "Go on")
    assert ann.heading() == f"Good to see you, {ann.name}."
    press(page, "Plenty")
    step = ann.heading()
    press(page, "I’ll try")
    assert ann.heading() == "You can put the phone down."
    ann.home.later(hours=1)
    ann.sign_in()
    assert ann.heading() == "How did it land?"
    assert page.get_by_text(step).is_visible()
    page.get_by_label("A line, if you like").fill("They laughed.")
    press(page, "A little closer")
    assert ann.heading() == "Good."
    ann.go("/mine/notebook/")
    assert page.locator(".words-of-mine").all_inner_texts() == ["They laughed.", "On the ferry, with the thermos."]


def test_a_notebook_read_searched_and_let_go(ann):
    ann.begin()
    page = ann.page
    for n in range(21):
        ann.go("/mine/write/")
        keep(page, f"Evening {n}.")
    ann.home.later(minutes=6)
    page.get_by_role("link", name="Open my notebook").click()
    page.get_by_label("Your passphrase").fill(ann.words)
    press(page, "Open")
    assert page.locator(".words-of-mine").count() == 20
    page.get_by_role("link", name="Older").click()
    assert page.locator(".words-of-mine").all_inner_texts() == ["Evening 0."]
    ann.go("/mine/notebook/")
    page.get_by_label("Look for words").fill("evening 7.")
    press(page, "Look")
    assert page.locator(".words-of-mine").all_inner_texts() == ["Evening 7."]
    page.get_by_role("link", name="Let it go").click()
    press(page, "Let it go")
    assert page.get_by_text("Evening 7.").count() == 0
    press(page, "Close it")
    assert ann.heading() == "Just me"
    assert "/mine/door/" in ann.go("/mine/notebook/").url


def test_a_note_for_one_day(ann):
    ann.begin()
    page = ann.go("/today/note/moment/")
    page.get_by_text("How long to keep it").first.click()
    page.get_by_label("How long to keep it").select_option("One day")
    keep(page, "Gone tomorrow.", "/today/note/moment/")
    assert ann.go("/mine/notebook/").get_by_role("link", name="Kept until").is_visible()
    ann.home.later(days=2)
    ann.sign_in()
    assert ann.go("/mine/notebook/").get_by_text("Gone tomorrow.").count() == 0


def test_settings(ann):
    ann.begin()
    page = ann.go("/settings/life/")
    page.get_by_label("A baby or small children").check()
    page.get_by_label("A word for your partner").fill("Bo")
    press(page, "Keep this")
    page = ann.go("/settings/life/")
    assert page.get_by_label("A baby or small children").is_checked()
    assert page.get_by_label("A word for your partner").input_value() == "Bo"
    ann.go("/settings/pause/")
    press(page, "A week")
    assert page.get_by_text("resting", exact=True).is_visible()
    ann.go("/settings/pause/")
    press(page, "End the pause")
    assert page.get_by_text("resting", exact=True).count() == 0
    ann.go("/settings/joint/").get_by_label("Keep them away").check()
    press(page, "Keep this")
    assert ann.go("/settings/joint/").get_by_label("Keep them away").is_checked()
    new = "marble otter under seven umbrellas"
    ann.go("/settings/passphrase/").get_by_label("Your passphrase now").fill(ann.words)
    page.get_by_label("New passphrase").fill(new)
    press(page, "Change it")
    ann.words = new
    ann.sign_out()
    ann.sign_in()
    ann.go("/settings/take-along/").get_by_label("Your passphrase").fill(ann.words)
    with page.expect_download() as waiting:
        press(page, "To read")
    assert ann.name in waiting.value.path().read_text(encoding="utf-8")


def test_five_others(ann):
    page = ann.go("/sign-up/?way=flat")
    first = page.locator("input[name=passphrase]").input_value()
    page.get_by_role("link", name="Five others").click()
    page.wait_for_url("**/sign-up/?way=flat")
    assert page.locator("input[name=passphrase]").input_value() != first
    page.get_by_role("link", name="Choose my own").click()
    page.wait_for_url("**/sign-up/?own&way=flat")
    assert page.locator("input[name=way]").input_value() == "flat"


def test_a_step_kept_for_oneself(ann):
    ann.begin()
    press(ann.page, "Plenty")
    title = ann.heading()
    press(ann.page, "I’ll try")
    ann.go("/today/")
    press(ann.page, "Keep this step for myself")
    expect(ann.page.get_by_role("link", name=title)).to_be_visible()


def test_the_ground_what_is_going_on_promises_and_a_summary(ann):
    ann.begin()
    page = ann.go("/mine/ground/")
    page.locator("[name=safety][value='1']").check()
    press(page, "Clear what I marked")
    assert page.locator(":checked").count() == 0
    page.locator("[name=safety][value='3']").check()
    press(page, "Keep this")
    page.get_by_role("link", name="Skip this").click()
    assert ann.heading() == "That is all."
    ann.go("/mine/going-on/")
    page.get_by_label("I have thoughts of ending my life").check()
    press(page, "Keep this")
    assert ann.heading() == "Please let a person be with you in this."
    ann.go("/mine/promises/")
    page.get_by_label("A promise in one line").fill("I will ring at six.")
    press(page, "Promise it")
    press(page, "Let it be")
    assert page.get_by_text("I will ring at six.", exact=True).count() == 0
    ann.go("/mine/summary/")
    page.get_by_label("What I hope for").fill("One kitchen.")
    page.get_by_label("I could say what I felt").check()
    press(page, "Look at it")
    assert page.get_by_text("without paying for it. Mostly.").is_visible()
    press(page, "Change it")
    assert page.get_by_label("What I hope for").input_value() == "One kitchen."
    press(page, "Look at it")
    with page.expect_download() as waiting:
        press(page, "Save as PDF")
    assert waiting.value.path().read_bytes().startswith(b"%PDF-")
