"""Two windows on one sheet: nothing typed is ever lost, and a form in pieces erases nothing."""

from __future__ import annotations

import json
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.sheets import drawn_lines, drawn_sheet, drawn_ticks
from undrift.domain import noticing
from undrift.domain.sheets import SHEETS
from undrift.domain.sheets.kept import Kept
from undrift.domain.sheets.merging import (
    CHANGED_TWICE,
    LONGEST_LINE,
    LONGEST_SHEET,
    TOO_LONG,
    TOO_MUCH,
    Typed,
    cleaned,
    merged,
)


def mark(line: str, text: str) -> str:
    return f"<{line}:{text}>"


def window(kept: Kept, lines: dict[str, str] | None = None, ticks: dict[str, frozenset[str]] | None = None) -> Typed:
    """A page that was opened on a sheet as it stood, with some of it changed."""
    which = SHEETS[kept.sheet]
    stands = {line: kept.lines.get(line, "") for line in which.lines}
    had = {t.id: frozenset(kept.ticks.get(t.id, ())) for t in which.ticks}
    marks = {line: mark(line, text) for line, text in kept.lines.items()}
    return Typed({**stands, **(lines or {})}, marks, {**had, **(ticks or {})}, had)


def drawn_windows(number: int):
    """A sheet, and what each of two windows makes of its lines and ticks."""
    r = Random(number)
    kept = drawn_sheet(r)
    return kept, [(drawn_lines(r, kept.sheet), drawn_ticks(r, kept.sheet)) for _ in range(2)]


numbers = st.integers(0, 2**32)
two_windows = numbers.map(drawn_windows)


@given(two_windows)
def test_two_windows_lose_no_typed_word(case):
    before, ((first, _), (second, _)) = case
    which = SHEETS[before.sheet]
    one = merged(which, before, window(before, first), mark)
    typed = window(before, second)
    both = merged(which, one.kept, typed, mark)
    assert one.problems == {}
    for line in which.lines:
        was, a = before.lines.get(line, ""), cleaned(first.get(line, before.lines.get(line, "")))
        b, stands = cleaned(typed.lines[line]), both.kept.lines.get(line, "")
        if line in both.problems:
            assert both.problems[line] == CHANGED_TWICE
            assert stands == a, "what the first window wrote is gone"
            assert typed.lines[line] == second[line], "what the second window wrote is not in its field"
        else:
            assert stands == (b if b != was else a)
            assert {a, b} - {was, ""} <= {stands}, "words of one window are nowhere"


@given(two_windows)
def test_after_a_line_was_seen_twice_keeping_it_again_keeps_what_stands_in_the_field(case):
    before, ((first, _), (second, _)) = case
    which = SHEETS[before.sheet]
    one = merged(which, before, window(before, first), mark).kept
    both = merged(which, one, window(before, second), mark)
    again = {line: second[line] for line in both.problems}
    settled = merged(which, both.kept, window(both.kept, again), mark)
    assert settled.problems == {}
    for line, text in again.items():
        assert settled.kept.lines.get(line, "") == cleaned(text)


@given(two_windows)
def test_ticks_of_two_windows_add_up(case):
    before, ((_, first), (_, second)) = case
    which = SHEETS[before.sheet]
    one = merged(which, before, window(before, ticks=first), mark).kept
    both = merged(which, one, window(before, ticks=second), mark).kept
    for ticks in which.ticks:
        had = frozenset(before.ticks.get(ticks.id, ()))
        changed_by_both = {x for x in first[ticks.id] ^ had if x in second[ticks.id] ^ had}
        stands = set(both.ticks.get(ticks.id, ()))
        assert stands == (had ^ (first[ticks.id] ^ had) ^ (second[ticks.id] ^ had)) ^ changed_by_both


@given(two_windows, numbers)
def test_a_form_that_arrives_in_pieces_erases_nothing(case, number):
    before, ((first, _), _) = case
    r = Random(number)
    which, whole = SHEETS[before.sheet], window(before, first)
    left = {line: text for line, text in whole.lines.items() if r.random() < 0.5}
    pieces = Typed(left)
    after = merged(which, before, pieces, mark)
    for line, text in before.lines.items():
        assert after.kept.lines.get(line) == text, "a line without its mark was overwritten"
    for line, text in left.items():
        said = cleaned(text)
        assert not said or after.kept.lines.get(line) == said or line in after.problems
    assert after.kept.ticks == before.ticks


@given(numbers)
def test_what_a_later_release_knows_stays_on_the_sheet(number):
    kept = drawn_sheet(Random(number)).saying("of-later", "words").ticking("ticks-of-later", ["x"])
    which = SHEETS[kept.sheet]
    first = next(iter(which.lines))
    after = merged(which, kept, window(kept, {first: "new"}), mark).kept
    assert (after.lines["of-later"], after.ticks["ticks-of-later"], after.more) == ("words", ("x",), kept.more)
    assert Kept.of(json.loads(json.dumps(after.body()))) == after
    title, _, lines = noticing.in_words(after)
    assert title == which.title
    assert ("of-later", "words") in lines


@given(numbers)
def test_an_evening_sentence_goes_under_what_stands_there(number):
    r = Random(number)
    kept, text = drawn_sheet(r), "one sentence"
    line = r.choice(sorted(SHEETS[kept.sheet].lines))
    after = kept.adding(line, text)
    before = kept.lines.get(line, "")
    assert after.lines[line].split("\n")[-1] == text
    assert after.lines[line].startswith(before)
    assert {k: v for k, v in after.lines.items() if k != line} == {k: v for k, v in kept.lines.items() if k != line}


def test_five_thousand_words_are_welcome_and_more_than_a_line_can_hold_is_said():
    which, kept = SHEETS["day"], Kept("day")
    five_thousand = "kettle " * 5_000
    assert merged(which, kept, Typed({"greet": five_thousand}), mark).problems == {}
    both = merged(which, kept, Typed({"greet": "x" * (LONGEST_LINE + 1), "part": "a nod"}), mark)
    assert both.problems == {"greet": TOO_LONG}
    assert both.kept.lines == {"part": "a nod"}, "another line waits for one that is too long"


def test_a_sheet_that_could_not_be_sent_again_does_not_come_to_be():
    """All lines travel in one form. What grew by evenings may be long; it may shrink, and never gets stuck."""
    which, kept = SHEETS["story"], Kept("story")
    lines = list(which.lines)[:5]
    for line in lines:
        kept = merged(which, kept, Typed({line: "🙂" * (LONGEST_LINE - 1)}), mark).kept
    assert kept.size <= LONGEST_SHEET
    full = merged(which, kept, Typed({"back": "y" * LONGEST_LINE}), mark)
    assert full.problems == {"back": TOO_MUCH}
    grown = kept.saying("first", "z" * (LONGEST_LINE + 50))
    shorter = merged(which, grown, window(grown, {"first": "z" * (LONGEST_LINE + 20)}), mark)
    assert shorter.problems == {}
