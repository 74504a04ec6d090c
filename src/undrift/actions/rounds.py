"""What two wrote to one prompt, as it lies there, and as one of them may read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from undrift.actions import couplekeys
from undrift.actions.sessions import Visit
from undrift.domain.couples import Membership
from undrift.domain.future import Wishes
from undrift.domain.rounds import TOLD, Page, Reply, Stage
from undrift.store.models import Answer
from undrift.store.queries import answers as rows
from undrift.vault import answers, cipher
from undrift.vault.answers import Commitment
from undrift.vault.cipher import CannotOpen
from undrift.vault.shelves import ShelfKey

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Round:
    """What two wrote to one prompt; either may be missing."""

    prompt: str
    mine: Answer | None
    theirs: Answer | None

    @property
    def is_open(self) -> bool:
        return bool(self.mine and self.theirs and self.mine.released and self.theirs.released)

    @property
    def stage(self) -> Stage:
        if self.is_open:
            return Stage.OPEN
        if self.mine is not None:
            return Stage.ALONE if self.mine.released and self.theirs is None else Stage.WRITTEN
        return Stage.ENDED if self.theirs is not None and self.theirs.released else Stage.EMPTY


def commitment(row: Answer) -> Commitment:
    return Commitment(
        row.prompt, row.couple_id, row.author_id, bytes(row.sealed), bytes(row.seen), bytes(row.sealed_key)
    )


def rounds(visit: Visit, here: Membership, page: Page = Page.FUTURE) -> list[Round]:
    """Group by prompt what we two wrote for a page that has few of them."""
    return _grouped(visit, rows.of_page(here.couple, page))


def to_prompts(visit: Visit, here: Membership, prompts: Iterable[str]) -> dict[str, Round]:
    """Find what we two wrote to these questions and letters; a prompt without any is an empty round."""
    wanted = tuple(prompts)
    found = _grouped(visit, rows.of_prompts(here.couple, TOLD, wanted)) if wanted else []
    return {prompt: Round(prompt, None, None) for prompt in wanted} | {one.prompt: one for one in found}


def to_prompt(visit: Visit, here: Membership, prompt: str) -> Round:
    return to_prompts(visit, here, (prompt,))[prompt]


def _grouped(visit: Visit, found: Iterable[Answer]) -> list[Round]:
    by_prompt: dict[str, dict[bool, Answer]] = {}
    for row in found:
        if row.author_id == visit.person or row.author_id in visit.unlocked.pins:
            by_prompt.setdefault(row.prompt, {})[row.author_id == visit.person] = row
    return [Round(prompt, found.get(True), found.get(False)) for prompt, found in by_prompt.items()]


def mine_of(visit: Visit, one: Round) -> Wishes | None:
    return _read(Wishes.from_json, _mine(visit, one))


def theirs_of(visit: Visit, one: Round) -> Wishes | None:
    """Read the other's, if it is still the one that mine was opened for."""
    return _read(Wishes.from_json, _theirs(visit, one))


def my_reply(visit: Visit, one: Round) -> Reply | None:
    return _read(Reply.from_json, _mine(visit, one))


def their_reply(visit: Visit, one: Round) -> Reply | None:
    """Read the other's, if it is still the one that mine was opened for, and answers what mine does."""
    mine, theirs = my_reply(visit, one), _read(Reply.from_json, _theirs(visit, one))
    same = mine and theirs and (mine.page, mine.question) == (theirs.page, theirs.question)
    return theirs if same else None


def _mine(visit: Visit, one: Round) -> str:
    try:
        return answers.read_mine(visit.unlocked, commitment(one.mine)) if one.mine else ""
    except CannotOpen:
        return ""


def _theirs(visit: Visit, one: Round) -> str:
    if not one.is_open or one.mine is None or one.theirs is None:
        return ""
    shelf = couplekeys.held(visit.unlocked, f"{one.theirs.couple_id}:{one.theirs.author_id}")
    try:
        key = ShelfKey(shelf.shelf, one.theirs.released_version, shelf.key) if shelf else ShelfKey("", 0, b"")
        return answers.read_theirs(
            visit.unlocked, commitment(one.theirs), bytes(one.theirs.released), bytes(one.mine.receipt), key
        )
    except CannotOpen:
        return ""


def _read(read: Callable[[dict[str, Any]], T], text: str) -> T | None:
    try:
        return read(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def seal(visit: Visit, here: Membership, joint: ShelfKey, prompt: str, body: Wishes | Reply) -> None:
    """Fix what I wrote. From then on nobody changes it, and nobody but me reads it until both are in."""
    made = answers.commit(visit.unlocked, prompt, here.couple, joint, json.dumps(body.to_json()))
    rows.add(
        here.couple,
        visit.person,
        body.page if isinstance(body, Reply) else Page.FUTURE,
        prompt,
        id=cipher.new_id(),
        sealed=made.blob,
        sealed_key=made.answer_key_sealed,
        seen=made.seen,
        seen_version=joint.version,
    )
