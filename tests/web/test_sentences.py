"""One sentence an evening: asked at most once, kept at the closed door, and taken into its sheet."""

from __future__ import annotations

import re

import pytest

from undrift.actions import desk as desks
from undrift.actions import sentences
from undrift.domain import evening
from undrift.domain.desk import Offer
from undrift.store.models import Entry, Sheet

from .couples import takes_new_keys, visit_of
from .forms import errors_in, form_to
from .sheets import CIRCLE, DAY, INDEX, SENTENCE, said, says
from .world import Someone, World, signed_in, text_of

LINK = 'href="/mine/sentence/"'


def nothing_tonight(somebody: Someone) -> None:
    """Be in an evening without a step: the seed and the history decide, so it is written onto the desk."""

    def change(desk):
        local = desks.local_now(desk)
        return evening.offered(evening.arrived(desk.with_(tonight=None), local, "some"), None)

    desks.change(visit_of(somebody), change)


def begin(world: World, path: str = DAY) -> Someone:
    assert world.ann.fill(path, then="evening").status_code == 302
    nothing_tonight(world.ann)
    return world.ann


def next_evening(world: World) -> None:
    world.clock.later(days=1)
    world.ann.sign_in()
    nothing_tonight(world.ann)


def test_an_evening_sentence_waits_at_the_closed_door_and_goes_into_its_sheet(world):
    says(world.ann, DAY, greet="by day")
    ann = begin(world)
    ann.post("/mine/door/close/")
    assert LINK in text_of(ann.get("/today/"))
    page = ann.get(SENTENCE)
    assert "How do you find out how the other is?" in text_of(page)
    for _ in range(2):
        assert ann.send(page, SENTENCE, text="in the car", answer="keep")["Location"] == "/today/kept/"
    assert Entry.objects.count() == 1
    assert LINK not in text_of(ann.get("/today/"))
    assert "Nothing is asked tonight" in text_of(ann.get(SENTENCE))
    ann.open_notebook()
    assert "One sentence, in the evening" in ann.notebook()
    assert said(ann, DAY, "ask") == "in the car"
    assert said(ann, DAY, "greet") == "by day"
    assert Entry.objects.count() == 0
    assert "in the car" not in ann.notebook()
    assert said(ann, DAY, "ask") == "in the car"


def test_a_second_sentence_for_the_same_line_stands_under_the_first(world):
    ann = begin(world)
    page = ann.get(SENTENCE)
    ann.send(page, SENTENCE, text="the first", answer="keep")
    says(ann, CIRCLE, when="another sheet was opened meanwhile")
    visit = visit_of(ann)
    sentences.answer(visit, "day", "greet", "the second", note_key="")
    assert said(ann, DAY, "greet") == "the first\nthe second"


def test_a_window_that_was_open_meanwhile_loses_neither(world):
    ann = begin(world)
    open_page = ann.get(DAY)
    ann.send(ann.get(SENTENCE), SENTENCE, text="of the evening", answer="keep")
    assert said(ann, DAY, "greet") == "of the evening"
    answer = ann.send(open_page, DAY, **{"line-greet": "of the window"})
    assert answer.status_code == 422
    assert "of the evening" in text_of(answer)
    assert form_to(text_of(answer), DAY).fields["line-greet"] == ["of the window"]


def test_not_tonight_is_an_answer_and_is_not_asked_again(world):
    ann = begin(world)
    assert "How do you greet each other?" in text_of(ann.get(SENTENCE))
    ann.send(ann.get(SENTENCE), SENTENCE, answer="not_tonight")
    assert LINK not in text_of(ann.get("/today/"))
    assert "Nothing is asked tonight" in text_of(ann.get(SENTENCE))
    assert Entry.objects.count() == 0
    next_evening(world)
    assert LINK in text_of(ann.get("/today/"))
    assert "How do you greet each other?" not in text_of(ann.get(SENTENCE))


def test_no_more_of_these_ends_it(world):
    ann = begin(world)
    ann.send(ann.get(SENTENCE), SENTENCE, answer="no_more")
    for _ in range(3):
        assert LINK not in text_of(ann.get("/today/"))
        next_evening(world)
    assert 'aria-pressed="true">All at once' in text_of(ann.get(DAY))


def test_all_at_once_ends_it_too_and_keeps_what_was_typed(world):
    ann = begin(world)
    assert 'aria-pressed="true">One sentence an evening' in text_of(ann.get(DAY))
    ann.fill(CIRCLE, then="at-once")
    assert LINK in text_of(ann.get("/today/")), "another sheet's choice ended it"
    ann.fill(DAY, then="at-once", **{"line-greet": "a nod"})
    assert LINK not in text_of(ann.get("/today/"))
    assert said(ann, DAY, "greet") == "a nod"


