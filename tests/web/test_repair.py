"""In an argument and the day after, for one person: public pages, and one question that comes once."""

from __future__ import annotations

import pytest

from undrift.actions import desk as desks
from undrift.domain.repair import BREAKS, LINES

from .couples import visit_of
from .forms import errors_in
from .world import text_of

QUESTION = "Anything to mend?"


def argued(somebody, clock):
    assert somebody.fill("/today/note/sideways/", text="About the keys.").status_code == 302
    clock.later(hours=24)
    somebody.sign_in()


def today(somebody):
    return text_of(somebody.get("/today/"))


def test_the_evening_after_it_is_the_only_thing_on_the_screen(world):
    assert QUESTION not in today(world.ann)
    argued(world.ann, world.clock)
    page = today(world.ann)
    assert QUESTION in page
    assert "How much do you have in you" not in page
    assert QUESTION in today(world.ann), "the same evening it is still there"
    assert QUESTION not in today(world.bo)


@pytest.mark.parametrize(
    ("answer", "leads_to"),
    [("something", "/today/to-mend/"), ("mended", "/today/note/repair/"), ("leave", "/today/")],
)
def test_each_answer_leads_on_and_nothing_of_it_is_kept(world, answer, leads_to):
    argued(world.ann, world.clock)
    page = world.ann.get("/today/")
    sent = world.ann.send(page, "/today/mending/", mending=answer)
    assert (sent.status_code, sent["Location"]) == (302, leads_to)
    assert world.ann.get(leads_to).status_code == 200
    assert QUESTION not in today(world.ann)
    assert answer not in str(desks.read(visit_of(world.ann)).to_json())


@pytest.mark.parametrize("days", [1, 2, 6])
def test_silence_is_fine_and_it_never_comes_again(world, days):
    argued(world.ann, world.clock)
    assert QUESTION in today(world.ann)
    for _ in range(8):
        world.clock.later(days=days)
        world.ann.sign_in()
        assert QUESTION not in today(world.ann)


def test_after_a_landing_it_waits_for_another_evening(world):
    world.ann.post("/today/capacity/", {"capacity": "plenty"})
    assert world.ann.post("/today/answer/", {"answer": "did"}).status_code == 302
    argued(world.ann, world.clock)
    assert "How did it land?" in today(world.ann)
    world.ann.post("/today/landing/", {"landing": "same"})
    assert QUESTION not in today(world.ann)
    world.clock.later(days=1)
    world.ann.sign_in()
    assert QUESTION in today(world.ann)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/settings/joint/", {"keep": "away"}),
        ("/settings/life/", {"situation": ["betrayal"]}),
        ("/settings/pause/", {"for": "month"}),
    ],
)
def test_under_fear_after_a_betrayal_and_in_a_rest_it_is_not_asked(world, path, fields):
    assert world.ann.post(path, fields).status_code == 302
    argued(world.ann, world.clock)
    for _ in range(9):
        assert QUESTION not in today(world.ann)
        world.clock.later(days=1)
        world.ann.sign_in()


def test_no_answer_is_one_sentence(world):
    argued(world.ann, world.clock)
    answer = world.ann.post("/today/mending/", {"mending": "fought"})
    assert answer.status_code == 422
    assert "Please choose one of the three." in text_of(answer)
    assert QUESTION in text_of(answer)


def test_answered_out_of_turn_nothing_happens(world):
    before = desks.read(visit_of(world.ann))
    assert world.ann.post("/today/mending/", {"mending": "leave"}).status_code == 302
    assert desks.read(visit_of(world.ann)) == before


def test_a_repair_may_be_noted_and_lies_in_the_notebook_alone(world):
    assert world.ann.fill("/today/note/repair/", text="Soup, and no speech.").status_code == 302
    world.ann.open_notebook()
    page = world.ann.notebook()
    assert "Soup, and no speech." in page
    assert "A repair" in page
    assert desks.read(visit_of(world.ann)).argued_at is None
    empty = world.ann.fill("/today/note/repair/", text=" ")
    assert "text" in errors_in(text_of(empty))


def test_a_repair_can_not_be_shared_as_it_is(world):
    assert "Both of us" not in text_of(world.ann.get("/today/note/repair/"))


def test_somebody_alone_is_led_on_from_what_is_for_two(world):
    for path in ("/us/way-back/", "/us/matter/"):
        answer = world.ann.get(path)
        assert (answer.status_code, answer["Location"]) == (302, "/us/")
        assert world.ann.post(path, {"line": "1", "seen": "yes", "say": "ready"}).status_code == 302
    assert desks.read(visit_of(world.ann)).afterwards.ready_from == ""


def test_public_pages_need_nobody_and_tell_nothing(world):
    stranger = world.ann.elsewhere()
    for one in BREAKS:
        page = text_of(stranger.get(f"/help/back/{one.id}/"))
        assert one.words in page, "without scripts the time is said in words"
    for line in LINES:
        assert line.words.replace(". I ", ".\u0020I\u00a0") in text_of(stranger.get(f"/help/hold-up/{line.id}/"))
    for path in ("/help/back/nowhere/", "/help/hold-up/9/", "/help/hold-up/0/"):
        assert stranger.get(path).status_code == 404
    own = text_of(stranger.get("/help/hold-up/own/"))
    assert "<textarea" in own
    assert "<form" not in own, "there is nothing that could send it"
