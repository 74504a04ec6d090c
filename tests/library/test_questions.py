"""The deck of questions for both: what the check refuses, and that the one that ships is whole on both roads."""

from __future__ import annotations

import pytest

from undrift.domain.questions import DEEPEST
from undrift.library import load
from undrift.library.check import check
from undrift.library.compiled import compile_library
from undrift.library.loader import load_from

from .shelf import write_library

ONE = """\
deck: kitchen
questions:
  - id: first-cup
    text: What do you think of over the first cup?
    depth: 1
    themes: [everyday, senses]
    unfit: []
    sources: [S1.39]
"""


def problems(tmp_path, text: str, name: str = "kitchen") -> list[str]:
    root = write_library(tmp_path)
    (root / "questions").mkdir(exist_ok=True)
    (root / "questions" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return [str(problem) for problem in check(root).problems]


def test_one_question_fits(tmp_path):
    assert problems(tmp_path, ONE) == []


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ("cup?", "cup.", "only question mark"),
        ("cup?", "cup? And then?", "only question mark"),
        ("cup?", "cup, {partner}?", "braces"),
        ("cup?", "rupture?", "argument"),
        ("depth: 1", "depth: 0", "the lowest is 1"),
        ("depth: 1", "depth: 5", "the highest is 4"),
        ("[everyday, senses]", "[everyday, cars]", "use one of"),
        ("[everyday, senses]", "[senses, senses]", "senses twice"),
        ("unfit: []", "unfit: [tuesday]", "use one of"),
        ("[S1.39]", "[S1.99]", "not a row of the method"),
        ("deck: kitchen", "deck: cellar", "name the file cellar.yaml"),
        ("unfit: []\n    ", "", "`questions, entry 1.unfit` is missing"),
    ],
)
def test_what_does_not_fit_is_said(tmp_path, was, now, sentence):
    found = problems(tmp_path, ONE.replace(was, now, 1))
    assert any(sentence in problem for problem in found), found


def test_no_question_stands_twice(tmp_path):
    problems(tmp_path, ONE.replace("kitchen", "cellar"), "cellar")
    found = problems(tmp_path, ONE)
    assert any("stands in questions/cellar.yaml already" in problem for problem in found), found


def test_hard_words_are_named(tmp_path):
    hard = ONE.replace("the first cup", "the organisational responsibilities of contemporary municipal administration")
    assert any("reading grade" in problem for problem in problems(tmp_path, hard))


def test_both_roads_give_the_same(tmp_path):
    problems(tmp_path, ONE)
    built = tmp_path / "built.json"
    compile_library(tmp_path, built)
    assert load_from(tmp_path, built).questions == load_from(tmp_path, tmp_path / "none.json").questions
    assert load_from(tmp_path, built).question("first-cup").depth == 1


def test_the_deck_that_ships_has_something_for_every_depth():
    found = load().questions
    assert {question.depth for question in found} == set(range(1, DEEPEST + 1))
    assert any(question.depth == 1 and not question.unfit for question in found)
