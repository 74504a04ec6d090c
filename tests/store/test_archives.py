"""Two archives bring a home back; what was deleted stays gone; a cut-off run leaves what was there."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from tests.house.places import undrift
from tests.store.test_tables import on_disk
from tests.web.world import NEW_WORDS, WORDS, Someone, signed_in, text_of
from undrift.actions import archives, couples, invitations, restoring, sessions, sharing
from undrift.actions.archives import BELONGS, CONTENT, IN_NO_ARCHIVE, KEYRING
from undrift.actions.sessions import Browser
from undrift.adapters import clock as clocks
from undrift.adapters import files
from undrift.domain.couples import Phase
from undrift.domain.errors import UndriftError
from undrift.domain.notebook import Kind
from undrift.store.models import Entry, Envelope, Person
from undrift.store.restoring import in_place_of_the_home
from undrift.web.cookies import SESSION

CANARY = "salt-marsh-heron"
BROWSER = Browser("", "127.0.0.1", "a phone")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def back_up(folder: Path, progress=archives.no_progress, keep_days: int = 30) -> archives.BackedUp:
    return archives.back_up(folder, keep_days, progress)


def restored(tmp_path: Path, content: Path, keyring: Path | None, name: str = "new") -> Path:
    database = tmp_path / name / "undrift.sqlite3"
    restoring.restore(database, content, keyring)
    return database


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


def test_everybody_is_back_with_their_words(world, folder, tmp_path):
    world.ann.writes("of ann")
    world.ann.notebook()
    world.ann.writes("left at the closed door")
    world.bo.writes("of bo")
    world.ann.fill("/settings/life/", partner_word="Bobbin")
    old_cookie = world.ann.cookie
    done = back_up(folder)
    world.ann.writes("after the backup")
    with in_place_of_the_home(restored(tmp_path, done.content, done.keyring)):
        assert not signed_in(world.ann.with_cookie(old_cookie).get("/today/"))
        assert world.ann.with_cookie(old_cookie).get("/mine/notebook/").status_code == 302
        for person in world.everybody:
            assert signed_in(person.sign_in())
        page = world.ann.notebook()
        assert "of ann" in page
        assert "left at the closed door" in page
        assert "after the backup" not in page
        assert "cannot be opened" not in page
        assert "of bo" in world.bo.notebook()
        assert "Bobbin" in text_of(world.ann.get("/settings/life/"))
        world.cleo.writes("a new one")
        assert "a new one" in world.cleo.notebook()
        assert rows_of(Path(connection.settings_dict["NAME"]), "PRAGMA foreign_key_check") == []


def test_a_recovery_code_still_opens_a_restored_door(world, folder, tmp_path):
    page = text_of(world.ann.post("/welcome/recovery/"))
    code = "-".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))
    done = back_up(folder)
    with in_place_of_the_home(restored(tmp_path, done.content, done.keyring)):
        typed = {"name": "Ann", "code": code, "passphrase": NEW_WORDS}
        assert signed_in(world.ann.elsewhere().post("/recover/", typed))


def test_the_restored_database_is_built_like_a_new_one(world, folder, tmp_path):
    done = back_up(folder)
    database = restored(tmp_path, done.content, done.keyring)
    assert listing(database.parent) == {"undrift.sqlite3"}
    assert database.stat().st_mode & 0o777 == 0o600
    schema = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
    with connection.cursor() as cursor:
        assert rows_of(database, schema) == cursor.execute(schema).fetchall()
    with in_place_of_the_home(database), connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_couple_is_back_and_reads_each_other(world, folder, tmp_path):
    make_a_couple(world.ann, world.bo)
    share(world.ann, "the kettle song")
    share(world.bo, "your laugh on the stairs")
    done = back_up(folder)
    with in_place_of_the_home(restored(tmp_path, done.content, done.keyring)):
        world.clock.later(days=1)
        for person in (world.ann, world.bo):
            person.sign_in()
            assert visit(person).phase is Phase.PAIRED
            assert set(read_on_us(person)) == {"the kettle song", "your laugh on the stairs"}


def test_content_alone_opens_nothing_and_breaks_no_page(world, folder, tmp_path):
    world.ann.writes("sealed for good")
    make_a_couple(world.ann, world.bo)
    done = back_up(folder)
    with in_place_of_the_home(restored(tmp_path, done.content, None)):
        for person in world.everybody:
            answer = person.elsewhere().sign_in()
            assert answer.status_code == 422
            assert "did not match" in text_of(answer)
            assert person.get("/today/").status_code == 302
        code = {"name": "Ann", "code": "AAAA-" * 7 + "AAAA", "passphrase": NEW_WORDS}
        assert 400 <= world.ann.elsewhere().post("/recover/", code).status_code < 500
        for path in ("/", "/sign-in/", "/sign-up/", "/library/", "/help/"):
            assert world.ann.elsewhere().get(path).status_code == 200, path
        assert Entry.objects.count() == 1


def test_after_leaving_a_couple_two_backups_clear_the_keyring(world, folder):
    make_a_couple(world.ann, world.bo)
    share(world.ann, "mine to take back")
    back_up(folder)
    back_up(folder)
    anns = Person.objects.get(name="Ann").id
    shelf = Envelope.objects.filter(shelf__endswith=anns)
    sealed = [bytes(row.sealed) for row in shelf]
    assert len(sealed) == 2
    couples.unlink(visit(world.ann), world.ann.words, BROWSER)
    for _ in range(2):
        back_up(folder)
    kept = b"".join((folder / name).read_bytes() for name in archives.KEYRING_COPIES)
    assert not any(piece in kept for piece in sealed)


def test_old_content_with_the_keys_of_today_does_not_undo_a_leaving(world, folder, tmp_path):
    make_a_couple(world.ann, world.bo)
    share(world.ann, "mine to take back")
    share(world.bo, "mine to keep")
    old = back_up(folder).content
    couples.unlink(visit(world.ann), world.ann.words, BROWSER)
    world.clock.later(days=1)
    with in_place_of_the_home(restored(tmp_path, old, back_up(folder).keyring)):
        for person in (world.ann, world.bo):
            assert signed_in(person.sign_in())
        assert couples.together(visit(world.ann)) is None
        assert visit(world.bo).phase is Phase.CLOSED
        assert read_on_us(world.bo) == ["mine to keep"]
        couples.put_away(visit(world.bo))
        assert "mine to keep" in world.bo.notebook()
        make_a_couple(world.ann, world.bo)


def test_whoever_left_the_place_stays_away(world, folder, tmp_path):
    make_a_couple(world.ann, world.bo)
    share(world.ann, "gone with me")
    world.ann.writes("gone too")
    old = back_up(folder).content
    world.ann.post("/settings/leave/", {"passphrase": world.ann.words})
    world.clock.later(days=1)
    database = restored(tmp_path, old, back_up(folder).keyring)
    assert b"Bo" in database.read_bytes()
    assert b"Ann" not in database.read_bytes()
    with in_place_of_the_home(database):
        assert set(Person.objects.values_list("name", flat=True)) == {"Bo", "Cleo"}
        assert not Entry.objects.exists()
        world.bo.sign_in()
        assert visit(world.bo).phase is Phase.CLOSED
        assert read_on_us(world.bo) == []
        world.ann.elsewhere().sign_up()


def test_an_older_keyring_forgets_nobody(world, home, folder, tmp_path):
    """The keyring of the night before was the only whole one: who came since cannot sign in, and is still there."""
    older = back_up(folder).keyring
    world.clock.later(days=1)
    home("Dora", NEW_WORDS).sign_up()
    content = back_up(folder).content
    database = tmp_path / "new" / "undrift.sqlite3"
    assert restoring.restore(database, content, older) == restoring.Restored(with_keyring=True, keyring_is_older=True)
    with in_place_of_the_home(database):
        assert Person.objects.filter(name="Dora").exists()
        assert signed_in(world.ann.elsewhere().sign_in())
        assert home("Dora", NEW_WORDS).sign_in().status_code == 422


def test_keys_of_somebody_the_content_does_not_know_are_left_out(world, home, folder, tmp_path):
    old = back_up(folder).content
    home("Dora", NEW_WORDS).sign_up()
    database = restored(tmp_path, old, back_up(folder).keyring)
    people = {who for (who,) in rows_of(database, "SELECT id FROM person")}
    assert {who for (who,) in rows_of(database, "SELECT person_id FROM keyring")} == people
    assert {who for (who,) in rows_of(database, "SELECT person_id FROM keyring_slot")} == people


def as_first_release(done: archives.BackedUp) -> None:
    """The two files as the release before couples would have written them."""
    stamp = "UPDATE archive SET migrations = '0001_one_person'"
    change(done.content, *(f"DROP TABLE {name}" for name in ("standing", "shared", "member", "couple")), stamp)
    change(done.keyring, "DROP TABLE keyring_pin", "DROP TABLE keyring_envelope", stamp)


def test_archives_of_an_older_release_are_brought_up_to_date(world, folder, tmp_path):
    world.ann.writes("from the first release")
    done = back_up(folder)
    as_first_release(done)
    with in_place_of_the_home(restored(tmp_path, done.content, done.keyring)):
        world.ann.sign_in()
        assert "from the first release" in world.ann.notebook()
        world.bo.sign_in()
        make_a_couple(world.ann, world.bo)


def test_content_from_before_an_update_fits_a_keyring_from_after_it(world, folder, tmp_path):
    world.ann.writes("from the first release")
    done = back_up(folder)
    as_first_release(done)
    with in_place_of_the_home(restored(tmp_path, done.content, back_up(folder).keyring)):
        world.ann.sign_in()
        assert "from the first release" in world.ann.notebook()


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scrambled(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + bytes(b ^ 0x5A for b in whole[4096:12288]) + whole[12288:])


def another_database(file: Path) -> None:
    file.unlink()
    change(file, "CREATE TABLE archive (kind TEXT, made_at TEXT, migrations TEXT)")


def as_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


SPOILED = {
    "truncated": truncated,
    "scrambled": scrambled,
    "empty": lambda f: f.write_bytes(b""),
    "text": lambda f: f.write_bytes(b"this is not a database, and long enough to be looked at " * 90),
    "missing": Path.unlink,
    "a folder": as_folder,
    "another database": another_database,
    "without its stamp": lambda f: change(f, "DROP TABLE archive"),
    "stamped without a day": lambda f: change(f, "UPDATE archive SET made_at = 'yesterday'"),
    "stamped twice": lambda f: change(f, "INSERT INTO archive SELECT * FROM archive"),
    "stamped with bytes": lambda f: change(f, "UPDATE archive SET migrations = x'ff00'"),
    "from the future": lambda f: change(f, "UPDATE archive SET migrations = migrations || ' 9999_more'"),
}
PART_SPOILED = {
    CONTENT: "ALTER TABLE person RENAME TO somebody",
    KEYRING: "ALTER TABLE keyring_slot RENAME COLUMN sealed TO open",
}


def refused(tmp_path: Path, content: Path, keyring: Path | None) -> str:
    """Restoring says why not in one sentence, and leaves nothing behind."""
    database = tmp_path / "new" / "undrift.sqlite3"
    with pytest.raises(UndriftError) as problem:
        restoring.restore(database, content, keyring)
    assert listing(database.parent) == set()
    assert problem.value.sentence.endswith(("Nothing was changed.", "read and write here?"))
    return problem.value.sentence


@pytest.mark.parametrize("kind", [CONTENT, KEYRING])
@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED.keys())
def test_a_file_that_cannot_be_trusted_is_refused_with_a_sentence(world, folder, tmp_path, spoil, kind):
    done = back_up(folder)
    file = done.content if kind == CONTENT else done.keyring
    spoil(file)
    sentence = refused(tmp_path, done.content, done.keyring)
    expected = "newer version" if spoil is SPOILED["from the future"] else f"{file.name} is missing, damaged"
    assert expected in sentence


@pytest.mark.parametrize("kind", [CONTENT, KEYRING])
def test_an_archive_without_one_of_its_columns_or_tables_is_refused(world, folder, tmp_path, kind):
    done = back_up(folder)
    change(done.content if kind == CONTENT else done.keyring, PART_SPOILED[kind])
    assert "damaged" in refused(tmp_path, done.content, done.keyring)


def test_content_that_points_to_nobody_is_refused(world, folder, tmp_path):
    world.ann.writes("whose is this")
    done = back_up(folder)
    change(done.content, "DELETE FROM person WHERE name = 'Ann'")
    assert "damaged" in refused(tmp_path, done.content, done.keyring)


def test_the_two_files_in_each_others_place_are_refused(world, folder, tmp_path):
    done = back_up(folder)
    assert "one of each kind" in refused(tmp_path, done.keyring, done.content)
    assert "one of each kind" in refused(tmp_path, done.keyring, None)
    assert "one of each kind" in refused(tmp_path, done.content, done.content)


def test_a_keyring_in_an_older_shape_than_the_content_is_refused(world, folder, tmp_path):
    done = back_up(folder)
    change(done.keyring, "UPDATE archive SET migrations = '0001_one_person'")
    assert "same time" in refused(tmp_path, done.content, done.keyring)


@pytest.mark.parametrize("ending", restoring.ENDINGS)
def test_a_home_that_is_there_is_never_touched(world, folder, tmp_path, ending):
    done = back_up(folder)
    home = tmp_path / "new"
    home.mkdir()
    (home / f"undrift.sqlite3{ending}").write_bytes(b"somebody's years")
    before = contents(home)
    with pytest.raises(restoring.AlreadyAHome):
        restoring.restore(home / "undrift.sqlite3", done.content, done.keyring)
    assert contents(home) == before


def test_two_at_once_in_one_folder_are_refused(world, folder, tmp_path):
    done = back_up(folder)
    before = contents(folder)
    with files.alone_in(folder), pytest.raises(files.FolderInUse):
        back_up(folder)
    assert contents(folder) == before
    home = tmp_path / "new"
    with files.alone_in(home), pytest.raises(files.FolderInUse):
        restoring.restore(home / "undrift.sqlite3", done.content, done.keyring)


def test_an_archive_can_be_read_from_a_place_that_cannot_be_written(world, folder, tmp_path):
    done = back_up(folder)
    for file in (done.content, done.keyring):
        file.chmod(0o400)
    folder.chmod(0o500)
    before = contents(folder)
    restored(tmp_path, done.content, done.keyring)
    folder.chmod(0o700)
    assert contents(folder) == before


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


def elsewhere(tmp_path: Path) -> Path:
    """A data folder with a copy of this home in it, for a process of its own."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    with closing(sqlite3.connect(home / "undrift.sqlite3")) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    return home


