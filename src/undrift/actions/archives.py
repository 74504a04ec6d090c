"""Two archives with two lives: content is kept for weeks; of the keyring there are never more than two copies.

Old content without its keys opens nothing. So a key that somebody deleted is gone for good after two more backups,
however long the content is kept. Restoring is in `restoring.py`.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from undrift.adapters import clock, files
from undrift.domain.errors import UndriftError
from undrift.store import archives
from undrift.store.archives import Part, Progress, Unreadable
from undrift.store.wiping import wipe_what_was_deleted

CONTENT, KEYRING = "content", "keyring"
BELONGS = {
    CONTENT: (
        "person",
        "desk",
        "entry",
        "sheet",
        "couple",
        "member",
        "shared",
        "standing",
        "line",
        "acceptance",
        "ritual",
        "answer",
        "question",
        "reminder_place",
    ),
    KEYRING: ("keyring", "keyring_notebook_key", "keyring_slot", "keyring_pin", "keyring_envelope", "push_key"),
}
IN_NO_ARCHIVE = (
    *("door", "known_browser", "lane", "invitation", "conversation"),
    *("feed", "capture_key", "reminder", "reminder_delivery"),
)
KEEP_DAYS = 30
KEYRING_COPIES = ("keyring-a.db", "keyring-b.db")
INSTANT = timedelta(microseconds=1)
CONTENT_NAME = re.compile(r"content-(\d{4}-\d\d-\d\d)\.db")
UNFINISHED = {CONTENT: ".unfinished-content.db", KEYRING: ".unfinished-keyring.db"}


class NothingToKeep(UndriftError):
    """There is no database yet, so there is nothing to keep."""


class BackupFailed(UndriftError):
    """The backup could not be finished; earlier copies are as they were. Is there room, and may this account write?"""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """The two files that were written."""

    content: Path
    keyring: Path


def database() -> Path:
    return Path(connection.settings_dict["NAME"])


def no_progress(done: int, rows_in_all: int) -> None:
    del done, rows_in_all


def back_up(folder: Path, keep_days: int, progress: Progress = no_progress) -> BackedUp:
    """Write both archives into a folder, from one moment, while people go on. Raises an UndriftError.

    A content archive older than `keep_days` is deleted once the new ones are in place.
    """
    if not database().exists():
        raise NothingToKeep
    now = clock.now()
    today = now.astimezone(clock.zone(settings.HOME_ZONE, "UTC")).date()
    try:
        with files.alone_in(folder):
            copies = {folder / name: _made_at(folder / name) for name in KEYRING_COPIES}
            done = BackedUp(folder / f"content-{today.isoformat()}.db", min(copies, key=copies.__getitem__))
            _write(folder, done, max(now, *(made_at + INSTANT for made_at in copies.values())), progress)
            _drop_older_than(folder, today - timedelta(days=keep_days))
    except (OSError, sqlite3.Error, DatabaseError):
        raise BackupFailed from None
    return done


def _write(folder: Path, done: BackedUp, made_at: datetime, progress: Progress) -> None:
    """Write both. `made_at` is later than that of every copy, also where the clock was set back: the oldest must go."""
    unfinished = {kind: folder / name for kind, name in UNFINISHED.items()}
    _clear(unfinished)
    try:
        for path in unfinished.values():
            files.make_private(path)
        parts = [Part(kind, tables, unfinished[kind]) for kind, tables in BELONGS.items()]
        archives.copy_out(database(), parts, made_at, progress)
        files.put_in_place(unfinished[KEYRING], done.keyring, wipe_former=True)
        files.put_in_place(unfinished[CONTENT], done.content)
    finally:
        _clear(unfinished)
        wipe_what_was_deleted()  # what people let go meanwhile had to wait for this reader


def _clear(unfinished: dict[str, Path]) -> None:
    """Leave nothing of a backup that was not finished, this one or one before that lost its power."""
    files.wipe(unfinished[KEYRING])
    unfinished[CONTENT].unlink(missing_ok=True)


def _made_at(copy: Path) -> datetime:
    """When a copy was made; one that is missing or damaged is older than any other."""
    with suppress(Unreadable):
        return archives.stamp_of(copy).made_at
    return datetime.min.replace(tzinfo=UTC)


def _drop_older_than(folder: Path, day: date) -> None:
    for path in folder.iterdir():
        named = CONTENT_NAME.fullmatch(path.name)
        with suppress(ValueError):
            if named and date.fromisoformat(named[1]) < day:
                path.unlink()
