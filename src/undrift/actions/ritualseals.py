"""Where the moves and rests of times of two are sealed: on the joint shelf, each for the line it belongs to.

New keys of one of the two end the joint key. Until both have read the words, they lie on the shelf of whoever made the
new keys, with a mark of that person's new desk key: somebody who knew the keys of before cannot put others there.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress

from undrift.actions import couplekeys
from undrift.actions.lineseals import is_marked
from undrift.domain.couples import Membership
from undrift.domain.rituals import Changes
from undrift.store import models
from undrift.store.queries import rituals as rows
from undrift.vault import cipher, entries
from undrift.vault.cipher import CannotOpen
from undrift.vault.entries import EntryPlace
from undrift.vault.keyring import Unlocked
from undrift.vault.shelves import ShelfKey

KIND = "ritual"
Opener = Callable[[models.Ritual], Changes]


def place_of(line: str, couple: str, version: int) -> EntryPlace:
    return EntryPlace(line, f"{couple}:joint", couple, KIND, version)


def keep(unlocked: Unlocked, fresh: Unlocked, here: Membership) -> None:
    """Before the joint key ends with my new keys: keep what it sealed on my own shelf. Inside the write lock."""
    own = couplekeys.held(unlocked, here.shelf_of(unlocked.person))
    joint = couplekeys.held(unlocked, here.joint_shelf)
    if own is not None:
        found = _found(here, _under(here, joint), _kept_by_me(unlocked, own))
        _put_on_mine(fresh, own, found)


def move_kept(unlocked: Unlocked, here: Membership, old: ShelfKey | None, new: ShelfKey) -> None:
    """Move what I kept under the new key of my own shelf."""
    _put_on_mine(unlocked, new, _found(here, _kept_by_me(unlocked, old)))


def take_up(unlocked: Unlocked, here: Membership, partner: str, old: ShelfKey | None, new: ShelfKey) -> None:
    """Put all under a new joint key: from the former one, or from where one of the two kept it meanwhile.

    What opens nowhere is no change any more.
    """
    mine, theirs = (couplekeys.held(unlocked, here.shelf_of(person)) for person in (unlocked.person, partner))
    for line, changes in _found(here, _under(here, old), _kept_by_me(unlocked, mine), _kept_by(partner, theirs)):
        place = place_of(line, here.couple, new.version)
        rows.put(line, new.version, entries.seal_entry(new.key, changes.to_json(), place))


def _found(here: Membership, *openers: Opener) -> list[tuple[str, Changes]]:
    found = []
    for row in rows.changes_of(here.couple):
        for opener in openers:
            with suppress(CannotOpen):
                found.append((row.line_id, opener(row)))
                break
    return found


def _under(here: Membership, joint: ShelfKey | None) -> Opener:
    def opener(row: models.Ritual) -> Changes:
        place = place_of(row.line_id, here.couple, row.key_version)
        return Changes.from_json(entries.open_entry(joint.key if joint else b"", bytes(row.sealed), place))

    return opener


def _kept_by(person: str, own: ShelfKey | None, desk_key: bytes = b"") -> Opener:
    """Open what this person kept; with a desk key, which can only be one's own, nothing without its mark."""

    def opener(row: models.Ritual) -> Changes:
        if own is None:
            raise CannotOpen
        place = EntryPlace(row.line_id, own.shelf, person, KIND, row.key_version)
        body = entries.open_entry(own.key, bytes(row.sealed), place)
        changes = Changes.from_json(body)
        if desk_key and not is_marked(str(body.get("mark", "")), _mark(desk_key, row.line_id, changes)):
            raise CannotOpen
        return changes

    return opener


def _kept_by_me(unlocked: Unlocked, own: ShelfKey | None) -> Opener:
    return _kept_by(unlocked.person, own, unlocked.desk_key)


def _put_on_mine(mine: Unlocked, own: ShelfKey, found: list[tuple[str, Changes]]) -> None:
    for line, changes in found:
        body = changes.to_json() | {"mark": _mark(mine.desk_key, line, changes)}
        place = EntryPlace(line, own.shelf, mine.person, KIND, own.version)
        rows.put(line, own.version, entries.seal_entry(own.key, body, place))


def _mark(desk_key: bytes, line: str, changes: Changes) -> str:
    return cipher.derive(desk_key, KIND, line, json.dumps(changes.to_json(), sort_keys=True)).hex()
