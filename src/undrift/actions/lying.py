"""What lies for both to answer: sealed on the joint shelf, so that nobody but the two can put something there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from undrift import library
from undrift.actions import couplekeys
from undrift.actions import desk as desks
from undrift.actions.rounds import Round, my_reply, to_prompt, to_prompts
from undrift.actions.sessions import Visit
from undrift.domain import letters
from undrift.domain.couples import Membership
from undrift.domain.errors import NotFound
from undrift.domain.questions import Question
from undrift.domain.rounds import TOLD, Page, Reply
from undrift.store import models
from undrift.store.queries import questions as rows
from undrift.vault import cipher, entries
from undrift.vault.cipher import CannotOpen
from undrift.vault.entries import EntryPlace
from undrift.vault.shelves import ShelfKey

KIND = "question"


@dataclass(frozen=True, slots=True)
class Asked:
    """What both are asked. `question` is empty for a letter; only its day is of this couple's own making."""

    page: Page
    question: str
    on: date
    opens_on: date | None = None

    @property
    def words(self) -> str:
        return letters.ASKED if self.page is Page.LETTER else library.load().question(self.question).text


@dataclass(frozen=True, slots=True)
class Lies:
    """The newest question or letter, and what the two wrote to it. `place`: where it stands in the list of both."""

    prompt: str
    place: int
    asked: Asked
    round: Round

    @property
    def is_for_me(self) -> bool:
        """Say whether the other waits with theirs; one that mine opened for before is over."""
        theirs = self.round.theirs
        return self.round.mine is None and theirs is not None and not theirs.released

    @property
    def is_under_way(self) -> bool:
        mine, theirs = self.round.mine, self.round.theirs
        return self.is_for_me or (mine is not None and not (mine.released and (theirs is None or theirs.released)))


def row_place(couple: str, prompt: str, version: int) -> EntryPlace:
    return EntryPlace(prompt, f"{couple}:joint", couple, KIND, version)


def name_of(joint: ShelfKey | None) -> str:
    """Name a joint key on a desk, to notice that it is another one; its version begins anew with new keys."""
    return cipher.derive(joint.key, "name of a joint key").hex()[:8] if joint else ""


def sealed(couple: str, prompt: str, joint: ShelfKey, asked: Asked) -> bytes:
    opens_on = asked.opens_on.isoformat() if asked.opens_on else ""
    body = {"v": 1, "page": asked.page.value, "question": asked.question, "on": asked.on.isoformat()}
    return entries.seal_entry(joint.key, body | {"opens_on": opens_on}, row_place(couple, prompt, joint.version))


def newest(visit: Visit, here: Membership, *pages: Page) -> dict[Page, Lies]:
    """Find the newest of each page, in two queries. One that no holder of the joint key put there is not there."""
    found = {row.id: row for row in rows.newest(here.couple, *(pages or TOLD))}
    each = to_prompts(visit, here, found)
    lies = (_lies(visit, here, row, each[prompt]) for prompt, row in found.items())
    return {one.asked.page: one for one in lies if one is not None}


def to_look_at(visit: Visit, here: Membership, page: Page) -> Lies | None:
    """Find what the page is about: what has opened and was not seen yet comes before a newer one."""
    unseen = desks.read(visit).curiosity.part(page).unseen
    row = rows.one(here.couple, unseen) if unseen else None
    found = _lies(visit, here, row, to_prompt(visit, here, row.id)) if row else None
    return found if found and found.round.is_open else newest(visit, here, page).get(page)


def _lies(visit: Visit, here: Membership, row: models.Question, one: Round) -> Lies | None:
    asked = _opened(visit, here, row) or _as_answered(my_reply(visit, one))
    return Lies(row.id, row.sequence, asked, one) if asked is not None and asked.page == row.page else None


def _opened(visit: Visit, here: Membership, row: models.Question) -> Asked | None:
    joint = couplekeys.held(visit.unlocked, here.joint_shelf)
    try:
        place = row_place(here.couple, row.id, row.key_version)
        body = entries.open_entry(joint.key if joint else b"", bytes(row.sealed), place)
        opens_on = str(body["opens_on"])
        day = date.fromisoformat(opens_on) if opens_on else None
        asked = Asked(Page(str(body["page"])), str(body["question"]), date.fromisoformat(str(body["on"])), day)
    except (CannotOpen, KeyError, ValueError):
        return None
    return asked if _is_whole(asked) else None


def _is_whole(asked: Asked) -> bool:
    """Say whether it asks what Undrift asks: a letter has a day, a question stands in the deck."""
    if asked.page is Page.LETTER:
        return asked.opens_on is not None and not asked.question
    return asked.page is Page.QUESTION and in_deck(asked.question) is not None


def in_deck(question: str) -> Question | None:
    try:
        return library.load().question(question)
    except NotFound:
        return None


def _as_answered(reply: Reply | None) -> Asked | None:
    return Asked(reply.page, reply.question, reply.on, reply.opens_on) if reply else None


def seal_anew(visit: Visit, here: Membership, prompt: str, reply: Reply) -> None:
    """After the joint key of before is gone: whoever has answered knows what was asked. Inside the write lock."""
    joint, row, asked = couplekeys.held(visit.unlocked, here.joint_shelf), rows.one(here.couple, prompt), None
    if row is not None and joint is not None and _opened(visit, here, row) is None:
        asked = _as_answered(reply)
    if joint is not None and asked is not None:
        rows.reseal(joint.version, {prompt: sealed(here.couple, prompt, joint, asked)})


def reseal(here: Membership, old: ShelfKey, new: ShelfKey) -> None:
    """Move what lies for both under a new joint key; what does not open stays as it is."""
    moved = {}
    for row in rows.of_couple(here.couple):
        before, after = (row_place(here.couple, row.id, version) for version in (row.key_version, new.version))
        try:
            moved[row.id] = entries.move_entry(bytes(row.sealed), (old.key, before), (new.key, after))
        except CannotOpen:
            continue
    rows.reseal(new.version, moved)
