"""What each hopes for: written alone, fixed, open once both have written and have been here since (S1.57-S1.61)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from undrift.actions import couplekeys, lines, sharing
from undrift.actions import desk as desks
from undrift.actions.opening import as_the_first_time, home, release
from undrift.actions.rounds import Round, mine_of, rounds, seal, theirs_of
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain import future
from undrift.domain.couples import Membership
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.future import Exchange, Wishes
from undrift.domain.rounds import Page, Stage
from undrift.store.queries import answers as rows
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing
from undrift.vault import cipher
from undrift.vault.shelves import ShelfKey


class AlreadyWritten(BadInput):
    """What you wrote before is sealed, and cannot be changed. You can take it back and write anew."""

    def __init__(self) -> None:
        super().__init__("hope", " ".join((type(self).__doc__ or "").split()))


@dataclass(frozen=True, slots=True)
class View:
    """What I see. `mine` None: not written, or it does not open. `theirs` None while open: changed after it was sealed.

    `waiting`: I have written anew, beside an exchange that stands open.
    """

    stage: Stage
    mine: Wishes | None = None
    theirs: Wishes | None = None
    exchange: Exchange | None = None
    waiting: bool = False
    may_write: bool = False
    prompt: str = ""
    waiting_prompt: str = ""


GIVES_WAY = {Stage.OPEN, Stage.ALONE}
"""Where something of mine has been open: it goes home once a newer exchange has opened."""


def tend(visit: Visit, here: Membership) -> None:
    """Release what waits for the other and is answered; mend what new keys left behind; make room after an exchange."""
    for one in rounds(visit, here):
        if one.mine is not None and not one.is_open:
            release(visit, here, one)
    mine = [r for r in rounds(visit, here) if r.mine is not None]
    if all(r.is_open for r in mine) and desks.read(visit).answer_waits:
        desks.change(visit, lambda desk: desk.with_(answer_waits=False))
    now = newest_open(visit, mine)
    _bring_home(visit, [r for r in mine if now and r.prompt != now.prompt and r.stage in GIVES_WAY])


def newest_open(visit: Visit, found: list[Round]) -> Round | None:
    """Choose the exchange that stands, by the day in my own seal: an older one makes room for it."""
    dated = [(mine.on, r.prompt, r) for r in found if r.is_open and (mine := mine_of(visit, r))]
    return max(dated)[2] if dated else next((r for r in found if r.is_open), None)


def _bring_home(visit: Visit, old: list[Round]) -> None:
    if not old:
        return
    with writing():
        make_sure_open(visit)
        for one in old:
            if one.mine is not None:
                home(visit, one.mine)
    wipe_what_was_deleted()


def view(visit: Visit) -> View:
    here = lines.here_of(visit)
    tend(visit, here)
    found = rounds(visit, here)
    shown = _shown(visit, found)
    waiting = next((r for r in found if r.stage is Stage.WRITTEN and r is not shown), None)
    may_write = _may_write(visit, shown, found)
    if shown is None:
        return View(Stage.EMPTY, may_write=may_write)
    mine, theirs = mine_of(visit, shown), theirs_of(visit, shown)
    return View(
        shown.stage,
        mine,
        theirs,
        future.beside(mine, theirs) if mine and theirs else None,
        waiting is not None,
        may_write,
        shown.prompt,
        waiting.prompt if waiting else "",
    )


def _shown(visit: Visit, found: list[Round]) -> Round | None:
    """Choose what the page is about: an exchange before what waits, and nothing that the other did unseen."""
    order = (Stage.ALONE, Stage.ENDED, Stage.WRITTEN)
    return newest_open(visit, found) or next((r for stage in order for r in found if r.stage is stage), None)


def _may_write(visit: Visit, shown: Round | None, found: list[Round]) -> bool:
    """Not beside something of mine that waits, and after an exchange only when a year has gone by."""
    if any(r.stage is Stage.WRITTEN for r in found):
        return False
    if shown is None:
        return True
    on = desks.read(visit).future_on
    mine = mine_of(visit, shown)
    last = date.fromisoformat(on) if on else mine.on if mine else None
    return last is not None and future.may_write_anew(last, lines.today_of(visit))


def write(visit: Visit, hopes: list[str], told: dict[str, str]) -> None:
    """Seal what I hope for. From then on nobody can change it, and nobody but me can read it until both are in.

    Raises BadInput at the field.
    """
    wishes = future.written(lines.today_of(visit), hopes, told)
    with writing():
        make_sure_open(visit)
        here, _ = _my_shelf(visit)
        joint = couplekeys.held(visit.unlocked, here.joint_shelf)
        found = rounds(visit, here)
        if joint is None or not _may_write(visit, _shown(visit, found), found):
            raise AlreadyWritten
        waiting = next((r.prompt for r in found if r.stage is Stage.EMPTY), "")
        prompt = waiting or cipher.new_id()
        seal(visit, here, joint, prompt, wishes)
        desks.change(visit, lambda desk: desk.with_(answer_waits=True, future_on=wishes.on.isoformat()))
        tend(visit, here)


def _my_shelf(visit: Visit) -> tuple[Membership, ShelfKey]:
    try:
        return sharing.my_shelf(visit)
    except BadInput as problem:
        raise BadInput("hope", problem.sentence) from None


def take_back(visit: Visit, prompt: str) -> bool:
    """Take mine home into my notebook. True when it had been open. Raises NotFound, StaysWhereItIs."""
    return as_the_first_time(visit, prompt, _take_back)


def _take_back(visit: Visit, prompt: str) -> bool:
    here = lines.here_of(visit)
    with writing():
        make_sure_open(visit)
        one = next((r for r in rounds(visit, here) if r.prompt == prompt and r.mine), None)
        if one is None or one.mine is None:
            raise NotFound
        was_open = bool(one.mine.released and (one.theirs is None or one.theirs.released))
        if not home(visit, one.mine):
            raise sharing.StaysWhereItIs
        desks.change(visit, lambda desk: desk.with_(future_on=desk.future_on if was_open else ""))
    wipe_what_was_deleted()
    return was_open


def every_of_mine(visit: Visit) -> list[Wishes]:
    if visit.membership is None:
        return []
    kept = rows.of_author(visit.person, visit.membership.couple)
    found = (Round(row.prompt, row, None) for row in kept if row.page == Page.FUTURE)
    return [wishes for one in found if (wishes := mine_of(visit, one))]
