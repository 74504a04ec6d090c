"""What whoever holds the disk can see: every column is written down here, and none of it is what somebody wrote."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from tests.web.captures import key_of, send
from tests.web.lives import brings
from tests.web.world import NEW_WORDS, World, text_of
from undrift.actions import couples, invitations, sessions, sharing, standing
from undrift.actions import desk as desks
from undrift.actions.sessions import Browser
from undrift.domain.notebook import Kind
from undrift.domain.readers import TABLE, Sight
from undrift.store.models import Shared, Standing
from undrift.store.writing import writing

CANARY = "salt-marsh-heron"
BROWSER = Browser("", "127.0.0.1", "a phone")
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
    "sheet": {"id": KEY, "owner_id": KEY, "key_version": OPEN, "on_day": DAY, "sealed": SEALED},
    "invitation": {"inviter_id": KEY, "token_hash": KEY, "until": OPEN, "sealed_token": SEALED},
    "couple": {"id": KEY, "began_on": DAY, "closed": OPEN, "renewals": OPEN},
    "member": {"person_id": KEY, "couple_id": KEY, "confirmed": OPEN, "sealed_token": SEALED, "key_changes": OPEN},
    "shared": {
        "sequence": OPEN,
        "id": KEY,
        "couple_id": KEY,
        "author_id": KEY,
        "key_version": OPEN,
        "on_day": DAY,
        "opens_at": OPEN,
        "note_key": KEY,
        "sealed": SEALED,
    },
    "line": {
        "sequence": OPEN,
        "id": KEY,
        "couple_id": KEY,
        "author_id": KEY,
        "page": OPEN,
        "place": OPEN,
        "key_version": OPEN,
        "note_key": KEY,
        "mark": KEY,
        "sealed": SEALED,
    },
    "acceptance": {"line_id": KEY, "person_id": KEY, "key_version": OPEN, "mark": KEY, "sealed": SEALED},
    "answer": {
        "id": KEY,
        "couple_id": KEY,
        "author_id": KEY,
        "page": OPEN,
        "prompt": KEY,
        "sealed": SEALED,
        "sealed_key": SEALED,
        "seen": SEALED,
        "seen_version": OPEN,
        "released": SEALED,
        "released_version": OPEN,
        "receipt": SEALED,
    },
    "question": {
        "sequence": OPEN,
        "id": KEY,
        "couple_id": KEY,
        "page": OPEN,
        "key_version": OPEN,
        "sealed": SEALED,
    },
    "conversation": {
        "couple_id": KEY,
        "mark": KEY,
        "number": OPEN,
        "writes": OPEN,
        "gone_after": DAY,
        "key_version": OPEN,
        "sealed": SEALED,
    },
    "ritual": {"line_id": KEY, "key_version": OPEN, "sealed": SEALED},
    "feed": {"person_id": KEY, "address": KEY, "sealed": SEALED},
    "capture_key": {"id": KEY, "person_id": KEY, "token_hash": KEY, "seals_to": KEY, "sealed": SEALED},
    "standing": {"person_id": KEY, "couple_id": KEY, "key_version": OPEN, "sealed": SEALED},
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
    "keyring_pin": {"person_id": KEY, "partner": KEY, "sealed": SEALED},
    "keyring_envelope": {
        "id": OPEN,
        "couple": KEY,
        "shelf": OPEN,
        "version": OPEN,
        "member_id": KEY,
        "sender": KEY,
        "sealed": SEALED,
    },
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
        "key_changes": OPEN,
        "sealed": SEALED,
    },
    "known_browser": {"mark": KEY, "person_id": KEY, "last_day": DAY},
    "reminder": {
        "id": OPEN,
        "person_id": KEY,
        "day": DAY,
        "due_at": OPEN,
        "until": OPEN,
        "if_ready": OPEN,
        "due": OPEN,
    },
    "reminder_place": {
        "id": KEY,
        "person_id": KEY,
        "kind": OPEN,
        "label": OPEN,
        "address": OPEN,
        "public_key": OPEN,
        "shared_secret": OPEN,
        "mark": KEY,
        "session": KEY,
        "confirmed": OPEN,
        "tries": OPEN,
        "trouble": OPEN,
    },
    "reminder_delivery": {"id": OPEN, "place_id": KEY, "due_at": OPEN, "until": OPEN, "sending_since": OPEN},
    "push_key": {"id": OPEN, "private_key": KEY},
    "lane": {"name": KEY, "until": OPEN, "tries": OPEN},
}
NAMES_SOMEBODY = {"person_id", "owner_id", "author_id", "member_id", "inviter_id"}
KEYS_ONLY = {"keyring", "keyring_notebook_key", "keyring_pin"}
"""Locked or public keys and nothing else; the page speaks of them with the passphrase and with the keys for two."""

UNCHOSEN = {"id", "sequence", "key_version", "version", "seen_version", "released_version", "params"}
"""Which row came first, which key it needs, what a try at a slot costs: nothing that somebody chose or did."""

TOLD = {
    "person": {"name": "name you sign in with", "name_key": "name you sign in with", "began_on": "day you began"},
    "entry": {"on_day": "on which day", "gone_after": "day it is to be gone"},
    "sheet": {"on_day": "the day you last changed it"},
    "invitation": {"until": "to the minute, until when"},
    "couple": {"began_on": "day you joined", "closed": "has left", "renewals": "how often keys changed"},
    "member": {"confirmed": "confirmed the words", "key_changes": "how often keys changed"},
    "conversation": {
        "number": "how often it moved on",
        "writes": "how often it was written",
        "gone_after": "day after which it is swept away",
    },
    "shared": {"on_day": "on which day", "opens_at": "from when it can be read"},
    "answer": {"page": "for which of the three pages"},
    "question": {"page": "a question or a letter"},
    "line": {"page": "which of the four pages", "place": "in which order"},
    "keyring_slot": {"kind": "recovery code exists"},
    "keyring_envelope": {"shelf": "for whom"},
    "door": {
        "scope": "each of your two doors",
        "idle_until": "to the minute",
        "ends_at": "to the minute",
        "idle_minutes": "to the minute",
        "label": "On a phone or a computer",
        "last_day": "last day",
        "key_changes": "how often keys changed",
    },
    "known_browser": {"last_day": "a day, for each"},
    "reminder": {
        "day": "For each day",
        "due_at": "the time it goes out",
        "until": "until when it may",
        "if_ready": "only if something of",
        "due": "still to come",
    },
    "reminder_place": {
        "kind": "or your e-mail address",
        "label": "phone, tablet or computer",
        "address": "An address at the browser",
        "public_key": "own keys",
        "shared_secret": "own keys",
        "confirmed": "whether you confirmed it",
        "tries": "how often a wrong number was typed",
        "trouble": "had trouble",
    },
}
"""What the page says about each column that whoever holds the disk can read."""


def built() -> dict[str, list[str]]:
    return {m._meta.db_table: [f.column for f in m._meta.fields] for m in apps.get_app_config("store").get_models()}


def finer_than_a_day(table: str) -> list[str]:
    models = apps.get_app_config("store").get_models()
    fields = (f for m in models if m._meta.db_table == table for f in m._meta.fields)
    return [f.column for f in fields if f.get_internal_type() in {"DateTimeField", "TimeField"}]


def about_somebody() -> set[str]:
    return {table for table, columns in COLUMNS.items() if NAMES_SOMEBODY & set(columns)}


def said_of(table: str) -> str:
    where = {"couple": "member"}.get(table, table)
    return " ".join(f"{r.example} {r.host.value} {r.host_note}" for r in TABLE if r.table == where)


def test_every_column_is_written_down():
    assert {t: sorted(c) for t, c in built().items()} == {t: sorted(c) for t, c in COLUMNS.items()}


def test_the_table_of_readers_names_tables_and_columns_that_exist():
    for row in TABLE:
        if row.table:
            assert row.columns, row.thing
            assert set(row.columns) <= set(built()[row.table]), row.thing


def test_every_row_says_something_about_all_three_readers():
    for row in TABLE:
        assert row.you, row.thing
        assert isinstance(row.partner, Sight), row.thing
        assert isinstance(row.host, Sight), row.thing
        assert row.host_note, row.thing


def test_every_link_from_one_row_to_a_person_is_known_by_name():
    links = {
        f.column
        for m in apps.get_app_config("store").get_models()
        for f in m._meta.fields
        if f.is_relation and f.related_model._meta.db_table == "person"
    }
    assert links == NAMES_SOMEBODY


@pytest.mark.parametrize("row", [r for r in TABLE if r.host is not Sight.READS and r.table], ids=lambda r: r.thing)
def test_what_the_host_cannot_read_lies_in_sealed_or_plainly_public_columns(row):
    kinds = {COLUMNS[row.table][column] for column in row.columns}
    if row.host is Sight.NOT:
        assert kinds == {SEALED}
    assert SEALED in kinds or kinds <= {KEY, DAY}


def test_what_the_partner_cannot_read_is_locked_also_where_they_hold_the_disk():
    for row in TABLE:
        if row.table and row.partner is Sight.NOT:
            assert {COLUMNS[row.table][c] for c in row.columns} == {SEALED}, row.thing


@pytest.mark.parametrize("row", [r for r in TABLE if r.host is Sight.SEES_THAT], ids=lambda r: r.thing)
def test_where_only_the_day_is_promised_nothing_finer_is_kept(row):
    """The readers' table says: that something was kept, and on which day. A column with a minute in it says more."""
    finer = finer_than_a_day(row.table)
    assert not finer or "minute" in row.host_note, f"the host sees more than the page says: {finer}"


