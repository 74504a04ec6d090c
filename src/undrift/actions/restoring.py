"""Bringing a home back from its archives, into a place where there is none."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from undrift.actions.archives import BELONGS, CONTENT, KEYRING, no_progress
from undrift.adapters import files
from undrift.domain.errors import UndriftError
from undrift.store import archives, restoring
from undrift.store.archives import Part, Progress, Stamp

UNFINISHED = ".unfinished-restore.sqlite3"
ENDINGS = ("", "-wal", "-shm", "-journal")


class AlreadyAHome(UndriftError):
    """The data folder holds a database already, or a part of one. Nothing was changed."""


class WrongKind(UndriftError):
    """The two files are not what they were said to be: one of each kind is needed. Nothing was changed."""


class KeyringTooOld(UndriftError):
    """An older version made the keyring than the content. Take two of the same time. Nothing was changed."""


class RestoreFailed(UndriftError):
    """It could not be finished, and nothing was changed. Is there room, and may this account read and write here?"""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. `keyring_is_older`: keys that were changed after it are missing."""

    with_keyring: bool
    keyring_is_older: bool = False


def restore(database: Path, content: Path, keyring: Path | None, progress: Progress = no_progress) -> Restored:
    """Make a database from content and, where given, a keyring. Raises an UndriftError; then nothing was changed.

    With a keyring that is no older than the content, whoever left in between stays away.
    """
    try:
        with files.alone_in(database.parent):
            _refuse_a_home(database)
            parts = [Part(CONTENT, BELONGS[CONTENT], content)]
            parts += [Part(KEYRING, BELONGS[KEYRING], keyring)] if keyring else []
            stamps = _checked(parts)
            fresh = keyring is not None and stamps[KEYRING].made_at >= stamps[CONTENT].made_at
            _build(database, parts, stamps, progress, keyring_rules=fresh)
    except (OSError, sqlite3.Error):
        raise RestoreFailed from None
    return Restored(with_keyring=keyring is not None, keyring_is_older=keyring is not None and not fresh)


def _refuse_a_home(database: Path) -> None:
    if any(_beside(database, ending).exists() for ending in ENDINGS):
        raise AlreadyAHome


def _beside(database: Path, ending: str) -> Path:
    return database.with_name(database.name + ending)


def _checked(parts: list[Part]) -> dict[str, Stamp]:
    stamps = {part.kind: archives.checked(part.file) for part in parts}
    if any(stamp.kind != kind for kind, stamp in stamps.items()):
        raise WrongKind
    if KEYRING in stamps and stamps[KEYRING].level < stamps[CONTENT].level:
        raise KeyringTooOld
    return stamps


def _build(
    database: Path, parts: list[Part], stamps: dict[str, Stamp], progress: Progress, *, keyring_rules: bool
) -> None:
    unfinished = database.with_name(UNFINISHED)
    _clear(unfinished)
    try:
        files.make_private(unfinished)
        with restoring.in_place_of_the_home(unfinished):
            _fill(unfinished, parts, stamps, progress)
            if keyring_rules:
                restoring.keep_away_who_left()
        files.put_in_place(unfinished, database)
    finally:
        _clear(unfinished)


def _fill(unfinished: Path, parts: list[Part], stamps: dict[str, Stamp], progress: Progress) -> None:
    tick = archives.ticking(sum(archives.rows_in(part) for part in parts), progress)
    for part in parts:
        restoring.migrate(stamps[part.kind].level)
        restoring.load(unfinished, part, tick)
        restoring.drop_keys_of_nobody(unfinished, parts[0], BELONGS[KEYRING])
    restoring.migrate()


def _clear(unfinished: Path) -> None:
    for ending in ENDINGS:
        files.wipe(_beside(unfinished, ending))
