"""A summary for a professional, put together from one's own notes and sheets. It is never kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from undrift.actions import desk as desks
from undrift.actions import ground, notebook, noticing
from undrift.actions.sessions import Visit
from undrift.domain import summary, summarylines
from undrift.domain.errors import NotFound
from undrift.domain.summary import Summary
from undrift.domain.summarylines import Line


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some lines to pick from, newest first; `older` names the note before which the next ones begin, or is empty.

    `sheets` are lines of *Looking back*, beside the newest stretch only.
    """

    lines: Sequence[Line]
    older: str
    sheets: Sequence[Line] = ()


def stretch(visit: Visit, before: str = "") -> Stretch:
    page = notebook.page(visit, before)
    lines = [line for note in page.notes for line in summarylines.lines_of(note)]
    return Stretch(lines, page.older, () if before else tuple(_of_sheets(visit).values()))


def _of_sheets(visit: Visit) -> dict[str, Line]:
    found = (summarylines.lines_of_sheet(whole.kept, whole.on) for whole in noticing.every(visit) if whole.kept)
    return {line.id: line for lines in found for line in lines}


def picked(visit: Visit, lines: Iterable[str]) -> list[Line]:
    """Open the lines somebody picked, each once. Another person's, or one that is not there, is not found."""
    wanted = dict.fromkeys(lines)
    opened = _of_sheets(visit)
    for note in dict.fromkeys(summarylines.note_of(line) for line in wanted if line not in opened):
        opened |= {line.id: line for line in summarylines.lines_of(notebook.one(visit, note))}
    if not opened.keys() >= wanted.keys():
        raise NotFound
    return [opened[line] for line in wanted]


def compose(visit: Visit, typed: Mapping[str, str], lines: Iterable[str], *, with_unsaid: bool) -> Summary:
    """Put it together for looking at. Raises BadInput, NotFound."""
    today = ground.today(desks.read(visit))
    return summary.composed(typed, picked(visit, lines), today, with_unsaid=with_unsaid)
