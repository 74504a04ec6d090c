"""After something is let go, its bytes must leave the file as well as the table."""

from __future__ import annotations

from django.db import connection


def wipe_what_was_deleted() -> None:
    """Fold the write-ahead log into the database (where deleted pages are zeroed) and empty it."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
