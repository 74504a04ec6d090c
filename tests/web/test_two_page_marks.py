"""The marks of older pages do not count what the other writes, takes back or lets wait."""

from __future__ import annotations

import itertools
import re

from undrift.domain.notebook import Kind

from .couples import has_shared, us_of


def mark_of(page: str) -> str:
    found = re.search(r"\?before=([0-9a-f]+)", page)
    assert found, "there is no older page"
    return found[1]


def told_by(marks: list[str]) -> list[int]:
    """What can be read from a row of page marks: by how much each went up, where they are numbers that count."""
    if not all(mark.isdigit() and len(mark) < 19 for mark in marks):
        return [0] * (len(marks) - 1)
    return [int(later) - int(before) for before, later in itertools.pairwise(marks)]


def test_the_marks_of_older_notes_do_not_count_what_the_other_writes(couple):
    for n in range(21):
        couple.ann.writes(f"number {n}")
    marks = [mark_of(couple.ann.notebook())]
    for his in (0, 3, 0):
        for _ in range(his):
            couple.bo.writes("only his")
        couple.ann.writes("one more")
        marks.append(mark_of(couple.ann.notebook()))
    for _ in range(19):
        couple.ann.writes("many more")
        marks.append(mark_of(couple.ann.notebook()))
    steps = told_by(marks)
    assert len(set(steps)) == 1, f"the numbers went up by {steps}: Bo wrote three notes, and it shows"


def test_the_marks_of_older_pages_do_not_count_what_was_taken_back_or_waits(couple):
    couple.bo.post(f"{has_shared(couple.bo, 'taken back before breakfast')}take-back/")
    marks = []
    for n in range(27):
        if n == 6:
            couple.bo.post(f"{has_shared(couple.bo, 'on second thoughts')}take-back/")
        has_shared(couple.ann, f"number {n}", Kind.MOMENT)
        if n >= 12:
            marks.append(mark_of(us_of(couple.ann)))
    steps = told_by(marks)
    assert len(set(steps)) == 1, f"the numbers went up by {steps}: what Bo took back left a trace"
