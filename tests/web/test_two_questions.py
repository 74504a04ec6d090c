"""A question for both: drawn for one, fixed before the other's is read, opened together, and pressed by nobody."""

from __future__ import annotations

import re

from undrift.actions import desk as desks
from undrift.store.models import Answer, Question

from .couples import (
    everything,
    leaves,
    shares,
    undone,
    us_of,
    visit_of,
)
from .forms import errors_in, form_to
from .questions import (
    HERS,
    HIS,
    LIES,
    NONE,
    OPENED,
    QUESTIONS,
    SEALED,
    TOLD,
    answers,
    asked,
    evenings_later,
    opened,
    puts_question_aside,
    seals,
    sees,
    takes_answer_back,
)
from .screens import screens
from .world import text_of

__all__ = ["opened"]


def test_from_a_drawn_question_to_both_answers(couple):
    words = asked(couple.ann)
    assert asked(couple.ann) == words
    answers(couple.ann, HERS)
    page = sees(couple.ann)
    assert SEALED in page
    assert HERS in page
    assert LIES in sees(couple.bo)
    assert asked(couple.bo) == words
    assert HERS not in sees(couple.bo)
    answers(couple.bo, HIS)
    page = sees(couple.bo)
    assert SEALED in page
    assert HERS not in page
    couple.ann.get("/library/")
    assert SEALED in sees(couple.bo)
    couple.ann.get("/mine/")
    for somebody in (couple.bo, couple.ann):
        page = sees(somebody)
        assert OPENED in page
        assert HERS in page
        assert HIS in page
        assert words.replace("&#x27;", "'") in page
        assert "You could say, if it is true:" in page


def test_another_one_changes_the_question_and_tells_nobody(couple):
    before, found = everything(), set()
    for _ in range(12):
        found.add(asked(couple.ann))
        assert couple.ann.post(f"{QUESTIONS}another/").status_code == 302
    assert len(found) > 1
    changed = {table for table, rows in everything().items() if rows != before[table]}
    assert changed <= {"desk"}


def test_us_says_that_a_question_lies_here_in_the_same_words_for_both(couple):
    assert "one is here" not in us_of(couple.bo)
    answers(couple.ann, HERS)
    for somebody in (couple.ann, couple.bo):
        assert us_of(somebody).count("one is here") == 1
    assert HERS not in us_of(couple.bo)


def test_what_opened_unseen_is_shown_before_a_newer_one(couple):
    """Bo's app let the first open at an arrival, and Ann began the next before he looked."""
    ann, bo = couple.ann, couple.bo
    answers(ann, "A tin of buttons.")
    answers(bo, "The bicycle.")
    assert OPENED in sees(ann)
    evenings_later(couple, 3)
    bo.get("/today/")
    answers(ann, "The later one.")
    assert "The bicycle." in (first := sees(bo))
    assert OPENED in first
    assert "The later one." not in first
    assert LIES in sees(bo)


class TestNotThisOne:
    def test_it_looks_to_the_other_like_silence(self, couple):
        answers(couple.ann, HERS)
        silent = screens(couple.ann, QUESTIONS, "/us/", TOLD)
        with undone():
            couple.bo.get(QUESTIONS)
            assert puts_question_aside(couple.bo).status_code == 302
            assert screens(couple.ann, QUESTIONS, "/us/", TOLD) == silent
        assert screens(couple.ann, QUESTIONS, "/us/", TOLD) == silent

    def test_no_other_is_drawn_until_the_starters_went_home_and_it_can_be_taken_up(self, couple):
        answers(couple.ann, HERS)
        words = asked(couple.bo)
        puts_question_aside(couple.bo)
        assert NONE in sees(couple.bo)
        assert "one is here" not in us_of(couple.bo)
        assert couple.bo.send(couple.bo.get(QUESTIONS), f"{QUESTIONS}aside/").status_code == 302
        assert asked(couple.bo) == words
        puts_question_aside(couple.bo)
        takes_answer_back(couple.ann)
        assert "A question for both" in sees(couple.bo)

    def test_a_question_that_is_not_here_cannot_be_put_aside(self, couple):
        couple.bo.post(f"{QUESTIONS}aside/", {"prompt": "0" * 32})
        assert not desks.read(visit_of(couple.bo)).curiosity.question.aside


class TestAfterAWeek:
    def test_it_goes_home_at_its_authors_next_arrival_with_one_sentence(self, couple):
        answers(couple.ann, HERS)
        evenings_later(couple, 6)
        assert SEALED in sees(couple.ann)
        evenings_later(couple, 1)
        assert Answer.objects.count() == 1
        couple.ann.get("/today/")
        assert not Answer.objects.exists()
        assert not Question.objects.exists()
        assert "is back with you" in sees(couple.ann)
        assert "is back with you" not in sees(couple.ann)
        couple.ann.open_notebook()
        assert couple.ann.notebook().count(HERS) == 1
        assert "A question for both" in sees(couple.bo)

    def test_answered_meanwhile_it_opens_instead(self, couple):
        answers(couple.ann, HERS)
        evenings_later(couple, 9)
        answers(couple.bo, HIS)
        assert OPENED in sees(couple.ann)
        assert OPENED in sees(couple.bo)

    def test_the_second_who_waits_longer_than_a_week_gets_theirs_home_too(self, couple):
        answers(couple.ann, HERS)
        answers(couple.bo, HIS)
        couple.clock.later(days=8)
        couple.bo.sign_in()
        couple.bo.get("/today/")
        page = sees(couple.bo)
        assert "is back with you" in page
        assert NONE in page
        couple.ann.sign_in()
        couple.ann.get("/today/")
        assert not Answer.objects.exists()
        assert "A question for both" in sees(couple.bo)


