"""Instruments as files: the shipped ones fit, and each way of not fitting is told at its line."""

from __future__ import annotations

import pytest

from tests.library.shelf import write_library
from undrift import library
from undrift.domain.ground import ANSWERS, CLOSE, ITEMS
from undrift.library.check import check
from undrift.library.loader import load_from
from undrift.library.places import SOURCES

FILE = "instruments/short.yaml"
WHOLE = """\
id: short
title: Two questions
minutes: 1
sources: [S1.62]
source: Made up for a test.
licence: Free.
from_memory: []
cutoff: 4.5
spread: {sd: 2, alpha: 0.9, retest: 0.8}
scales:
  much: {words: [Not at all, Somewhat, Completely], points: [0, 1, 2]}
  between: {points: [2, 1, 0]}
items:
  - {number: 1, scale: much, text: How much?}
  - {number: 4, scale: between, pair: [FULL, EMPTY]}
"""


def problems(tmp_path, text: str) -> list[str]:
    found = check(write_library(tmp_path, {FILE: text})).problems
    return [f"{problem.line}: {problem.sentence}" for problem in found if problem.file == FILE]


def test_a_whole_one_fits_and_is_read(tmp_path):
    assert problems(tmp_path, WHOLE) == []
    read = load_from(tmp_path, tmp_path / "none.json").instrument("short")
    assert [(i.name, i.number, i.most) for i in read.items] == [("q1", 1, 2), ("q4", 4, 2)]
    assert read.items[1].ends == ("FULL", "EMPTY")
    assert read.most == 4


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        ("id: short", "id: other", 1, "name the file other.yaml"),
        ("[S1.62]", "[S1.99]", 4, "S1.99, which is not a row"),
        ("cutoff: 4.5\n", "", 1, "`cutoff` and `spread` belong together"),
        ("points: [0, 1, 2]", "points: [0, 1]", 11, "3 words for 2 points"),
        ("number: 4", "number: 1", 13, "must rise"),
        ("scale: much", "scale: none", 14, "no scale none"),
        ("pair: [FULL, EMPTY]", "text: Full?", 15, "takes a scale without words"),
        ("sd: 2", "sd: -2", 9, ""),
        ("minutes: 1", "minute: 1", 3, ""),
    ],
)
def test_what_does_not_fit_is_told_at_its_line(tmp_path, before, after, line, says):
    found = problems(tmp_path, WHOLE.replace(before, after))
    assert any(one.startswith(f"{line}: ") and says in one for one in found), found


def test_the_shipped_ones_fit_and_say_where_they_are_from():
    assert [p for p in check(SOURCES).problems if p.file.startswith("instruments/")] == []
    for instrument in library.load().instruments:
        assert len(instrument.source) > 40
        assert instrument.licence
        assert instrument.minutes <= 3
        assert bool(instrument.spread) == bool([m for m in instrument.from_memory if "SD" in m])
    week, close = library.load().instrument("week"), library.load().instrument("closeness")
    assert [(i.name, i.text) for i in week.items] == list(ITEMS.items())
    assert [a.words for a in week.items[0].answers] == list(ANSWERS)
    assert [a.words for a in close.items[0].answers] == list(CLOSE)
