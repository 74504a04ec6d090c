"""A person's own words, to take along. Streamed from memory; nothing is written to a disk on the way."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

from undrift.actions import climate, evenings, future, lines, notebook, noticing, sharing
from undrift.actions import desk as desks
from undrift.actions.noticing import Whole
from undrift.actions.sessions import Visit
from undrift.domain.desk import Desk, Offer
from undrift.domain.errors import TooBusy
from undrift.domain.lines import Line, Room
from undrift.domain.notebook import Kind, Note
from undrift.domain.noticing import in_words
from undrift.domain.sharing import SharedEntry

AT_ONCE = 2
_places = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def a_place() -> Iterator[None]:
    if not _places.acquire(blocking=False):
        raise TooBusy("Two exports are already under way. Please try again in a minute.", seconds=60)
    try:
        yield
    finally:
        _places.release()


def as_json(visit: Visit) -> Iterator[str]:
    """Stream everything this person wrote and chose, without the safety answers (Ruling 5)."""
    with a_place():
        desk = desks.read(visit)
        head = {"undrift": 1, "name": visit.name, "evenings": [_evening(o) for o in desk.history], "saved": desk.saved}
        head["plans"] = [{"when": plan.when, "then": plan.then} for plan in desk.plans]
        head["promises"] = [promise.text for promise in desk.promises]
        head["drafts"] = [{"on": d.on, "kind": d.kind, "text": d.text} for d in desk.disclosure.drafts]
        head["weeks"] = [{"week_from": day.isoformat(), "text": text} for day, text in climate.own_lines(visit)]
        yield json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "notes": ['
        separator = "\n"
        for note in _own_words(visit):
            yield separator + json.dumps(_note(note), ensure_ascii=False)
            separator = ",\n"
        yield '\n ],\n "shared": ['
        separator = "\n"
        for entry in sharing.every_of_mine(visit):
            yield separator + json.dumps(_shared(entry), ensure_ascii=False)
            separator = ",\n"
        yield '\n ],\n "looking_back": ['
        separator = "\n"
        for whole in noticing.every(visit):
            yield separator + json.dumps(_sheet(whole), ensure_ascii=False)
            separator = ",\n"
        yield '\n ],\n "lines": ['
        separator = "\n"
        for page, line in lines.every_of_mine(visit):
            yield separator + json.dumps(_line(page, line), ensure_ascii=False)
            separator = ",\n"
        yield '\n ],\n "hopes": ' + json.dumps(
            [wishes.to_json() for wishes in future.every_of_mine(visit)], ensure_ascii=False
        )
        yield "\n}\n"


def as_page(visit: Visit) -> Iterator[str]:
    """Stream one readable page that opens in any browser, with no outside parts."""
    with a_place():
        desk = desks.read(visit)
        yield _HEAD.format(name=escape(visit.name))
        for note in _own_words(visit):
            text = escape(note.text) if note.text is not None else "This note could not be opened."
            yield f'<article><h2>{escape(_when(note))}</h2><p dir="auto">{text}</p></article>\n'
        for entry in sharing.every_of_mine(visit):
            text = escape(entry.text) if entry.text is not None else "This one could not be opened."
            yield f'<article><h2>{entry.on.isoformat()}, shared</h2><p dir="auto">{text}</p></article>\n'
        yield _drafts_html(desk)
        yield _plans_html(desk)
        for whole in noticing.every(visit):
            yield _sheet_html(whole)
        for page, line in lines.every_of_mine(visit):
            text = escape(lines.as_note(page, line)) if line.text is not None else "This one could not be opened."
            heading = f"{line.on.isoformat()}, {_PAGES.get(page, 'for both')}"
            yield f'<article><h2>{heading}</h2><p dir="auto">{text}</p></article>\n'
        for wishes in future.every_of_mine(visit):
            text = escape(wishes.as_text())
            yield f'<article><h2>{wishes.on.isoformat()}, what I hope for</h2><p dir="auto">{text}</p></article>\n'
        yield _weeks_html(visit)
        yield _promises_html(desk)
        yield _evenings_html(desk)
        yield "</main></body></html>\n"


def _own_words(visit: Visit) -> Iterator[Note]:
    """Leave out the weekly answers about safety, predictability and respect: no export has them."""
    return (note for note in notebook.every(visit) if note.kind != Kind.GROUND)


def _note(note: Note) -> dict[str, Any]:
    opened = note.text is not None
    return {"on": note.on.isoformat(), "at": note.at, "kind": note.kind, "text": note.text, "opened": opened}


def _shared(entry: SharedEntry) -> dict[str, Any]:
    opened = entry.text is not None
    return {"on": entry.on.isoformat(), "kind": entry.kind, "text": entry.text, "opened": opened}


def _sheet(whole: Whole) -> dict[str, Any]:
    if whole.kept is None:
        return {"on": whole.on.isoformat(), "opened": False}
    title, ticked, said = in_words(whole.kept)
    answers = [{"question": question, "text": text} for question, text in said]
    return {"on": whole.on.isoformat(), "sheet": title, "ticked": ticked, "lines": answers, "opened": True}


def _sheet_html(whole: Whole) -> str:
    if whole.kept is None:
        return (
            f"<article><h2>{whole.on.isoformat()}, looking back</h2><p>This sheet could not be opened.</p></article>\n"
        )
    title, ticked, said = in_words(whole.kept)
    words = "".join(f'<h3>{escape(question)}</h3><p dir="auto">{escape(text)}</p>' for question, text in said)
    marks = f"<p>{escape('; '.join(ticked))}</p>" if ticked else ""
    return f"<article><h2>{whole.on.isoformat()}, {escape(title)}</h2>{marks}{words}</article>\n"


def _line(page: str, line: Line) -> dict[str, Any]:
    opened = line.text is not None
    return {"on": line.on.isoformat(), "page": page, "text": line.text, "about": line.about, "opened": opened}


def _evening(offer: Offer) -> dict[str, Any]:
    practice = evenings.practice_or_none(offer.practice)
    title = practice.title if practice else offer.practice
    return {"on": offer.on, "step": title, "answer": offer.answer, "landing": offer.landing}


def _when(note: Note) -> str:
    return note.at[:16].replace("T", " ") or note.on.isoformat()


def _drafts_html(desk: Desk) -> str:
    drafts = ((escape(draft.on), escape(draft.text)) for draft in desk.disclosure.drafts)
    return "".join(
        f'<article><h2>{on}, lying till morning</h2><p dir="auto">{text}</p></article>\n' for on, text in drafts
    )


def _plans_html(desk: Desk) -> str:
    rows = "".join(f'<li dir="auto">When {escape(p.when)}, I {escape(p.then)}</li>' for p in desk.plans)
    return f"<section><h2>When this, then that</h2><ul>{rows}</ul></section>" if rows else ""


def _weeks_html(visit: Visit) -> str:
    """Write down what was happening, week by week; the weather itself is made of answers, and no export has them."""
    lines = climate.own_lines(visit)
    rows = "".join(f'<li dir="auto">{day.isoformat()}: {escape(text)}</li>' for day, text in lines)
    return f"<section><h2>What was happening</h2><ul>{rows}</ul></section>" if rows else ""


def _promises_html(desk: Desk) -> str:
    rows = "".join(f'<li dir="auto">{escape(promise.text)}</li>' for promise in desk.promises)
    return f"<section><h2>Small promises</h2><ul>{rows}</ul></section>" if rows else ""


def _evenings_html(desk: Desk) -> str:
    rows = "".join(f"<li>{escape(o['on'])}: {escape(o['step'])}</li>" for o in map(_evening, desk.history))
    return f"<section><h2>Evenings</h2><ul>{rows}</ul></section>" if rows else ""


_PAGES: dict[str, str] = {Room.AGREEMENT: "agreements", Room.PARKED: "parked", Room.STORY: "our story"}
_HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>My words</title><style>
body{{font:18px/1.6 Georgia,serif;max-width:36rem;margin:2rem auto;padding:0 1rem;color:#23292f;background:#fdfaf3}}
h1,h2{{font-weight:400}}h3{{font-size:1rem;margin-bottom:0}}h3+p{{margin-top:0}}h2{{font-size:1rem;color:#5f5e57;margin-top:2rem}}p{{white-space:pre-wrap;overflow-wrap:anywhere}}
</style></head><body><main><h1>{name}: my words</h1>
"""
