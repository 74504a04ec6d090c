from __future__ import annotations

import os
import signal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import start_home
from tests.browser.forms import keep, open_notebook, send
from tests.browser.mishaps import notes_kept

pytestmark = pytest.mark.without_worker
WORDS = "What I could not say at dinner: 4417"


def write(page, text=WORDS):
    page.get_by_label("Whatever it is").fill(text)


def press_keep(page):
    page.get_by_role("button", name="Keep it", exact=True).click()


def write_until_the_session_ends(person):
    page = person.go("/mine/write/")
    write(page)
    person.home.later(hours=13)
    press_keep(page)
    page.get_by_role("heading", name="Your words are safe.").wait_for()
    return page


def come_in(page, name, words):
    page.get_by_label("Your name here").fill(name)
    page.get_by_label("Passphrase").fill(words)
    page.get_by_role("button", name="Come in").click()


def test_words_are_shown_again_after_signing_in_and_not_sent_by_themselves(either):
    page = write_until_the_session_ends(either)
    expect(page.get_by_text(WORDS)).to_be_hidden()
    come_in(page, either.name, either.words)
    page.get_by_role("heading", name="Here is what you wrote.").wait_for()
    assert page.get_by_label("Your words").input_value() == WORDS
    assert notes_kept(either) == 0
    press_keep(page)
    page.get_by_role("heading", name="Kept.").wait_for()
    assert notes_kept(either) == 1
    assert either.go("/mine/notebook/").locator(".words-of-mine").all_inner_texts() == [WORDS]


def test_words_survive_a_passphrase_typed_wrong(ann):
    page = write_until_the_session_ends(ann)
    send(page, "Come in", name=ann.name, passphrase="not these words at all")
    assert page.locator("#e-passphrase").is_visible()
    come_in(page, ann.name, ann.words)
    expect(page.get_by_label("Your words")).to_have_value(WORDS)


def test_words_are_dropped_when_somebody_else_signs_in(ann, someone):
    bo = someone("Bo")
    bo.begin()
    page = write_until_the_session_ends(ann)
    come_in(page, bo.name, bo.words)
    page.wait_for_url("**/today/")
    assert WORDS not in page.content()
    assert notes_kept(ann) == notes_kept(bo) == 0
    page.go_back()
    page.wait_for_load_state()
    assert not page.get_by_text(WORDS).is_visible()


def test_a_landing_line_survives_too(ann):
    from datetime import datetime

    ann.home.set_clock(datetime(2026, 11, 20, 20, 30))
    ann.sign_in()
    ann.page.get_by_role("button", name="Plenty").click()
    ann.page.get_by_role("button", name="I’ll try").click()
    ann.page.wait_for_url("**/today/away/")
    ann.home.later(minutes=25)
    ann.go("/today/").get_by_label("A line, if you like").fill(WORDS)
    ann.home.later(hours=13)
    ann.page.get_by_role("button", name="About the same").click()
    come_in(ann.page, ann.name, ann.words)
    expect(ann.page.get_by_label("Your words")).to_have_value(WORDS)


def test_the_private_door_closed_meanwhile(ann):
    open_notebook(ann.page, ann.home.url, ann.words)
    ann.home.later(minutes=6)
    send(ann.page, "Look", words="dinner")
    assert ann.heading() == "The door closed in the meantime."
    send(ann.page, "Open", passphrase=ann.words)
    ann.page.get_by_role("heading", name="Your notebook").wait_for()


def test_writing_needs_no_private_door(ann):
    page = ann.go("/mine/write/")
    write(page)
    ann.home.later(minutes=6)
    press_keep(page)
    page.get_by_role("heading", name="Kept.").wait_for()
    assert "/mine/door/" in ann.go("/mine/notebook/").url


def test_a_form_from_before_signing_in_again_in_another_tab(either):
    page = either.go("/mine/write/")
    write(page)
    first, either.page = page, either.context.new_page()
    either.home.later(hours=13)
    either.sign_in()
    press_keep(first)
    first.get_by_role("heading", name="Here is what you wrote.").wait_for()
    assert notes_kept(either) == 0
    assert first.get_by_label("Your words").input_value() == WORDS
    press_keep(first)
    first.get_by_role("heading", name="Kept.").wait_for()
    assert notes_kept(either) == 1


def test_a_form_of_somebody_else_in_another_tab(ann, someone):
    bo = someone("Bo")
    bo.begin()
    first = ann.go("/mine/write/")
    write(first)
    second = ann.context.new_page()
    ann.page = second
    ann.sign_out()
    second.goto(f"{ann.home.url}/sign-in/")
    come_in(second, bo.name, bo.words)
    second.wait_for_url("**/today/")
    press_keep(first)
    first.get_by_role("heading", name="This page had grown old.").wait_for()
    assert WORDS not in first.content()
    assert notes_kept(ann) == notes_kept(bo) == 0


