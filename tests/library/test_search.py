"""Words find what they mean, typing mistakes are forgiven, and any input is answered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undrift import library
from undrift.library.search import MOST_FOUND, finder, words_in


def found(words: str) -> list[str]:
    return [text.id for text in finder().find(words)]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("sorry", "the-sentence-that-reopens"),
        ("apolgise", "the-sentence-that-reopens"),
        ("thnaks", "thanks-with-a-detail"),
        ("hugg", "a-hand-on-the-shoulder"),
        ("he never listens to me", "listen-then-say-it-back"),
        ("DRINKING", "one-clear-request"),
        ("phones", "ten-minutes-no-phones"),
    ],
)
def test_what_people_type_finds_what_they_mean(typed, wanted):
    assert wanted in found(typed)


def test_a_title_comes_before_a_mention():
    assert found("silly")[0] == "something-silly"


def test_every_practice_and_article_is_found_by_its_own_title():
    shelf = library.load()
    lost = [text.id for text in (*shelf.practices, *shelf.articles) if text.id not in found(text.title)]
    assert lost == []


def test_one_wrong_letter_in_a_long_word_of_a_title_is_forgiven():
    shelf = library.load()
    for text in (*shelf.practices, *shelf.articles):
        longest = max(words_in(text.title), key=len)
        if len(longest) >= 7:
            swapped = longest[:3] + longest[4] + longest[3] + longest[5:]
            assert text.id in found(text.title.lower().replace(longest, swapped)), (text.title, swapped)


def test_nothing_typed_finds_nothing():
    assert found("") == found("   ") == found("the of and") == []


@given(st.text(max_size=200))
def test_any_text_is_answered(typed):
    assert len(found(typed)) <= MOST_FOUND


def test_accents_and_curly_quotes_do_not_matter():
    assert found("th\u00e4nks") == found("thanks")
