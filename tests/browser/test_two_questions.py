"""Two people at two phones: a question answered alone and opened together, with scripts, without, and offline midway."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from tests.browser.couples import EVENING, HIDDEN, STILL, follow, notes, pair, press, unlink
from tests.browser.lines import main_text
from tests.browser.looks import LOOKS, findings

pytestmark = pytest.mark.without_worker
FEW = LOOKS[:2]
QUESTIONS, LETTERS, TOLD = "/us/questions/", "/us/letters/", "/us/questions/told/"
HERS, HIS = "Your key in the door, being careful.", "The kettle, filled by somebody else."
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung " * 9
LIES, SEALED, OPENED = "A question is here for you both", "Yours is sealed.", "Opened, for both of you"
OFFLINE = ("ERR_INTERNET_DISCONNECTED", "htmx:afterRequest", "htmx:sendError")


@pytest.fixture(params=["with scripts", "without scripts"])
def couple(someone, home, request):
    return two_people(someone, home, scripts=request.param == "with scripts")


@pytest.fixture
def two(someone, home):
    return two_people(someone, home, scripts=True)


def two_people(someone, home, *, scripts):
    home.set_clock(EVENING)
    ann, bo = (someone(name, java_script_enabled=scripts) for name in ("Ann", "Bo"))
    ann.begin()
    bo.begin()
    pair(ann, bo)
    return ann, bo


def write(person, text, path=QUESTIONS, **more):
    """As far as the look at what was written."""
    page = person.go(f"{path}write/")
    if "guess" in more:
        page.locator("summary").first.click()
        page.locator("textarea[name=guess]").fill(more["guess"])
    if "after" in more:
        page.get_by_label(more["after"]).check()
    page.locator("textarea[name=text]").fill(text)
    press(page, "Look at it")
    return page


def seal(person, text, path=QUESTIONS, **more):
    write(person, text, path, **more)
    person.page.get_by_role("button", name="Seal it").click()
    expect(person.page.get_by_role("heading", name=SEALED)).to_be_visible()


def test_from_the_question_to_two_open_notes_and_back_home(couple):
    ann, bo = couple
    follow(ann.go("/us/"), "A question for both")
    asked = ann.heading()
    press(ann.page, "Another one")
    assert ann.heading() != asked
    asked = ann.heading()
    seal(ann, HERS, guess="the post")
    assert "one is here" in main_text(bo, "/us/")
    assert LIES in main_text(bo, QUESTIONS)
    assert bo.heading() == asked
    press(bo.page, "Not this one")
    assert bo.heading() == "No question tonight."
    press(bo.page, "Look at it again")
    seal(bo, HIS)
    ann.go("/today/")
    for person, guess in ((ann, True), (bo, False)):
        text = main_text(person, QUESTIONS)
        assert OPENED in text
        assert HERS in text
        assert HIS in text
        assert ("the post" in text) is guess
        assert HIS in main_text(person, TOLD)
    press(ann.go(TOLD), "Take mine back")
    assert HERS not in main_text(bo, TOLD)
    assert HIS not in main_text(ann, TOLD)
    assert HERS in notes(ann)[0]


def test_with_both_pages_open_it_opens_for_both_within_seconds(two):
    ann, bo = two
    seal(ann, HERS)
    seal(bo, HIS)
    began = time.monotonic()
    for person in (ann, bo):
        expect(person.page.get_by_text(OPENED)).to_be_visible()
        expect(person.page.get_by_text(HERS)).to_be_visible()
        expect(person.page.get_by_text(HIS)).to_be_visible()
    assert time.monotonic() - began < 20
    for person in (ann, bo):
        person.page.evaluate(STILL)
        expect(person.page.get_by_text("You could say, if it is true:")).to_be_visible()
        assert person.page.locator(".leaf").count() == 2


def test_nothing_moves_for_whoever_asked_for_less_motion(two):
    ann, bo = two
    seal(ann, HERS)
    seal(bo, HIS)
    ann.page.emulate_media(reduced_motion="reduce")
    expect(ann.page.get_by_text(HIS)).to_be_visible()
    moving = "() => document.getAnimations().filter((a) => a.playState === 'running').length"
    assert ann.page.evaluate(moving) == 0
    assert ann.page.locator(".opening-leaves").count() == 1


def test_offline_midway_no_word_is_lost_and_nothing_is_sealed_twice(two):
    ann, bo = two
    seal(bo, HIS)
    page = ann.go(f"{QUESTIONS}write/")
    page.locator("textarea[name=text]").fill(HERS)
    ann.context.set_offline(True)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("status")).to_contain_text("You are offline.")
    assert page.locator("textarea[name=text]").input_value() == HERS
    ann.context.set_offline(False)
    expect(page.get_by_role("heading", name="This is your answer.")).to_be_visible()
    ann.context.set_offline(True)
    page.get_by_role("button", name="Seal it").click()
    expect(page.get_by_role("status")).to_contain_text("You are offline.")
    expect(page.get_by_role("article")).to_contain_text(HERS)
    ann.context.set_offline(False)
    page.wait_for_url(f"**{QUESTIONS}")
    expect(bo.page.get_by_text(OPENED)).to_be_visible()
    expect(bo.page.get_by_text(HERS)).to_be_visible()
    rows = ann.home.rows("SELECT count(*) FROM answer a JOIN person p ON p.id = a.author_id WHERE p.name = ?", ann.name)
    assert rows == [(1,)]
    ann.refused[:] = [line for line in ann.refused if not any(sign in line for sign in OFFLINE)]


def test_a_sealed_page_that_goes_offline_opens_when_it_is_back(two):
    ann, bo = two
    seal(ann, HERS)
    ann.context.set_offline(True)
    seal(bo, HIS)
    ann.page.wait_for_timeout(5000)
    expect(ann.page.get_by_role("heading", name=SEALED)).to_be_visible()
    ann.context.set_offline(False)
    expect(ann.page.get_by_text(HIS)).to_be_visible()
    ann.refused[:] = [line for line in ann.refused if not any(sign in line for sign in OFFLINE)]


def test_she_leaves_while_he_writes_and_his_words_stay(two):
    ann, bo = two
    seal(ann, HERS)
    page = write(bo, HIS)
    unlink(ann)
    page.get_by_role("button", name="Seal it").click()
    expect(page.get_by_label("Your words")).to_have_count(0)
    expect(page.get_by_text("Come in").or_(page.get_by_role("heading", name="Here is what you wrote."))).to_be_visible()
    page.locator("[name=name]").fill(bo.name)
    page.locator("[name=passphrase]").fill(bo.words)
    press(page, "Come in")
    expect(page.locator("textarea[name=text]")).to_have_value(HIS)
    assert HERS in notes(ann)[0]


@pytest.fixture
def views():
    looked = Views()
    yield looked
    assert not looked.wrong, "\n".join(["", *looked.wrong])


class Views:
    """Every state as axe, a narrow phone and a thumb find it."""

    def __init__(self):
        self.wrong = []

    def go(self, person, path, what, looks=FEW):
        person.go(path)
        self.look(person, what, looks)

    def look(self, person, what, looks=FEW):
        person.page.evaluate(STILL)
        self.wrong += findings(person.page, what, looks)
        self.wrong += [f"{what}: {line}" for line in person.page.evaluate(HIDDEN)]


def test_each_state_of_a_question_looks_right(two, views):
    ann, bo = two
    views.go(ann, QUESTIONS, "a question offered", LOOKS)
    views.go(ann, TOLD, "nothing told yet")
    views.go(ann, f"{QUESTIONS}write/", "writing an answer")
    press(ann.page, "Look at it")
    views.look(ann, "nothing written")
    write(ann, HERS, guess=LONG[:300])
    views.look(ann, "a look at an answer")
    press(ann.page, "Seal it")
    expect(ann.page.get_by_role("heading", name=SEALED)).to_be_visible()
    views.look(ann, "sealed")
    views.go(bo, "/us/", "one lies here")
    views.go(bo, QUESTIONS, "it lies here", LOOKS)
    press(bo.page, "Not this one")
    views.look(bo, "put aside")
    seal(bo, LONG)
    ann.go("/today/")
    views.go(ann, "/us/", "it has opened, on Us")
    views.go(ann, QUESTIONS, "opened", LOOKS)
    views.go(ann, TOLD, "told each other", LOOKS)
    press(ann.page, "Take mine back")
    views.look(ann, "taken back")
    views.go(bo, TOLD, "the other took theirs back")
    ann.home.later(days=1)
    bo.sign_in()
    views.go(bo, QUESTIONS, "how it landed")


def test_each_state_of_a_letter_looks_right(two, views):
    ann, bo = two
    views.go(ann, LETTERS, "no letter yet")
    views.go(ann, f"{LETTERS}write/", "writing a letter", LOOKS)
    press(ann.page, "Look at it")
    views.look(ann, "no day chosen")
    write(ann, HERS, LETTERS, after="In three months")
    views.look(ann, "a look at a letter")
    press(ann.page, "Seal it")
    views.look(ann, "a sealed letter")
    views.go(bo, LETTERS, "a letter lies here")
    press(bo.page, "Not this one")
    views.look(bo, "a letter put aside")
    seal(bo, LONG, LETTERS)
    ann.home.later(days=93)
    for person in (ann, bo):
        person.sign_in()
        person.go("/today/")
    views.go(ann, LETTERS, "letters opened", LOOKS)
