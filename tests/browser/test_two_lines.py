"""Two people at two phones: agreements, the years ahead and the story, with scripts and without, seen in every way."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.couples import EVENING, follow, notes, pair, press, unlink
from tests.browser.forms import without_checks
from tests.browser.lines import (
    AGREEMENTS,
    FUTURE,
    STORY,
    add_piece,
    hope,
    main_text,
    open_line,
    open_piece,
    park,
    say_yes,
    type_in,
    will,
)
from tests.browser.looks import LOOKS, findings

pytestmark = pytest.mark.without_worker
FEW = LOOKS[:2]
LINE, BREAK = "ring you when it gets late", "go round the block with the dog"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung " * 4
HERS, HIS = "You are home by four.", "An early, and you read me the paper."


@pytest.fixture(params=["with scripts", "without scripts"])
def couple(someone, home, request):
    home.set_clock(EVENING)
    scripts = request.param == "with scripts"
    ann, bo = (someone(name, java_script_enabled=scripts) for name in ("Ann", "Bo"))
    ann.begin()
    bo.begin()
    pair(ann, bo)
    return ann, bo


def test_an_agreement_from_the_first_word_to_the_notebook(couple):
    ann, bo = couple
    follow(ann.go("/us/"), "Agreements")
    expect(ann.page.get_by_role("heading", name="What each of you will do.")).to_be_visible()
    type_in(ann, f"{AGREEMENTS}write/", "Write it", text="you will stop")
    expect(ann.page.get_by_text("This one speaks for somebody else.")).to_be_visible()
    assert ann.page.get_by_label("I will").input_value() == "you will stop"
    will(ann, LINE)
    will(ann, BREAK, back="after half an hour")
    park(bo, "The loft")
    before = main_text(ann, AGREEMENTS)
    press(bo.go(AGREEMENTS), "Put aside")
    assert LINE not in main_text(bo, AGREEMENTS)
    assert main_text(ann, AGREEMENTS) == before
    follow(bo.go(AGREEMENTS), "Put aside")
    expect(bo.page.get_by_text(LINE)).to_be_visible()
    follow(bo.page, LINE)
    press(bo.page, "Yes")
    say_yes(bo)
    assert "What stands" in main_text(ann, AGREEMENTS)
    assert "Not yet accepted" not in main_text(ann, AGREEMENTS)
    open_line(ann, LINE)
    follow(ann.page, "Say it in other words")
    ann.page.get_by_label("I will").fill("ring you from the stop")
    press(ann.page, "Keep these words")
    assert "ring you from the stop" in main_text(bo, AGREEMENTS).split("What stands")[0]
    press(open_line(bo, BREAK), "Take it out")
    assert bo.heading() == "It is gone for both."
    assert BREAK not in main_text(ann, AGREEMENTS)
    press(open_line(ann, "ring you from the stop"), "Take it out")
    assert notes(ann) == ["I will ring you from the stop", f"after half an hour\nI will {BREAK}"]
    press(open_line(bo, "The loft"), "Take it off")
    assert "The loft" not in main_text(ann, AGREEMENTS)


def test_hopes_are_sealed_opened_and_taken_back(couple):
    ann, bo = couple
    follow(ann.go("/us/"), "The years ahead")
    hope(ann, "More time outdoors", "A child, or another one", tuesday=HERS)
    assert ann.heading() == "Yours is sealed."
    assert bo.go(FUTURE).get_by_role("heading", name="The years ahead").is_visible()
    hope(bo, "More time outdoors", "No children, or no more", tuesday=HIS)
    assert bo.heading() == "Yours is sealed."
    assert HERS not in main_text(bo, FUTURE)
    ann.go("/today/")
    for person in (ann, bo):
        text = main_text(person, FUTURE)
        assert text.index("You both hope for") < text.index("One of you hopes for") < text.index("An ordinary Tuesday")
        assert HERS in text
        assert HIS in text
    press(ann.go(FUTURE), "Take mine back")
    assert HERS not in main_text(bo, FUTURE)
    assert HIS not in main_text(ann, FUTURE)
    assert HERS in notes(ann)[0]


def test_a_story_of_two(couple):
    ann, bo = couple
    follow(ann.go("/us/"), "Our story")
    add_piece(ann, "The ferry was late.", "the winter of the leaking roof")
    add_piece(bo, "You had a red hat.")
    follow(open_piece(bo, 0), "Write what came before")
    bo.page.get_by_label("What happened").fill("It began to snow.")
    press(bo.page, "Add it")
    text = main_text(ann, STORY)
    assert text.index("snow") < text.index("ferry") < text.index("red hat")
    press(open_piece(ann, 1), "Later")
    text = main_text(bo, STORY)
    assert text.index("red hat") < text.index("ferry")
    press(open_piece(ann, 2), "Take it back")
    assert "ferry" not in main_text(bo, STORY)
    assert notes(ann) == ["the winter of the leaking roof\nThe ferry was late."]
    unlink(bo)
    ann.sign_in("/us/")
    assert ann.go(STORY).get_by_role("heading", name="This space is closed.").is_visible()


class Views:
    def __init__(self, album):
        self.found, self.album = [], album

    def look(self, person, what, looks=LOOKS):
        person.page.set_viewport_size({"width": 360, "height": 740})
        self.album.keep(person, what)
        self.found += findings(person.page, what, looks)

    def go(self, person, path, what, looks=LOOKS):
        person.go(path)
        self.look(person, what, looks)


@pytest.fixture
def views(album):
    kept = Views(album)
    yield kept
    assert not kept.found, "\n".join(["", *kept.found])


@pytest.fixture
def two(someone, home):
    home.set_clock(EVENING)
    ann, bo = someone("Ann", reduced_motion="reduce"), someone("Bo", reduced_motion="reduce")
    ann.begin()
    bo.begin()
    pair(ann, bo)
    return ann, bo


def test_agreements_look_right(two, views):
    ann, bo = two
    views.go(ann, AGREEMENTS, "no agreements")
    views.go(ann, f"{AGREEMENTS}write/", "writing a line")
    without_checks(ann.page)
    press(ann.page, "Write it")
    views.look(ann, "nothing written", FEW)
    views.go(ann, f"{AGREEMENTS}write/?about=break", "a break", FEW)
    views.go(ann, f"{AGREEMENTS}park/", "parking", FEW)
    views.go(ann, f"{AGREEMENTS}put-aside/", "nothing put aside", FEW)
    for text in (LINE, LONG.strip(), "אני אגיד כשאני צריך רגע לעצמי"):
        will(ann, text)
    park(ann, "The loft")
    will(bo, BREAK, back="after half an hour")
    views.go(bo, AGREEMENTS, "three lines asked")
    say_yes(bo)
    say_yes(bo)
    press(bo.go(AGREEMENTS), "Put aside")
    views.go(bo, f"{AGREEMENTS}put-aside/", "one put aside", FEW)
    views.go(ann, AGREEMENTS, "agreements of every kind")
    open_line(ann, LINE)
    views.look(ann, "a line that stands")
    follow(ann.page, "Say it in other words")
    views.look(ann, "other words", FEW)
    open_line(bo, LINE)
    views.look(bo, "a standing line of the other", FEW)
    open_line(ann, "The loft")
    views.look(ann, "something parked", FEW)
    press(ann.page, "Take it off")
    views.look(ann, "gone for both", FEW)


def test_the_years_ahead_look_right(two, views):
    ann, bo = two
    views.go(ann, FUTURE, "no hopes yet")
    views.go(ann, f"{FUTURE}write/", "writing hopes")
    press(ann.page, "Seal it")
    views.look(ann, "no hopes typed", FEW)
    hope(ann, "More time outdoors", "A child, or another one", tuesday=HERS, stays=LONG)
    views.look(ann, "sealed")
    hope(bo, "More time outdoors", "No children, or no more", tuesday=HIS, more="שקט")
    ann.go("/today/")
    views.go(ann, FUTURE, "opened")
    views.go(bo, FUTURE, "opened, of the other", FEW)
    press(ann.go(FUTURE), "Take mine back")
    views.look(ann, "hopes taken back", FEW)
    views.go(ann, FUTURE, "resting", FEW)
    views.go(bo, FUTURE, "only mine is here", FEW)


def test_the_story_looks_right(two, views):
    ann, bo = two
    views.go(ann, STORY, "no story yet")
    views.go(ann, f"{STORY}write/", "writing a piece")
    for n, person in enumerate((ann, bo) * 7):
        add_piece(person, LONG if n == 3 else f"Piece {n}. It rained, and we laughed.", f"year {n}" if n % 2 else "")
    views.look(bo, "a piece just written", FEW)
    views.go(ann, STORY, "a story")
    follow(ann.page, "Read on")
    views.look(ann, "the story goes on", FEW)
    open_piece(ann, 0)
    views.look(ann, "a piece of mine")
    press(ann.page, "Later")
    views.look(ann, "a piece moved", FEW)
    open_piece(bo, 0)
    views.look(bo, "a piece of the other", FEW)
    open_piece(ann, 1)
    press(ann.page, "Take it back")
    views.look(ann, "a piece taken back", FEW)
