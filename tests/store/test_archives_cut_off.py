"""A cut-off run leaves what was there, and the commands say what they did."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from tests.house.places import undrift
from tests.store.archiving import (
    back_up,
    contents,
    listing,
    rows_of,
)
from tests.web.world import signed_in
from undrift.actions import restoring
from undrift.adapters import clock as clocks
from undrift.store.restoring import in_place_of_the_home


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
