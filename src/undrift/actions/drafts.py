"""Drafts that lie on one's own desk till morning: put down, softened, kept for oneself or let go."""

from __future__ import annotations

from datetime import date

from undrift.actions import desk as desks
from undrift.actions import notebook, sharing
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain import drafts
from undrift.domain import sharing as days
from undrift.domain.disclosure_frames import cleaned
from undrift.domain.drafts import Draft
from undrift.domain.evening import evening_of
from undrift.domain.notebook import Kind
from undrift.store.writing import writing
from undrift.vault import cipher


def lay_down(visit: Visit, kind: Kind, text: str, *, hard: bool, note_key: str) -> str:
    """Let a draft lie till morning on my own desk; returns its id. Raises BadInput at `text`."""
    text, local = cleaned(kind, text), desks.local(visit)
    wanted = sharing.once(visit, f"draft {note_key or cipher.new_id()}", "")[:32]
    ready_on = days.opens_at(local).date().isoformat()
    draft = Draft(wanted, kind.value, text, hard, evening_of(local).isoformat(), ready_on)
    desks.change_disclosure(visit, lambda part: drafts.drafted(part, draft))
    return wanted


def soften(visit: Visit, draft: str, text: str, *, hard: bool) -> None:
    """Put other words in a draft. Raises NotFound, and BadInput at `text`."""
    before = draft_of(visit, draft)
    text, ready_on = cleaned(Kind(before.kind), text), days.opens_at(desks.local(visit)).date()
    desks.change_disclosure(visit, lambda part: drafts.softened(part, draft, text, hard=hard, next_morning=ready_on))


def draft_of(visit: Visit, draft: str) -> Draft:
    return desks.read(visit).disclosure.draft(draft)


def may_go(visit: Visit, draft: Draft) -> bool:
    return draft.may_go(days.morning_of(desks.local(visit)))


def let_go(visit: Visit, draft: str) -> None:
    draft_of(visit, draft)
    desks.change_disclosure(visit, lambda part: part.without(draft))


def keep(visit: Visit, draft: str) -> None:
    """Take a draft into my notebook, closed or not; it is gone from the desk. Raises NotFound."""
    found = draft_of(visit, draft)
    with writing():
        make_sure_open(visit)
        _take_in(visit, found)
        desks.change_disclosure(visit, lambda part: part.without(draft))


def take_home(visit: Visit) -> None:
    """Take every draft into my notebook: they were for one person. Call it inside the write lock."""
    for draft in desks.newest(visit).disclosure.drafts:
        _take_in(visit, draft)


def _take_in(visit: Visit, draft: Draft) -> None:
    notebook.take_in(visit, draft.kind, draft.text, date.fromisoformat(draft.on), why=f"draft {draft.id}")
