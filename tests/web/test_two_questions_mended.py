"""Words that could not be opened for a while, after new keys, are never lost from every page."""

from undrift.actions import opening, rounds
from undrift.store.models import Answer

from .couples import confirms, takes_new_keys, visit_of
from .questions import (
    LETTERS,
    LIES,
    OPENED,
    answers,
    evenings_later,
    lies,
    mine_of,
    sees,
    takes_answer_back,
    writes_letter,
)


def test_what_waits_comes_home_before_something_newer_is_sealed(couple):
    answers(couple.ann, "The first of hers.")
    takes_new_keys(couple.bo)
    for one in (couple.ann, couple.bo):
        one.sign_in()
    for one in (couple.bo, couple.ann):
        confirms(one)
    answers(couple.bo, "Begun by him.")
    answers(couple.ann, "Her second.")
    evenings_later(couple, 40)
    couple.ann.open_notebook()
    kept = couple.ann.notebook() + sees(couple.ann, "/us/questions/", "/us/questions/told/")
    assert "The first of hers." in kept
    assert Answer.objects.filter(author__name="Ann", released=b"").count() <= 1


def test_a_letter_that_lies_for_another_day_is_said_before_mine_is_sealed(couple):
    writes_letter(couple.ann, "Hers.", "3")
    answer = couple.bo.post(f"{LETTERS}write/", {"text": "His.", "after": "12", "then": "seal"})
    assert answer.status_code == 422
    assert "There is a letter here by now" in answer.content.decode()
    assert not Answer.objects.filter(author__name="Bo").exists()


def test_what_was_taken_back_and_written_anew_in_the_same_moment_opens_as_it_is_now(couple):
    """Ann's app has looked at Bo's first answer when he takes it back and seals another."""
    answers(couple.ann, "Hers.")
    visit = visit_of(couple.ann)
    answers(couple.bo, "His first.")
    looked_at = rounds.to_prompt(visit, visit.membership, lies()[-1])
    takes_answer_back(couple.bo)
    assert LIES in sees(couple.bo)
    answers(couple.bo, "His second.")
    opening.release(visit, visit.membership, looked_at)
    assert not mine_of(couple.ann).released
    page = sees(couple.ann)
    assert OPENED in page
    assert "His second." in page
