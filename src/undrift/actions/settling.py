"""At an arrival: what I wrote to a question or a letter opens, waits on, or goes home."""

from __future__ import annotations

from collections.abc import Callable

from undrift.actions import couplekeys, future, lines, lying, opening
from undrift.actions import desk as desks
from undrift.actions.rounds import Round, my_reply, to_prompt
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain import curiosity
from undrift.domain.couples import Membership, Phase
from undrift.domain.curiosity import Curiosity
from undrift.domain.rounds import TOLD, Page, Reply
from undrift.store.queries import questions as rows
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing
from undrift.vault.cipher import CannotOpen


def attend(visit: Visit) -> None:
    """At each arrival of somebody who has written: let theirs open if the other has written too. Never fails."""
    if visit.phase is not Phase.PAIRED or visit.membership is None:
        return
    desk = desks.read(visit)
    try:
        if desk.answer_waits:
            future.tend(visit, visit.membership)
        for page in TOLD:
            if _may_have_moved(visit, visit.membership, desk.curiosity, page):
                settle(visit, visit.membership, page)
    except CannotOpen:
        return


def _may_have_moved(visit: Visit, here: Membership, mine: Curiosity, page: Page) -> bool:
    """A letter is not looked at before its day, unless the joint key is another one since."""
    part = mine.part(page)
    joint = couplekeys.held(visit.unlocked, here.joint_shelf)
    if not part.waits or joint is None:
        return False
    return part.under != lying.name_of(joint) or part.opens_on <= lines.today_of(visit).isoformat()


def settle(visit: Visit, here: Membership, page: Page) -> None:
    """Open what waits of mine, if the other has written and its day has come; or take it home after its time."""
    prompt = desks.read(visit).curiosity.part(page).waits
    if not prompt:
        return
    one = to_prompt(visit, here, prompt)
    reply = my_reply(visit, one)
    if one.mine is None:
        change(visit, lambda mine: curiosity.gone(mine, page, prompt, by_itself=False))
    elif reply is not None:
        _settle(visit, here, one, reply)


def _settle(visit: Visit, here: Membership, one: Round, reply: Reply) -> None:
    today = lines.today_of(visit)
    _mend(visit, here, one, reply)
    if one.theirs is not None and reply.may_open(today) and not one.is_open:
        opening.release(visit, here, one)
        one = to_prompt(visit, here, one.prompt)
    if one.is_open:
        _opened(visit, here, reply, one.prompt)
    elif reply.is_over(today):
        _go_home(visit, one, reply.page)


def _mend(visit: Visit, here: Membership, one: Round, reply: Reply) -> None:
    joint = couplekeys.held(visit.unlocked, here.joint_shelf)
    under = lying.name_of(joint)
    if joint is None or desks.read(visit).curiosity.part(reply.page).under == under:
        return
    opening.mend(visit, here, one)
    with writing():
        make_sure_open(visit)
        lying.seal_anew(visit, here, one.prompt, reply)
    change(visit, lambda mine: mine.with_part(reply.page, under=under))


def _opened(visit: Visit, here: Membership, reply: Reply, prompt: str) -> None:
    today, row = lines.today_of(visit), rows.one(here.couple, prompt)
    question, place = lying.in_deck(reply.question), row.sequence if row else 0

    def moved(mine: Curiosity) -> Curiosity:
        if mine.part(reply.page).waits != prompt:
            return mine
        if question is not None:
            mine = curiosity.answered(mine, question.id, question.depth, prompt, place, today)
        return curiosity.opened(mine, reply.page, prompt)

    change(visit, moved)


def _go_home(visit: Visit, one: Round, page: Page) -> None:
    with writing():
        make_sure_open(visit)
        take_home(visit, one, page, by_itself=True)
    wipe_what_was_deleted()


def take_home(visit: Visit, one: Round, page: Page, *, by_itself: bool) -> bool:
    """Take mine home, and what was asked with it where nobody needs it. Inside the write lock."""
    if one.mine is None or not opening.home(visit, one.mine):
        return False
    rows.drop_where_nobody_answered(one.mine.couple_id, one.prompt)
    change(visit, lambda mine: curiosity.gone(mine, page, one.prompt, by_itself=by_itself))
    return True


def make_room(visit: Visit, here: Membership, page: Page, prompt: str) -> bool:
    """Take home what waits to another prompt before something new is sealed, or nobody would look after it.

    That happens where an answer could not be opened for a while, after new keys. Inside the write lock.
    """
    before = desks.newest(visit).curiosity.part(page).waits
    if not before or before == prompt:
        return False
    return take_home(visit, to_prompt(visit, here, before), page, by_itself=False)


def tell_it_came_home(visit: Visit, page: Page) -> None:
    change(visit, lambda mine: mine.with_part(page, home=True))
    wipe_what_was_deleted()


def change(visit: Visit, how: Callable[[Curiosity], Curiosity]) -> None:
    desks.change(visit, lambda desk: desk.with_(curiosity=how(desk.curiosity)))
