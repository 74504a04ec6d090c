"""Looking back at a phone: the drawing in every state, two windows, one sentence an evening; also without scripts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.couples import EVENING, HIDDEN, follow, pair, press
from tests.browser.looks import LOOKS, findings

pytestmark = pytest.mark.without_worker
FEW = LOOKS[:2]
CIRCLE, DAY, STORY = (f"/mine/looking-back/{name}/" for name in ("circle", "day", "story"))
WORDS = {
    "when": "It is late, and I ask about the weekend.",
    "mine": "I go quiet and load the dishwasher, loudly.",
    "theirs": "They ask what is wrong, then leave the room.",
    "under": "That I am the only one who still wants this.",
}
LONG = {name: f"{text} And so it went, all through that winter. " * 9 for name, text in WORDS.items()}
STRANGE = {
    "when": "Donaudampfschifffahrtsgesellschaft" * 4,
    "mine": "a" * 55,
    "theirs": "🙂 🏳️\u200d🌈",
    "under": "שלום عليكم",
}
BOXES = """() => [...document.querySelectorAll(".round li a")].map((e) => {
  const box = e.getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom].map(Math.round);
})"""


@pytest.fixture
def ann(someone, home):
    home.set_clock(EVENING)
    ann = someone("Ann", reduced_motion="reduce")
    ann.begin()
    return ann


@pytest.fixture
def plain_ann(someone, home):
    home.set_clock(EVENING)
    ann = someone("Ann", java_script_enabled=False)
    ann.begin()
    return ann


def write(page, button="Keep it", **lines):
    for name, text in lines.items():
        page.locator(f"[name=line-{name.replace('_', '-')}]").fill(text)
    press(page, button)


def overlapping(boxes):
    pairs = [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :]]
    return [(a, b) for a, b in pairs if min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])]


@pytest.mark.parametrize(
    "words",
    [{}, {"when": WORDS["when"], "mine": WORDS["mine"]}, WORDS, LONG, STRANGE],
    ids=["empty", "half", "full", "long", "strange"],
)
def test_the_drawing(ann, words):
    page = ann.go(CIRCLE)
    if words:
        write(page, **words)
    boxes = page.evaluate(BOXES)
    assert overlapping(boxes) == []
    assert all(left >= 0 and right <= 360 and bottom - top >= 44 for left, top, right, bottom in boxes)
    when, mine, theirs, under = boxes
    assert when[1] < under[1] < mine[1], "it does not go round from the top"
    assert theirs[2] < mine[0], "what I do stands on the right, what they do on the left"
    drawn = page.locator(".round").bounding_box()
    assert drawn["height"] < 740, "the drawing does not fit a phone"
    assert page.locator(".round .said").all_inner_texts()[0].startswith(words.get("when", "…")[:20])
    if words is not LONG:  # what is cut off there lies, unseen, behind what stands below
        assert page.evaluate(HIDDEN) == []
    found = findings(page, "the drawing")
    assert found == [], "\n".join(found)


def test_the_drawing_is_a_list_that_leads_to_its_fields(ann):
    page = ann.go(CIRCLE)
    write(page, **WORDS)
    stations = page.get_by_role("figure").get_by_role("listitem")
    assert [text.replace("\n", " ") for text in stations.all_inner_texts()] == [
        f"{name} {WORDS[line]}"
        for name, line in (
            ("When", "when"),
            ("Then I", "mine"),
            ("Then they", "theirs"),
            ("Underneath, I feel", "under"),
        )
    ]
    page.get_by_role("link", name="Then they").click()
    expect(page.get_by_label("And what do they do?")).to_be_in_viewport()


def test_every_sheet_filled_is_accessible(ann):
    found = []
    for path in (STORY, DAY, "/mine/looking-back/tide/", "/mine/looking-back/signs/", CIRCLE):
        page = ann.go(path)
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        for box in page.get_by_role("checkbox").all()[:2]:
            box.check()
        for field in page.locator("textarea:visible").all():
            field.fill("A line of this sheet.")
        press(page, "Keep it")
        found += findings(page, f"{path}, filled", FEW)
    follow_button(page, "Let it go")
    found += findings(page, "one line, to let go")
    assert found == [], "\n".join(found)


def follow_button(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_url("**/let-go/")


def test_a_line_shows_when_its_cause_is_ticked(ann):
    page = ann.go(STORY)
    page.get_by_text("What came from outside").first.click()
    line = page.get_by_label("Work, in words")
    expect(line).to_be_hidden()
    page.get_by_role("checkbox", name="Work").check()
    line.fill("Night shifts.")
    page.get_by_role("checkbox", name="Work").uncheck()
    press(page, "Keep it")
    expect(page.get_by_label("Work, in words")).to_have_value("Night shifts.")


@pytest.mark.parametrize("scripts", [True, False])
def test_two_windows(request, scripts):
    either = request.getfixturevalue("ann" if scripts else "plain_ann")
    first = either.go(DAY)
    second = either.context.new_page()
    second.goto(either.home.url + DAY)
    write(first, greet="of the first")
    write(second, greet="of the second", ask="another line")
    assert second.locator("#e-line-greet").is_visible()
    assert second.get_by_label("How do you greet each other?").input_value() == "of the second"
    assert second.get_by_text("of the first", exact=True).is_visible()
    assert second.get_by_label("How do you find out how the other is?").input_value() == "another line"
    if scripts:
        found = findings(second, "two windows", FEW)
        assert found == [], "\n".join(found)
    press(second, "Keep it")
    assert second.get_by_label("How do you greet each other?").input_value() == "of the second"
    second.close()


def test_a_whole_way_through_a_sheet_and_an_evening(either):
    ann, page = either, either.go("/mine/")
    follow(page, "Looking back")
    follow(page, "How it goes between you")
    write(page, when=WORDS["when"], mine=WORDS["mine"])
    assert page.get_by_text("Kept. You can leave it here").is_visible()
    press(page, "One sentence an evening")
    ann.go("/today/")
    press(page, "Some")
    if page.get_by_role("button", name="Not today").is_visible():
        press(page, "Not today")
    ann.home.later(minutes=6)
    ann.go("/today/")
    follow(page, "One sentence for yourself")
    assert "what do they do" in ann.heading()
    page.get_by_label("One sentence is enough").fill(WORDS["theirs"])
    press(page, "Keep it")
    assert ann.heading() == "Kept."
    assert page.get_by_role("link", name="One sentence").count() == 0
    ann.go(CIRCLE)
    page.get_by_label("Your passphrase").fill(ann.words)
    press(page, "Open")
    page.wait_for_url(f"**{CIRCLE}")
    assert page.get_by_label("And what do they do?").input_value() == WORDS["theirs"]
    ann.home.set_clock(EVENING + timedelta(days=1))
    ann.sign_in()
    press(page, "Some")
    if page.get_by_role("button", name="Not today").is_visible():
        press(page, "Not today")
    follow(page, "One sentence for yourself")
    press(page, "Not tonight")
    assert page.get_by_role("link", name="One sentence").count() == 0
    ann.go(CIRCLE)
    press(page, "Let this sheet go")
    press(page, "Let it go")
    assert ann.heading() == "Looking back"
    assert ann.go(CIRCLE).get_by_label("When does it start?").input_value() == ""


def test_what_was_written_while_the_door_closed_is_shown_again(either):
    page = either.go(DAY)
    page.get_by_label("How do you greet each other?").fill("five slow minutes")
    either.home.later(minutes=6)
    press(page, "Keep it")
    assert either.heading() == "The door closed in the meantime."
    page.get_by_label("Passphrase").fill(either.words)
    press(page, "Open")
    assert page.get_by_label("How do you greet each other?").input_value() == "five slow minutes"
    press(page, "Keep it")
    page.wait_for_url(f"**{DAY}**")
    assert page.get_by_label("How do you greet each other?").input_value() == "five slow minutes"


@pytest.mark.parametrize("scripts", [True, False])
def test_one_line_is_shared(someone, home, scripts):
    home.set_clock(EVENING)
    more = {"reduced_motion": "reduce"} if scripts else {"java_script_enabled": False}
    ann, bo = someone("Ann", **more), someone("Bo")
    ann.begin()
    bo.begin()
    pair(ann, bo)
    page = ann.go(CIRCLE)
    write(page, **WORDS)
    page.get_by_role("button", name="Share this one").last.click()
    page.wait_for_url("**/under/share/")
    assert page.locator(".unfolded .words-of-mine").inner_text() == WORDS["under"]
    if scripts:
        found = findings(page, "the look ahead of a line", FEW)
        ann.go(CIRCLE)
        found += findings(page, "a sheet of somebody with a partner", FEW)
        assert found == [], "\n".join(found)
        page.go_back()
    press(page, "Share it")
    page.wait_for_url("**/us/?shared=1")
    assert page.get_by_text(WORDS["under"]).is_visible()
    assert ann.go(CIRCLE).get_by_label("What do you feel underneath?").input_value() == WORDS["under"]
