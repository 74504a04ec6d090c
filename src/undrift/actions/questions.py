"""A question for both (S1.38 to S1.43): drawn for one, answered sealed by each, and opened together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from undrift import library
from undrift.actions import couplekeys, drawing, guesses, lines, lying, rounds, settling, sharing
from undrift.actions import desk as desks
from undrift.actions.lying import Asked, Lies
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain import curiosity, evening
from undrift.domain.couples import Membership, Phase
from undrift.domain.curiosity import LONGEST_GUESS, Guess
from undrift.domain.errors import BadInput
from undrift.domain.rounds import TOLD, Page, Reply, cleaned
from undrift.store.queries import questions as rows
from undrift.store.writing import writing
from undrift.vault import cipher
from undrift.vault.shelves import ShelfKey


class AlreadySealed(BadInput):
    """What you wrote before is sealed, and cannot be changed. You can take it back and write anew."""

    def __init__(self) -> None:
        super().__init__("text", " ".join((type(self).__doc__ or "").split()))


class Where(StrEnum):
    """What the page is about. OFFER: one was drawn for me. LIES: the other waits with theirs."""

    OFFER = "offer"
    REST = "rest"
    LIES = "lies"
    ASIDE = "aside"
    SEALED = "sealed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class View:
    """What I see. `theirs` None while open: taken back, or changed after it was sealed. `earlier`: mine of before.

    `opening`: seen for the first time. `home`: an answer came home by itself. `land`: what may be asked about.
    """

    where: Where
    asked: str = ""
    question: str = ""
    prompt: str = ""
    mine: str = ""
    theirs: str | None = None
    guess: str = ""
    earlier: Reply | None = None
    opening: bool = False
    home: bool = False
    land: str = ""


def view(visit: Visit) -> View:
    here = lines.here_of(visit)
    settling.settle(visit, here, Page.QUESTION)
    lies = lying.to_look_at(visit, here, Page.QUESTION)
    found = (_of_what_lies(visit, here, lies) if lies else None) or _offer(visit)
    return replace(found, home=desks.read(visit).curiosity.question.home)


def _of_what_lies(visit: Visit, here: Membership, lies: Lies) -> View | None:
    part = desks.read(visit).curiosity.question
    words, reply = lies.asked.words, rounds.my_reply(visit, lies.round)
    if lies.round.is_open and part.opened == lies.prompt and part.looked_on in {"", lines.today_of(visit).isoformat()}:
        return _opened(visit, here, lies)
    if lies.is_for_me:
        where = Where.ASIDE if part.aside == lies.prompt else Where.LIES
        return View(where, words, lies.asked.question, lies.prompt)
    if not lies.is_under_way or reply is None:
        return None
    if part.waits != lies.prompt:
        waits(visit, reply, lies.prompt)
    return View(
        Where.SEALED, reply.asked, reply.question, lies.prompt, reply.text, guess=guesses.at(visit, lies.prompt)
    )


def waits(visit: Visit, reply: Reply, prompt: str, joint: ShelfKey | None = None) -> None:
    """Have my desk know what waits, so that my next arrival looks after it; and under which joint key it was sealed."""
    under, opens_on = lying.name_of(joint), reply.opens_on.isoformat() if reply.opens_on else ""
    settling.change(visit, lambda mine: curiosity.sealed(mine, reply.page, prompt, opens_on, under))


def _opened(visit: Visit, here: Membership, lies: Lies) -> View:
    mine, theirs = rounds.my_reply(visit, lies.round), rounds.their_reply(visit, lies.round)
    desk = desks.read(visit)
    return View(
        Where.OPEN,
        mine.asked if mine else lies.asked.words,
        lies.asked.question,
        lies.prompt,
        mine.text if mine else "",
        theirs.text if theirs else None,
        guesses.at(visit, lies.prompt),
        _earlier(visit, here, desk.curiosity.before, lies.asked.question),
        opening=not desk.curiosity.question.looked_on,
    )


def _earlier(visit: Visit, here: Membership, packed: str, question: str) -> Reply | None:
    """Find my own line of an earlier year, to be compared by myself (S1.40)."""
    row = rows.at(here.couple, curiosity.Asked.unpacked(packed).place) if packed else None
    found = rounds.my_reply(visit, rounds.to_prompt(visit, here, row.id)) if row else None
    return found if found and found.question == question else None


def _offer(visit: Visit) -> View:
    """Offer what was drawn for me, or draw: what the other began, or put aside, has no part in it."""
    land, found = _land(visit), drawing.drawn_for(visit)
    return View(Where.OFFER, found.text, found.id, land=land) if found else View(Where.REST, land=land)


def _land(visit: Visit) -> str:
    """Give what may be asked about this evening, where it has room for a question; then that was its one question."""
    desk = desks.read(visit)
    local, today = desks.local_now(desk), lines.today_of(visit)
    mine = desk.curiosity
    if desk.guest or not curiosity.may_land(mine, mine.question.waits, today):
        return ""
    if mine.land_asked_on:
        return mine.land
    if mine.question.looked_on == today.isoformat() or not evening.may_ask(desk, local):
        return ""
    asked = replace(mine, land_asked_on=today.isoformat())
    desks.change(visit, lambda newest: evening.asked(newest.with_(curiosity=asked), local))
    return mine.land


def still_waits(visit: Visit) -> bool:
    """Say whether mine is sealed and has not opened, after the arrival looked after it."""
    return bool(desks.read(visit).curiosity.question.waits)


def look(visit: Visit, page: Page) -> None:
    """Remember, on my own desk, that the page was seen as it is now."""
    part, today = desks.read(visit).curiosity.part(page), lines.today_of(visit)
    if part.home or (part.opened and not part.looked_on):
        settling.change(visit, lambda mine: curiosity.looked(mine, page, today))


def put_aside(visit: Visit, page: Page, prompt: str, *, aside: bool = True) -> None:
    """Leave what lies here, or take it up again. Only my own desk knows."""
    lies = lying.newest(visit, lines.here_of(visit), page).get(page)
    if lies is not None and lies.prompt == prompt and lies.is_for_me:
        settling.change(visit, lambda mine: mine.with_part(page, aside=prompt if aside else ""))


def land(visit: Visit, prompt: str, landing: str) -> None:
    """Keep for myself how it landed. Raises BadInput at `landing`."""
    today = lines.today_of(visit)
    settling.change(visit, lambda mine: curiosity.landed(mine, prompt, landing, today))


def checked(text: str, guess: str) -> tuple[str, str]:
    """Raises BadInput at `text` or `guess`."""
    return cleaned(text), cleaned(guess, LONGEST_GUESS, "guess")


def words_of(question: str) -> str:
    """Give the words of a question of the deck; empty for anything else."""
    found = lying.in_deck(question)
    return found.text if found else ""


def write(visit: Visit, question: str, text: str, guess: str = "") -> None:
    """Seal my answer; nobody can change it from then on. Sent twice it is sealed once. Raises BadInput."""
    text, guess = checked(text, guess)
    with writing():
        make_sure_open(visit)
        here, _ = sharing.my_shelf(visit)
        joint = couplekeys.held(visit.unlocked, here.joint_shelf)
        lies = lying.newest(visit, here, Page.QUESTION).get(Page.QUESTION)
        if joint is None or sealed_before(visit, lies, question, text):
            return
        prompt = _lying_prompt(lies, question) or _begun(visit, here, joint, question)
        words = library.load().question(question).text
        reply = Reply(Page.QUESTION, question, words, text, lines.today_of(visit))
        came_home = seal(visit, here, joint, prompt, reply)
        guesses.keep(visit, Guess(prompt, words, guess))
        settling.settle(visit, here, Page.QUESTION)
    if came_home:
        settling.tell_it_came_home(visit, Page.QUESTION)


def seal(visit: Visit, here: Membership, joint: ShelfKey, prompt: str, reply: Reply) -> bool:
    """Seal a reply of mine and let it wait. Whether an older one had to come home for it: that is told afterwards."""
    came_home = settling.make_room(visit, here, reply.page, prompt)
    rounds.seal(visit, here, joint, prompt, reply)
    waits(visit, reply, prompt, joint)
    return came_home


def sealed_before(visit: Visit, lies: Lies | None, question: str, text: str) -> bool:
    """Say whether this very answer is sealed already. Raises AlreadySealed for another one."""
    reply = rounds.my_reply(visit, lies.round) if lies else None
    if lies is None or reply is None:
        return False
    if (reply.question, reply.text) == (question, text):
        return True
    if lies.is_under_way:
        raise AlreadySealed
    return False


def _lying_prompt(lies: Lies | None, question: str) -> str:
    """Find what lies here to be answered. Raises BadInput where that is another question by now."""
    if lies is None or not lies.is_for_me:
        return ""
    if lies.asked.question != question:
        raise BadInput("text", "There is another question here by now: one at a time. You can keep yours for yourself.")
    return lies.prompt


def _begun(visit: Visit, here: Membership, joint: ShelfKey, question: str) -> str:
    """Lay the question down that was drawn for me: no other, and none of my own making."""
    if question != desks.newest(visit).curiosity.drawn or lying.in_deck(question) is None:
        raise BadInput("text", "This question is not here any more. You can keep what you wrote for yourself.")
    prompt, asked = cipher.new_id(), Asked(Page.QUESTION, question, lines.today_of(visit))
    rows.add(prompt, here.couple, Page.QUESTION, joint.version, lying.sealed(here.couple, prompt, joint, asked))
    return prompt


@dataclass(frozen=True, slots=True)
class OnUs:
    """What Us says of questions and letters: whether one lies here for both, and whether one has opened for me."""

    question_lies: bool = False
    letter_lies: bool = False
    question_open: bool = False
    letter_open: bool = False


def on_us(visit: Visit) -> OnUs | None:
    if visit.phase is not Phase.PAIRED or visit.membership is None:
        return None
    mine, found = desks.read(visit).curiosity, lying.newest(visit, visit.membership)
    lies = [page in found and found[page].is_under_way and mine.part(page).aside != found[page].prompt for page in TOLD]
    fresh = [bool(mine.part(page).opened) and not mine.part(page).looked_on for page in TOLD]
    return OnUs(*lies, *fresh)
