"""What ships with Undrift: every file fits, and says what the method says."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from undrift.domain.practices import GRADES
from undrift.library import load
from undrift.library.check import check
from undrift.library.grade import reading_grade, syllables_in
from undrift.library.loader import load_from
from undrift.library.places import SOURCES
from undrift.library.rows import ALL_ROWS, is_row, not_covered
from undrift.library.schema import Grade

COUNTRIES = {"US", "GB", "IE", "CA", "AU", "NZ", "DE", "AT", "CH", "FR", "ES", "IT", "NL", "INT"}


def test_every_shipped_file_fits():
    assert [str(problem) for problem in check(SOURCES).problems] == []


def test_load_gives_what_the_sources_say():
    assert load() == load_from(SOURCES, Path("there-is-no-compiled-file"))
    assert load() is load()


def test_help_reaches_every_country_we_name():
    countries = {country.code: country for country in load().help_lines}
    assert countries.keys() >= COUNTRIES
    for code in COUNTRIES - {"INT"}:
        kinds = {line.kind for line in countries[code].lines}
        assert {"partner_violence", "crisis"} <= kinds
        assert countries[code].emergency


def test_no_number_claims_to_have_been_called():
    assert {line.checked for country in load().help_lines for line in country.lines} == {
        "not yet called; from public listings"
    }


def test_the_method_has_201_rows():
    assert (len(ALL_ROWS), ALL_ROWS[0], ALL_ROWS[-1]) == (201, "S0.1", "S3.44")
    assert is_row("S1.70")
    assert not any(map(is_row, ["S0.45", "S1.71", "S2.44", "S3.45", "S4.1", "S0.0", "S0.01"]))
    assert not_covered(ALL_ROWS[1:]) == ["S0.1"]


def test_the_grades_are_those_of_the_domain():
    assert get_args(Grade) == GRADES


SYLLABLES = [
    (1, "the eye one like looked called whole makes moved clothes homes don't breathe"),
    (2, "table tables houses watches wanted handled lately something people being saying didn't quiet"),
    (3, "another together curious idea usual gratitude anyone steadiness"),
    (4, "relationship professional experience"),
    (5, "appreciation"),
]


@pytest.mark.parametrize(("count", "words"), SYLLABLES)
def test_syllables_are_counted(count, words):
    assert {word: syllables_in(word) for word in words.split()} == dict.fromkeys(words.split(), count)


def test_reading_grade_follows_the_formula():
    # 10 words, 2 sentences, 11 syllables: 0.39 * 5 + 11.8 * 1.1 - 15.59
    assert reading_grade("Put the cup on the table. Go to the door.") == pytest.approx(-0.7, abs=0.05)
    hard = "Considerable interpersonal responsiveness necessitates intentional communicative reciprocity."
    assert reading_grade(hard) > 20
    assert reading_grade("...") == 0.0
