"""A database built from archives: first the tables in the shape the archive has, then its rows, then newer shapes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat

from undrift.store.archives import Part, columns_of, damaged, held, move_rows, opened
from undrift.store.models import Envelope, Member, Person
from undrift.store.queries import answers, couples, lines, questions, shared
from undrift.store.writing import writing


@contextmanager
def in_place_of_the_home(database: Path) -> Iterator[None]:
    """Let every query of this thread go to another database file. For a command that does nothing else."""
    home = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(database)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = home


def migrate(level: str = "") -> None:
    """Bring the tables to this shape, or to the newest."""
    executor = MigrationExecutor(connection)
    newest = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] == "store"]
    executor.migrate([("store", level)] if level else newest)


def load(database: Path, part: Part, tick: Callable[[], None]) -> None:
    """Put the rows of an archive into tables that have its shape. Raises Unreadable."""
    with closing(sqlite3.connect(database)) as target, opened(part.file) as source:
        target.execute("PRAGMA secure_delete=ON")
        for table in held(target, part.tables):
            columns = columns_of(target, table)
            if set(columns) != set(columns_of(source, table)):
                raise damaged(part.file)
            move_rows(source, target, table, columns, tick)
        target.commit()


def drop_keys_of_nobody(database: Path, content: Part, keyring_tables: Sequence[str]) -> None:
    """Drop keys whose person is not there. Raises Unreadable when a row of the content points to nothing."""
    with closing(sqlite3.connect(database)) as rows:
        rows.execute("PRAGMA secure_delete=ON")
        for table, row, *_ in rows.execute("PRAGMA foreign_key_check").fetchall():
            if table not in keyring_tables:
                raise damaged(content.file)
            rows.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))  # noqa: S608 - names of our own tables
        rows.commit()


def keep_away_who_left() -> None:
    """Go by a keyring that is no older than the content: whose keys it does not have has left since, and stays away.

    A person without any keys left the place; a member whose own shelf nobody can open any more left the couple.
    """
    own_shelf = Concat(OuterRef("couple"), Value(":"), OuterRef("person"))
    still_opens = Exists(Envelope.objects.filter(shelf=own_shelf))
    had_a_shelf = Q(confirmed=True) | Q(couple__renewals__gt=0)
    with writing():
        for member in Member.objects.filter(Q(person__keyring=None) | had_a_shelf & ~still_opens):
            shared.remove_all(member.person_id, member.couple_id)
            lines.remove_all(member.person_id, member.couple_id)
            answers.remove_all(member.person_id, member.couple_id)
            questions.drop_all(member.couple_id)
            shared.drop_standings(member.couple_id)
            couples.leave(member.person_id, member.couple_id)
        Person.objects.filter(keyring=None).delete()
