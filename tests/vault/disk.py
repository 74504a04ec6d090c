"""Two real SQLite files, with secure_delete as in the product."""

import sqlite3

from undrift.vault.cipher import CannotOpen


def connect(path, script):
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("pragma journal_mode=wal")
    database.execute("pragma secure_delete=on")
    database.executescript(script)
    return database


def first(database, question, *values):
    row = database.execute(question, values).fetchone()
    if row is None:
        raise CannotOpen
    return row
