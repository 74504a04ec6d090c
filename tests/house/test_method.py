"""Every row of the method lives somewhere, and docs/method.md says so as of now."""

from __future__ import annotations

import pytest

from tests.house.places import ROOT
from undrift.cli import coverage
from undrift.library.coverage import FILE, check_coverage
from undrift.library.rows import ALL_ROWS

KNOWN = {kind: {"there"} for kind in ("practice", "article", "rule", "page", "phrase", "measure")}


@pytest.fixture(scope="module")
def found():
    return coverage.coverage()


def test_every_row_lives_somewhere_or_says_why_not(found):
    assert found.problems == []
    assert tuple(found.rows) == ALL_ROWS


def test_the_document_is_the_one_of_now(found):
    page = "\n".join(coverage.page(found)) + "\n"
    document = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    assert document == page, "run: .venv/bin/undrift library check --coverage --page > docs/method.md"


def test_what_is_refused_says_why_in_a_sentence(found):
    assert found.refused
    for row, entry in found.refused.items():
        assert entry.not_built.endswith("."), row
        assert len(entry.not_built) > 40, row


def problems_with(tmp_path, **changed: str) -> list[str]:
    rows = dict.fromkeys(ALL_ROWS, "{asks: Something., page: [there]}") | changed
    lines = [f"{row}: {entry}" for row, entry in rows.items() if entry]
    (tmp_path / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [str(problem) for problem in check_coverage(tmp_path, KNOWN, {"there": {"S0.1"}}).problems]


def test_a_whole_table_has_no_problems(tmp_path):
    assert problems_with(tmp_path, **{"S0.1": "{asks: Something., page: [there]}"}) == [
        f"coverage.yaml, line {number}: {row} names there, which does not name {row} among its sources."
        for number, row in enumerate(ALL_ROWS, start=1)
        if row != "S0.1"
    ]


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("", "S0.1 is missing"),
        ("{asks: Something.}", "lives nowhere"),
        ("{asks: Something., page: [/nowhere/]}", "which does not exist"),
        ("{asks: Something., practise: [there]}", "does not fit"),
        ("{page: [there]}", "does not fit"),
    ],
)
def test_a_missing_or_dangling_row_is_named(tmp_path, entry, sentence):
    problems = problems_with(tmp_path, **{"S0.1": entry})
    assert any("S0.1 " in problem and sentence in problem for problem in problems), problems


def test_a_row_that_is_none_is_named(tmp_path):
    assert any("S9.9 is not a row" in problem for problem in problems_with(tmp_path, **{"S9.9": "{asks: X.}"}))
