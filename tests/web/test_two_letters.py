"""Letters to later: sealed till their day, opened for both, one at a time, and never a pressure."""

from __future__ import annotations

import pytest

from undrift.actions import desk as desks
from undrift.store.models import Answer, Question

from .couples import confirms, leaves, takes_new_keys, undone, us_of, visit_of
from .forms import errors_in, form_to
from .questions import (
    LETTERS,
    SEALED,
    TOLD,
    evenings_later,
    puts_question_aside,
    sees,
    takes_answer_back,
    writes_letter,
)
from .screens import screens
from .world import text_of

HERS, HIS = "the heating is broken and we wear hats", "I hope the tomatoes are up"
LIES, OPEN, NONE = "It is here for both of you", "Sealed till", "Write to a later day how it is for you now"


@pytest.fixture
def sealed(couple):
    writes_letter(couple.ann, HERS, "3")
    writes_letter(couple.bo, HIS)
    return couple


def test_it_opens_on_its_day_once_both_have_been_here(sealed):
    for somebody in (sealed.ann, sealed.bo):
        page = sees(somebody, LETTERS)
        assert SEALED in page
        assert "Saturday 20 February 2027" in page
    evenings_later(sealed, 91)
    for somebody in (sealed.ann, sealed.bo, sealed.ann):
        assert SEALED in sees(somebody, LETTERS)
    evenings_later(sealed, 1)
    sealed.ann.get("/library/")
    sealed.bo.get("/today/")
    assert SEALED in sees(sealed.bo, LETTERS)
    sealed.ann.get("/mine/")
    assert "Your letters have opened" in us_of(sealed.ann)
    for somebody in (sealed.ann, sealed.bo):
        page = sees(somebody, LETTERS)
        assert OPEN in page
        assert HERS in page
        assert HIS in page
        assert HERS in sees(somebody, TOLD)
    assert "Your letters have opened" not in us_of(sealed.ann)


def test_whoever_begins_chooses_the_day_and_the_other_cannot(couple):
    answer = couple.ann.fill(f"{LETTERS}write/", text=HERS, then="look")
    assert errors_in(text_of(answer)) == {"after": "Please choose when it opens."}
    assert form_to(text_of(answer), f"{LETTERS}write/").fields["text"] == [HERS]
    writes_letter(couple.ann, HERS, "12")
    assert "Saturday 20 November 2027" in sees(couple.bo, LETTERS)
    assert 'name="after"' not in text_of(couple.bo.get(f"{LETTERS}write/"))
    couple.bo.post(f"{LETTERS}write/", {"text": HIS, "after": "3", "then": "seal"})
    assert "Saturday 20 November 2027" in sees(couple.bo, LETTERS)


def test_one_letter_at_a_time_and_a_second_is_refused_with_its_words(couple):
    writes_letter(couple.ann, HERS, "3")
    answer = couple.ann.post(f"{LETTERS}write/", {"text": "another", "after": "6", "then": "seal"})
    assert answer.status_code == 422
    assert form_to(text_of(answer), f"{LETTERS}write/").fields["text"] == ["another"]
    assert couple.ann.post(f"{LETTERS}write/", {"text": HERS, "after": "3", "then": "seal"}).status_code == 302
    assert Answer.objects.count() == 1
    assert couple.ann.get(f"{LETTERS}write/").status_code == 302


def test_putting_it_aside_looks_like_silence_and_can_be_taken_up(couple):
    writes_letter(couple.ann, HERS, "3")
    assert us_of(couple.bo).count("one is here") == 1
    silent = screens(couple.ann, LETTERS, "/us/")
    with undone():
        puts_question_aside(couple.bo, LETTERS)
        assert screens(couple.ann, LETTERS, "/us/") == silent
    puts_question_aside(couple.bo, LETTERS)
    assert "No letter just now." in sees(couple.bo, LETTERS)
    assert us_of(couple.bo).count("one is here") == 0
    couple.bo.send(couple.bo.get(LETTERS), f"{LETTERS}aside/")
    assert LIES in sees(couple.bo, LETTERS)


