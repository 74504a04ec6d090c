"""undrift doctor tells green, amber and red apart, changes nothing, and ends with 1 where a line is red."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from tests.house.places import undrift
from undrift.cli import doctor

LINES = list(doctor.CHECKS)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in list(os.environ):
        if name.startswith("UNDRIFT_"):
            monkeypatch.delenv(name)
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("UNDRIFT_DATA", str(folder))
    return folder


def keep_migrations(folder: Path, names: set[str]) -> None:
    with sqlite3.connect(folder / "undrift.sqlite3") as rows:
        rows.execute("CREATE TABLE django_migrations (app TEXT, name TEXT)")
        rows.executemany("INSERT INTO django_migrations VALUES ('store', ?)", [(name,) for name in names])
    rows.close()


def lights_of(text: str) -> dict[str, str]:
    return {line[7:20].strip(): line[:5].strip() for line in text.splitlines()}


def test_a_machine_without_anything_yet_is_no_reason_for_red(tmp_path: Path):
    done = undrift("doctor", DATA=tmp_path / "data")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert list(lights_of(done.stdout)) == LINES
    assert not (tmp_path / "data").exists()


def test_a_wrong_setting_is_red_and_every_other_line_is_still_there(tmp_path: Path):
    done = undrift("doctor", DATA=tmp_path / "data", ORIGIN="http://home.example")
    lights = lights_of(done.stdout)
    assert done.returncode == 1
    assert list(lights) == LINES
    assert lights["settings"] == "red"
    assert lights["data folder"] == "amber"


@pytest.mark.parametrize("mode", [0o750, 0o705, 0o777])
def test_a_data_folder_others_can_open_is_red_and_left_as_it_is(home: Path, mode: int):
    home.chmod(mode)
    assert doctor.data_folder()[0] == doctor.RED
    assert home.stat().st_mode & 0o777 == mode


def test_a_closed_data_folder_is_green(home: Path):
    assert doctor.data_folder()[0] == doctor.GREEN


def test_what_this_account_may_not_look_at_is_red_and_no_crash(home: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(_: Path) -> bool:
        raise PermissionError

    monkeypatch.setattr(Path, "exists", refuse)
    found = {about: (light, sentence) for light, about, sentence in doctor.findings()}
    assert found["database"][0] == doctor.RED
    assert found["opening"][0] != doctor.RED


def test_the_database_is_green_only_with_every_migration(home: Path):
    keep_migrations(home, doctor.shipped_migrations())
    assert doctor.database()[0] == doctor.GREEN


def test_a_database_of_an_older_release_is_amber(home: Path):
    keep_migrations(home, set())
    assert doctor.database()[0] == doctor.AMBER


def test_a_damaged_database_is_red(home: Path):
    (home / "undrift.sqlite3").write_bytes(b"this is not a database, and long enough to be looked at" * 40)
    assert doctor.database()[0] == doctor.RED


@pytest.mark.parametrize(
    ("origin", "bind", "light"),
    [
        ("", "", "green"),
        ("", "0.0.0.0", "amber"),
        ("https://home.example", "127.0.0.1", "green"),
        ("https://home.example", "0.0.0.0", "amber"),
    ],
)
def test_the_connection(home: Path, monkeypatch: pytest.MonkeyPatch, origin: str, bind: str, light: str):
    monkeypatch.setenv("UNDRIFT_ORIGIN", origin)
    monkeypatch.setenv("UNDRIFT_BIND", bind)
    assert doctor.connection()[0] == light


def disk(place: Path, uuid: str, *below: Path) -> Path:
    (place / "dm").mkdir(parents=True)
    (place / "slaves").mkdir()
    if uuid:
        (place / "dm" / "uuid").write_text(uuid)
    for part in below:
        (place / "slaves" / part.name).symlink_to(part)
    return place


def test_a_volume_on_an_encrypted_disk_is_encrypted(tmp_path: Path):
    locked = disk(tmp_path / "dm-0", "CRYPT-LUKS2-abc")
    assert doctor.is_encrypted_device(disk(tmp_path / "dm-1", "LVM-abc", locked)) is True


def test_a_volume_partly_on_an_open_disk_is_not(tmp_path: Path):
    locked, bare = disk(tmp_path / "dm-0", "CRYPT-LUKS2-abc"), disk(tmp_path / "sda", "")
    assert doctor.is_encrypted_device(disk(tmp_path / "dm-1", "LVM-abc", locked, bare)) is False


@pytest.mark.parametrize(
    ("swaps", "encrypted", "light"),
    [
        ("", None, "green"),
        ("/dev/zram0 partition 100 0 100\n", False, "green"),
        ("/dev/sda2 partition 100 0 -2\n", False, "amber"),
        ("/dev/sda2 partition 100 0 -2\n", None, "amber"),
        ("/dev/dm-1 partition 100 0 -2\n", True, "green"),
    ],
)
def test_swap(home: Path, monkeypatch: pytest.MonkeyPatch, swaps: str, encrypted: bool | None, light: str):
    (home / "swaps").write_text("Filename Type Size Used Priority\n" + swaps)
    monkeypatch.setattr(doctor, "SWAPS", home / "swaps")
    monkeypatch.setattr(doctor, "is_encrypted", lambda _: encrypted)
    assert doctor.swap()[0] == light


@pytest.mark.parametrize(("free", "light"), [(10**7, "red"), (5 * 10**8, "amber"), (10**11, "green")])
def test_space(home: Path, monkeypatch: pytest.MonkeyPatch, free: int, light: str):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: type("Usage", (), {"free": free})())
    assert doctor.space()[0] == light


def test_a_slow_machine_is_amber_and_one_without_memory_red(monkeypatch: pytest.MonkeyPatch):
    from undrift.vault.slots import PassphraseKdf

    monkeypatch.setattr(doctor, "SLOWEST_KEY_SECONDS", 0.0)
    monkeypatch.setattr(PassphraseKdf, "spend", lambda _: None)
    assert doctor.opening()[0] == doctor.AMBER

    def out_of_memory(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(PassphraseKdf, "spend", out_of_memory)
    assert doctor.opening()[0] == doctor.RED


def test_it_opens_nothing_of_anybody(home: Path):
    keep_migrations(home, doctor.shipped_migrations())
    before = (home / "undrift.sqlite3").read_bytes()
    assert [about for _, about, _ in doctor.findings()] == LINES
    assert (home / "undrift.sqlite3").read_bytes() == before
    assert sorted(file.name for file in home.iterdir()) == ["undrift.sqlite3"]
