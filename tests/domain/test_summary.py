"""What goes into a summary: what was picked, in its order, and not a word more."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undrift.domain.errors import BadInput
from undrift.domain.notebook import Note
from undrift.domain.summary import (
    FREE,
    LONGEST,
    PICKED_AT_MOST,
    UNSAID,
    UNSAID_HEADING,
    composed,
)
from undrift.domain.summarylines import Line, lines_of, note_of

laws = settings(derandomize=True)
DAY = date(2026, 11, 20)
TEXTS = st.fixed_dictionaries({}, optional={name: st.text(max_size=50) for name in (*FREE, UNSAID)})


def drawn_lines(number: int) -> list[Line]:
    r = Random(number)
    days = [DAY - timedelta(days=r.randint(0, 900)) for _ in range(r.randint(0, 9))]
    return [Line(f"{r.getrandbits(128):032x}.0", "some words", day, "2026-11-20T20") for day in days]


@laws
@given(st.text(max_size=200))
def test_every_line_of_a_note_can_be_picked_and_leads_back_to_it(text):
    lines = lines_of(Note("a" * 32, "note", text, "", DAY))
    assert [line.text for line in lines] == [part.strip() for part in text.split("\n") if part.strip()]
    assert len({line.id for line in lines}) == len(lines)
    assert {note_of(line.id) for line in lines} <= {"a" * 32}


def test_a_note_that_cannot_be_opened_has_no_lines():
    assert lines_of(Note("a" * 32, "note", None, "", DAY)) == ()


@laws
@given(TEXTS, st.integers(0, 2**32).map(drawn_lines), st.booleans())
def test_only_what_was_picked_and_typed_is_in_it_old_before_new(typed, lines, with_unsaid):
    expected = {heading: typed.get(name, "").strip() for name, heading in FREE.items()}
    expected |= {UNSAID_HEADING: typed.get(UNSAID, "").strip()} if with_unsaid else {}
    expected = {heading: text for heading, text in expected.items() if text}
    if not expected and not lines:
        with pytest.raises(BadInput):
            composed(typed, lines, DAY, with_unsaid=with_unsaid)
        return
    made = composed(typed, lines, DAY, with_unsaid=with_unsaid)
    assert sorted(line.id for line in made.lines) == sorted(line.id for line in lines)
    assert [line.on for line in made.lines] == sorted(line.on for line in lines)
    assert dict(made.free) == expected


def test_it_does_not_print_itself():
    line = Line("a.0", "salt-marsh-heron", DAY, "")
    made = composed({"tried": "salt-marsh-heron"}, [line], DAY, with_unsaid=False)
    assert "heron" not in repr(made) + repr(line)


@pytest.mark.parametrize(
    "lines",
    [
        [Line(f"{n}.0", "x", DAY, "") for n in range(PICKED_AT_MOST + 1)],
        [Line("a.0", "x" * (LONGEST + 1), DAY, "")],
    ],
)
def test_too_much_is_refused(lines):
    with pytest.raises(BadInput):
        composed({}, lines, DAY, with_unsaid=False)
