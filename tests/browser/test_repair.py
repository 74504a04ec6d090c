"""In an argument: two taps from anywhere, without a connection, with shaking hands; and a line that is sent later."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from playwright.sync_api import expect

from tests.browser.couples import (
    EVENING,
    HIDDEN,
    at_the_words,
    follow,
    invite,
    open_invitation,
    pair,
    press,
    shared_rows,
)
from tests.browser.kept_by_browser import NOTHING, caches, stores, wait_for_the_shelf
from tests.browser.looks import LOOKS, findings
from tests.browser.mishaps import close_and_stay, network_complaints_are_the_point

UPRIGHT, SIDEWAYS = {"width": 360, "height": 740}, {"width": 740, "height": 360}
OWN = "I am scared, and I do not want to lose you: 6120"
LONG = "I said it that way because I was ashamed, and I would like to say it again tomorrow, slowly, at the table. " * 2
HELD = ("/help/hold-up/1/", "/help/hold-up/2/", "/help/hold-up/3/", "/help/back/hour/", "/help/back/breakfast/")
TOOLS = {"One breath": "/help/breath/", "A break": "/help/pause/", "One line": "/help/line/"}
INSIDE = """() => {
  const box = document.querySelector(".held[data-fit]").getBoundingClientRect();
  const last = document.querySelector(".last").getBoundingClientRect();
  const size = parseFloat(getComputedStyle(document.querySelector(".held[data-fit]")).fontSize);
  const needed = document.documentElement.scrollHeight;
  return {above: box.top >= 0, clear: box.bottom <= last.top + 1, wide: box.right <= innerWidth, whole: needed <= innerHeight + 1, size};
}"""
FITS_ANEW = f"""async (before) => {{
  const inside = {INSIDE};
  for (let n = 0; n < 400; n += 1) {{
    const found = inside();
    if (found.size !== before && Object.values(found).every(Boolean)) return;
    await new Promise((done) => {{ setTimeout(done, 25); }});
  }}
  throw new Error("it does not fit");
}}"""


@pytest.fixture
def ann(someone, home):
    home.set_clock(EVENING)
    ann = someone("Ann")
    ann.begin()
    return ann


@pytest.fixture
def couple(ann, someone):
    bo = someone("Bo")
    bo.begin()
    pair(ann, bo)
    return ann, bo


def own_line(person):
    return person.page.get_by_label("Your own line")


def panel(person):
    person.page.get_by_role("link", name="Send it instead").click()
    return person.page.get_by_role("dialog")


@pytest.mark.parametrize("place", ["/today/", "/us/", "/library/", "/library/turn-your-body/"])
def test_two_taps_from_anywhere_without_a_connection(ann, place):
    wait_for_the_shelf(ann.page)
    for name, path in TOOLS.items():
        ann.context.set_offline(False)
        ann.go(place)
        ann.context.set_offline(True)
        ann.page.get_by_role("navigation").get_by_role("link", name="Help").click()
        ann.page.wait_for_url("**/help/")
        tool = ann.page.get_by_role("link", name=name, exact=True)
        box = tool.bounding_box()
        assert box["y"] + box["height"] < 740 - 70, f"{name} is not on the first screen"
        assert min(box["width"], box["height"]) >= 88, f"{name} is small for a shaking hand"
        tool.click()
        ann.page.wait_for_url(f"**{path}")
    for path in (*HELD, "/help/hold-up/own/", "/help/back/own/", "/help/back/twenty/", "/help/back/after-work/"):
        ann.go(path)
        assert ann.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 22, 26)", path
    network_complaints_are_the_point(ann)


@pytest.mark.without_worker
@pytest.mark.parametrize(
    "size", [UPRIGHT, SIDEWAYS, {"width": 320, "height": 568}], ids=["upright", "sideways", "small"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_line_fills_the_screen_and_nothing_lies_on_it(ann, size, scheme):
    ann.page.set_viewport_size(size)
    ann.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for path in HELD:
        ann.go(path)
        found = ann.page.evaluate(INSIDE)
        assert found["above"], path
        assert found["clear"], path
        assert found["wide"], path
        assert found["whole"], f"{path} has to be scrolled"
        assert found["size"] >= 44, f"{path} is not large: {found['size']}"
        assert ann.page.evaluate(HIDDEN) == []


@pytest.mark.without_worker
def test_turned_around_it_fits_anew(ann):
    page = ann.go("/help/hold-up/2/")
    upright = page.evaluate(INSIDE)["size"]
    page.set_viewport_size(SIDEWAYS)
    page.evaluate(FITS_ANEW, upright)


@pytest.mark.without_worker
@pytest.mark.parametrize("text", ["No", OWN, LONG, "Donaudampfschifffahrtsgesellschaft", "لا أريد أن أخسرك"])
def test_ones_own_line_is_as_large_as_it_can_be(ann, text):
    for size in (UPRIGHT, SIDEWAYS):
        page = ann.page
        page.set_viewport_size(size)
        ann.go("/help/hold-up/own/")
        own_line(ann).fill(text)
        page.wait_for_timeout(100)
        found = page.evaluate(INSIDE)
        assert found["above"]
        assert found["wide"]
        assert found["clear"] or text == LONG
        page.evaluate("document.querySelector('#unsent').value = ''")


@pytest.mark.without_worker
@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("21:07", "at half past nine"),
        ("21:10", "at half past nine"),
        ("21:11", "at twenty-five to ten"),
        ("20:40", "at nine"),
        ("23:40", "at midnight"),
        ("11:38", "at noon"),
        ("23:50", "at ten past twelve"),
        ("12:33", "at five to one"),
    ],
)
def test_the_time_is_said_by_the_phones_own_clock(ann, now, words):
    hour, minute = map(int, now.split(":"))
    ann.page.clock.set_fixed_time(datetime(2026, 11, 20, hour, minute))
    page = ann.go("/help/back/twenty/")
    expect(page.get_by_role("heading")).to_have_text(f"I need a break. I\u00a0am back {words}.")


@pytest.mark.without_worker
def test_a_time_once_named_stays_and_when_it_has_passed_nothing_happens(ann):
    page = ann.page
    page.clock.install(time=datetime(2026, 11, 20, 21, 6))
    ann.go("/help/pause/")
    asked = []
    page.on("request", lambda request: asked.append(request.method))
    page.get_by_role("link", name="Twenty minutes").click()
    said = "I need a break. I\u00a0am back at half past nine."
    expect(page.get_by_role("heading")).to_have_text(said)
    page.clock.fast_forward("03:00:00")
    expect(page.get_by_role("heading")).to_have_text(said)
    page.reload()
    expect(page.get_by_role("heading")).to_have_text(said)
    assert page.url.endswith("/help/back/twenty/"), "the time is in no address"
    assert set(asked) == {"GET"}
    page.get_by_role("link", name="Another time").click()
    page.get_by_role("link", name="Twenty minutes").click()
    expect(page.get_by_role("heading")).to_have_text("I need a break. I\u00a0am back at half past twelve.")
    assert stores(page) == NOTHING


def test_written_offline_and_sent_when_its_writer_says_so(couple):
    ann, bo = couple
    wait_for_the_shelf(ann.page)
    ann.context.set_offline(True)
    ann.go("/help/hold-up/own/")
    own_line(ann).fill(OWN)
    dialog = panel(ann)
    expect(dialog.get_by_role("status")).to_contain_text("There is no connection. Your line waits here in this page.")
    assert dialog.get_by_role("button", name="Send it to").count() == 0
    assert stores(ann.page) == NOTHING
    assert OWN not in json.dumps(caches(ann.page))
    ann.context.set_offline(False)
    send = dialog.get_by_role("button", name=f"Send it to {bo.name}")
    expect(send).to_be_visible()
    expect(dialog.get_by_role("status")).to_contain_text(f"from {ann.name}")
    assert shared_rows(ann) == 0, "it was sent by itself"
    send.dblclick()
    expect(dialog.get_by_role("status")).to_contain_text("It is there now.")
    assert own_line(ann).input_value() == ""
    assert shared_rows(ann) == 1
    assert stores(ann.page) == NOTHING
    kept = json.dumps(caches(ann.page))
    assert OWN not in kept
    assert ann.name not in kept
    follow(bo.go("/us/"), "A line for you")
    assert bo.page.locator(".unfolded .words-of-mine").inner_text() == OWN
    network_complaints_are_the_point(ann)


@pytest.mark.without_worker
def test_signed_out_it_waits_while_a_door_is_opened_in_another_tab(couple):
    ann, bo = couple
    ann.sign_out()
    ann.go("/help/hold-up/own/")
    own_line(ann).fill(OWN)
    dialog = panel(ann)
    expect(dialog.get_by_role("status")).to_contain_text("Nobody is signed in here.")
    with ann.context.expect_page() as opened:
        dialog.get_by_role("link", name="Sign in in another tab").click()
    other = opened.value
    other.get_by_label("Your name here").fill(ann.name)
    other.get_by_label("Passphrase").fill(ann.words)
    press(other, "Come in")
    ann.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    dialog.get_by_role("button", name=f"Send it to {bo.name}").click()
    expect(dialog.get_by_role("status")).to_contain_text("It is there now.")


@pytest.mark.without_worker
def test_one_at_a_time_and_the_line_is_not_lost(couple):
    ann, bo = couple
    ann.go("/us/way-back/")
    press(ann.page, "Can I start over?")
    press(ann.page, "Send it")
    ann.go("/help/hold-up/own/")
    own_line(ann).fill(OWN)
    dialog = panel(ann)
    expect(dialog.get_by_role("status")).to_contain_text("A line of yours stands on Us.")
    dialog.get_by_role("button", name="Close").click()
    assert own_line(ann).input_value() == OWN
    assert shared_rows(bo) == 0
    ann.page.evaluate("document.querySelector('#unsent').value = ''")


def test_a_lost_answer_sends_nothing_twice(couple):
    ann, bo = couple
    ann.go("/help/hold-up/own/")
    own_line(ann).fill(OWN)
    dialog = panel(ann)
    lost = []

    def lose(route):
        if route.request.method != "POST" or lost:
            return route.fallback()
        lost.append(1)
        return route.abort("connectionreset")

    ann.page.route("**/us/way-back/", lose)
    dialog.get_by_role("button", name=f"Send it to {bo.name}").click()
    expect(dialog.get_by_role("status")).to_contain_text("That did not get through.")
    assert own_line(ann).input_value() == OWN
    dialog.get_by_role("button", name=f"Send it to {bo.name}").click()
    expect(dialog.get_by_role("status")).to_contain_text("It is there now.")
    assert shared_rows(ann) == 1
    network_complaints_are_the_point(ann)


@pytest.mark.without_worker
def test_leaving_asks_first_while_a_line_waits_and_letting_go_does_not(ann):
    page = ann.go("/help/hold-up/own/")
    own_line(ann).fill(OWN)
    asked = close_and_stay(page)
    assert asked == ["beforeunload"]
    page.get_by_role("link", name="Let it go").click()
    page.wait_for_url("**/help/line/")
    assert asked == ["beforeunload"]
    page.go_back()
    assert own_line(ann).input_value() == ""


@pytest.mark.without_worker
def test_the_day_after_and_the_matter_on_two_phones(couple, home):
    ann, bo = couple
    ann.go("/today/note/sideways/").locator("textarea[name=text]").fill("About the keys.")
    press(ann.page, "Keep it")
    for person in (ann, bo):
        press(person.go("/us/matter/"), "I could come back to it")
        expect(person.page.get_by_text("You could come back to it.")).to_be_visible()
    home.later(hours=48)
    for person in (ann, bo):
        person.sign_in()
    assert ann.heading() == "Anything to mend?"
    press(ann.page, "It is mended")
    assert ann.heading() == "Good."
    for person in (ann, bo):
        expect(person.go("/us/").get_by_text("When you both like, there is room for it again.")).to_be_visible()


@pytest.mark.without_worker
def test_without_scripts_all_of_it_is_there(someone, home):
    home.set_clock(EVENING)
    ann, bo = (someone(name, java_script_enabled=False) for name in ("Ann", "Bo"))
    ann.begin()
    page = ann.go("/help/back/twenty/")
    assert page.get_by_role("heading").inner_text().endswith("back in twenty minutes.")
    for path in ("/help/hold-up/own/", "/help/back/own/"):
        ann.go(path)
        page.locator("#unsent").fill("when the rain stops")
        size = page.locator("#unsent").evaluate("(field) => parseFloat(getComputedStyle(field).fontSize)")
        assert size > 40, "the field itself is the large line"
    bo.begin()
    open_invitation(bo, invite(ann))
    press(bo.page, f"Join, as {bo.name}")
    for person in (bo, ann):
        at_the_words(person)
        press(person.page, "They are the same")
    ann.go("/us/way-back/")
    press(ann.page, "Can I start over?")
    press(ann.page, "Send it")
    follow(bo.go("/us/"), "A line for you")
    assert bo.page.locator(".unfolded .words-of-mine").inner_text() == "Can I start over?"


@pytest.mark.without_worker
def test_every_state_looks_right(someone, home):
    home.set_clock(EVENING)
    ann, bo = someone("Ann", reduced_motion="reduce"), someone("Bo", reduced_motion="reduce")
    found = []
    for person in (ann, bo):
        person.begin()
    pair(ann, bo)

    def look(person, what, looks=LOOKS):
        found.extend(findings(person.page, what, looks))

    ann.go("/us/way-back/")
    look(ann, "a line to mend")
    press(ann.page, "That came out wrong.")
    look(ann, "a line to mend, looked at first")
    press(ann.page, "Send it")
    look(ann, "sent", LOOKS[:2])
    ann.go("/us/way-back/")
    look(ann, "mine is there")
    bo.go("/us/")
    look(bo, "a line for me")
    follow(bo.page, "A line for you")
    look(bo, "unfolded", LOOKS[:2])
    bo.go("/help/hold-up/own/")
    own_line(bo).fill(OWN)
    expect(panel(bo).get_by_role("button", name="Send it to")).to_be_visible()
    look(bo, "the panel", LOOKS[:2])
    bo.page.evaluate("document.querySelector('#unsent').value = ''")
    for person in (ann, bo):
        person.go("/us/matter/")
        look(person, "the matter", LOOKS[:2])
        press(person.page, "I could come back to it")
        look(person, "the matter, said", LOOKS[:2])
    ann.go("/today/note/sideways/").locator("textarea[name=text]").fill("About the keys.")
    press(ann.page, "Keep it")
    press(bo.go("/us/matter/"), "Not just now, after all")
    for person in (ann, bo):
        press(person.go("/us/matter/"), "I could come back to it")
    home.later(hours=48)
    for person in (ann, bo):
        person.sign_in()
    look(ann, "anything to mend")
    ann.go("/us/matter/")
    look(ann, "room for the matter")
    ann.go("/us/")
    look(ann, "room, on Us", LOOKS[:2])
    assert not found, "\n".join(["", *found])
