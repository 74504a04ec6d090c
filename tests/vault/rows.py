"""A small house around the vault: rows in two SQLite files on disk, so that tests can search and edit real files."""

import json
from dataclasses import dataclass
from pathlib import Path

from undrift.vault import doors, entries, exports, keyring, slots
from undrift.vault.cipher import CannotOpen, new_id, open_sealed, pad, seal, unpad
from undrift.vault.entries import EntryPlace
from undrift.vault.keyring import Keyring
from undrift.vault.slots import PASSPHRASE, RECOVERY, Slot

from . import couple_rows
from .couple_rows import CoupleRows
from .disk import connect, first

KEYRING = """
create table if not exists keyring(person text primary key, public_key, private_key, notebook_public_key,
                                   notebook_private_key, desk_key);
create table if not exists notebook_key(person text, version integer, sealed, primary key(person, version));
create table if not exists slot(id text primary key, person text, kind text, params text, sealed);
"""
CONTENT = """
create table if not exists entry(id text primary key, space text, owner text, kind text, version integer, sealed);
create table if not exists desk(person text primary key, sealed);
create table if not exists door(session text, person text, scope text, ends integer, sealed, primary key(session, scope));
"""


@dataclass
class Rows(CoupleRows):
    folder: Path
    kdf: slots.PassphraseKdf
    now: int = 0

    def __post_init__(self):
        self.folder.mkdir(exist_ok=True)
        self.keys = connect(self.folder / "keyring.db", KEYRING + couple_rows.KEYRING)
        self.content = connect(self.folder / "content.db", CONTENT + couple_rows.CONTENT)

    def close(self):
        self.keys.close()
        self.content.close()

    def checkpoint(self):
        for database in (self.keys, self.content):
            database.execute("pragma wal_checkpoint(truncate)")

    def every_byte(self):
        return b"".join(path.read_bytes() for path in self.folder.rglob("*") if path.is_file())

    # people and their slots
    def create(self, person, passphrase):
        made, user_key = keyring.create_keyring(person)
        self._put_keyring(made)
        self._put_slot(slots.passphrase_slot(self.kdf, person, user_key, passphrase))
        return self.new_recovery(keyring.open_keyring(made, user_key))

    def unlock(self, person, passphrase):
        user_key = slots.open_passphrase_slots(self.kdf, person, self.slots_of(person), passphrase)
        return self.with_pins(keyring.open_keyring(self.keyring_of(person), user_key))

    def unlock_recovery(self, person, code):
        user_key = slots.open_recovery_slots(person, self.slots_of(person), code)
        return self.with_pins(keyring.open_keyring(self.keyring_of(person), user_key))

    def new_recovery(self, unlocked):
        slot, code = slots.recovery_slot(unlocked.person, unlocked.user_key)
        self._drop_slots(unlocked.person, RECOVERY)
        self._put_slot(slot)
        return code

    def change_passphrase(self, unlocked, new):
        slot = slots.passphrase_slot(self.kdf, unlocked.person, unlocked.user_key, new)
        self._drop_slots(unlocked.person, PASSPHRASE)
        self._put_slot(slot)
        self.content.execute(
            "delete from door where person=? and session<>?", (unlocked.person, unlocked.session or "")
        )

    def rekey(self, unlocked, passphrase):
        """New keys for one person: every note sealed again, every other way in and every session gone."""
        person, old = unlocked.person, self.keyring_of(unlocked.person)
        notes = {
            id_: self.read(unlocked, id_)
            for (id_,) in self.content.execute("select id from entry where space=?", (f"me:{person}",))
        }
        fresh, user_key = keyring.rekeyed(old)
        version, key = keyring.notebook_key(fresh, keyring.open_keyring(fresh, user_key))
        for id_, body in notes.items():
            (kind,) = first(self.content, "select kind from entry where id=?", id_)
            sealed = entries.seal_entry(key, body, EntryPlace(id_, f"me:{person}", person, kind, version))
            self.content.execute("update entry set version=?, sealed=? where id=?", (version, sealed, id_))
        self.keys.execute("delete from notebook_key where person=?", (person,))
        self._drop_slots(person, PASSPHRASE)
        self._drop_slots(person, RECOVERY)
        self.content.execute("delete from door where person=?", (person,))
        self.keys.execute("delete from pin where owner=?", (person,))
        self._put_keyring(fresh)
        self._put_slot(slots.passphrase_slot(self.kdf, person, user_key, passphrase))
        return self.new_recovery(keyring.open_keyring(fresh, user_key))

    def slots_of(self, person):
        columns = "select id, person, kind, params, sealed from slot where person=?"
        return [Slot(*row) for row in self.keys.execute(columns, (person,))]

    def keyring_of(self, person):
        row = first(self.keys, "select * from keyring where person=?", person)
        versions = self.keys.execute("select version, sealed from notebook_key where person=?", (person,))
        return Keyring(*row, notebook_keys=dict(versions.fetchall()))

    def _put_keyring(self, made):
        sealed = (
            made.sealed_private_key,
            made.notebook_public_key,
            made.sealed_notebook_private_key,
            made.sealed_desk_key,
        )
        self.keys.execute("insert or replace into keyring values(?,?,?,?,?,?)", (made.person, made.public_key, *sealed))
        for version, blob in made.notebook_keys.items():
            self.keys.execute("insert into notebook_key values(?,?,?)", (made.person, version, blob))

    def _put_slot(self, slot):
        values = (slot.id, slot.person, slot.kind, slot.params, slot.sealed)
        self.keys.execute("insert into slot values(?,?,?,?,?)", values)

    def _drop_slots(self, person, kind):
        self.keys.execute("delete from slot where person=? and kind=?", (person, kind))

    # doors
    def start_session(self, unlocked, lasts=1800, private_lasts=300):
        cookie = doors.new_cookie()
        handle = doors.handle_of(cookie)
        both = (("shared", lasts, doors.seal_shared), ("private", private_lasts, doors.seal_private))
        for scope, seconds, seal_door in both:
            row = (handle.session, unlocked.person, scope, self.now + seconds, seal_door(handle, unlocked))
            self.content.execute("insert into door values(?,?,?,?,?)", row)
        return cookie

    def resume(self, cookie):
        handle = doors.handle_of(cookie)
        open_now = "select scope, person, sealed from door where session=? and ends>?"
        found = {scope: row for scope, *row in self.content.execute(open_now, (handle.session, self.now))}
        if "shared" not in found:
            raise CannotOpen
        person, shared = found["shared"]
        return doors.open_doors(handle, person, shared, found["private"][1] if "private" in found else None)

    def lock(self, cookie, only_private=False):
        session = doors.handle_of(cookie).session
        self.content.execute("delete from door where session=? and (scope='private' or not ?)", (session, only_private))

    # the notebook, the shelves, the desk, an export
    def add(self, unlocked, body, kind="note", shelf=None):
        id_ = new_id()
        version, key = self.shelf_key(unlocked, shelf) if shelf else self.notebook_key(unlocked)
        place = EntryPlace(id_, shelf or f"me:{unlocked.person}", unlocked.person, kind, version)
        return self._keep(place, entries.seal_entry(key, body, place))

    def leave(self, public_key, person, body, kind="note"):
        """Into a closed notebook. Version 0 marks what was left at the door."""
        place = EntryPlace(new_id(), f"me:{person}", person, kind, 0)
        return self._keep(place, entries.leave_entry(public_key, body, place))

    def read(self, unlocked, id_):
        *place, sealed = first(self.content, "select * from entry where id=?", id_)
        place = EntryPlace(*place)
        if place.version == 0:
            private_key = keyring.notebook_private_key(self.keyring_of(unlocked.person), unlocked)
            return entries.open_left_entry(private_key, sealed, place)
        if place.space.startswith("me:"):
            _, key = self.notebook_key(unlocked, place.version)
        else:
            _, key = self.shelf_key(unlocked, place.space, place.version)
        return entries.open_entry(key, sealed, place)

    def notebook_key(self, unlocked, version=None):
        return keyring.notebook_key(self.keyring_of(unlocked.person), unlocked, version)

    def search(self, unlocked, needle):
        ids = self._notes_of(unlocked.person)
        return [id_ for id_ in ids if needle in json.dumps(self.read(unlocked, id_)).casefold()]

    def sealed(self, id_):
        return first(self.content, "select sealed from entry where id=?", id_)[0]

    def set_entry(self, id_, column, value):
        self.content.execute(f"update entry set {column}=? where id=?", (value, id_))

    def put_desk(self, unlocked, body):
        sealed = seal(unlocked.desk_key, pad(json.dumps(body).encode()), "desk", unlocked.person)
        self.content.execute("insert or replace into desk values(?,?)", (unlocked.person, sealed))

    def read_desk(self, unlocked):
        (sealed,) = first(self.content, "select sealed from desk where person=?", unlocked.person)
        return json.loads(unpad(open_sealed(unlocked.desk_key, sealed, "desk", unlocked.person)))

    def export(self, unlocked, passphrase):
        body = json.dumps([self.read(unlocked, id_) for id_ in self._notes_of(unlocked.person)]).encode()
        return exports.seal_export(self.kdf, passphrase, body)

    def _notes_of(self, person):
        return [id_ for (id_,) in self.content.execute("select id from entry where space=?", (f"me:{person}",))]

    def _keep(self, place, sealed):
        row = (place.id, place.space, place.owner, place.kind, place.version, sealed)
        self.content.execute("insert into entry values(?,?,?,?,?,?)", row)
        return place.id
