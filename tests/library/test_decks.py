"""The questions that ship: each is easy by itself, speaks to one person, and enough stay when life is hard."""

from __future__ import annotations

import re

import pytest

from undrift.domain.questions import DEEPEST, Unfit
from undrift.library import load
from undrift.library.grade import reading_grade

EASY = 7.0
LIGHT_ONES_LEFT = 20
OF_TWO = re.compile(r"\b(we|us|our|ours|partner|marriage|relationship|love)\b", re.IGNORECASE)
OF_A_JUDGE = re.compile(r"^why\b|\bwhy (did|do|are|were) you\b|\bhonest(ly)?\b|\bpromise\b", re.IGNORECASE)
QUESTIONS = load().questions


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_each_is_easy_and_asks_somebody_about_themselves(question):
    assert reading_grade(question.text) <= EASY
    assert not OF_TWO.search(question.text)
    assert not OF_A_JUDGE.search(question.text)
    assert re.search(r"\byou(r|rs|rself)?\b", question.text, re.IGNORECASE) or question.depth == 1


@pytest.mark.parametrize("unfit", Unfit)
def test_whatever_is_going_on_light_ones_stay(unfit):
    left = [question for question in QUESTIONS if question.depth == 1 and unfit not in question.unfit]
    assert len(left) >= LIGHT_ONES_LEFT


def test_there_are_fewer_the_deeper_they_go():
    depths = [sum(question.depth == depth for question in QUESTIONS) for depth in range(1, DEEPEST + 1)]
    assert depths[0] >= LIGHT_ONES_LEFT * 2
    assert depths[1] > depths[2] > depths[3] > 0


def test_no_depth_opens_its_questions_with_one_word():
    for depth in range(1, DEEPEST + 1):
        first = [question.text.split()[0] for question in QUESTIONS if question.depth == depth]
        assert first.count("What") <= len(first) / 2
