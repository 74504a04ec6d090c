"""Taking one's words along: everything that is one's own, nothing that was said about safety."""

from __future__ import annotations

import json
import re

import pytest

from undrift.actions import export

from .test_bad_input import FAMILY, MARKUP, RIGHT_TO_LEFT
from .world import World, text_of

TEXTS = [RIGHT_TO_LEFT, FAMILY, MARKUP, 'quote " \\ back', "line\nline", "plain"]


def taken_along(person, form: str) -> str:
    answer = person.post("/settings/take-along/", {"passphrase": person.words, "form": form})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert "attachment" in answer["Content-Disposition"]
    return text_of(answer)


@pytest.fixture
def busy(world: World) -> World:
    for text in TEXTS:
        world.ann.writes(text)
    world.ann.post("/settings/joint/", {"keep": "away"})
    world.ann.fill("/settings/life/", situation=["betrayal"], partner_word="Sam")
    world.ann.post("/today/capacity/", {"capacity": "some"})
    world.bo.writes("of bo alone")
    return world


def test_as_data_it_parses_and_holds_every_note_exactly(busy):
    data = json.loads(taken_along(busy.ann, "json"))
    assert data["name"] == "Ann"
    assert sorted(note["text"] for note in data["notes"]) == sorted(text.strip() for text in TEXTS)
    assert all(note["opened"] and note["kind"] and note["at"] for note in data["notes"])
    assert len(data["evenings"]) == 1


@pytest.mark.parametrize("form", ["json", "page"])
def test_nothing_about_safety_and_nothing_of_others_is_in_it(busy, form):
    taken = taken_along(busy.ann, form)
    assert not re.search(r"keep_joint|away|hold|betrayal|severe|fear|way_in", taken)
    assert "of bo alone" not in taken


def test_as_a_page_it_is_safe_to_open(busy):
    page = taken_along(busy.ann, "page")
    assert "<script" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;" in page
    assert not re.search(r'(src|href)="', page)
    assert page.count("<article") == len(TEXTS) + 2, "the notes, what life is like, and one evening"
    assert page.rstrip().endswith("</html>")


def test_an_empty_notebook_is_an_export_too(world):
    assert json.loads(taken_along(world.cleo, "json"))["notes"] == []
    assert "</html>" in taken_along(world.cleo, "page")


def test_what_bo_and_cleo_take_is_their_own(busy):
    assert [n["text"] for n in json.loads(taken_along(busy.bo, "json"))["notes"]] == ["of bo alone"]
    assert json.loads(taken_along(busy.cleo, "json"))["notes"] == []


@pytest.mark.parametrize("words", ["", "x", "barn ladder tall lantern pebble"])
def test_without_ones_own_words_nothing_is_taken(busy, words):
    answer = busy.ann.post("/settings/take-along/", {"passphrase": words, "form": "json"})
    assert answer.status_code == 422
    assert "plain" not in text_of(answer)


@pytest.mark.parametrize("form", ["json", "page"])
def test_a_third_export_at_once_is_told_to_wait_before_anything_is_sent(busy, form):
    places = [export._places.acquire(blocking=False) for _ in range(2)]
    try:
        answer = busy.ann.post("/settings/take-along/", {"passphrase": busy.ann.words, "form": form})
        assert answer.status_code == 503, "the refusal comes after the page has begun, as a broken download"
        assert int(answer["Retry-After"]) > 0
    finally:
        for _ in places:
            export._places.release()


def test_an_export_that_is_broken_off_gives_its_place_back(busy):
    for _ in range(5):
        answer = busy.ann.post("/settings/take-along/", {"passphrase": busy.ann.words, "form": "json"})
        next(iter(answer.streaming_content))
        answer.close()
    assert json.loads(taken_along(busy.ann, "json"))["notes"]


def test_five_hundred_notes_and_more_come_along_in_order(world):
    from undrift.actions import notebook, sessions
    from undrift.domain.notebook import Kind

    visit = sessions.resume(world.ann.cookie)
    for n in range(620):
        notebook.write(visit, Kind.NOTE, f"number {n}", note_key="")
    texts = [note["text"] for note in json.loads(taken_along(world.ann, "json"))["notes"]]
    assert texts == [f"number {n}" for n in range(620)]


def test_a_step_put_aside_can_be_put_back(world):
    world.ann.post("/today/saved/feet-on-the-floor/")
    page = world.ann.get("/mine/")
    assert "Feet on the floor" in text_of(page)
    world.ann.send(page, "/today/saved/feet-on-the-floor/", take_away="yes")
    assert "Feet on the floor" not in text_of(world.ann.get("/mine/"))
