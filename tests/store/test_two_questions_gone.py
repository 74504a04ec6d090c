"""What lies for both goes into archives and comes back from them, and stays away with whoever left."""

from __future__ import annotations

import pytest

from tests.store.archiving import come_back, kept_in
from tests.web.couples import Kept, ann_and_bo, visit_of
from tests.web.questions import LETTERS, OPENED, QUESTIONS, TOLD, answers, sees, writes_letter
from undrift.store import restoring as rows
from undrift.store.models import Answer, Envelope, Question

TABLES = (Question, Answer)


@pytest.fixture
def couple(home, clock, kdf):
    return Kept.world(clock, kdf, lived)


def lived(world):
    ann_and_bo(world)
    answers(world.ann, "answered by Ann", guess="guessed by Ann")
    answers(world.bo, "answered by Bo")
    writes_letter(world.ann, "a letter of Ann", "3")
    for somebody in (world.ann, world.bo):
        assert OPENED in sees(somebody, QUESTIONS)


def test_both_tables_come_back_from_two_archives(couple, tmp_path):
    before = kept_in(*TABLES)
    with come_back(tmp_path):
        assert kept_in(*TABLES) == before
    assert all(before.values())


def test_a_keyring_that_knows_she_left_keeps_what_lay_for_both_away_from_older_content(couple):
    person = visit_of(couple.ann).person
    Envelope.objects.filter(shelf__endswith=person).delete()
    rows.keep_away_who_left()
    assert not Question.objects.exists()
    assert not Answer.objects.filter(author_id=person).exists()
    assert Answer.objects.filter(author__name="Bo").count() == 1


def test_deleting_an_account_leaves_the_others_answer_and_nothing_that_asks(couple):
    couple.ann.post("/settings/leave/", {"passphrase": couple.ann.words})
    assert not Question.objects.exists()
    assert Answer.objects.get().author_id == visit_of_his(couple)
    couple.bo.post("/us/put-away/")
    assert not Answer.objects.exists()
    assert couple.bo.notebook().count("answered by Bo") == 1


def visit_of_his(couple) -> str:
    couple.bo.sign_in()
    assert couple.bo.get(LETTERS).status_code == couple.bo.get(TOLD).status_code == 302
    return visit_of(couple.bo).person
