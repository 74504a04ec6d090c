"""Two archives hold a whole home, from one moment, for its owner alone; what was deleted stays gone."""

from __future__ import annotations

import json
import os
import re

import pytest
from django.apps import apps
from django.db import connection

from tests.store.archiving import (
    back_up,
    contents,
    listing,
    make_a_couple,
    rows_of,
    share,
    tables_in,
    visit,
)
from tests.store.disk import CANARY, on_disk
from tests.web.world import NEW_WORDS, WORDS, text_of
from undrift.actions import archives, invitations
from undrift.actions.archives import BELONGS, CONTENT, IN_NO_ARCHIVE, KEYRING
from undrift.domain.errors import UndriftError
from undrift.store.models import Entry, Person


def test_every_table_has_one_place():
    """A table that somebody adds is kept, or somebody has said why not."""
    placed = [*BELONGS[CONTENT], *BELONGS[KEYRING], *IN_NO_ARCHIVE]
    built = [model._meta.db_table for model in apps.get_app_config("store").get_models()]
    assert sorted(placed) == sorted(built)


def test_each_archive_holds_its_tables_and_nothing_of_the_other(world, folder):
    world.ann.writes("a note")
    done = back_up(folder)
    own = {"archive", "sqlite_sequence"}
    assert tables_in(done.content) - own == set(BELONGS[CONTENT])
    assert tables_in(done.keyring) - own == set(BELONGS[KEYRING])
    for kind, file in ((CONTENT, done.content), (KEYRING, done.keyring)):
        for table in BELONGS[kind]:
            with connection.cursor() as cursor:
                live = cursor.execute(f'SELECT * FROM "{table}"').fetchall()
            assert len(rows_of(file, f'SELECT * FROM "{table}"')) == len(live), table


def test_the_files_are_for_their_owner_alone_and_nothing_else_is_left(world, folder):
    before = os.umask(0)
    try:
        done = back_up(folder)
    finally:
        os.umask(before)
    assert listing(folder) == {"content-2026-11-20.db", "keyring-a.db"} == {done.content.name, done.keyring.name}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_neither_archive_holds_a_word_a_key_or_a_way_in(world, folder):
    ann, bo = world.ann, world.bo
    ann.writes(f"{CANARY} in a note")
    ann.fill("/settings/life/", partner_word=CANARY)
    page = text_of(ann.post("/welcome/recovery/", {"passphrase": ann.words}))
    code = re.findall(r"<span>([A-Z2-7]{4})</span>", page)
    assert len(code) == 8
    token = make_a_couple(ann, bo)
    share(ann, f"{CANARY} for both")
    open_token = invitations.invite(visit(world.cleo))
    cookies = [person.cookie for person in world.everybody] + [person.mark for person in world.everybody]
    keys = visit(ann).unlocked
    secrets = [CANARY, *WORDS.values(), "-".join(code), "".join(code), token, open_token, *cookies]
    hidden = [keys.user_key, keys.private_key, keys.desk_key, *keys.shelf_keys.values()]
    done = back_up(folder)
    kept = done.content.read_bytes() + done.keyring.read_bytes()
    assert b"Ann" in kept
    assert [secret for secret in secrets if secret.encode() in kept] == []
    assert [key for key in hidden if key is None or key in kept or key.hex().encode() in kept] == []
    with connection.cursor() as cursor:
        ways_in = cursor.execute("SELECT session FROM door UNION SELECT mark FROM known_browser").fetchall()
        ways_in += cursor.execute("SELECT name FROM lane UNION SELECT token_hash FROM invitation").fetchall()
    assert len(ways_in) > 6
    assert [way for (way,) in ways_in if way.encode() in kept] == []


def test_people_go_on_meanwhile_and_both_files_are_of_one_moment(world, home, folder):
    """Dora comes and Bo leaves while the copy is made: she is in neither file, he is whole in both."""

    def live(done: int, rows_in_all: int) -> None:
        if done == 1:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout=50")  # folding the log has to wait for the copy; not so long here
            home("Dora", NEW_WORDS).sign_up()
            world.bo.post("/settings/leave/", {"passphrase": world.bo.words})
        assert done <= rows_in_all

    done = back_up(folder, live)
    assert set(Person.objects.values_list("name", flat=True)) == {"Ann", "Cleo", "Dora"}
    names = dict(rows_of(done.content, "SELECT id, name FROM person"))
    assert set(names.values()) == {"Ann", "Bo", "Cleo"}
    for table in ("keyring", "keyring_slot"):
        assert {who for (who,) in rows_of(done.keyring, f"SELECT person_id FROM {table}")} == set(names)


