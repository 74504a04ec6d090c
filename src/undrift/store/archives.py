"""An archive: one SQLite file with some of the tables as they stood at one moment, and a stamp that says which."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from undrift.domain.errors import UndriftError

STAMP = "archive"
BUSY_SECONDS = 20
Progress = Callable[[int, int], None]  # rows copied, rows in all


class Unreadable(UndriftError):
    """A file is missing, damaged, or not an archive. Nothing was changed."""


class MadeByNewerVersion(UndriftError):
    """A newer version of Undrift wrote it. Please update first. Nothing was changed."""


class Part(NamedTuple):
    """What goes into which file."""

    kind: str
    tables: Sequence[str]
    file: Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an archive says of itself. `migrations` is the shape its tables have."""

    kind: str
    made_at: datetime
    migrations: frozenset[str]

    @property
    def level(self) -> str:
        """The last migration; they are numbered in one line."""
        return max(self.migrations)


def shipped_migrations() -> set[str]:
    from django.db.migrations.loader import MigrationLoader

    return {name for app, name in MigrationLoader(None).disk_migrations if app == "store"}


def copy_out(database: Path, parts: Sequence[Part], made_at: datetime, progress: Progress) -> None:
    """Fill one archive for each part, all from the same moment, while others go on writing. Raises sqlite3.Error.

    The files must be there and empty. Meanwhile a deleted row stays in the write-ahead log; fold it in afterwards.
    """
    with closing(_reading(f"{database.as_uri()}?mode=ro")) as source:
        source.execute("BEGIN")
        migrations = _migrations(source)
        _refuse_newer(migrations)
        tick = ticking(sum(count(source, held(source, part.tables)) for part in parts), progress)
        for part in parts:
            with _writing(part.file) as target:
                for table in held(source, part.tables):
                    _copy_table(source, target, table, tick)
                _put_stamp(target, Stamp(part.kind, made_at, frozenset(migrations)))


def _reading(uri: str) -> sqlite3.Connection:
    rows = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    rows.execute("PRAGMA temp_store=MEMORY")
    return rows


@contextmanager
def _writing(file: Path) -> Iterator[sqlite3.Connection]:
    """Write in one go and without a journal: an archive that was not finished is never looked at."""
    with closing(sqlite3.connect(file, isolation_level=None)) as rows:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "temp_store=MEMORY"):
            rows.execute(f"PRAGMA {pragma}")
        rows.execute("BEGIN")
        yield rows
        rows.execute("COMMIT")


def _migrations(source: sqlite3.Connection) -> set[str]:
    return {name for (name,) in source.execute("SELECT name FROM django_migrations WHERE app = 'store'")}


def _refuse_newer(migrations: Iterable[str]) -> None:
    if set(migrations) - shipped_migrations():
        raise MadeByNewerVersion


def held(source: sqlite3.Connection, tables: Sequence[str]) -> list[str]:
    """Leave out the tables this file does not have: the program may be newer than the file."""
    there = {name for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return [table for table in tables if table in there]


def count(source: sqlite3.Connection, tables: Sequence[str]) -> int:
    return sum(int(source.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) for table in tables)  # noqa: S608 - our own names


def columns_of(rows: sqlite3.Connection, table: str) -> list[str]:
    """Name the columns of a table; none when there is no such table."""
    return [column[1] for column in rows.execute(f'PRAGMA table_info("{table}")')]


def ticking(rows_in_all: int, progress: Progress) -> Callable[[], None]:
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        progress(done, rows_in_all)

    return tick


def _copy_table(source: sqlite3.Connection, target: sqlite3.Connection, table: str, tick: Callable[[], None]) -> None:
    made = source.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
    target.execute(made[0])
    move_rows(source, target, table, columns_of(source, table), tick)


def move_rows(
    source: sqlite3.Connection, target: sqlite3.Connection, table: str, columns: Sequence[str], tick: Callable[[], None]
) -> None:
    """Copy a table row by row, so that a large home needs no more memory than a small one."""

    def counted(rows: Iterable[Any]) -> Iterator[Any]:
        for row in rows:
            tick()
            yield row

    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    rows = source.execute(f'SELECT {names} FROM "{table}"')  # noqa: S608 - our own names
    target.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', counted(rows))  # noqa: S608 - our own names


def _put_stamp(target: sqlite3.Connection, stamp: Stamp) -> None:
    target.execute(f"CREATE TABLE {STAMP} (kind TEXT, made_at TEXT, migrations TEXT)")
    values = (stamp.kind, stamp.made_at.isoformat(), " ".join(sorted(stamp.migrations)))
    target.execute(f"INSERT INTO {STAMP} VALUES (?, ?, ?)", values)  # noqa: S608 - our own name


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Open an archive to read it, also from a disk that cannot be written to. Raises Unreadable."""
    try:
        with closing(_reading(f"{file.resolve().as_uri()}?mode=ro&immutable=1")) as rows:
            yield rows
    except sqlite3.Error as problem:
        if getattr(problem, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:  # the other file, which is being filled
            raise
        raise damaged(file) from None


def damaged(file: Path) -> Unreadable:
    return Unreadable(f"{file.name} is missing, damaged, or not an archive. Nothing was changed.")


def rows_in(part: Part) -> int:
    with opened(part.file) as rows:
        return count(rows, held(rows, part.tables))


def stamp_of(file: Path) -> Stamp:
    """Read what an archive says of itself. Raises Unreadable."""
    with opened(file) as rows:
        found = rows.execute(f"SELECT kind, made_at, migrations FROM {STAMP}").fetchall()  # noqa: S608 - our own name
    try:
        ((kind, made_at, migrations),) = found
        stamp = Stamp(str(kind), datetime.fromisoformat(made_at), frozenset(str.split(migrations)))
    except (ValueError, TypeError):
        raise damaged(file) from None
    if not stamp.migrations or stamp.made_at.tzinfo is None:
        raise damaged(file)
    return stamp


def checked(file: Path) -> Stamp:
    """Look through a whole archive before anything is made from it. Raises Unreadable, MadeByNewerVersion.

    A changed byte inside a seal is not found here: that one note then says that it cannot be opened.
    """
    with opened(file) as rows:
        if rows.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise damaged(file)
    stamp = stamp_of(file)
    _refuse_newer(stamp.migrations)
    return stamp
