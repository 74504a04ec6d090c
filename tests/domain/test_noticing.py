"""The words of Looking back, and a hold, which silences what it must and hides nothing that was written."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.sheets import drawn_sheet
from undrift.domain import noticing
from undrift.domain.desk import HOLDS, Desk
from undrift.domain.errors import NotFound
from undrift.domain.sheets import SHEETS, sheet
from undrift.domain.sheets.kept import Kept
from undrift.domain.sheets.shape import Line, Ticks
from undrift.library.rows import is_row


def test_names_are_known_once_and_say_where_they_come_from():
    lines = [name for s in SHEETS.values() for name in s.lines]
    assert len(lines) == len(set(lines)), "a carried field could not be told from another"
    named = " ".join(
        [s.rows for s in SHEETS.values()]
        + [item.rows for s in SHEETS.values() for part in s.parts for item in part.items]
    ).split()
    assert all(map(is_row, named))
    wanted = "S0.3 S0.5 S0.6 S0.7 S0.8 S0.9 S0.10 S0.13 S0.14 S1.2 S1.5 S1.6 S1.7 S1.8 S1.9 S1.10 S1.11 S2.3 S2.4 S2.5 S2.19 S2.20 S2.21 S2.22 S2.23 S2.24 S2.25 S2.41 S3.2 S3.5 S3.6 S3.7 S3.9 S3.10 S3.11 S3.21"
    assert set(wanted.split()) <= set(named)


def everything_said() -> list[str]:
    said = []
    for s in SHEETS.values():
        said += [s.title, s.about, s.plain, s.kind]
        for part in s.parts:
            said += [part.title, part.hint]
            for item in part.items:
                said += [item.words]
                said += [item.example, item.evening] if isinstance(item, Line) else [item.hint]
                said += [o.words for o in item.options] if isinstance(item, Ticks) else []
    return [text for text in said if text]


def test_the_words_keep_the_voice():
    for text in everything_said():
        assert "!" not in text
        assert not re.search(
            r"\b(audit|assessment|score|cycle|toxic|wife|husband|marriage|should|must)\b", text, re.IGNORECASE
        )


def test_what_is_asked_alone_can_be_understood_alone():
    for s in SHEETS.values():
        for _, line in s.questions:
            assert line.alone.endswith("?"), line.id
            assert line.alone == line.words or len(line.alone) > len(line.words) - 10
    asked = [line.alone for s in SHEETS.values() for _, line in s.questions]
    assert len(asked) == len(set(asked))


def test_what_is_no_sheet_is_not_found():
    for name in ("", "map", "Circle", "x" * 99):
        with pytest.raises(NotFound):
            sheet(name)
    with pytest.raises(NotFound):
        sheet("day").line("when")


# Holds

HELD = [
    Desk(keep_joint_away=True),
    Desk(severe_problem=True),
    Desk(way_in="betrayal"),
    Desk(situations=("betrayal",)),
    *(Desk(holds=(name,)) for name in HOLDS if name != "unsure_staying"),
]
FREE = [Desk(), Desk(way_in="flat"), Desk(holds=("unsure_staying",))]
DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(0, 800, 3)]
MONTHS = DAYS[::9]


@pytest.mark.parametrize("desk", HELD, ids=repr)
def test_under_a_hold_no_word_of_no_fault_is_put_to_anybody(desk):
    assert noticing.held(desk)
    for day in DAYS:
        for which in SHEETS.values():
            assert noticing.opening(which, desk, day) == which.plain
    shown = [noticing.shown(s, Kept(s.id), resting=True) for s in SHEETS.values()]
    words = [item.words + getattr(item, "hint", "") for parts in shown for part in parts for item in part.items]
    assert not [w for w in words if re.search(r"fond of you both|goes round|us\b.*our|does not mean|feel close", w)]
    assert not [part for parts in shown for part in parts if part.rests]


@pytest.mark.parametrize("desk", FREE, ids=repr)
def test_without_a_hold_everything_is_there(desk):
    assert not noticing.held(desk)
    assert all(noticing.shown(s, Kept(s.id), resting=False) == s.parts for s in SHEETS.values())
    assert {noticing.opening(SHEETS["circle"], desk, day) for day in DAYS} == {
        SHEETS["circle"].plain,
        SHEETS["circle"].kind,
    }


@given(st.integers(0, 2**31))
def test_the_order_under_a_hold_is_one_that_everybody_has_now_and_then(seed):
    desk = Desk(seed=seed)
    away = desk.with_(keep_joint_away=True)
    held, free = ({noticing.in_order(one, day) for day in MONTHS} for one in (away, desk))
    assert len(held) == 1
    assert held < free
    order = next(iter(held))
    assert [s.id for s in order[:2]] == ["day", "signs"]
    assert order[-1].rests
    assert {s.id for s in order} == set(SHEETS), "a sheet cannot be reached"


@given(st.integers(0, 2**32))
def test_what_somebody_wrote_is_found_again_under_any_hold(number):
    kept = drawn_sheet(Random(number))
    parts = noticing.shown(SHEETS[kept.sheet], kept, resting=True)
    items = [item for part in parts for item in part.items]
    lines = {line for item in items for line in ([item.id] if isinstance(item, Line) else [])}
    for item in items:
        if isinstance(item, Ticks) and item.with_lines:
            lines |= {item.line_of(option).id for option in item.options}
    assert set(kept.lines) <= lines
    assert set(kept.ticks) <= {item.id for item in items}
