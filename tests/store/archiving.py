"""What the tests of archives do: keep copies, bring them back, look into them, and live a little meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db.models import Model

from tests.web.couples import BROWSER
from tests.web.world import Someone
from undrift.actions import archives, couples, invitations, restoring, sessions, sharing
from undrift.domain.couples import Phase
from undrift.domain.notebook import Kind
from undrift.store.restoring import in_place_of_the_home
from undrift.web.cookies import SESSION


def back_up(folder: Path, progress=archives.no_progress, keep_days: int = 30) -> archives.BackedUp:
    return archives.back_up(folder, keep_days, progress)


def restored(tmp_path: Path, content: Path, keyring: Path | None, name: str = "new") -> Path:
    database = tmp_path / name / "undrift.sqlite3"
    restoring.restore(database, content, keyring)
    return database


@contextmanager
def come_back(folder: Path) -> Iterator[None]:
    """Inside, the home is a new one, brought back from two archives of this one."""
    made = back_up(folder)
    with in_place_of_the_home(restored(folder, made.content, made.keyring)):
        yield


def kept_in(*tables: type[Model]) -> dict[type[Model], list[str]]:
    return {table: sorted(map(repr, table.objects.values_list())) for table in tables}


def rows_of(file: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as rows:
        return rows.execute(sql).fetchall()


def change(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as rows:
        for sql in statements:
            rows.execute(sql)
        rows.commit()


def tables_in(file: Path) -> set[str]:
    return {name for (name,) in rows_of(file, "SELECT name FROM sqlite_master WHERE type = 'table'")}


def listing(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def visit(person: Someone) -> sessions.Visit:
    found = sessions.resume(person.cookie)
    assert found is not None
    return found


def make_a_couple(*two: Someone) -> str:
    token = invitations.invite(visit(two[0]))
    invitations.accept(visit(two[1]), token)
    for person in two:
        here = visit(person)
        person.browser.cookies[SESSION] = couples.confirm(here, couples.words(here).spoken, BROWSER)
    assert [visit(person).phase for person in two] == [Phase.PAIRED] * 2
    return token


def share(person: Someone, text: str) -> None:
    sharing.share(visit(person), Kind.MOMENT, text, note_key=text)


def read_on_us(person: Someone) -> list[str | None]:
    return [entry.text for entry in sharing.page(visit(person)).entries]