class TestGuessing:
    def test_only_its_author_sees_it_and_only_on_their_own_page(self, couple):
        answers(couple.ann, HERS, guess="surely the garden")
        assert "surely the garden" in sees(couple.ann)
        answers(couple.bo, HIS, guess="her coffee")
        page = sees(couple.ann)
        assert "You thought: surely the garden" in page
        assert "her coffee" not in page
        page = sees(couple.bo)
        assert "You thought: her coffee" in page
        assert "surely the garden" not in page
        assert "surely the garden" not in sees(couple.ann, TOLD)

    def test_with_the_next_question_it_goes_home(self, couple):
        answers(couple.ann, HERS, guess="surely the garden")
        answers(couple.bo, HIS)
        sees(couple.ann)
        evenings_later(couple, 3)
        answers(couple.ann, "something else")
        couple.ann.open_notebook()
        assert couple.ann.notebook().count("surely the garden") == 1

    def test_leaving_takes_it_home(self, couple):
        answers(couple.ann, HERS, guess="surely the garden")
        leaves(couple.ann)
        assert couple.ann.notebook().count("surely the garden") == 1
        assert couple.ann.notebook().count(HERS) == 1


class TestTakingBack:
    def test_before_it_opens_nothing_remains(self, couple):
        before = sees(couple.bo)
        answers(couple.ann, HERS)
        assert "Nothing of it remains here." in text_of(takes_answer_back(couple.ann))
        assert not Answer.objects.exists()
        assert not Question.objects.exists()
        assert sees(couple.bo) == before
        couple.ann.open_notebook()
        assert couple.ann.notebook().count(HERS) == 1

    def test_after_it_opened_neither_opens_the_others(self, opened):
        answer = takes_answer_back(opened.ann)
        assert "If Bo has read it, they still know it." in text_of(answer)
        assert HIS not in sees(opened.ann, TOLD)
        page = sees(opened.bo, TOLD)
        assert HIS in page
        assert HERS not in page
        assert "Taken back. Either of you may do that." in page
        answer = opened.bo.send(opened.bo.get(TOLD), f"{QUESTIONS}take-back/")
        assert "It is back with you." in text_of(answer)
        assert not Question.objects.exists()

    def test_twice_is_as_once_and_nobody_takes_the_others(self, opened):
        page = opened.ann.get(TOLD)
        for _ in range(2):
            assert "It is back with you." in text_of(opened.ann.send(page, f"{QUESTIONS}take-back/"))
        prompt = Question.objects.get().pk and Question.objects.get().id
        for somebody in (opened.ann, opened.cleo):
            before = everything()
            somebody.post(f"{QUESTIONS}take-back/", {"prompt": prompt})
            assert {t: r for t, r in everything().items() if t != "desk"} == {
                t: r for t, r in before.items() if t != "desk"
            }