def test_either_takes_theirs_back_any_time(sealed):
    assert "Nothing of it remains here." in text_of(takes_answer_back(sealed.ann, LETTERS))
    sealed.ann.open_notebook()
    assert sealed.ann.notebook().count(HERS) == 1
    assert SEALED in sees(sealed.bo, LETTERS)
    assert LIES in sees(sealed.ann, LETTERS)
    takes_answer_back(sealed.bo, LETTERS)
    assert not Question.objects.exists()
    for somebody in (sealed.ann, sealed.bo):
        assert NONE in sees(somebody, LETTERS)


def test_alone_it_waits_past_its_day_and_comes_home(couple):
    writes_letter(couple.ann, HERS, "3")
    evenings_later(couple, 120)
    assert SEALED in sees(couple.ann, LETTERS)
    assert LIES in sees(couple.bo, LETTERS)
    evenings_later(couple, 3)
    couple.ann.get("/today/")
    assert not Answer.objects.exists()
    assert "is back with you" in sees(couple.ann, LETTERS)
    assert NONE in sees(couple.ann, LETTERS)
    couple.ann.open_notebook()
    assert couple.ann.notebook().count(HERS) == 1


def test_after_one_has_opened_another_may_be_written(sealed):
    evenings_later(sealed, 92)
    for somebody in (sealed.ann, sealed.bo):
        somebody.get("/today/")
    assert OPEN in sees(sealed.ann, LETTERS)
    writes_letter(sealed.ann, "a second one", "6")
    assert SEALED in sees(sealed.ann, LETTERS)
    assert OPEN in sees(sealed.bo, LETTERS), "what opened comes before what lies there now"
    assert LIES in sees(sealed.bo, LETTERS)
    assert HERS in sees(sealed.bo, TOLD)


@pytest.mark.parametrize("who", ["ann", "bo"])
def test_new_keys_while_it_waits_lose_neither_the_day_nor_the_letter(couple, who):
    writes_letter(couple.ann, HERS, "3")
    takes_new_keys(getattr(couple, who))
    for one in (couple.ann, couple.bo):
        one.sign_in()
    confirms(couple.ann)
    confirms(couple.bo)
    couple.ann.get("/today/")
    assert "Saturday 20 February 2027" in sees(couple.bo, LETTERS)
    writes_letter(couple.bo, HIS)
    evenings_later(couple, 92)
    for one in (couple.ann, couple.bo):
        one.get("/today/")
    assert HIS in sees(couple.ann, LETTERS)
    assert HERS in sees(couple.bo, LETTERS)


def test_leaving_takes_it_home_before_its_day(sealed):
    leaves(sealed.ann)
    assert sealed.ann.notebook().count(HERS) == 1
    assert not Question.objects.exists()
    sealed.bo.sign_in()
    sealed.bo.post("/us/put-away/")
    assert sealed.bo.notebook().count(HIS) == 1


def test_cleo_and_nobody_have_no_part_in_it(sealed):
    for path in (LETTERS, f"{LETTERS}write/"):
        assert sealed.cleo.get(path).status_code == 302
        assert sealed.cleo.elsewhere().get(path)["Location"].startswith("/sign-in/")
    answer = sealed.cleo.post(f"{LETTERS}write/", {"text": "x", "after": "3", "then": "seal"})
    assert answer.status_code == 422
    assert sealed.cleo.post(f"{LETTERS}write/", {"text": "x", "after": "3", "then": "keep"}).status_code == 302


def test_ways_to_begin_are_the_same_for_everybody(couple):
    desks.change(visit_of(couple.ann), lambda desk: desk.with_(holds=("separating",)))
    for somebody in (couple.ann, couple.bo):
        assert "While I write this, I can hear" in text_of(somebody.get(f"{LETTERS}write/"))
