"""Attacks 18 to 22 against questions and letters: the host with the disk, a member who hosts, an outsider."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from tests.store.disk import on_disk, pieces
from undrift.actions import couplekeys, lying, rounds
from undrift.actions import desk as desks
from undrift.actions.lying import Asked
from undrift.domain.rounds import Page
from undrift.store.models import Answer, Couple, Question
from undrift.vault import answers as sealed_answers
from undrift.vault import cipher
from undrift.vault.cipher import CannotOpen
from undrift.vault.shelves import ShelfKey

from .couples import id_of, leaves, undone, visit_of
from .keys_tried import opens
from .questions import (
    HERS,
    HIS,
    LETTERS,
    LIES,
    OPENED,
    QUESTIONS,
    SEALED,
    TOLD,
    answers,
    asked,
    evenings_later,
    opened,
    sees,
    takes_answer_back,
    writes_letter,
)
from .test_damage import DAMAGES

__all__ = ["opened"]

OUTSIDERS_KEY = b"k" * 32


def of(somebody) -> Answer:
    return Answer.objects.get(author__name=somebody.name)


def every_page_answers(couple) -> None:
    for somebody in couple.everybody:
        for path in (QUESTIONS, f"{QUESTIONS}write/", TOLD, LETTERS, f"{LETTERS}write/", "/us/", "/today/"):
            assert somebody.get(path).status_code in {200, 302, 404}, path


class TestPeeking:
    def test_18_with_the_disk_and_the_joint_key_he_opens_nothing_before_she_came_back(self, couple):
        answers(couple.ann, HERS, guess="a guess of hers")
        assert opens(couple.bo, of(couple.ann)) == []
        answers(couple.bo, HIS)
        assert of(couple.ann).released == b""
        assert opens(couple.bo, of(couple.ann)) == []
        assert HERS not in sees(couple.bo)

    def test_18_her_guess_is_under_no_key_of_his_ever(self, couple):
        answers(couple.ann, HERS, guess="a guess of hers")
        answers(couple.bo, HIS)
        assert OPENED in sees(couple.ann)
        assert "a guess of hers" not in json.dumps(desks.read(visit_of(couple.bo)).to_json())
        for column in ("sealed", "sealed_key", "seen", "released", "receipt"):
            assert b"a guess of hers" not in bytes(getattr(of(couple.ann), column))

    def test_18_a_letter_opens_for_him_neither_by_writing_nor_by_moving_the_day(self, couple):
        writes_letter(couple.ann, HERS, "12")
        row, bo = Question.objects.get(), visit_of(couple.bo)
        joint = couplekeys.held(bo.unlocked, bo.membership.joint_shelf)
        early = Asked(Page.LETTER, "", date(2026, 11, 20), date(2026, 11, 20))
        Question.objects.update(sealed=lying.sealed(row.couple_id, row.id, joint, early))
        writes_letter(couple.bo, HIS)
        for path in ("/today/", LETTERS, TOLD):
            couple.ann.get(path)
        assert of(couple.ann).released == b""
        assert SEALED in sees(couple.ann, LETTERS)
        assert HERS not in sees(couple.bo, LETTERS, TOLD)


class TestChanging:
    def test_19_what_he_changes_after_reading_is_noticed_and_not_shown(self, opened):
        row, bo = of(opened.bo), visit_of(opened.bo)
        mine = rounds.commitment(row)
        key = cipher.open_sealed(bo.unlocked.desk_key, bytes(row.sealed_key), "answer key", *mine.place)
        reply = rounds.my_reply(bo, rounds.to_prompt(bo, bo.membership, row.prompt))
        nicer = json.dumps(replace(reply, text="whatever you like").to_json()).encode()
        blob = cipher.seal(key, cipher.pad(nicer), "answer", *mine.place)
        joint = couplekeys.held(bo.unlocked, bo.membership.joint_shelf)
        seen = sealed_answers.reseal_seen(mine, joint, joint)
        Answer.objects.filter(pk=row.pk).update(sealed=blob, seen=seen)
        for path in (QUESTIONS, TOLD):
            page = sees(opened.ann, path)
            assert "whatever you like" not in page
            assert HERS in page
            assert "no longer as it was when it was sealed" in page

    def test_19_an_answer_to_another_question_is_not_taken_for_one_to_this(self, couple):
        answers(couple.ann, HERS)
        row, bo = Question.objects.get(), visit_of(couple.bo)
        joint = couplekeys.held(bo.unlocked, bo.membership.joint_shelf)
        other = "still-ahead"
        Question.objects.update(
            sealed=lying.sealed(row.couple_id, row.id, joint, Asked(Page.QUESTION, other, date(2026, 11, 20)))
        )
        answers(couple.bo, HIS)
        page = sees(couple.ann)
        assert HIS not in page
        assert HERS in page

    def test_19_he_cannot_read_take_his_back_and_answer_anew(self, opened):
        page = opened.bo.get(QUESTIONS)
        assert takes_answer_back(opened.bo).status_code == 200
        question = Question.objects.get()
        again = opened.bo.post(f"{QUESTIONS}write/", {"question": "everyday-sound", "text": "nicer", "then": "seal"})
        assert question.id in page.content.decode()
        assert again.status_code == 422
        assert HIS not in sees(opened.ann, TOLD)
        assert "nicer" not in sees(opened.ann, QUESTIONS, TOLD)

    def test_19_only_the_words_of_the_deck_are_put_on_a_page(self, couple):
        answers(couple.ann, HERS)
        row, ann = Question.objects.get(), visit_of(couple.ann)
        joint = couplekeys.held(ann.unlocked, ann.membership.joint_shelf)
        own = Asked(Page.QUESTION, "why did you lie", date(2026, 11, 20))
        Question.objects.update(sealed=lying.sealed(row.couple_id, row.id, joint, own))
        assert LIES not in sees(couple.bo)
        assert "why did you lie" not in sees(couple.bo)
        every_page_answers(couple)


class TestOutsiders:
    def test_20_a_row_in_the_name_of_an_outsider_or_with_a_stale_seen_releases_nothing(self, couple):
        answers(couple.ann, HERS)
        row = of(couple.ann)
        fields = {"couple_id": row.couple_id, "page": "question", "prompt": row.prompt, "sealed": row.sealed}
        for who in (couple.bo, couple.cleo):
            for seen in (b"", b"junk", bytes(row.seen)):
                with undone():
                    Answer.objects.create(
                        id="c" * 32, author_id=id_of(who), sealed_key=b"", seen=seen, seen_version=1, **fields
                    )
                    couple.ann.get("/today/")
                    assert SEALED in sees(couple.ann)
                    assert not of(couple.ann).released

    def test_20_without_the_joint_key_nobody_lays_a_question_down(self, couple):
        there = Couple.objects.get().pk
        planted = Asked(Page.QUESTION, "still-ahead", date(2026, 11, 20))
        key = ShelfKey(f"{there}:joint", 1, OUTSIDERS_KEY)
        before = asked(couple.bo)
        Question.objects.create(
            id="d" * 32,
            couple_id=there,
            page="question",
            key_version=1,
            sealed=lying.sealed(there, "d" * 32, key, planted),
        )
        Answer.objects.create(
            id="e" * 32,
            couple_id=there,
            author_id=id_of(couple.ann),
            page="question",
            prompt="d" * 32,
            sealed=b"x",
            sealed_key=b"x",
            seen=b"x",
            seen_version=1,
        )
        assert asked(couple.bo) == before
        assert LIES not in sees(couple.bo)
        every_page_answers(couple)

    @pytest.mark.parametrize("page", ["letter", "future"])
    def test_20_a_row_moved_to_another_page_opens_there_for_nobody(self, opened, page):
        Question.objects.update(page=page)
        Answer.objects.update(page=page)
        for path in ("/us/future/", LETTERS):
            for somebody in (opened.ann, opened.bo):
                other = HIS if somebody is opened.ann else HERS
                assert other not in sees(somebody, path)
        every_page_answers(opened)


class TestGone:
    def test_21_unlinking_takes_every_byte_of_hers_out_of_the_file(self, opened):
        hers = [
            bytes(getattr(of(opened.ann), c))[40:90] for c in ("sealed", "sealed_key", "seen", "released", "receipt")
        ]
        asked_there = pieces(Question.objects.all())
        his = pieces([of(opened.bo)])
        assert all(piece in on_disk() for piece in (*hers, *asked_there))
        leaves(opened.ann)
        kept = on_disk()
        assert [piece for piece in (*hers, *asked_there) if piece in kept] == []
        assert all(piece in kept for piece in his)

    def test_21_taken_back_it_leaves_the_file_at_once(self, opened):
        hers = pieces([of(opened.ann)])
        takes_answer_back(opened.ann)
        assert [piece for piece in hers if piece in on_disk()] == []

    def test_22_older_rows_open_for_nobody_after_leaving(self, opened):
        rows = list(Answer.objects.all())
        hers = next(row for row in rows if row.author_id == id_of(opened.ann))
        leaves(opened.ann)
        opened.bo.sign_in()
        for key in visit_of(opened.bo).unlocked.shelf_keys.values():
            shelf = ShelfKey(f"{hers.couple_id}:{hers.author_id}", hers.released_version, key)
            with pytest.raises(CannotOpen):
                sealed_answers.reseal_release(rounds.commitment(hers), bytes(hers.released), shelf, shelf)
        assert opens(opened.bo, hers) == []


@pytest.mark.parametrize("column", ["sealed", "sealed_key", "seen", "released", "receipt"])
@pytest.mark.parametrize("who", ["ann", "bo"])
def test_damage_closes_one_answer_and_breaks_no_page(opened, column, who):
    row = of(getattr(opened, who))
    for damage in DAMAGES.values():
        with undone():
            Answer.objects.filter(pk=row.pk).update(**{column: damage(bytes(getattr(row, column)))})
            every_page_answers(opened)


def test_damage_to_what_lies_here_blocks_nobody(couple):
    answers(couple.ann, HERS)
    sealed = bytes(Question.objects.get().sealed)
    for damage in DAMAGES.values():
        with undone():
            Question.objects.update(sealed=damage(sealed))
            every_page_answers(couple)
            assert SEALED in sees(couple.ann)
            assert "A question for both" in sees(couple.bo)
    evenings_later(couple, 1)
    Answer.objects.update(sealed=b"junk")
    every_page_answers(couple)
    assert "A question for both" in sees(couple.ann)