def in_a_process(home: Path, lines: str) -> subprocess.CompletedProcess[str]:
    program = f"""
import os, resource, signal
from pathlib import Path
import django
django.setup()
from undrift.actions import archives, restoring
def cut_off(done, rows_in_all):
    if done == rows_in_all - 1:
        os.kill(os.getpid(), signal.SIGKILL)
{lines}
"""
    environment = {**os.environ, "UNDRIFT_DATA": str(home), "DJANGO_SETTINGS_MODULE": "undrift.config.settings"}
    return subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_backup_that_is_killed_leaves_the_copies_of_before(world, folder, tmp_path):
    world.ann.writes("of ann")
    back_up(folder)
    world.clock.later(minutes=10)
    back_up(folder)
    before = contents(folder)
    world.ann.writes("later")
    killed = in_a_process(elsewhere(tmp_path), f"archives.back_up(Path({str(folder)!r}), 30, cut_off)")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    after = contents(folder)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {".unfinished-content.db", ".unfinished-keyring.db"}
    back_up(folder)
    assert listing(folder) == set(before)
    assert len(rows_of(folder / "content-2026-11-20.db", "SELECT 1 FROM entry")) == 2


@pytest.mark.parametrize("room", [0, 5_000, 40_000])
def test_a_disk_without_room_is_a_sentence_and_leaves_the_copies_of_before(world, folder, tmp_path, room):
    for n in range(40):
        world.ann.writes(f"note {n}")
    back_up(folder)
    before = contents(folder)
    lines = f"""
from undrift.domain.errors import UndriftError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
try:
    archives.back_up(Path({str(folder)!r}), 30)
except UndriftError as problem:
    print(problem.sentence)
"""
    done = in_a_process(elsewhere(tmp_path), lines)
    assert done.stdout.startswith("The backup could not be finished"), done.stderr
    assert contents(folder) == before


