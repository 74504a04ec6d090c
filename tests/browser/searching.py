"""Searching for secrets the way somebody with the whole computer would."""

from __future__ import annotations

import base64
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.browser.conftest import Home

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


def hits(where: str, content: bytes, secrets: Mapping[str, set[bytes]]) -> list[str]:
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


def cells(home: Home) -> Iterator[tuple[str, bytes]]:
    """Read every cell of every table, by `table.column`."""
    for (table,) in home.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        columns = [row[1] for row in home.rows(f'PRAGMA table_info("{table}")')]
        for row in home.rows(f'SELECT * FROM "{table}"'):
            for column, cell in zip(columns, row, strict=True):
                yield f"{table}.{column}", cell if isinstance(cell, bytes) else str(cell).encode()
