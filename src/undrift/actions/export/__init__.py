"""A person's own words, to take along. Streamed from memory; nothing is written to a disk on the way.

A room that keeps something of its own writes a `Section` and names it here. The order is that of the file.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from html import escape

from undrift.actions import desk as desks
from undrift.actions import noticing
from undrift.actions.export import answers, hopes, lines, notes, ondesk, shared, sheets, times, told, weeks
from undrift.actions.export.section import Section
from undrift.actions.sessions import Visit
from undrift.domain.desk import Desk
from undrift.domain.errors import TooBusy
from undrift.domain.export import VERSION, in_json, in_text

SECTIONS: tuple[Section, ...] = (
    notes.SECTION,
    shared.SECTION,
    ondesk.DRAFTS,
    ondesk.PLANS,
    sheets.SECTION,
    lines.SECTION,
    hopes.SECTION,
    told.SECTION,
    told.GUESS,
    weeks.SECTION,
    answers.WEEKS,
    answers.LOOKS,
    times.TIMES,
    times.REMINDERS,
    ondesk.PROMISES,
    ondesk.SAVED,
    ondesk.LIFE_IS,
    ondesk.EVENINGS,
)
IF_WANTED = frozenset(section.name for section in SECTIONS if section.if_wanted)
AT_ONCE = 2
PIECE = 32_768
"""In characters."""

_places = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def a_place() -> Iterator[None]:
    if not _places.acquire(blocking=False):
        raise TooBusy("Two exports are already under way. Please try again in a minute.", seconds=60)
    try:
        yield
    finally:
        _places.release()


def in_pieces(words: Iterator[str]) -> Iterator[str]:
    """Gather words into pieces worth sending: each piece wakes a thread. The first goes at once, to say it began."""
    with closing(words):  # type: ignore[type-var]  # a generator: its place is given back when it is broken off
        yield next(words)
        waiting, size = [], 0
        for part in words:
            waiting.append(part)
            size += len(part)
            if size >= PIECE:
                yield "".join(waiting)
                waiting, size = [], 0
        yield "".join(waiting)


def _sections(*, weeks: bool) -> list[Section]:
    return [section for section in SECTIONS if weeks or not section.if_wanted]


def as_json(visit: Visit, *, weeks: bool = False) -> Iterator[str]:
    """Stream everything this person wrote and chose, without the safety answers (Ruling 5).

    `weeks`: what was marked about each week, and longer looks, go along too.
    """
    with a_place():
        desk = _settled(visit)
        yield f'{{"undrift":{VERSION},\n"name":{in_json(visit.name)}'
        for section in _sections(weeks=weeks):
            yield f",\n{in_json(section.name)}:["
            separator = "\n"
            for item in section.items(visit, desk):
                yield separator + in_json(item)
                separator = ",\n"
            yield "\n]"
        yield "}\n"


def _settled(visit: Visit) -> Desk:
    """Let what waits at the closed door go where it belongs first, so that nothing is told twice."""
    noticing.bring_in_sentences(visit)
    return desks.read(visit)


def as_page(visit: Visit, *, weeks: bool = False) -> Iterator[str]:
    """Stream one readable page that opens in any browser, with no outside parts."""
    with a_place():
        desk = _settled(visit)
        yield HEAD.format(name=escape(visit.name))
        for section in _sections(weeks=weeks):
            for item in section.items(visit, desk):
                yield article(*section.said(item))
        yield FOOT


def article(heading: str, text: str) -> str:
    return f'<article><h2>{escape(in_text(heading))}</h2><p dir="auto">{escape(in_text(text))}</p></article>\n'


FOOT = "</main></body></html>\n"
HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>My words</title><style>
body{{font:18px/1.6 Georgia,serif;max-width:36rem;margin:2rem auto;padding:0 1rem;color:#23292f;background:#fdfaf3}}
h1,h2{{font-weight:400}}h2{{font-size:1rem;color:#5f5e57;margin-top:2rem}}p{{white-space:pre-wrap;overflow-wrap:anywhere}}
</style></head><body><main><h1>{name}: my words</h1>
"""