def test_a_restore_that_is_killed_leaves_no_half_home(world, folder, tmp_path):
    world.ann.writes("of ann")
    done = back_up(folder)
    home = tmp_path / "new"
    database = home / "undrift.sqlite3"
    files_given = ", ".join(f"Path({str(path)!r})" for path in (database, done.content, done.keyring))
    killed = in_a_process(home, f"restoring.restore({files_given}, cut_off)")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not database.exists()
    restoring.restore(database, done.content, done.keyring)
    assert listing(home) == {"undrift.sqlite3", "signing-key"}
    with in_place_of_the_home(database):
        assert signed_in(world.ann.elsewhere().sign_in())


def test_the_two_commands_do_it_from_a_terminal(world, tmp_path):
    world.ann.writes("of ann")
    home, kept, new = elsewhere(tmp_path), tmp_path / "kept", tmp_path / "new"
    done = undrift("backup", str(kept), DATA=home)
    assert (done.returncode, done.stderr) == (0, "")
    content = next(kept.glob("content-*.db"))
    assert done.stdout == f"Kept as {content.name} and keyring-a.db.\n"
    assert date.fromisoformat(content.stem.removeprefix("content-")) <= clocks._system().date()
    asked = ("restore", "--content", str(content), "--keyring", str(kept / "keyring-a.db"))
    back = undrift(*asked, DATA=new)
    assert (back.returncode, back.stderr) == (0, "")
    assert back.stdout.startswith("Everything is back.")
    with in_place_of_the_home(new / "undrift.sqlite3"):
        world.ann.sign_in()
        assert "of ann" in world.ann.notebook()
    again = undrift(*asked, DATA=new)
    assert (again.returncode, again.stdout) == (2, "")
    assert "holds a database already" in again.stderr
    alone = undrift("restore", "--content", str(content), DATA=tmp_path / "third")
    assert alone.returncode == 0
    assert "without the keyring nothing in it can be opened" in alone.stdout


