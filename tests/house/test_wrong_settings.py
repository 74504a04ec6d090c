"""A setting that cannot be used stops the start with one plain sentence, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.places import undrift

WRONG = {
    "a port that is a word": {"PORT": "http"},
    "a port out of range": {"PORT": "70000"},
    "an origin without TLS": {"ORIGIN": "http://home.example"},
    "an origin with a path": {"ORIGIN": "https://home.example/undrift"},
    "an origin without a host": {"ORIGIN": "https://"},
    "neither yes nor no": {"OPEN_SIGN_UP": "perhaps"},
    "a worker that is neither on nor off": {"WORKER": "perhaps"},
    "a mail server with an address in it": {"MAIL_HOST": "smtp://mail.example.org"},
    "a lock that does not exist": {"MAIL_TLS": "ssl3", "MAIL_HOST": "mail.example.org"},
    "an open line to another machine": {"MAIL_TLS": "none", "MAIL_HOST": "mail.example.org"},
    "a mail port that is a word": {"MAIL_PORT": "smtp", "MAIL_HOST": "localhost"},
    "a sender that is none": {"MAIL_FROM": "Undrift", "MAIL_HOST": "localhost"},
    "a mail server without a sender": {"MAIL_FROM": "", "MAIL_HOST": "localhost"},
    "a mail user without a password": {"MAIL_USER": "ann", "MAIL_HOST": "localhost", "MAIL_FROM": "a@home.example"},
    "a password file that is not there": {
        "MAIL_PASSWORD_FILE": "nowhere",
        "MAIL_HOST": "localhost",
        "MAIL_FROM": "a@home.example",
    },
    "a zone that is not on the map": {"TIME_ZONE": "Europe/Atlantis"},
    "a key file that is not there": {"SECRET_KEY_FILE": "nowhere"},
}


@pytest.mark.parametrize("what", WRONG)
def test_the_start_stops_with_one_sentence(tmp_path: Path, what: str):
    settings = {"DATA": tmp_path / "data", "PORT": "1", **WRONG[what]}
    done = undrift("serve", **settings)
    assert done.returncode == 2
    assert done.stdout == ""
    assert_one_sentence(done.stderr)
    name = next(iter(WRONG[what]))
    assert f"UNDRIFT_{name}" in done.stderr


def test_a_data_folder_that_cannot_be_made(tmp_path: Path):
    (tmp_path / "file").write_text("")
    done = undrift("serve", DATA=tmp_path / "file" / "data", PORT="1")
    assert done.returncode == 2
    assert_one_sentence(done.stderr)


def test_an_unknown_command_is_refused_without_a_trace():
    done = undrift("open-everything")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def assert_one_sentence(text: str) -> None:
    assert text.count("\n") == 1, text
    assert text[0].isupper(), text
    assert text.rstrip().endswith("."), text