def test_every_column_that_can_be_read_is_told_on_the_page():
    for table in (about_somebody() | {"person", "couple", "conversation", "question"}) - KEYS_ONLY:
        readable = {c for c, kind in COLUMNS[table].items() if kind in {OPEN, DAY}} - UNCHOSEN
        assert readable == set(TOLD.get(table, {})), table
        for column, words in TOLD.get(table, {}).items():
            assert words in said_of(table), f"{table}.{column}"


def test_every_table_that_names_a_person_is_in_the_table_of_readers():
    covered = {r.table for r in TABLE} | KEYS_ONLY
    assert about_somebody() <= covered, "whoever runs this can see these, and the page does not say so"


def test_what_is_passed_over_on_the_page_holds_keys_and_nothing_else():
    for table in KEYS_ONLY:
        readable = {c for c, kind in COLUMNS[table].items() if kind not in {KEY, SEALED}}
        assert readable <= UNCHOSEN, table


def on_disk() -> bytes:
    database = Path(connection.settings_dict["NAME"])
    files = [database.with_name(database.name + end) for end in ("", "-wal", "-journal")]
    return b"".join(f.read_bytes() for f in files if f.exists())


def live(world: World) -> list[str]:
    """A busy life through every form; returns every secret that came up."""
    ann = world.ann
    for path in ("/mine/write/", "/today/note/moment/", "/today/note/sideways/", "/welcome/close/"):
        ann.fill(path, text=f"{CANARY} at {path}")
    ann.fill("/mine/looking-back/circle/", **{"line-when": CANARY, "line-mine": CANARY, "tick-guard": ["quiet"]})
    ann.fill("/mine/looking-back/circle/", then="evening")
    ann.fill("/mine/ground/", safety="1", met="2", respect="0", closeness="1")
    ann.fill("/mine/climate/week/2026-11-16/", happened=CANARY)
    ann.fill("/mine/look-back/", changed=CANARY, remains=CANARY, steps="fewer")
    ann.fill("/mine/looking-back/circle/", then="let-go mine")
    ann.post("/mine/looking-back/circle/mine/let-go/")
    ann.post("/mine/sentence/", {"sheet": "circle", "line": "under", "text": CANARY})
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
    token = key_of(ann)
    send(token, {"kind": "moment", "text": CANARY}, **{"idempotency-key": CANARY})
    send(token, {"kind": CANARY, "text": CANARY})
    note = {"at": "", "kind": "note", "on": "2026-11-20", "opened": True, "text": CANARY, "until": None}
    brings(ann, json.dumps({"undrift": 1, "name": CANARY, "notes": [note]}).encode(), mine="yes")
    code = "".join(
        re.findall(r"<span>([A-Z2-7]{4})</span>", text_of(ann.post("/welcome/recovery/", {"passphrase": ann.words})))
    )
    ann.elsewhere().sign_in(remember="yes")
    ann.post("/sign-in/", {"name": CANARY, "passphrase": CANARY})
    first = [ann.cookie, ann.mark, ann.words]
    ann.fill("/settings/passphrase/", old_passphrase=ann.words, passphrase=NEW_WORDS)
    ann.post("/settings/take-along/", {"passphrase": NEW_WORDS, "form": "json"})
    assert len(code) == 32
    return [CANARY, code, code[:12], token.removeprefix("undrift-"), NEW_WORDS, *first, ann.cookie, ann.mark]


