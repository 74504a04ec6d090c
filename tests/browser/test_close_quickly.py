from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.forms import keep, open_notebook

pytestmark = pytest.mark.without_worker
ELSEWHERE = "https://www.bbc.com/"
WORDS = "Nobody should see this 5527"
# A page on its way out answers no questions, so it leaves what it showed in a cookie that only this test reads.
TELL_WHAT_IS_SHOWN = """new MutationObserver(() => {
  if (!document.documentElement.classList.contains("gone")) return;
  const shown = [...document.body.querySelectorAll("*")].filter((e) => e.checkVisibility({visibilityProperty: true}));
  const ground = getComputedStyle(document.documentElement).backgroundColor.match(/[0-9]+/g).join("-");
  document.cookie = `shown=${shown.length}-on-${ground};path=/`;
}).observe(document, {subtree: true, attributes: true, attributeFilter: ["class"]})"""
HAS_IT = ["/mine/door/", "/mine/write/", "/mine/release/", "/mine/last-close/", "/settings/joint/", "/welcome/safety/"]


@pytest.fixture
def leaving(someone):
    """Somebody with an open notebook, and an outside page that is answered here: no real request leaves."""

    def make(*, answered=True, **more):
        ann = someone("Ann", **more)
        ann.may_ask.append(ELSEWHERE)
        waiting = []

        def answer(route):
            waiting.append(route)
            if answered:
                route.fulfill(body="<h1>Sun all day</h1>", content_type="text/html")

        ann.context.route(f"{ELSEWHERE}**", answer)
        ann.begin()
        ann.go("/mine/write/")
        keep(ann.page, WORDS)
        open_notebook(ann.page, ann.home.url, ann.words)
        expect(ann.page.get_by_text(WORDS)).to_be_visible()
        return ann, waiting

    return make


def three_shifts(page):
    for _ in range(3):
        page.keyboard.press("Shift")


def press_the_button(page):
    page.get_by_role("button", name="Close quickly").click(no_wait_after=True)


def doors_of(person):
    query = "SELECT scope FROM door d JOIN person p ON p.id = d.person_id WHERE p.name = ?"
    return person.home.rows(query, person.name)


def assert_closed(ann, someone, before):
    expect(ann.page.get_by_role("heading", name="Sun all day")).to_be_visible()
    assert ann.page.url == "https://www.bbc.com/weather"
    assert doors_of(ann) == []
    stranger = someone("Stranger")
    stranger.context.add_cookies(before)
    for path in ("/today/", "/mine/notebook/", "/settings/"):
        assert "/sign-in/" in stranger.go(path).url
        assert WORDS not in stranger.page.content()
    ann.go("/mine/notebook/")
    assert "/sign-in/" in ann.page.url


@pytest.mark.parametrize("leave", [press_the_button, three_shifts])
def test_both_doors_close_and_the_page_goes_elsewhere(leaving, someone, leave):
    ann, _ = leaving()
    assert sorted(doors_of(ann)) == [("private",), ("shared",)]
    before = ann.context.cookies()
    leave(ann.page)
    assert_closed(ann, someone, before)


def test_without_scripts(leaving, someone):
    ann, _ = leaving(java_script_enabled=False)
    before = ann.context.cookies()
    press_the_button(ann.page)
    assert_closed(ann, someone, before)


@pytest.mark.parametrize("leave", [press_the_button, three_shifts])
def test_the_page_is_blank_before_it_has_gone_anywhere(leaving, leave):
    ann, waiting = leaving(answered=False)
    ann.page.add_init_script(TELL_WHAT_IS_SHOWN)
    ann.page.reload()
    with ann.page.expect_request(f"{ELSEWHERE}**"):
        leave(ann.page)
    shown = [c["value"] for c in ann.context.cookies(ann.home.url) if c["name"] == "shown"]
    assert shown == ["0-on-255-255-255"]
    for _ in range(200):
        if not waiting:
            ann.page.wait_for_timeout(20)
    waiting[0].fulfill(body="<h1>Sun all day</h1>", content_type="text/html")
    expect(ann.page.get_by_role("heading", name="Sun all day")).to_be_visible()


def test_words_waiting_do_not_hold_it_back(leaving):
    ann, _ = leaving()
    page = ann.go("/mine/write/")
    page.get_by_label("Whatever it is").fill("Half a sentence")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.route("**/mine/write/", lambda r: r.abort() if r.request.method == "POST" else r.fallback())
    page.get_by_role("button", name="Keep it", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("That did not get through")
    press_the_button(page)
    expect(page.get_by_role("heading", name="Sun all day")).to_be_visible()
    assert asked == []
    ann.refused[:] = [line for line in ann.refused if "ERR_FAILED" not in line]


def test_it_does_not_rely_on_history(leaving):
    ann, _ = leaving()
    length = ann.page.evaluate("history.length")
    press_the_button(ann.page)
    expect(ann.page.get_by_role("heading", name="Sun all day")).to_be_visible()
    assert ann.page.evaluate("history.length") == length, "the private page must be replaced, not left behind"
    ann.page.go_back()
    expect(ann.page.get_by_text(WORDS)).to_be_hidden()


def test_two_shifts_and_slow_shifts_do_nothing(leaving):
    ann, waiting = leaving()
    ann.page.keyboard.press("Shift")
    ann.page.keyboard.press("Shift")
    ann.page.keyboard.press("a")
    ann.page.keyboard.press("Shift")
    expect(ann.page.get_by_text(WORDS)).to_be_visible()
    assert waiting == []
    assert len(doors_of(ann)) == 2


@pytest.mark.parametrize("path", HAS_IT)
def test_it_is_on_every_page_that_is_only_mine(someone, path):
    ann = someone("Ann")
    ann.begin()
    if path == "/mine/door/":
        ann.home.later(minutes=6)
    assert ann.go(path).url.endswith(path)
    button = ann.page.get_by_role("button", name="Close quickly")
    expect(button).to_be_in_viewport()
    ann.page.keyboard.press("Tab")
    expect(ann.page.locator(".skip")).to_be_focused()
    ann.page.keyboard.press("Tab")
    expect(button).to_be_focused()