def test_a_backup_of_nothing_says_so_and_keeps_nothing(tmp_path):
    done = undrift("backup", str(tmp_path / "kept"), DATA=tmp_path / "home")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no database yet" in done.stderr
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize("days", ["0", "-1", "soon", "999999", ""])
def test_days_that_are_none_are_refused(tmp_path, days):
    done = undrift("backup", str(tmp_path / "kept"), "--keep-days", days, DATA=tmp_path / "home")
    assert done.returncode == 2
    assert not (tmp_path / "kept").exists()


def test_a_long_copy_says_how_far_it_is_and_a_short_one_says_nothing(capsys):
    from undrift.cli.backup import told_now_and_then

    told_now_and_then(seconds=3600)(1, 2)
    assert capsys.readouterr().err == ""
    told_now_and_then(seconds=0)(1200, 50_000)
    assert capsys.readouterr().err == "1,200 of 50,000 rows\n"


def test_what_an_archive_says_of_itself_is_no_more_than_it_needs(world, folder):
    done = back_up(folder)
    ((kind, made_at, migrations),) = rows_of(done.content, "SELECT * FROM archive")
    assert (kind, made_at) == ("content", "2026-11-20T19:00:00+00:00")
    assert json.dumps(migrations.split()) == json.dumps(sorted(archives.archives.shipped_migrations()))