def test_nothing_secret_is_in_the_file_or_its_log(world):
    secrets = live(world)
    kept = on_disk()
    assert b"Ann" in kept
    for secret in secrets:
        assert secret.encode() not in kept, secret
        assert secret.encode("utf-16-le") not in kept
    for cookie in (world.ann.cookie, world.bo.cookie):
        assert bytes.fromhex(cookie) not in kept
    for word in (
        "betrayal",
        "little_touch",
        "keep_joint_away",
        "feet-on-the-floor",
        "circle",
        "guard",
        "closer",
        "Tokyo",
        "127.0.0.1",
    ):
        assert word.encode() not in kept, word


def test_nothing_secret_is_in_a_temporary_file(world, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    live(world)
    world.ann.browser.post("/mine/write/", {"text": CANARY * 100_000}, secure=True)
    assert list(tmp_path.rglob("*")) == []


def share_a_life(world: World) -> tuple[list[bytes], list[bytes]]:
    """Two join, read words, share, take back and keep a copy; gives each secret, and the disk at several moments."""
    pair = Pair(world)
    token = invitations.invite(pair.ann)
    disks = [on_disk()]
    invitations.accept(pair.bo, token)
    words = couples.words(pair.ann).spoken
    pair.confirm(words)
    first = sharing.share(pair.ann, Kind.APPRECIATION, f"{CANARY} of Ann", note_key="one")
    sharing.share(pair.ann, Kind.MOMENT, f"{CANARY} of Ann's morning", note_key="two")
    standing.touch_welcome(pair.bo, ["holding_hands", "kiss_hello"])
    pair.tell()
    disks.append(on_disk())
    world.clock.later(days=1)
    pair.sign_in()
    sharing.keep_copy(pair.bo, first)
    sharing.take_back(pair.ann, first)
    assert [e.text for e in sharing.page(pair.bo).entries] == [f"{CANARY} of Ann's morning"]
    said = (token, words, CANARY, "holding_hands", "kiss_hello")
    return [bytes.fromhex(token), *(word.encode() for word in said)], [*disks, on_disk()]


class Pair:
    """Ann and Bo, each signed in at a browser of their own."""

    def __init__(self, world: World) -> None:
        self.cookies = [world.ann.cookie, world.bo.cookie]
        self.names = [(world.ann.name, world.ann.words), (world.bo.name, world.bo.words)]

    ann = property(lambda self: sessions.resume(self.cookies[0]))
    bo = property(lambda self: sessions.resume(self.cookies[1]))

    def confirm(self, words: str) -> None:
        self.cookies[0] = couples.confirm(self.ann, words, BROWSER)
        self.cookies[1] = couples.confirm(self.bo, words, BROWSER)

    def tell(self) -> None:
        for visit in (self.ann, self.bo):
            with writing():
                standing.tell(visit, desks.read(visit))

    def sign_in(self) -> None:
        self.cookies = [sessions.sign_in(name, words, BROWSER)[0] for name, words in self.names]


def test_nothing_two_share_is_in_the_file_or_its_log(world):
    secrets, disks = share_a_life(world)
    assert Shared.objects.count() == 1
    assert Standing.objects.count() == 2
    for kept in disks:
        assert b"Ann" in kept
        assert [secret for secret in secrets if secret in kept] == []
