"""How lines, and a yes to one, are sealed: on the shelf of whoever wrote or said them, with a mark of their own."""

from __future__ import annotations

import hmac
from datetime import date

from undrift.actions import couplekeys
from undrift.domain.lines import Line, words_of
from undrift.store import models
from undrift.vault import cipher, entries
from undrift.vault.cipher import CannotOpen
from undrift.vault.entries import EntryPlace
from undrift.vault.keyring import Unlocked
from undrift.vault.shelves import ShelfKey

LINE, YES = "line", "acceptance"
Body = dict[str, str]


def line_place(row: models.Line, version: int) -> EntryPlace:
    return EntryPlace(row.id, f"{row.couple_id}:{row.author_id}", row.author_id, LINE, version)


def yes_place(couple: str, line: str, person: str, version: int) -> EntryPlace:
    return EntryPlace(line, f"{couple}:{person}", person, YES, version)


def line_mark(desk_key: bytes, line: str, page: str, words: str) -> str:
    """Mark words as sealed by their author's own app: whoever shares the shelf and has the disk could seal others."""
    return cipher.derive(desk_key, LINE, line, page, words).hex()


def yes_mark(desk_key: bytes, line: str, words: str) -> str:
    return cipher.derive(desk_key, YES, line, words).hex()


def body_of(unlocked: Unlocked, row: models.Line) -> Body:
    key = couplekeys.held(unlocked, f"{row.couple_id}:{row.author_id}")
    if key is None:
        raise CannotOpen
    body = entries.open_entry(key.key, bytes(row.sealed), line_place(row, key.version))
    return {name: str(body.get(name, "")) for name in ("page", "text", "about", "on")}


def opened(unlocked: Unlocked, row: models.Line, page: str = "") -> Line:
    """Open a line that stands on a page. One from another page, or damaged, opens as *cannot be opened*."""
    mine = row.author_id == unlocked.person
    try:
        body = body_of(unlocked, row)
        on = date.fromisoformat(body["on"])
    except (CannotOpen, ValueError):
        body, on = {}, date.min
    if body.get("page") != (page or row.page):
        return Line(row.id, mine, None, "", on)
    doubtful = mine and not is_marked(row.mark, mark_of(unlocked.desk_key, row.id, body))
    return Line(row.id, mine, body["text"], body["about"], on, doubtful)


def page_of(unlocked: Unlocked, row: models.Line) -> str:
    """Tell which page a line was written for; empty for one that does not open."""
    try:
        return body_of(unlocked, row)["page"]
    except CannotOpen:
        return ""


def mark_of(desk_key: bytes, line: str, body: Body) -> str:
    return line_mark(desk_key, line, body["page"], words_of(body["text"], body["about"]))


def is_marked(mark: str, wanted: str) -> bool:
    return hmac.compare_digest(mark.encode(), wanted.encode())


def sealed_yes(unlocked: Unlocked, key: ShelfKey, row: models.Line, words: str) -> tuple[str, bytes]:
    """Give the mark and the seal of a yes to these words."""
    place = yes_place(row.couple_id, row.id, unlocked.person, key.version)
    sealed = entries.seal_entry(key.key, {"words": words}, place)
    return yes_mark(unlocked.desk_key, row.id, words), sealed


def yes_to(unlocked: Unlocked, row: models.Line) -> str:
    """Name the words that somebody other than the author said yes to; empty where nobody did.

    A yes in my own name counts for me only when it was said from here.
    """
    said = getattr(row, "acceptance", None)
    if said is None or said.person_id == row.author_id:
        return ""
    key = couplekeys.held(unlocked, f"{row.couple_id}:{said.person_id}")
    try:
        place = yes_place(row.couple_id, row.id, said.person_id, key.version if key else 0)
        words = str(entries.open_entry(key.key if key else b"", bytes(said.sealed), place).get("words", ""))
    except CannotOpen:
        return ""
    if said.person_id == unlocked.person and not is_marked(said.mark, yes_mark(unlocked.desk_key, row.id, words)):
        return ""
    return words
