"""Saying one true thing gently: drafts that lie till morning, one at a time on the shelf, opened when there is room."""

from __future__ import annotations

from datetime import date

from undrift.actions import desk as desks
from undrift.actions import drafts, sharing
from undrift.actions.sessions import Visit
from undrift.adapters import clock
from undrift.domain import disclosure
from undrift.domain import sharing as days
from undrift.domain.disclosure_frames import cleaned
from undrift.domain.disclosure_kinds import depth_of
from undrift.domain.errors import BadInput
from undrift.domain.evening import evening_of
from undrift.domain.notebook import Kind
from undrift.domain.phrases import day_in_words
from undrift.store.queries import shared as rows
from undrift.store.writing import writing
from undrift.vault import cipher


def next_from(visit: Visit) -> date | None:
    """Name the day from which another one may go; None where that is now. What the other did has no part in it."""
    desk = desks.read(visit)
    return disclosure.next_from(desk.disclosure, evening_of(desks.local_now(desk)))


def arrives_on(visit: Visit) -> date:
    return disclosure.arrives_on(desks.local(visit))


def found_on(visit: Visit, entry: str) -> date:
    """Name the day on which the other finds, or found, something of mine."""
    row = rows.one(rows.Eyes(visit.person, sharing.membership_of(visit).couple, clock.now()), entry)
    kind = sharing.opened(visit, row).kind
    return disclosure.arrives_at(kind, row.opens_at).astimezone(desks.local(visit).tzinfo).date()


def say(visit: Visit, kind: Kind, text: str, *, hard: bool, note_key: str) -> None:
    """Put one true thing on my shelf. What is hard goes by way of a draft. Raises BadInput at `text`."""
    text = cleaned(kind, text)
    once = sharing.once(visit, note_key or cipher.new_id(), text)
    if hard and not rows.is_kept(visit.person, once):
        raise BadInput("text", "Let this one lie till morning first. What you typed is still here.")
    _put(visit, kind, text, depth_of(kind, hard=hard), once)


def say_draft(visit: Visit, wanted: str) -> None:
    """Put a draft on my shelf after a night. The same one twice goes once. Raises NotFound, BadInput at `text`."""
    once = sharing.once(visit, f"from draft {wanted}", "")
    if rows.is_kept(visit.person, once):
        return
    with writing():
        draft = desks.newest(visit).disclosure.draft(wanted)
        if not drafts.may_go(visit, draft):
            raise BadInput("text", "It lies here till morning. Then you can look at it again.")
        _put(visit, Kind(draft.kind), draft.text, draft.depth, once)
        desks.change_disclosure(visit, lambda part: part.without(wanted))


def _put(visit: Visit, kind: Kind, text: str, depth: int, once: str) -> None:
    with writing():
        if rows.is_kept(visit.person, once):
            return
        desk = desks.newest(visit)
        today = evening_of(desks.local_now(desk))
        if (day := disclosure.next_from(desk.disclosure, today)) is not None:
            raise BadInput("text", f"One at a time: the next can go from {day_in_words(day)}. This one can lie here.")
        entry = sharing.put(visit, days.body(kind, text, depth=depth), today, once)
        desks.change_disclosure(visit, lambda part: disclosure.said(part, entry, today))
