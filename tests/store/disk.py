"""What lies on the disk, and a word to look for on it."""

from __future__ import annotations

from pathlib import Path

from django.db import connection

CANARY = "salt-marsh-heron"


def on_disk() -> bytes:
    database = Path(connection.settings_dict["NAME"])
    files = [database.with_name(database.name + end) for end in ("", "-wal", "-journal")]
    return b"".join(f.read_bytes() for f in files if f.exists())


def pieces(rows) -> list[bytes]:
    """The middle of what is sealed in each of these rows."""
    return [bytes(row.sealed)[40:90] for row in rows]
