"""A letter to the two of them, sealed till a day in a few months, and opened together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from undrift.actions import couplekeys, lines, lying, rounds, settling, sharing
from undrift.actions import desk as desks
from undrift.actions.lying import Asked, Lies
from undrift.actions.questions import Where, seal, sealed_before, waits
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain import letters
from undrift.domain.couples import Membership
from undrift.domain.errors import BadInput
from undrift.domain.rounds import Page, Reply, cleaned
from undrift.store.queries import questions as rows
from undrift.store.writing import writing
from undrift.vault import cipher
from undrift.vault.shelves import ShelfKey

ABOUT_THE_SAME = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class View:
    """What I see; OFFER where none is under way. `on`: the day the one that is open was written by me."""

    where: Where
    prompt: str = ""
    opens_on: date | None = None
    mine: str = ""
    theirs: str | None = None
    on: date | None = None
    opening: bool = False
    home: bool = False


def view(visit: Visit) -> View:
    here = lines.here_of(visit)
    settling.settle(visit, here, Page.LETTER)
    lies = lying.to_look_at(visit, here, Page.LETTER)
    part = desks.read(visit).curiosity.letter
    reply = rounds.my_reply(visit, lies.round) if lies else None
    if lies and lies.is_for_me:
        return View(Where.ASIDE if part.aside == lies.prompt else Where.LIES, lies.prompt, lies.asked.opens_on)
    if lies is None or reply is None:
        return View(Where.OFFER, home=part.home)
    if lies.round.is_open:
        theirs = rounds.their_reply(visit, lies.round)
        fresh = part.opened == lies.prompt and not part.looked_on
        words = theirs.text if theirs else None
        return View(Where.OPEN, lies.prompt, reply.opens_on, reply.text, words, reply.on, opening=fresh)
    if not lies.is_under_way:
        return View(Where.OFFER, home=part.home)
    if part.waits != lies.prompt:
        waits(visit, reply, lies.prompt)
    return View(Where.SEALED, lies.prompt, reply.opens_on, reply.text, on=reply.on)


def checked(visit: Visit, text: str, after: str, opens_on: date | None) -> date:
    """Look a letter over before it is sealed; gives the day it opens. Raises BadInput at `text` or `after`."""
    cleaned(text)
    return opens_on or letters.opens_on(after, lines.today_of(visit))


def write(visit: Visit, text: str, after: str) -> None:
    """Seal my letter. Whoever begins chooses the day. Sent twice it is sealed once. Raises BadInput."""
    text, today = cleaned(text), lines.today_of(visit)
    with writing():
        make_sure_open(visit)
        here, _ = sharing.my_shelf(visit)
        joint = couplekeys.held(visit.unlocked, here.joint_shelf)
        lies = lying.newest(visit, here, Page.LETTER).get(Page.LETTER)
        if joint is None or sealed_before(visit, lies, "", text):
            return
        _refuse_another_day(lies, after, today)
        prompt, opens_on = _lying(lies) or _begun(here, joint, letters.opens_on(after, today), today)
        reply = Reply(Page.LETTER, "", letters.ASKED, text, today, opens_on)
        came_home = seal(visit, here, joint, prompt, reply)
    if came_home:
        settling.tell_it_came_home(visit, Page.LETTER)


def _refuse_another_day(lies: Lies | None, after: str, today: date) -> None:
    """Say so where another letter has come meanwhile, for quite another day than was chosen. Raises BadInput."""
    lying_for = _lying(lies)
    if lying_for is None or not after or abs(letters.opens_on(after, today) - lying_for[1]) < ABOUT_THE_SAME:
        return
    day = f"{lying_for[1].day} {lying_for[1]:%B %Y}"
    raise BadInput("text", f"There is a letter here by now, for {day}. Please look at yours once more.")


def _lying(lies: Lies | None) -> tuple[str, date] | None:
    if lies is None or not lies.is_for_me or lies.asked.opens_on is None:
        return None
    return lies.prompt, lies.asked.opens_on


def _begun(here: Membership, joint: ShelfKey, opens_on: date, today: date) -> tuple[str, date]:
    prompt, asked = cipher.new_id(), Asked(Page.LETTER, "", today, opens_on)
    rows.add(prompt, here.couple, Page.LETTER, joint.version, lying.sealed(here.couple, prompt, joint, asked))
    return prompt, opens_on
