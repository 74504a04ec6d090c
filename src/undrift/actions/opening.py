"""Opening what two wrote: by each author's own app, at an arrival after the other has written; and taking it home."""

from __future__ import annotations

from undrift.actions import couplekeys, notebook
from undrift.actions import desk as desks
from undrift.actions.rounds import Round, commitment, mine_of, rounds
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain.couples import Membership, Phase
from undrift.domain.future import Stage
from undrift.domain.notebook import Kind
from undrift.store.models import Answer
from undrift.store.queries import answers as rows
from undrift.store.queries import notebook as note_rows
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing
from undrift.vault import answers
from undrift.vault.cipher import CannotOpen
from undrift.vault.shelves import ShelfKey

GIVES_WAY = {Stage.OPEN, Stage.ALONE}
"""Where something of mine has been open: it goes home once a newer exchange has opened."""


def attend(visit: Visit) -> None:
    """At each arrival of somebody who has written: let theirs open if the other has written too. Never fails."""
    if visit.phase is Phase.PAIRED and visit.membership is not None and desks.read(visit).answer_waits:
        try:
            tend(visit, visit.membership)
        except CannotOpen:
            return


def tend(visit: Visit, here: Membership) -> None:
    """Release what waits for the other and is answered; mend what new keys left behind; make room after an exchange."""
    for one in rounds(visit, here):
        if one.mine is not None and not one.is_open:
            _release(visit, here, one)
    mine = [r for r in rounds(visit, here) if r.mine is not None]
    if all(r.is_open for r in mine) and desks.read(visit).answer_waits:
        desks.change(visit, lambda desk: desk.with_(answer_waits=False))
    now = newest_open(visit, mine)
    _bring_home(visit, [r for r in mine if now and r.prompt != now.prompt and r.stage in GIVES_WAY])


def newest_open(visit: Visit, found: list[Round]) -> Round | None:
    """Choose the exchange that stands, by the day in my own seal: an older one makes room for it."""
    dated = [(mine.on, r.prompt, r) for r in found if r.is_open and (mine := mine_of(visit, r))]
    return max(dated)[2] if dated else next((r for r in found if r.is_open), None)


def _release(visit: Visit, here: Membership, one: Round) -> None:
    joint = couplekeys.held(visit.unlocked, here.joint_shelf)
    own = couplekeys.held(visit.unlocked, here.shelf_of(visit.person))
    if joint is None or own is None or one.mine is None:
        return
    mine = commitment(one.mine)
    if not answers.is_seen(mine, joint):
        _mend(visit, one.mine, joint)
    if one.theirs is None or one.mine.released:
        return
    theirs = commitment(one.theirs)
    try:
        released, receipt = answers.release(visit.unlocked, mine, theirs, joint, own)
    except CannotOpen:
        return
    with writing():
        make_sure_open(visit)
        rows.release(one.mine.id, released, own.version, receipt)


def _mend(visit: Visit, mine: Answer, joint: ShelfKey) -> None:
    try:
        seen = answers.seen_anew(visit.unlocked, commitment(mine), joint)
    except CannotOpen:
        return
    with writing():
        make_sure_open(visit)
        rows.put(mine.id, seen=seen, seen_version=joint.version)


def _bring_home(visit: Visit, old: list[Round]) -> None:
    if not old:
        return
    with writing():
        make_sure_open(visit)
        for one in old:
            if one.mine is not None:
                home(visit, one.mine)
    wipe_what_was_deleted()


def home(visit: Visit, row: Answer, under: notebook.HomeKey | None = None) -> bool:
    """Move one answer of mine into my notebook. False for one that does not open: there are no words to take."""
    wishes = mine_of(visit, Round(row.prompt, row, None))
    if wishes is None:
        return False
    why = f"answer {row.prompt}"
    note_rows.add_all([notebook.sealed_in(visit, Kind.FUTURE, wishes.as_text(), wishes.on, why=why, under=under)])
    rows.remove(row.id)
    return True


def take_all_home(visit: Visit, here: Membership) -> None:
    """Take everything of mine home. Call it inside the write lock."""
    under = notebook.home_key(visit)
    for row in rows.of_author(visit.person, here.couple):
        home(visit, row, under)
    rows.remove_all(visit.person, here.couple)
