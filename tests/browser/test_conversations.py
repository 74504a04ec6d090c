"""Guided conversations on two phones, in step; and what goes wrong on the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Someone, start_home
from tests.browser.couples import EVENING, HIDDEN, pair, press, unlink
from tests.browser.looks import LOOKS, findings
from tests.browser.talks import HERE, beat, begin, lay_out, leads_on, take_turns, title
from undrift.domain.conversation_kinds import Kind

pytestmark = pytest.mark.without_worker
FEW = LOOKS[:2]
BRIGHT, DARK = "rgb(251, 231, 200)", "rgb(10, 14, 17)"


@pytest.fixture
def couple(someone, home) -> tuple[Someone, Someone]:
    home.set_clock(EVENING)
    return joined(someone)


def joined(someone, **more) -> tuple[Someone, Someone]:
    two = someone("Ann", **more), someone("Bo", **more)
    for person in two:
        person.begin()
    pair(*two)
    return two


def go_on(*people: Someone) -> None:
    """Whoever has the light leads on, and the others follow by themselves."""
    mover = next(person for person in people if leads_on(person.page).count())
    before = beat(mover)
    leads_on(mover.page).click()
    for person in people:
        expect(person.page.locator("#talk")).not_to_have_attribute("data-at", before)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_goes_through_to_its_end_in_step(couple, kind):
    ann, bo = couple
    begin(ann, bo, kind)
    assert take_turns(ann, bo) > 5
    for person in couple:
        expect(person.page.get_by_role("main")).to_contain_text("Phones away")
        press(person.page, "Keep it")
        title(person, "Phones away.")
    bo.go("/us/")
    expect(bo.page.get_by_text("A conversation, on Friday.")).to_be_visible()


def test_yes_you_got_it_brightens_both_screens(couple):
    ann, bo = couple
    begin(ann, bo, "listening")
    for _ in range(3):
        go_on(ann, bo)
    ann.page.get_by_role("button", name="Yes, you got it").click()
    for person in couple:
        title(person, "Yes.")
        moving = person.page.evaluate("document.getAnimations().map((one) => one.animationName)")
        assert "brighten" in moving
    for colour in (BRIGHT, DARK):
        for person in couple:
            expect(person.page.locator("body")).to_have_css("background-color", colour)


def test_where_motion_is_not_wanted_nothing_moves(someone, home):
    home.set_clock(EVENING)
    ann, bo = joined(someone, reduced_motion="reduce")
    begin(ann, bo, "listening")
    for _ in range(3):
        go_on(ann, bo)
    ann.page.get_by_role("button", name="Yes, you got it").click()
    for person in (ann, bo):
        title(person, "Yes.")
        assert person.page.evaluate("document.getAnimations().length") == 0
        expect(person.page.get_by_role("button", name="Go on")).to_be_visible()


@pytest.mark.may_complain
def test_a_phone_that_goes_offline_comes_back_to_the_right_place(couple):
    ann, bo = couple
    begin(ann, bo, "check-in")
    bo.context.set_offline(True)
    for _ in range(2):
        before = beat(ann)
        leads_on(ann.page).click()
        expect(ann.page.locator("#talk")).not_to_have_attribute("data-at", before)
    assert beat(bo) != beat(ann)
    bo.context.set_offline(False)
    expect(bo.page.locator("#talk")).to_have_attribute("data-at", beat(ann), timeout=20_000)
    title(bo, "How are you, really?")
    take_turns(ann, bo)


@pytest.mark.may_complain
def test_a_restart_in_the_middle_changes_nothing(someone, own_home):
    ann, bo = (someone(name, at=own_home) for name in ("Ann", "Bo"))
    for person in (ann, bo):
        person.begin()
    pair(ann, bo)
    begin(ann, bo, "mending")
    go_on(ann, bo)
    before = beat(bo)
    own_home.stop()
    again = start_home(own_home.data, int(own_home.url.rsplit(":", 1)[1]))
    try:
        leads_on(ann.page).click()
        for person in (ann, bo):
            expect(person.page.locator("#talk")).not_to_have_attribute("data-at", before, timeout=20_000)
        title(bo, "What was your part in it?")
    finally:
        again.stop()


@pytest.mark.may_complain
def test_when_one_leaves_for_good_the_other_meets_a_kind_sentence(couple):
    ann, bo = couple
    begin(ann, bo, "listening")
    go_on(ann, bo)
    unlink(ann)
    bo.page.wait_for_url("**/sign-in/**")
    bo.sign_in(HERE)
    title(bo, "The conversation has ended.")


def test_a_third_browser_of_the_same_person_follows(couple, someone):
    ann, bo = couple
    begin(ann, bo, "listening")
    other = someone("Bo")
    other.name, other.words = bo.name, bo.words
    other.sign_in(HERE)
    go_on(ann, bo, other)
    assert beat(other) == beat(bo)
    title(other, f"{ann.name} speaks.")


def test_a_pause_and_its_way_back(couple):
    ann, bo = couple
    begin(ann, bo, "listening")
    go_on(ann, bo)
    ann.page.locator("summary", has_text="Pause").click()
    ann.page.get_by_role("button", name="In an hour").click()
    for person in couple:
        title(person, "A pause.")
        expect(person.page.get_by_role("main")).to_contain_text("Back at about 21:3")
    ann.page.get_by_role("button", name="I am here").click()
    expect(ann.page.get_by_role("main")).to_contain_text("You are here.")
    expect(bo.page.get_by_role("main")).not_to_contain_text("You are here.")
    bo.page.get_by_role("button", name="I am here").click()
    title(ann, "Say one thing that matters to you.")


def test_what_is_open_on_a_page_stays_open_while_it_looks_again(couple):
    ann, bo = couple
    begin(ann, bo, "listening")
    go_on(ann, bo)
    ann.page.get_by_text("A line to begin with").click()
    ann.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    ann.page.wait_for_timeout(600)
    expect(ann.page.locator(".stuck li").first).to_be_visible()


def test_one_phone_between_two(couple):
    ann, _ = couple
    ann.page.set_viewport_size({"width": 360, "height": 740})
    lay_out(ann, "check-in", phones="one")
    ann.page.get_by_role("button", name="Both of us are here").click()
    title(ann, "Lists can wait.")
    for _ in range(7):
        assert [line for line in ann.page.evaluate(HIDDEN) if "rotate" not in line] == []
        before = beat(ann)
        leads_on(ann.page).click()
        expect(ann.page.locator("#talk")).not_to_have_attribute("data-at", before)
    expect(ann.page.get_by_role("heading", name=f"{ann.name}, keep that it happened?")).to_be_visible()


def test_by_keyboard_alone_the_place_is_not_lost(couple):
    ann, bo = couple
    begin(ann, bo, "listening")
    leads_on(ann.page).focus()
    ann.page.keyboard.press("Enter")
    title(ann, "Say one thing that matters to you.")
    assert ann.page.evaluate("document.activeElement.id") == "main"
    expect(ann.page.locator("#told")).to_have_text("Say one thing that matters to you.")


def test_without_scripts_it_works_as_well(someone, home):
    home.set_clock(EVENING)
    ann, bo = joined_without_scripts(someone)
    lay_out(ann, "check-in")
    press(ann.page, "I am here")
    expect(ann.page.get_by_role("link", name="Look again")).to_be_visible()
    bo.go(HERE)
    press(bo.page, "I am here")
    title(bo, "Lists can wait.")
    press(bo.page, "Begin")
    ann.go(HERE)
    for mover, follower in ((ann, bo), (bo, ann), (bo, ann), (ann, bo), (ann, bo), (bo, ann)):
        mover.go(HERE)
        press(mover.page, "That is it for now")
        follower.go(HERE)
    title(ann, "That was it.")
    press(ann.page, "Let it go")
    title(ann, "Phones away.")


def joined_without_scripts(someone) -> tuple[Someone, Someone]:
    two = someone("Ann", java_script_enabled=False), someone("Bo", java_script_enabled=False)
    for person in two:
        person.begin()
    pair_without_scripts(*two)
    return two


def pair_without_scripts(one: Someone, other: Someone) -> None:
    from tests.browser.couples import accept, at_the_words, invite, say_the_same

    accept(other, invite(one))
    say_the_same(other)
    say_the_same(at_the_words(one))


def test_every_screen_looked_at_in_every_way(someone, home):
    home.set_clock(EVENING)
    ann, bo = joined(someone, reduced_motion="reduce")
    found = []
    for path, looks in (
        ("/us/conversations/", LOOKS),
        ("/us/conversations/check-in/", LOOKS),
        ("/us/conversations/understanding/", FEW),
    ):
        ann.go(path)
        found += findings(ann.page, path, looks)
    lay_out(ann, "listening")
    found += findings(ann.page, "laid out", LOOKS)
    bo.go("/us/")
    found += findings(bo.page, "the row on Us", FEW)
    bo.go(HERE)
    found += findings(bo.page, "laid out, for the other", FEW)
    for person in (ann, bo):
        person.page.get_by_role("button", name="I am here").click()
    for turn in range(5):
        title_now = ann.page.locator("#talk")
        expect(title_now).to_have_attribute("data-phase", "running")
        for person in (ann, bo):
            found += findings(person.page, f"turn {turn} of {person.name[:3]}", FEW)
        go_on(ann, bo)
    bo.page.locator("summary", has_text="Pause").click()
    bo.page.get_by_role("button", name="Tomorrow").click()
    title(ann, "A pause.")
    found += findings(ann.page, "a pause", FEW)
    for person in (ann, bo):
        person.go(HERE)
        person.page.get_by_role("button", name="I am here").click()
    for person in (ann, bo):
        expect(person.page.locator("#talk")).to_have_attribute("data-phase", "running")
    take_turns(ann, bo)
    found += findings(ann.page, "the end", FEW)
    press(ann.page, "Let it go")
    found += findings(ann.page, "away", FEW)
    lay_out(bo, "check-in", phones="one")
    found += findings(bo.page, "laid out, for one phone", FEW)
    bo.page.get_by_role("button", name="Both of us are here").click()
    title(bo, "Lists can wait.")
    found += findings(bo.page, "one phone", FEW)
    assert not found, "\n".join(["", *found])