def test_what_is_let_go_during_a_backup_has_left_the_file_when_it_ends(world, folder):
    world.ann.writes("let me go")
    world.ann.notebook()
    row = Entry.objects.get()
    sealed = bytes(row.sealed)[60:200]

    def let_go(done: int, _: int) -> None:
        if done == 1:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout=50")
            world.ann.post(f"/mine/notebook/{row.id}/let-go/")
            assert sealed in on_disk(), "nothing had to wait, so this shows nothing"

    back_up(folder, let_go)
    assert sealed not in on_disk()


def test_there_are_never_more_than_two_keyrings_and_the_older_one_goes(world, folder):
    made = []
    for _ in range(5):
        made.append(back_up(folder).keyring.name)
        world.clock.later(days=1)
    assert made == ["keyring-a.db", "keyring-b.db", "keyring-a.db", "keyring-b.db", "keyring-a.db"]
    stamps = [archives.archives.stamp_of(folder / name).made_at.date().isoformat() for name in made[-2:]]
    assert stamps == ["2026-11-23", "2026-11-24"]
    assert len([name for name in listing(folder) if name.startswith("keyring")]) == 2


def test_a_clock_that_was_set_back_keeps_no_old_keyring_alive(world, folder):
    made = []
    for hours in (24, -48, 0, 0):
        made.append(back_up(folder).keyring.name)
        world.clock.later(hours=hours)
    assert made == ["keyring-a.db", "keyring-b.db", "keyring-a.db", "keyring-b.db"]


def test_a_damaged_keyring_is_the_first_to_be_written_over(world, folder):
    back_up(folder)
    world.clock.later(days=1)
    newest = back_up(folder).keyring
    newest.write_bytes(b"not an archive")
    assert back_up(folder).keyring == newest


def test_the_bytes_of_the_former_keyring_are_overwritten(world, folder, tmp_path):
    first = back_up(folder).keyring
    same_bytes = tmp_path / "another name of the same file"
    same_bytes.hardlink_to(first)
    sealed = bytes(Person.objects.get(name="Ann").slots.get().sealed)
    assert sealed in same_bytes.read_bytes()
    back_up(folder)
    assert sealed in same_bytes.read_bytes()
    back_up(folder)
    left = same_bytes.read_bytes()
    assert left.count(0) == len(left) > 1000


def test_old_content_goes_after_its_days_and_nothing_else_does(world, folder):
    folder.mkdir()
    strangers = {"content-old.db", "content-2020-01-01.db.part", "content-2020-13-45.db", "notes.txt"}
    for name in (*strangers, "content-2026-11-12.db", "content-2026-11-13.db", "content-2027-01-01.db"):
        (folder / name).write_bytes(b"x")
    back_up(folder, keep_days=7)
    kept = {"content-2026-11-13.db", "content-2026-11-20.db", "content-2027-01-01.db", "keyring-a.db"}
    assert listing(folder) == strangers | kept


def test_the_day_in_the_name_is_the_day_of_the_home(world, folder, settings):
    settings.HOME_ZONE = "Pacific/Kiritimati"
    assert back_up(folder).content.name == "content-2026-11-21.db"


def test_a_database_of_a_newer_release_is_not_copied_in_part(world, folder):
    back_up(folder)
    before = contents(folder)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_more', '2027-01-01')")
        try:
            with pytest.raises(UndriftError, match="newer version"):
                back_up(folder)
        finally:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_more'")
    assert contents(folder) == before


def test_what_an_archive_says_of_itself_is_no_more_than_it_needs(world, folder):
    done = back_up(folder)
    ((kind, made_at, migrations),) = rows_of(done.content, "SELECT * FROM archive")
    assert (kind, made_at) == ("content", "2026-11-20T19:00:00+00:00")
    assert json.dumps(migrations.split()) == json.dumps(sorted(archives.archives.shipped_migrations()))