def test_two_quick_taps_keep_one_note(either):
    page = either.go("/mine/write/")
    write(page)
    page.get_by_role("button", name="Keep it", exact=True).dblclick(no_wait_after=True)
    page.get_by_role("heading", name="Kept.").wait_for()
    assert notes_kept(either) == 1


def test_a_server_that_dies_while_sending(someone, own_home, tmp_path):
    ann = someone("Ann", at=own_home)
    ann.begin()
    page = ann.go("/mine/write/")
    write(page)
    os.kill(own_home.process.pid, signal.SIGSTOP)
    press_keep(page)
    expect(page.locator("form[data-keep]")).to_have_attribute("aria-busy", "true")
    own_home.process.kill()
    own_home.process.wait(10)
    expect(page.get_by_role("status")).to_contain_text("That did not get through. Your words wait here in this page.")
    assert page.get_by_label("Whatever it is").input_value() == WORDS
    again = start_home(own_home.data, int(own_home.url.rsplit(":", 1)[1]))
    try:
        press_keep(page)
        page.get_by_role("heading", name="Kept.").wait_for()
        assert notes_kept(ann) == 1
    finally:
        again.stop()
        ann.refused[:] = [line for line in ann.refused if "ERR_" not in line]


def fill_the_notebook(person):
    person.go("/mine/write/")
    keep(person.page, WORDS)
    open_notebook(person.page, person.home.url, person.words)
    assert person.page.get_by_text(WORDS).is_visible()


def assert_back_shows_nothing(person, steps=4):
    for _ in range(steps):
        person.page.go_back()
        person.page.wait_for_load_state()
        expect(person.page.get_by_text(WORDS)).to_be_hidden()
        assert WORDS not in person.page.content(), person.page.url


def test_back_after_signing_out(either):
    fill_the_notebook(either)
    either.go("/mine/notebook/").locator(".note a").first.click()
    either.page.get_by_role("heading", name="Let it go?").wait_for()
    either.sign_out()
    assert_back_shows_nothing(either)


def test_back_after_closing_the_notebook(either):
    fill_the_notebook(either)
    either.go("/mine/notebook/").get_by_role("button", name="Close it").click()
    either.page.wait_for_url("**/mine/")
    assert_back_shows_nothing(either, 2)


def test_back_after_the_private_door_closed_by_itself(either):
    fill_the_notebook(either)
    either.go("/today/")
    either.home.later(minutes=6)
    assert_back_shows_nothing(either, 1)
    assert "/mine/door/" in either.page.url


def test_back_after_closing_quickly(either):
    either.may_ask.append("https://www.bbc.com/")
    either.context.route(
        "https://www.bbc.com/**", lambda route: route.fulfill(body="<h1>Sun</h1>", content_type="text/html")
    )
    fill_the_notebook(either)
    either.page.get_by_role("button", name="Close quickly").click()
    either.page.get_by_role("heading", name="Sun").wait_for()
    assert_back_shows_nothing(either, 3)


@pytest.fixture
def remembering(playwright_driver, chromium):
    """A Chromium that keeps whole pages in memory for the Back button, as people's own do."""
    import shutil

    from tests.browser.conftest import CHROMIUM

    where = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    kept = ["--disable-back-forward-cache"]
    browser = playwright_driver.chromium.launch(executable_path=where, args=list(CHROMIUM), ignore_default_args=kept)
    yield browser
    browser.close()


def test_back_out_of_the_browsers_memory(remembering, home):
    from tests.browser.conftest import Someone

    ann = Someone("Ann remembered", remembering.new_context().new_page(), home)
    page = ann.page
    page.add_init_script("addEventListener('pageshow', (e) => { window.cameBack = e.persisted; })")
    ann.go("/library/")
    ann.go("/help/")
    page.go_back(wait_until="commit")
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    assert page.evaluate("window.cameBack"), "this browser kept no page in memory, so this test would say nothing"
    ann.begin()
    fill_the_notebook(ann)
    ann.sign_out()
    for _ in range(4):
        page.go_back(wait_until="commit")
        expect(page.get_by_role("heading", name="Good to see you.")).to_be_visible()
        expect(page.get_by_text(WORDS)).to_be_hidden()


def test_a_private_page_in_the_browsers_memory_asks_the_server_again(remembering, home):
    from tests.browser.conftest import Someone

    ann = Someone("Ann remembered twice", remembering.new_context().new_page(), home)
    ann.begin()
    fill_the_notebook(ann)
    ann.go("/library/")
    ann.home.later(minutes=6)
    ann.page.go_back(wait_until="commit")
    expect(ann.page.get_by_role("heading", name="A door of its own")).to_be_visible()
    expect(ann.page.get_by_text(WORDS)).to_be_hidden()