def test_what_was_answered_on_the_sheet_is_not_asked_in_the_evening(world):
    ann = begin(world)
    says(ann, DAY, greet="a nod", ask="in the car", hard="I ring my sister", part="the door")
    assert "nothing but arrangements" in text_of(ann.get(SENTENCE))
    says(ann, DAY, arranged="all of it")
    assert LINK not in text_of(ann.get("/today/"))
    assert "One sentence an evening" not in text_of(ann.get(DAY)), "it offers to ask what is answered"


def test_an_evening_with_a_landing_has_no_sentence(world):
    ann = begin(world)
    due = Offer("feet-on-the-floor", "2026-11-20", "did")
    desks.change(visit_of(ann), lambda d: d.with_(landing_due=due, landing_due_from="2026-11-20T18:30:00"))
    page = ann.get("/today/")
    assert LINK not in text_of(page)
    ann.send(page, "/today/landing/", landing="closer")
    assert LINK not in text_of(ann.get("/today/"))
    next_evening(world)
    assert LINK in text_of(ann.get("/today/"))


def test_the_line_on_today_says_nothing_of_the_sheet(world):
    ann = begin(world, f"{INDEX}tide/")
    page = text_of(ann.get("/today/"))
    assert LINK in page
    assert not re.search(r"afraid|fear|losing|looking back|sheet|question", page.partition("<main")[2], re.IGNORECASE)


def test_an_empty_sentence_is_said_and_the_question_stays(world):
    ann = begin(world)
    answer = ann.send(ann.get(SENTENCE), SENTENCE, text="  ", answer="keep")
    assert answer.status_code == 422
    assert "How do you greet each other?" in text_of(answer)
    assert list(errors_in(text_of(answer))) == ["text"]


def test_an_evening_sentence_survives_an_expired_session(world):
    ann = begin(world)
    page = ann.get(SENTENCE)
    world.clock.later(minutes=31)
    answer = ann.send(page, SENTENCE, text="salt marsh", answer="keep")
    assert answer.status_code == 401
    shown = ann.send(answer, "/sign-in/", name="Ann", passphrase=ann.words)
    assert signed_in(ann.send(shown, SENTENCE))
    assert said(ann, DAY, "greet") == "salt marsh"


@pytest.mark.parametrize(
    "junk", [{}, {"sheet": "map", "line": "when"}, {"sheet": "day", "line": "when"}, {"line": "\0"}]
)
def test_words_for_a_question_that_is_none_are_a_note(world, junk):
    assert signed_in(world.ann.post(SENTENCE, {"text": "salt marsh", **junk}))
    assert "salt marsh" in world.ann.notebook()
    assert signed_in(world.ann.post(SENTENCE, {"answer": "not_tonight", **junk}))


def test_a_sentence_let_go_in_the_notebook_does_not_come_back(world):
    ann = begin(world)
    ann.send(ann.get(SENTENCE), SENTENCE, text="salt marsh", answer="keep")
    note = Entry.objects.get().id
    ann.post(f"/mine/notebook/{note}/let-go/")
    assert said(ann, DAY, "greet") == ""


def test_sentences_survive_new_keys_at_the_door(world):
    ann = begin(world)
    ann.send(ann.get(SENTENCE), SENTENCE, text="salt marsh", answer="keep")
    takes_new_keys(ann)
    assert said(ann, DAY, "greet") == "salt marsh"


def test_a_sheet_let_go_takes_its_waiting_sentences_along(world):
    ann = begin(world)
    ann.send(ann.get(SENTENCE), SENTENCE, text="salt marsh", answer="keep")
    ann.post(f"{DAY}let-go/")
    next_evening(world)
    assert LINK not in text_of(ann.get("/today/"))
    assert "salt marsh" not in ann.notebook()
    assert said(ann, DAY, "greet") == ""
    assert (Entry.objects.count(), Sheet.objects.count()) == (0, 0)


def test_bo_and_cleo_are_asked_nothing(couple):
    couple.ann.fill(DAY, then="evening")
    for somebody in couple.everybody:
        nothing_tonight(somebody)
    assert LINK in text_of(couple.ann.get("/today/"))
    for somebody in (couple.bo, couple.cleo):
        assert LINK not in text_of(somebody.get("/today/"))
        assert "Nothing is asked tonight" in text_of(somebody.get(SENTENCE))
