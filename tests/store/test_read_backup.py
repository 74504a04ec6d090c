"""A backup opens with a passphrase, one file and no server; to nobody else, and never in part."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.archiving import back_up, change, contents
from tests.web.captures import key_of, send
from tests.web.couples import Kept
from tests.web.lives import brings, items_of, lived, named, taken
from tests.web.weeks import GLAD, SAD, answers, later, lives, says_about
from tests.web.world import NEW_WORDS, Someone, text_of
from undrift.actions.climate import highest_sums
from undrift.actions.export import IF_WANTED, SECTIONS
from undrift.cli import read_backup
from undrift.cli.read_backup import LISTS, Refused
from undrift.domain.ground import HIGHEST
from undrift.store.models import Entry, Sheet

PROGRAM = Path(read_backup.__file__)
HIDDEN = ("PYTHONPATH", "UNDRIFT_DATA", "DJANGO_SETTINGS_MODULE")


@pytest.fixture
def life(home, clock, kdf):
    return Kept.world(clock, kdf, lived)


@pytest.fixture
def alone(tmp_path) -> Path:
    """The reader as one file in a folder of its own."""
    place = tmp_path / "alone"
    place.mkdir()
    (place / "read_backup.py").write_text(PROGRAM.read_text(encoding="utf-8"), encoding="utf-8")
    return place


def reads(alone: Path, *asked: str, secret: str) -> subprocess.CompletedProcess[str]:
    """Run the file by itself: the house is nowhere to be found."""
    environment = {k: v for k, v in os.environ.items() if k not in HIDDEN}
    program = "import sys; sys.modules['undrift'] = sys.modules['django'] = None; import read_backup as r; sys.exit(r.main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", program, *asked],
        cwd=alone,
        env=environment,
        input=secret + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def archives_in(folder: Path) -> tuple[str, ...]:
    done = back_up(folder)
    return "--content", str(done.content), "--keyring", str(done.keyring)


def test_it_names_the_same_lists_as_an_export():
    assert list(LISTS) == [section.name for section in SECTIONS]
    assert set(read_backup.IF_WANTED) == IF_WANTED
    assert read_backup.WEEK == HIGHEST
    assert highest_sums() == read_backup.LOOKS


@pytest.mark.parametrize("who", ["ann", "bo", "cleo"])
def test_each_reads_their_own_and_another_home_takes_it_in(life, folder, alone, who):
    somebody = getattr(life, who)
    file = taken(somebody)
    done = reads(alone, *archives_in(folder), "--name", somebody.name.upper(), "--json", secret=somebody.words)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    for part in ("notes", "shared", "drafts", "plans", "lines", "hopes", "promises", "life"):
        assert found[part] == json.loads(file)[part], part
    fresh = [Someone(name, NEW_WORDS).sign_up() for name in ("Dora", "Eli")]
    brings(fresh[0], named(file, "Dora"))
    assert brings(fresh[1], named(done.stdout.encode(), "Eli")).status_code == 200
    assert taken(fresh[0]) == named(taken(fresh[1]), "Dora")


def test_the_page_says_every_word_and_runs_nothing(life, folder, alone):
    done = reads(alone, *archives_in(folder), "--name", "Ann", secret=life.ann.words)
    for words in ("The kettle song.", "The shed.", "A garden.", "Bobbin", "I will ring at six", "it rains"):
        assert words in done.stdout
    assert "of bo" not in done.stdout
    assert "<script" not in done.stdout
    assert done.stdout.rstrip().endswith("</html>")


@pytest.fixture
def weathered(life):
    lives(life, life.ann, 3, 1)
    answers(life.ann, **GLAD)
    says_about(life.ann, "2026-11-16", "The boiler.")
    lives(life, life.bo, 4)
    later(life, weeks=5)
    answers(life.ann, **SAD)
    life.ann.fill("/mine/ground/", safety="2", closeness="6")
    life.ann.post("/mine/apart/", {"answer": "1"})
    return life


@pytest.mark.parametrize("who", ["ann", "bo", "cleo"])
def test_the_weeks_are_in_it_only_where_they_are_wanted(weathered, folder, alone, who):
    somebody = getattr(weathered, who)
    asked = (*archives_in(folder), "--name", somebody.name)
    plain = reads(alone, *asked, "--json", secret=somebody.words).stdout
    wanted = reads(alone, *asked, "--json", "--weeks", secret=somebody.words).stdout
    file = taken(somebody, weeks="yes")
    for part in ("weeks_marked", "longer_looks"):
        assert part not in json.loads(plain)
        assert json.loads(wanted)[part] == items_of(file, part)
    assert json.loads(wanted)["weeks"] == json.loads(plain)["weeks"] == items_of(file, "weeks")
    assert len(items_of(file, "weeks_marked")) == {"ann": 3, "bo": 1, "cleo": 0}[who]
    fresh = [Someone(name, NEW_WORDS).sign_up() for name in ("Dora", "Eli")]
    brings(fresh[0], named(file, "Dora"))
    assert brings(fresh[1], named(wanted.encode(), "Eli")).status_code == 200
    assert taken(fresh[0], weeks="yes") == named(taken(fresh[1], weeks="yes"), "Dora")


def test_the_page_says_how_the_weeks_were_only_where_that_is_wanted(weathered, folder, alone):
    asked = (*archives_in(folder), "--name", "Ann")
    plain, wanted = (reads(alone, *asked, *more, secret=weathered.ann.words).stdout for more in ((), ("--weeks",)))
    for words in ("same side: 3", "closeness: 6", "csi-4\nsum: 21"):
        assert words in wanted
        assert words not in plain
    assert "The boiler." in plain


def test_somebody_without_a_record_takes_the_weeks_on_their_desk(weathered, folder, alone):
    Sheet.objects.filter(owner__name="Bo").delete()
    done = reads(alone, *archives_in(folder), "--name", "Bo", "--json", "--weeks", secret=weathered.bo.words)
    assert json.loads(done.stdout)["weeks_marked"] == items_of(taken(weathered.bo, weeks="yes"), "weeks_marked") != []


def test_nothing_about_safety_is_in_it(life, folder, alone):
    for form in ((), ("--json",), ("--weeks",), ("--json", "--weeks")):
        done = reads(alone, *archives_in(folder), "--name", "Ann", *form, secret=life.ann.words)
        assert not re.search(r"keep_joint|betrayal|severe|fear|way_in", done.stdout)


def test_what_waits_at_the_closed_door_is_read_too_also_from_a_button(life, folder, alone):
    life.ann.writes("left at the door")
    send(key_of(life.ann), {"kind": "moment", "text": "from the kitchen"})
    assert Entry.objects.filter(key_version=0).count() >= 2
    done = reads(alone, *archives_in(folder), "--name", "Ann", "--json", secret=life.ann.words)
    texts = [note["text"] for note in json.loads(done.stdout)["notes"]]
    assert texts[-2:] == ["left at the door", "from the kitchen"]


def test_what_somebody_put_into_the_file_is_not_taken_for_ones_own(life, folder, alone):
    asked = archives_in(folder)
    change(Path(asked[1]), "UPDATE entry SET sealed = (SELECT sealed FROM entry LIMIT 1)")
    done = reads(alone, *asked, "--name", "Ann", "--json", secret=life.ann.words)
    assert sum(note["opened"] for note in json.loads(done.stdout)["notes"]) <= 1


def test_a_recovery_code_opens_it_too(life, folder, alone):
    page = text_of(life.ann.post("/welcome/recovery/", {"passphrase": life.ann.words}))
    code = "-".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))
    done = reads(alone, *archives_in(folder), "--name", "Ann", secret=code.lower())
    assert "The kettle song." in done.stdout


def test_after_new_keys_a_new_copy_opens_with_the_new_words_only(life, folder, alone):
    life.ann.post("/settings/new-keys/", {"old_passphrase": life.ann.words, "passphrase": NEW_WORDS})
    asked = (*archives_in(folder), "--name", "Ann")
    assert "The kettle song." in reads(alone, *asked, secret=NEW_WORDS).stdout
    assert reads(alone, *asked, secret=life.ann.words).returncode == 2


@pytest.mark.parametrize(
    "secret", ["", "x", "barn ladder tall lantern pebble", "AAAA-" * 7 + "AAAA", "\x00", "é" * 400]
)
def test_the_wrong_words_open_nothing_and_leave_nothing(life, folder, alone, tmp_path, secret):
    out = tmp_path / "mine.html"
    done = reads(alone, *archives_in(folder), "--name", "Ann", "--out", str(out), secret=secret)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("That is not the passphrase")
    assert not out.exists()


def test_it_makes_a_file_for_its_owner_alone_and_writes_over_none(life, folder, alone, tmp_path):
    out = tmp_path / "mine.html"
    asked = (*archives_in(folder), "--name", "Ann", "--out", str(out))
    before = os.umask(0)
    try:
        assert reads(alone, *asked, secret=life.ann.words).stdout == ""
    finally:
        os.umask(before)
    assert out.stat().st_mode & 0o777 == 0o600
    assert "The kettle song." in out.read_text(encoding="utf-8")
    again = reads(alone, *asked, secret=life.ann.words)
    assert again.returncode == 2
    assert "not written over" in again.stderr


def test_the_archives_are_as_they_were_and_may_lie_where_nobody_can_write(life, folder, alone):
    asked = archives_in(folder)
    before = contents(folder)
    folder.chmod(0o500)
    try:
        assert reads(alone, *asked, "--name", "Ann", secret=life.ann.words).returncode == 0
    finally:
        folder.chmod(0o700)
    assert contents(folder) == before


def test_whose_words_has_to_be_said_where_more_than_one_lives_there(life, folder, alone):
    for name in ("", "Nobody"):
        done = reads(alone, *archives_in(folder), "--name", name, secret=life.ann.words)
        assert done.returncode == 2
        assert "Ann, Bo, Cleo" in done.stderr


def exchanged(content: Path, keyring: Path) -> None:
    bytes_of = content.read_bytes()
    content.write_bytes(keyring.read_bytes())
    keyring.write_bytes(bytes_of)


SPOILED = {
    "missing": lambda c, k: k.unlink(),
    "empty": lambda c, k: c.write_bytes(b""),
    "something else": lambda c, k: c.write_bytes(b"%PDF-1.7" * 1000),
    "half": lambda c, k: c.write_bytes(c.read_bytes()[: c.stat().st_size // 2]),
    "scrambled": lambda c, k: k.write_bytes(k.read_bytes()[:4096] + os.urandom(k.stat().st_size - 4096)),
    "exchanged": exchanged,
    "without its keys": lambda c, k: change(k, "DELETE FROM keyring"),
    "without a table": lambda c, k: change(k, "DROP TABLE keyring_slot"),
    "a costly slot": lambda c, k: change(k, "UPDATE keyring_slot SET params = replace(params, '64', '99999999')"),
    "a changed key": lambda c, k: change(k, "UPDATE keyring SET sealed_desk_key = x'01'"),
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED.keys())
def test_what_cannot_be_trusted_is_one_sentence(life, folder, alone, spoil):
    asked = archives_in(folder)
    spoil(Path(asked[1]), Path(asked[3]))
    done = reads(alone, *asked, "--name", "Ann", secret=life.ann.words)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert re.fullmatch(r"[^\n]+[.?]\n", done.stderr)


@pytest.fixture
def small(world, folder) -> tuple[Path, Path]:
    world.ann.writes("of ann")
    done = back_up(folder)
    return done.content, done.keyring


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_byte_changed_is_read_or_refused_and_never_a_crash(small, data):
    """Whatever byte is changed or wherever it is cut, there is an answer."""
    file = data.draw(st.sampled_from(small))
    original = file.read_bytes()
    at = data.draw(st.integers(0, len(original) - 1))
    cut = data.draw(st.booleans())
    file.write_bytes(original[:at] if cut else original[:at] + bytes([original[at] ^ 0xFF]) + original[at + 1 :])
    try:
        read_all(*small)
    except Refused:
        pass
    finally:
        file.write_bytes(original)
    assert "of ann" in read_all(*small)


def read_all(content: Path, keyring: Path) -> str:
    with read_backup.archive(content, "content") as c, read_backup.archive(keyring, "keyring") as k:
        person, name = read_backup.whose(c, "Ann")
        keys = read_backup.keys_of(k, person, "copper acorn drift thimble velvet")
        return "".join(read_backup.as_json(read_backup.Words(c, keys, read_backup.shelf_keys(k, keys)), name))


def test_cut_anywhere_it_is_refused(small):
    """At every byte: a file says how long it is, so no cut is taken for an end."""
    for file, kind in zip(small, ("content", "keyring"), strict=True):
        original = file.read_bytes()
        for at in reversed(range(len(original))):
            os.truncate(file, at)
            with pytest.raises(Refused), read_backup.archive(file, kind):
                pass
        file.write_bytes(original)
    assert "of ann" in read_all(*small)


def test_the_secret_is_never_asked_on_the_command_line(capsys):
    with pytest.raises(SystemExit):
        read_backup.main(["--help"])
    assert "--passphrase" not in capsys.readouterr().out
    with pytest.raises(SystemExit):
        read_backup.main(["--passphrase", "x"])


def test_the_command_prints_itself_and_runs_as_one(life, folder, tmp_path, alone):
    program = subprocess.run(
        [sys.executable, "-m", "undrift.cli", "read-backup", "--program"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout
    assert program == PROGRAM.read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "undrift.cli", "read-backup", *archives_in(folder), "--name", "Ann"],
        input=life.ann.words + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "The kettle song." in done.stdout


def test_memory_does_not_grow_with_the_years(life, folder, alone, tmp_path):
    """Ten thousand more notes take no more than 8 MB above what a short backup takes."""
    asked = archives_in(folder)
    short = peak_of(alone, asked, life.ann.words)
    with closing(sqlite3.connect(asked[1])) as rows:
        columns = "id, owner_id, key_version, on_day, gone_after, note_key, sealed"
        rows.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) "
            f"INSERT INTO entry ({columns}) SELECT 'x' || i, owner_id, key_version, on_day, gone_after, 'x' || i, sealed "
            "FROM entry, n WHERE sequence = (SELECT min(sequence) FROM entry)"
        )
        rows.commit()
    assert peak_of(alone, asked, life.ann.words) < short + 8_000


def peak_of(alone: Path, asked: tuple[str, ...], secret: str) -> int:
    """The largest memory of one run, in KiB."""
    program = (
        "import sys, resource, read_backup as r; r.main(sys.argv[1:]); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *asked, "--name", "Ann", "--json"],
        cwd=alone,
        input=secret + "\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert len(done.stdout) > 1000
    return int(done.stderr.split()[-1])
