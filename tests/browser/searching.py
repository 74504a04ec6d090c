"""Searching for secrets the way somebody with the whole computer would."""

from __future__ import annotations

import base64
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.browser import kept_by_browser
from tests.browser.conftest import Home
from tests.browser.walking import Walk

Secrets = dict[str, set[bytes]]
"""What must not be found, by what it is, in every spelling."""

NAMES = {"Ann's name", "Bo's name", "Cleo's name"}
NAME_MAY_LIE_IN = {"person.name", "person.name_key"}
DATABASE = ("undrift.sqlite3", "undrift.sqlite3-wal", "undrift.sqlite3-shm")
LARGEST = 64 * 1024 * 1024
BROWSERS_OWN = (
    "playwright",
    "org.chromium",
    ".org.chromium",
    "pytest-of-",
)  # in the machine's folder for passing files


def spellings(secret: str) -> set[bytes]:
    """Give the ways in which a secret might lie in a file: plain, wide, as in an address, as hex, as base64."""
    plain = secret.encode()
    found = {
        plain,
        secret.encode("utf-16-le"),
        plain.hex().encode(),
        plain.replace(b" ", b"+"),
        plain.replace(b" ", b"%20"),
    }
    found.add(plain.replace(b"-", b"").replace(b" ", b""))
    for offset in range(3):
        coded = base64.b64encode(b"\0" * offset + plain)
        inner = coded[4 if offset else 0 : -4]
        found |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")} if len(inner) >= 12 else set()
    return found


def of_a_cookie(value: str) -> set[bytes]:
    """Give a cookie as it travels, and as the bytes that it stands for."""
    padded = value + "=" * (-len(value) % 4)
    return {value.encode(), base64.urlsafe_b64decode(padded)}


def hits(where: str, content: bytes, secrets: Secrets) -> list[str]:
    return [f"{what} in {where}" for what, ways in secrets.items() if any(way in content for way in ways)]


def places_of(home: Home, since: float) -> Iterator[tuple[str, bytes]]:
    """Read everything that a home has left: its files, what it holds open, how it was started, what it logged."""
    process = Path("/proc") / str(home.process.pid)
    given = home.data.parent / "tmp"
    files = [*home.data.rglob("*"), home.log, *given.rglob("*"), *_passing_files(since)]
    for path in [*files, process / "cmdline", process / "environ", *(process / "fd").iterdir()]:
        content = _content(path)
        if content is not None:
            yield str(path.name if path.is_relative_to(home.data) else path), content


def _passing_files(since: float) -> Iterator[Path]:
    for folder, names, files in os.walk(tempfile.gettempdir()):
        names[:] = [name for name in names if not name.startswith(BROWSERS_OWN)]
        for file in files:
            path = Path(folder) / file
            if _changed(path) >= since:
                yield path


def _changed(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0


def _content(path: Path) -> bytes | None:
    try:
        if path.is_file() and path.stat().st_size <= LARGEST:
            return path.read_bytes()
    except OSError:
        pass
    return None


Rows = Callable[[str], Iterable[tuple[Any, ...]]]
"""Asks a database something in SQL."""


def cells(rows: Rows) -> Iterator[tuple[str, bytes]]:
    """Read every cell of every table, by `table.column`."""
    for (table,) in rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        columns = [row[1] for row in rows(f'PRAGMA table_info("{table}")')]
        for row in rows(f'SELECT * FROM "{table}"'):
            for column, cell in zip(columns, row, strict=True):
                yield f"{table}.{column}", cell if isinstance(cell, bytes) else str(cell).encode()


def sliced(what: str, sealed: Iterable[bytes]) -> Secrets:
    """Give both ends of each sealed thing, enough to find it by."""
    return {f"{what} {n}": {blob[:24], blob[-24:]} for n, blob in enumerate(sealed)}


def secrets_of(*walks: Walk) -> Secrets:
    """Everything that must not be found, by what it is, in every spelling."""
    found = {}
    for walk in walks:
        found |= {what: spellings(text) for what, text in walk.secrets.items()}
        found |= {f"{walk.person.name}'s cookie {n}": of_a_cookie(c) for n, c in enumerate(sorted(walk.cookies))}
    return found


def but_names(secrets: Secrets) -> Secrets:
    return {what: ways for what, ways in secrets.items() if what not in NAMES}


def found_by_the_host(home: Home, since: float, secrets: Secrets, *, names_are_here: bool) -> list[str]:
    """Search the files, the tables, the process. A name may lie in clear in one table, and so in the database's files."""
    found, held_open, words = [], _open_files(home), but_names(secrets)
    for where, content in places_of(home, since):
        may_hold_names = names_are_here and where.rsplit("/", 1)[-1] in (*DATABASE, *held_open)
        found += hits(where, content, words if may_hold_names else secrets)
    for where, cell in cells(home.rows):
        found += hits(where, cell, words if names_are_here and where in NAME_MAY_LIE_IN else secrets)
    return found


def _open_files(home: Home) -> list[str]:
    """Name the numbers under which the process holds its database open."""
    held = Path("/proc", str(home.process.pid), "fd").iterdir()
    return [fd.name for fd in held if fd.is_symlink() and fd.readlink().name in DATABASE]


def found_in_the_browser(walk: Walk, secrets: Secrets) -> list[str]:
    kept = json.dumps([kept_by_browser.caches(walk.page), kept_by_browser.stores(walk.page)], ensure_ascii=False)
    found = hits("what the browser kept", kept.encode(), secrets)
    for where, content in walk.over_the_wire():
        found += hits(where, content, secrets)
    return found


def in_the_database(home: Home, secrets: Secrets) -> list[str]:
    return [
        hit
        for name in DATABASE
        if (home.data / name).exists()
        for hit in hits(name, (home.data / name).read_bytes(), secrets)
    ]
