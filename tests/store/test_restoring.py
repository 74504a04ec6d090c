"""Two archives bring a home back; what was deleted stays gone; a file that cannot be trusted changes nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import connection

from tests.store.archiving import (
    back_up,
    change,
    contents,
    listing,
    make_a_couple,
    read_on_us,
    restored,
    rows_of,
    share,
    visit,
)
from tests.web.couples import BROWSER
from tests.web.world import NEW_WORDS, signed_in, text_of
from undrift.actions import archives, couples, restoring
from undrift.actions.archives import CONTENT, KEYRING
from undrift.adapters import files
from undrift.domain.couples import Phase
from undrift.domain.errors import UndriftError
from undrift.store.models import Entry, Envelope, Person
from undrift.store.restoring import in_place_of_the_home


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
