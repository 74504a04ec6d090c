"""Opening what two wrote: by each author's own app, at an arrival after the other has written; and taking it home."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from undrift.actions import couplekeys, notebook
from undrift.actions.rounds import Round, commitment, mine_of, my_reply
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain.couples import Membership
from undrift.domain.errors import NotFound
from undrift.domain.notebook import Kind
from undrift.domain.rounds import Page
from undrift.store.models import Answer
from undrift.store.queries import answers as rows
from undrift.store.queries import notebook as note_rows
from undrift.store.queries import questions as question_rows
from undrift.store.writing import writing
from undrift.vault import answers
from undrift.vault.cipher import CannotOpen
from undrift.vault.shelves import ShelfKey

KINDS = {Page.QUESTION: Kind.ANSWER, Page.LETTER: Kind.LETTER}


def mend(visit: Visit, here: Membership, one: Round) -> None:
    """Show once more that mine was fixed, where the joint key of before is gone."""
    joint = couplekeys.held(visit.unlocked, here.joint_shelf)
    if joint is not None and one.mine is not None and not answers.is_seen(commitment(one.mine), joint):
        _mend(visit, one.mine, joint)


def release(visit: Visit, here: Membership, one: Round) -> None:
    """Let mine open, where somebody I confirmed has written to the same prompt. Done once, it stays done."""
    mend(visit, here, one)
    joint = couplekeys.held(visit.unlocked, here.joint_shelf)
    own = couplekeys.held(visit.unlocked, here.shelf_of(visit.person))
    if joint is None or own is None or one.mine is None or one.theirs is None or one.mine.released:
        return
    try:
        released, receipt = answers.release(visit.unlocked, commitment(one.mine), commitment(one.theirs), joint, own)
    except CannotOpen:
        return
    with writing():
        make_sure_open(visit)
        if rows.is_there(one.theirs.id):  # else it was taken back just now, and the receipt would fit nothing
            rows.release(one.mine.id, released, own.version, receipt)


def _mend(visit: Visit, mine: Answer, joint: ShelfKey) -> None:
    try:
        seen = answers.seen_anew(visit.unlocked, commitment(mine), joint)
    except CannotOpen:
        return
    with writing():
        make_sure_open(visit)
        rows.put(mine.id, seen=seen, seen_version=joint.version)


def home(visit: Visit, row: Answer, under: notebook.HomeKey | None = None) -> bool:
    """Move one answer of mine into my notebook. False for one that does not open: there are no words to take."""
    words = _words(visit, row)
    if words is None:
        return False
    kind, text, on = words
    note_rows.add_all([notebook.sealed_in(visit, kind, text, on, why=_why(row.prompt), under=under)])
    rows.remove(row.id)
    return True


def as_the_first_time(visit: Visit, prompt: str, take_back: Callable[[Visit, str], bool]) -> bool:
    """Take mine back by `take_back`; once it is home, pressing again changes nothing. Raises NotFound."""
    try:
        return take_back(visit, prompt)
    except NotFound:
        if not notebook.has_taken_in(visit, _why(prompt)):
            raise
        return False


def _why(prompt: str) -> str:
    return f"answer {prompt}"


def _words(visit: Visit, row: Answer) -> tuple[Kind, str, date] | None:
    """Read an answer of mine as a note, by what the seal says that it is."""
    one = Round(row.prompt, row, None)
    if (reply := my_reply(visit, one)) is not None:
        return KINDS.get(reply.page, Kind.NOTE), reply.as_text(), reply.on
    if (wishes := mine_of(visit, one)) is not None:
        return Kind.FUTURE, wishes.as_text(), wishes.on
    return None


def take_all_home(visit: Visit, here: Membership) -> None:
    """Take everything of mine home. Call it inside the write lock."""
    under = notebook.home_key(visit)
    for row in rows.of_author(visit.person, here.couple):
        home(visit, row, under)
    rows.remove_all(visit.person, here.couple)
    question_rows.drop_all(here.couple)
