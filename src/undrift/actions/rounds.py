"""What two wrote to one prompt, as it lies there, and as one of them may read it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from undrift.actions import couplekeys
from undrift.actions.sessions import Visit
from undrift.domain.couples import Membership
from undrift.domain.future import Stage, Wishes
from undrift.store.models import Answer
from undrift.store.queries import answers as rows
from undrift.vault import answers
from undrift.vault.answers import Commitment
from undrift.vault.cipher import CannotOpen
from undrift.vault.shelves import ShelfKey


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


def rounds(visit: Visit, here: Membership) -> list[Round]:
    """Group by prompt what we two wrote."""
    by_prompt: dict[str, dict[bool, Answer]] = {}
    for row in rows.of_couple(here.couple):
        if row.author_id == visit.person or row.author_id in visit.unlocked.pins:
            by_prompt.setdefault(row.prompt, {})[row.author_id == visit.person] = row
    return [Round(prompt, found.get(True), found.get(False)) for prompt, found in by_prompt.items()]


def mine_of(visit: Visit, one: Round) -> Wishes | None:
    try:
        return _wishes(answers.read_mine(visit.unlocked, commitment(one.mine))) if one.mine else None
    except CannotOpen:
        return None


def theirs_of(visit: Visit, one: Round) -> Wishes | None:
    """Read the other's, if it is still the one that mine was opened for."""
    if not one.is_open or one.mine is None or one.theirs is None:
        return None
    shelf = couplekeys.held(visit.unlocked, f"{one.theirs.couple_id}:{one.theirs.author_id}")
    try:
        key = ShelfKey(shelf.shelf, one.theirs.released_version, shelf.key) if shelf else ShelfKey("", 0, b"")
        return _wishes(
            answers.read_theirs(
                visit.unlocked, commitment(one.theirs), bytes(one.theirs.released), bytes(one.mine.receipt), key
            )
        )
    except CannotOpen:
        return None


def _wishes(text: str) -> Wishes | None:
    try:
        body = json.loads(text)
        return Wishes.from_json(body)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
