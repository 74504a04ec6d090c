"""A line stands when both said yes to the same words, and out is out; nobody writes what the other will do."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undrift.domain import agreements
from undrift.domain.agreements import OPENINGS, Agreement, WordsMoved
from undrift.domain.errors import BadInput
from undrift.domain.lines import words_of
from undrift.domain.voices import speaks_for_the_other

WORDINGS = ("one", "two", "three")
DEEDS = ("change", "change", "accept", "accept", "accept", "out")
numbers = st.integers(0, 2**32)


def drawn_deeds(r: Random) -> list[tuple[str, str]]:
    return [(r.choice(DEEDS), r.choice(WORDINGS)) for _ in range(r.randint(0, 20))]


def do(line: Agreement, deed: str, words: str) -> Agreement:
    try:
        if deed == "change":
            return line.changed(words)
        return line.accepted(words) if deed == "accept" else line.out()
    except WordsMoved:
        return line


@given(numbers)
def test_a_line_stands_when_both_said_yes_to_the_same_words_and_it_is_not_out(number):
    """The second opinion: only what was said last of each, and whether somebody took it out."""
    r = Random(number)
    first = r.choice(WORDINGS)
    line, authors, others, out = Agreement(first), first, None, False
    for deed, words in drawn_deeds(r):
        line = do(line, deed, words)
        if deed == "change" and not out and words != authors:
            authors, others = words, None
        if deed == "accept" and not out and words == authors:
            others = words
        out |= deed == "out"
        assert line.stands == (authors == others and not out)


@given(numbers)
def test_out_wins_whatever_comes_before_or_after(number):
    line = Agreement("one", "one").out()
    for deed, words in drawn_deeds(Random(number)):
        line = do(line, deed, words)
        assert not line.stands


def test_a_yes_to_words_that_moved_is_no_yes():
    line = Agreement("new").changed("newer")
    with pytest.raises(WordsMoved):
        line.accepted("new")


@given(st.text(), st.text(), st.text(), st.text())
def test_other_words_have_another_name(text, about, other, other_about):
    same = (text, about) == (other, other_about)
    assert (words_of(text, about) == words_of(other, other_about)) == same


THEIRS = [
    "you will stop shouting",
    "You must call me",
    "we will eat together",
    "We’ll never go to bed angry",
    "he has to listen",
    "they should ask first",
    "Bo will do the dishes",
    "both of us will be kind",
    "cook on Mondays and you will cook on Tuesdays",
    "listen. You will listen too.",
    "be patient as long as you must work late, you must say so",
    "“you will see”",
]
MINE = [
    "say when I need a moment, and when I am back",
    "ask you how your day was",
    "not speak ill of you to others",
    "tell you before I am angry",
    "put the phone away while we eat",
    "remember that you need quiet in the morning",
    "leave you the last piece",
    "אני אגיד כשאני צריך רגע",
    "ask what you will need, and bring it",
    "young and old alike welcome your friends",
    *OPENINGS,
]


@pytest.mark.parametrize("text", THEIRS)
def test_a_line_that_speaks_for_the_other_is_refused_with_one_sentence(text):
    with pytest.raises(BadInput) as refused:
        agreements.completed(text, "Bo")
    assert refused.value.field == "text"


@pytest.mark.parametrize("text", MINE)
def test_a_line_about_oneself_is_taken_as_it_is(text):
    assert not speaks_for_the_other(text, "Bo")
    assert agreements.completed(f"  {text}\n", "Bo") == text


@pytest.mark.parametrize("begun", ["I will listen", "i will listen", "I'll listen", "I’ll listen", "… listen"])
def test_the_beginning_is_not_written_twice(begun):
    assert agreements.completed(begun).lstrip("… ") == "listen"


@pytest.mark.parametrize("text", ["", "   ", "\0", "I will", "I will …", "x" * 401])
def test_nothing_and_too_much_are_refused_kindly(text):
    with pytest.raises(BadInput):
        agreements.completed(text)


def test_a_break_says_when_it_ends():
    with pytest.raises(BadInput) as refused:
        agreements.back("  ", needed=True)
    assert refused.value.field == "back"
    assert agreements.back(" after \n half an  hour ", needed=True) == "after half an hour"
    assert agreements.back("", needed=False) == ""


@given(st.text(max_size=300), st.text(max_size=20))
def test_whatever_is_typed_is_taken_or_refused_and_never_breaks(text, name):
    try:
        kept = agreements.completed(text, name)
    except BadInput:
        return
    assert kept
    assert len(kept) <= 400
    assert not speaks_for_the_other(kept, name)
