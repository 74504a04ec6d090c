"""Changing a passphrase, starting over with new keys, taking one's words along."""

import json
from dataclasses import replace

from undrift.vault import exports, keyring
from undrift.vault.slots import PassphraseKdf

from .refusal import CANARY, refuses

NEW = "brand new words for the door"


def test_a_new_passphrase_ends_the_old_one_and_every_other_session(w):
    note = w.rows.add(w.ann, {"t": CANARY})
    before = w.rows.sealed(note), w.rows.keyring_of("ann")
    here, elsewhere = w.rows.start_session(w.ann), w.rows.start_session(w.ann)
    w.rows.change_passphrase(w.rows.resume(here), NEW)
    refuses(w.rows.unlock, "ann", w.phrases["ann"])
    refuses(w.rows.resume, elsewhere)
    assert w.rows.resume(here)
    assert w.rows.read(w.rows.unlock("ann", NEW), note) == {"t": CANARY}
    assert (w.rows.sealed(note), w.rows.keyring_of("ann")) == before


def test_new_keys_end_everything_old(w):
    note, left = w.rows.add(w.ann, {"t": CANARY}), w.rows.leave(w.ann.notebook_public_key, "ann", {"t": "left"})
    cookie, old_keyring, old_slots = w.rows.start_session(w.ann), w.rows.keyring_of("ann"), w.rows.slots_of("ann")
    code = w.rows.rekey(w.ann, NEW)
    refuses(w.rows.unlock, "ann", w.phrases["ann"])
    refuses(w.rows.unlock_recovery, "ann", w.codes["ann"])
    refuses(w.rows.resume, cookie)
    refuses(w.rows.read, w.ann, note)
    refuses(w.rows.read, w.ann, left)
    fresh = w.rows.unlock("ann", NEW)
    assert w.rows.read(fresh, note) == {"t": CANARY}
    assert w.rows.read(fresh, left) == {"t": "left"}
    assert w.rows.unlock_recovery("ann", code) == fresh
    for slot in old_slots:
        w.rows._put_slot(slot)
    refuses(w.rows.unlock, "ann", w.phrases["ann"])
    refuses(w.rows.unlock_recovery, "ann", w.codes["ann"])
    refuses(keyring.open_keyring, w.rows.keyring_of("ann"), w.ann.user_key)
    refuses(keyring.open_keyring, old_keyring, fresh.user_key)


def test_new_keys_share_nothing_with_the_old_and_versions_go_on_counting(w):
    old = w.rows.keyring_of("ann")
    made, user_key = keyring.rekeyed(old)
    fresh = keyring.open_keyring(made, user_key)
    assert (made.person, set(made.notebook_keys)) == ("ann", {2})
    assert keyring.notebook_key(made, fresh)[0] == 2
    for name in ("private_key", "desk_key", "user_key", "notebook_public_key"):
        assert getattr(fresh, name) != getattr(w.ann, name)
    assert made.public_key != old.public_key
    refuses(keyring.notebook_key, made, w.ann)
    refuses(keyring.open_keyring, replace(made, notebook_public_key=old.notebook_public_key), user_key)


def test_the_newest_notebook_key_is_used_and_older_ones_still_open(w):
    owned = w.rows.keyring_of("ann")
    made, _ = keyring.rekeyed(owned)
    both = replace(owned, notebook_keys={**owned.notebook_keys, **made.notebook_keys})
    refuses(keyring.notebook_key, both, w.ann)
    version, key = keyring.notebook_key(both, w.ann, 1)
    assert (version, len(key)) == (1, 32)


def test_an_export_opens_without_a_server(w):
    w.rows.add(w.ann, {"t": CANARY})
    blob = w.rows.export(w.ann, "words for the file")
    assert CANARY.encode() not in blob
    body = exports.open_export(PassphraseKdf.cheap(), blob, "words for the file")
    assert json.loads(body) == [{"t": CANARY}]
    refuses(exports.open_export, PassphraseKdf.cheap(), blob, "other words")
    refuses(exports.open_export, PassphraseKdf.cheap(), blob, w.phrases["ann"])


def test_a_changed_or_cut_export_does_not_open(w):
    blob = w.rows.export(w.ann, "words for the file")
    for position in range(len(blob)):
        bent = blob[:position] + bytes([blob[position] ^ 1]) + blob[position + 1 :]
        refuses(exports.open_export, w.rows.kdf, bent, "words for the file")
    for length in range(0, len(blob), 7):
        refuses(exports.open_export, w.rows.kdf, blob[:length], "words for the file")


def test_an_export_made_cheaply_is_refused_by_a_real_reader(w, real_kdf):
    refuses(exports.open_export, real_kdf, w.rows.export(w.ann, "words for the file"), "words for the file")


def test_an_export_does_not_tell_how_much_was_written(w):
    empty = w.rows.export(w.ann, "words for the file")
    w.rows.add(w.ann, {"t": "one short note"})
    assert len(w.rows.export(w.ann, "words for the file")) == len(empty)