class TestTyping:
    def test_nothing_is_one_kind_sentence(self, couple):
        answer = couple.ann.fill(f"{QUESTIONS}write/", text="  ", then="look")
        assert answer.status_code == 422
        assert errors_in(text_of(answer)) == {"text": "There is nothing here yet. One line is enough."}

    def test_too_long_comes_back_whole(self, couple):
        long = "word " * 5000
        answer = couple.ann.fill(f"{QUESTIONS}write/", text=long, guess="a guess", then="look")
        assert answer.status_code == 422
        form = form_to(text_of(answer), f"{QUESTIONS}write/")
        assert form.fields["text"] == [long]
        assert form.fields["guess"] == ["a guess"]

    def test_change_keeps_what_was_typed_and_keep_puts_it_into_the_notebook(self, couple):
        looked = couple.ann.fill(f"{QUESTIONS}write/", text=HERS, guess="a guess", then="look")
        answer = couple.ann.send(looked, f"{QUESTIONS}write/", then="change")
        form = form_to(text_of(answer), f"{QUESTIONS}write/")
        assert form.fields["text"] == [HERS]
        assert form.fields["guess"] == ["a guess"]
        assert couple.ann.send(answer, f"{QUESTIONS}write/", then="keep").status_code == 302
        assert not Answer.objects.exists()
        couple.ann.open_notebook()
        assert HERS in couple.ann.notebook()

    def test_two_windows_seal_once_and_lose_nothing(self, couple):
        pages = [couple.ann.fill(f"{QUESTIONS}write/", text=t, then="look") for t in (HERS, HERS, "another")]
        for page in pages[:2]:
            assert couple.ann.send(page, f"{QUESTIONS}write/", then="seal").status_code == 302
        answer = couple.ann.send(pages[2], f"{QUESTIONS}write/", then="seal")
        assert answer.status_code == 422
        assert "cannot be changed" in errors_in(text_of(answer))["text"]
        assert form_to(text_of(answer), f"{QUESTIONS}write/").fields["text"] == ["another"]
        assert Answer.objects.count() == 1

    def test_both_begin_at_once_the_second_keeps_every_word(self, couple):
        while asked(couple.bo) == asked(couple.ann):
            couple.bo.post(f"{QUESTIONS}another/")
        hers, his = (
            s.fill(f"{QUESTIONS}write/", text=t, then="look") for s, t in ((couple.ann, HERS), (couple.bo, HIS))
        )
        assert couple.ann.send(hers, f"{QUESTIONS}write/", then="seal").status_code == 302
        answer = couple.bo.send(his, f"{QUESTIONS}write/", then="seal")
        assert answer.status_code == 422
        assert "one at a time" in errors_in(text_of(answer))["text"]
        assert form_to(text_of(answer), f"{QUESTIONS}write/").fields["text"] == [HIS]
        assert Question.objects.count() == 1
        assert couple.bo.send(answer, f"{QUESTIONS}write/", then="keep").status_code == 302

    def test_nobody_lays_down_a_question_of_their_own_making(self, couple):
        for question in ("still-ahead", "", "Why did you lie to me?", "x" * 3000):
            answer = couple.ann.post(f"{QUESTIONS}write/", {"question": question, "text": HERS, "then": "seal"})
            if question != desks.read(visit_of(couple.ann)).curiosity.drawn:
                assert answer.status_code == 422
                assert "lie to me" not in text_of(answer)
        assert Question.objects.count() == 0

    def test_written_while_she_leaves_the_words_wait(self, couple):
        answers(couple.ann, HERS)
        looked = couple.bo.fill(f"{QUESTIONS}write/", text=HIS, then="look")
        leaves(couple.ann)
        answer = couple.bo.send(looked, f"{QUESTIONS}write/", then="seal")
        assert HIS in text_of(answer)
        filled = form_to(text_of(answer), "/sign-in/").filled(name="Bo", passphrase=couple.bo.words)
        looked = couple.bo.send(couple.bo.post("/sign-in/", filled), f"{QUESTIONS}write/")
        again = couple.bo.send(looked, f"{QUESTIONS}write/", then="seal")
        assert again.status_code == 422
        assert form_to(text_of(again), f"{QUESTIONS}write/").fields["text"] == [HIS]
        assert couple.bo.send(again, f"{QUESTIONS}write/", then="keep").status_code == 302


def test_cleo_and_nobody_see_nothing_of_it(opened):
    for path in (QUESTIONS, f"{QUESTIONS}write/", TOLD, f"{QUESTIONS}now/"):
        answer = opened.cleo.get(path)
        assert answer.status_code in {302, 404}
        assert HERS not in text_of(answer)
        stranger = opened.cleo.elsewhere()
        assert stranger.get(path)["Location"].startswith("/sign-in/")
    answer = opened.cleo.post(f"{QUESTIONS}write/", {"question": "everyday-sound", "text": "x", "then": "seal"})
    assert answer.status_code == 422


def test_shared_things_and_questions_do_not_meet(opened):
    shares(opened.ann, "for the tea")
    assert "for the tea" not in sees(opened.ann, TOLD)
    assert not re.search(HERS, us_of(opened.bo))


def test_looking_again_says_nothing_new_until_it_opens(couple):
    answers(couple.ann, HERS)
    ask = {"headers": {"HX-Request": "true"}}
    assert couple.ann.get(f"{QUESTIONS}now/", **ask).status_code == 204
    answers(couple.bo, HIS)
    assert couple.bo.get(f"{QUESTIONS}now/", **ask).status_code == 204
    assert OPENED in text_of(couple.ann.get(f"{QUESTIONS}now/", **ask))
    assert OPENED in text_of(couple.bo.get(f"{QUESTIONS}now/", **ask))


def test_sealing_after_a_door_closed_loses_nothing(couple):
    looked = couple.ann.fill(f"{QUESTIONS}write/", text=HERS, guess="a guess", then="look")
    couple.clock.later(minutes=31)
    answer = couple.ann.send(looked, f"{QUESTIONS}write/", then="seal")
    filled = form_to(text_of(answer), "/sign-in/").filled(name="Ann", passphrase=couple.ann.words)
    shown = couple.ann.send(couple.ann.post("/sign-in/", filled), f"{QUESTIONS}write/")
    assert HERS in text_of(shown)
    assert couple.ann.send(shown, f"{QUESTIONS}write/", then="seal").status_code == 302
    assert SEALED in sees(couple.ann)
    assert HERS in sees(couple.ann)


def test_seals_is_refused_to_whoever_has_sealed(couple):
    answers(couple.ann, HERS)
    assert couple.ann.get(f"{QUESTIONS}write/").status_code == 302
    assert seals(couple.bo, HIS).status_code == 302
