"""What whoever holds the disk can see: every column is written down here, and none of it is what somebody wrote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from tests.web.world import NEW_WORDS, World, text_of
from undrift.domain.readers import TABLE, Sight

CANARY = "salt-marsh-heron"
SEALED, KEY, DAY, OPEN = "sealed", "a random or keyed name", "a day", "readable"
COLUMNS = {
    "person": {"id": KEY, "name": OPEN, "name_key": OPEN, "began_on": DAY},
    "desk": {"person_id": KEY, "sealed": SEALED},
    "entry": {
        "sequence": OPEN,
        "id": KEY,
        "owner_id": KEY,
        "key_version": OPEN,
        "on_day": DAY,
        "gone_after": DAY,
        "note_key": KEY,
        "sealed": SEALED,
    },
    "keyring": {
        "person_id": KEY,
        "public_key": KEY,
        "sealed_private_key": SEALED,
        "notebook_public_key": KEY,
        "sealed_notebook_private_key": SEALED,
        "sealed_desk_key": SEALED,
    },
    "keyring_notebook_key": {"id": OPEN, "person_id": KEY, "version": OPEN, "sealed": SEALED},
    "keyring_slot": {"id": KEY, "person_id": KEY, "kind": OPEN, "params": OPEN, "sealed": SEALED},
    "door": {
        "id": OPEN,
        "session": KEY,
        "scope": OPEN,
        "person_id": KEY,
        "idle_until": OPEN,
        "ends_at": OPEN,
        "idle_minutes": OPEN,
        "label": OPEN,
        "last_day": DAY,
        "sealed": SEALED,
    },
    "known_browser": {"mark": KEY, "person_id": KEY, "last_day": DAY},
    "lane": {"name": KEY, "until": OPEN, "tries": OPEN},
}


def built() -> dict[str, list[str]]:
    return {m._meta.db_table: [f.column for f in m._meta.fields] for m in apps.get_app_config("store").get_models()}


def test_every_column_is_written_down():
    assert {t: sorted(c) for t, c in built().items()} == {t: sorted(c) for t, c in COLUMNS.items()}


def test_the_table_of_readers_names_tables_and_columns_that_exist():
    for row in TABLE:
        if row.table:
            assert set(row.columns) <= set(built()[row.table]), row.thing


@pytest.mark.parametrize("row", [r for r in TABLE if r.host is not Sight.READS and r.table], ids=lambda r: r.thing)
def test_what_the_host_cannot_read_lies_in_sealed_or_plainly_public_columns(row):
    kinds = {COLUMNS[row.table][column] for column in row.columns}
    assert SEALED in kinds or kinds <= {KEY, DAY}


def test_where_only_the_day_is_promised_nothing_finer_is_kept():
    """The readers' table says: that something was kept, and on which day. A column with a minute in it says more."""
    promised = {r.table for r in TABLE if r.host is Sight.SEES_THAT}
    finer = [
        f"{m._meta.db_table}.{f.column}"
        for m in apps.get_app_config("store").get_models()
        for f in m._meta.fields
        if m._meta.db_table in promised and f.get_internal_type() == "DateTimeField"
    ]
    told = " ".join(r.host_note for r in TABLE if r.table in promised)
    assert not finer or re.search(r"minute|hour|time", told), f"the host sees more than the page says: {finer}"


def test_every_table_that_names_a_person_is_in_the_table_of_readers():
    named = {r.table for r in TABLE}
    about_people = {t for t, columns in COLUMNS.items() if {"person_id", "owner_id"} & set(columns)}
    covered = named | {"keyring", "keyring_notebook_key"}  # keys, told with the passphrase
    assert about_people <= covered, "whoever runs this can see these, and the page does not say so"


def on_disk() -> bytes:
    database = Path(connection.settings_dict["NAME"])
    files = [database.with_name(database.name + end) for end in ("", "-wal", "-journal")]
    return b"".join(f.read_bytes() for f in files if f.exists())


def live(world: World) -> list[str]:
    """A busy life through every form; returns every secret that came up."""
    ann = world.ann
    for path in ("/mine/write/", "/today/note/moment/", "/today/note/sideways/", "/welcome/close/"):
        ann.fill(path, text=f"{CANARY} at {path}")
    ann.fill("/settings/life/", partner_word=CANARY, situation=["betrayal", "little_touch"], zone="Asia/Tokyo")
    ann.post("/welcome/safety/", {"answer": "keep_away"})
    ann.post("/today/capacity/", {"capacity": "some"})
    ann.post("/today/answer/", {"answer": "did"})
    world.clock.later(minutes=25)
    ann.open_notebook()
    ann.send(ann.get("/today/"), "/today/landing/", landing="closer", landing_line=CANARY)
    ann.post("/today/saved/feet-on-the-floor/")
    ann.notebook()
    ann.post("/mine/notebook/search/", {"words": CANARY})
    code = "".join(
        re.findall(r"<span>([A-Z2-7]{4})</span>", text_of(ann.post("/welcome/recovery/", {"passphrase": ann.words})))
    )
    ann.elsewhere().sign_in(remember="yes")
    ann.post("/sign-in/", {"name": CANARY, "passphrase": CANARY})
    first = [ann.cookie, ann.mark, ann.words]
    ann.fill("/settings/passphrase/", old_passphrase=ann.words, passphrase=NEW_WORDS)
    ann.post("/settings/take-along/", {"passphrase": NEW_WORDS, "form": "json"})
    assert len(code) == 32
    return [CANARY, code, code[:12], NEW_WORDS, *first, ann.cookie, ann.mark]


def test_nothing_secret_is_in_the_file_or_its_log(world):
    secrets = live(world)
    kept = on_disk()
    assert b"Ann" in kept
    for secret in secrets:
        assert secret.encode() not in kept, secret
        assert secret.encode("utf-16-le") not in kept
    for cookie in (world.ann.cookie, world.bo.cookie):
        assert bytes.fromhex(cookie) not in kept
    for word in ("betrayal", "little_touch", "keep_joint_away", "feet-on-the-floor", "closer", "Tokyo", "127.0.0.1"):
        assert word.encode() not in kept, word


def test_nothing_secret_is_in_a_temporary_file(world, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    live(world)
    world.ann.browser.post("/mine/write/", {"text": CANARY * 100_000}, secure=True)
    assert list(tmp_path.rglob("*")) == []
