"""What two people share, and what an outsider with the whole disk cannot do about it."""

import os
from dataclasses import replace

import pytest

from undrift.vault import entries, pairs, shelves
from undrift.vault.cipher import open_sealed, public_key_of, seal
from undrift.vault.entries import EntryPlace

from .refusal import CANARY, refuses


def test_what_one_puts_on_a_shelf_the_other_reads_and_an_outsider_does_not(us):
    for shelf in (us.joint, us.anns):
        entry = us.rows.add(us.ann, {"t": CANARY}, shelf=shelf)
        assert us.rows.read(us.ann, entry) == {"t": CANARY}
        assert us.rows.read(us.bo, entry) == {"t": CANARY}
        refuses(us.rows.read, us.cleo, entry)
        for member in ("ann", "bo"):
            envelope = us.rows.envelope(shelf, member)
            refuses(shelves.open_envelope, us.cleo, envelope)
            refuses(shelves.open_envelope, us.cleo, replace(envelope, member="cleo"))
            refuses(shelves.open_envelope, replace(us.cleo, person=member, pins=us.ann.pins | us.bo.pins), envelope)
    assert CANARY.encode() not in us.rows.every_byte()


def test_a_shelf_is_no_way_into_the_notebook(us):
    note = us.rows.add(us.ann, {"t": CANARY})
    place = EntryPlace(note, "me:ann", "ann", "note", 1)
    for shelf in (us.joint, us.anns, us.bos):
        refuses(entries.open_entry, us.rows.shelf_key(us.bo, shelf)[1], us.rows.sealed(note), place)
        us.rows.set_entry(note, "space", shelf)
        refuses(us.rows.read, us.bo, note)
        us.rows.set_entry(note, "space", "me:ann")
    assert us.rows.read(us.ann, note) == {"t": CANARY}


@pytest.mark.parametrize(
    ("column", "value"), [("id", "f" * 32), ("owner", "bo"), ("kind", "x"), ("version", 2), ("space", "joint")]
)
def test_an_entry_on_a_shelf_opens_in_its_own_place_only(us, column, value):
    entry = us.rows.add(us.ann, {"t": 1}, shelf=us.anns)
    moved = getattr(us, value) if column == "space" else value
    us.rows.set_entry(entry, column, moved)
    for reader in (us.ann, us.bo):
        refuses(us.rows.read, reader, value if column == "id" else entry)


def test_two_entries_exchanged_both_close(us):
    yes, no = (us.rows.add(us.ann, {"t": word}, shelf=us.joint) for word in ("yes", "no"))
    swapped = us.rows.sealed(no), us.rows.sealed(yes)
    for entry, sealed in zip((yes, no), swapped, strict=True):
        us.rows.set_entry(entry, "sealed", sealed)
        refuses(us.rows.read, us.bo, entry)


def test_a_borrowed_phone_shows_the_shelves_and_not_the_notebook(us):
    note, entry = us.rows.add(us.ann, {"t": CANARY}), us.rows.add(us.ann, {"t": "ours"}, shelf=us.anns)
    cookie = us.rows.start_session(us.ann)
    assert us.rows.read(us.rows.resume(cookie), note) == {"t": CANARY}
    us.rows.lock(cookie, only_private=True)
    borrowed = us.rows.resume(cookie)
    assert us.rows.read(borrowed, entry) == {"t": "ours"}
    assert us.rows.read(borrowed, us.rows.add(borrowed, {"t": "written"}, shelf=us.joint)) == {"t": "written"}
    refuses(us.rows.read, borrowed, note)
    refuses(us.rows.search, borrowed, "heron")
    us.rows.content.execute(
        "insert into door select session, person, 'private', ends, sealed from door where scope='shared'"
    )
    refuses(us.rows.resume, cookie)


def test_every_part_of_an_envelope_is_bound(us):
    envelope = us.rows.envelope(us.anns, "bo")
    assert len(shelves.open_envelope(us.bo, envelope)) == 32
    for change in ({"shelf": us.bos}, {"version": 2}, {"sender": "bo"}, {"sender": "cleo"}, {"member": "ann"}):
        refuses(shelves.open_envelope, us.bo, replace(envelope, **change))
    refuses(shelves.open_envelope, us.ann, envelope)
    refuses(shelves.open_envelope, us.ann, replace(envelope, member="ann", sender="bo"))
    for position in range(0, len(envelope.sealed), 3):
        bent = bytearray(envelope.sealed)
        bent[position] ^= 1
        refuses(shelves.open_envelope, us.bo, replace(envelope, sealed=bytes(bent)))


def test_an_envelope_addressed_to_somebody_else_is_not_mine(us):
    """Even when its sender sealed it so that it would open for me."""
    between = pairs.pair_key(us.bo.private_key, "bo", us.bo.pins["ann"], "ann")
    sealed = seal(between, bytes(32), "shelf", "s", 1, "cleo", "bo")
    refuses(shelves.open_envelope, us.ann, shelves.Envelope("s", 1, "cleo", "bo", sealed))


def test_a_pin_in_my_own_name_is_not_used(us):
    planted = public_key_of(us.cleo.private_key)
    mine = us.rows.envelope(us.anns, "ann")
    misled = replace(us.ann, pins={**us.ann.pins, "ann": planted})
    assert shelves.open_envelope(misled, mine) == shelves.open_envelope(us.ann, mine)
    sent = shelves.envelopes_for(misled, "s", 1, bytes(32), ["ann"])[0]
    assert shelves.open_envelope(us.ann, sent) == bytes(32)


def test_the_partners_key_exchanged_in_the_database_catches_nothing(us):
    """The host of a shared machine plants a key of his own for Bo and waits for the next rotation."""
    planted = os.urandom(32)
    us.rows.keys.execute("update keyring set public_key=? where person='bo'", (public_key_of(planted),))
    ann = us.rows.unlock("ann", us.phrases["ann"])
    us.rows.rotate_shelf(ann, us.anns, ["ann", "bo"])
    assert us.rows.shelf_key(us.bo, us.anns)[0] == 2
    anns = public_key_of(us.ann.private_key)
    sealed = us.rows.envelope(us.anns, "bo").sealed
    for name in ("bo", "cleo"):
        refuses(open_sealed, pairs.pair_key(planted, name, anns, "ann"), sealed, "shelf", us.anns, 2, "bo", "ann")


@pytest.mark.parametrize("sender", ["ann", "bo", "cleo"])
def test_an_outsider_cannot_plant_a_shelf_key(us, sender):
    """The host inserts a key he knows for both. Neither reads with it, and neither writes under it."""
    known, mine = os.urandom(32), us.cleo.private_key
    for member, them in (("ann", us.ann), ("bo", us.bo)):
        between = pairs.pair_key(mine, sender, public_key_of(them.private_key), member)
        sealed = seal(between, known, "shelf", us.anns, 2, member, sender)
        us.rows.keys.execute("insert into envelope values(?,?,?,?,?)", (us.anns, 2, member, sender, sealed))
    us.rows.keys.execute("update shelf set version=2 where id=?", (us.anns,))
    for them in (us.ann, us.bo):
        refuses(us.rows.shelf_key, them, us.anns)
        refuses(us.rows.add, them, {"t": CANARY}, "note", us.anns)
    assert us.rows.content.execute("select count(*) from entry").fetchone() == (0,)


def test_a_person_who_was_not_confirmed_gets_nothing(us):
    before = us.rows.keys.execute("select count(*) from envelope").fetchone()
    for members in (["cleo"], ["ann", "cleo"], ["ann", "bo", "cleo"], ["nobody"]):
        refuses(us.rows.new_shelf, us.ann, "c2", "both", members)
        refuses(us.rows.rotate_shelf, us.ann, us.anns, members)
    assert us.rows.keys.execute("select count(*) from envelope").fetchone() == before
    assert us.rows.shelf_key(us.bo, us.anns)[0] == 1


def test_what_came_from_a_person_who_was_not_confirmed_is_refused(us):
    """Cleo has confirmed Ann; Ann has not confirmed Cleo."""
    cleo = us.rows.pin(us.cleo, "ann")
    sent = shelves.envelopes_for(cleo, "s", 1, shelves.new_shelf_key(), ["ann"])[0]
    refuses(shelves.open_envelope, us.ann, sent)
    assert len(shelves.open_envelope(us.rows.pin(us.ann, "cleo"), sent)) == 32


def test_one_side_alone_confirms_nothing_for_the_other(us):
    alone = replace(us.bo, pins={})
    for shelf in (us.anns, us.bos, us.joint):
        sender = us.rows.envelope(shelf, "bo").sender
        if sender == "bo":
            assert us.rows.shelf_key(alone, shelf)[0] == 1
        else:
            refuses(us.rows.shelf_key, alone, shelf)


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_shelf_key_of_another_length_is_refused(us, size):
    sent = shelves.envelopes_for(us.bo, "s", 1, bytes(size), ["ann"])[0]
    refuses(shelves.open_envelope, us.ann, sent)


def test_after_rotation_the_old_key_opens_nothing_that_stands(us):
    entry = us.rows.add(us.ann, {"t": CANARY}, shelf=us.anns)
    old, old_envelope = us.rows.shelf_key(us.bo, us.anns)[1], us.rows.envelope(us.anns, "bo")
    us.rows.rotate_shelf(us.ann, us.anns, ["ann", "bo"])
    assert us.rows.read(us.bo, entry) == {"t": CANARY}
    assert us.rows.shelf_key(us.bo, us.anns)[0] == 2
    refuses(us.rows.shelf_key, us.bo, us.anns, 1)
    for version in (1, 2):
        refuses(entries.open_entry, old, us.rows.sealed(entry), EntryPlace(entry, us.anns, "ann", "note", version))
    us.rows.checkpoint()
    assert old_envelope.sealed not in us.rows.every_byte()


def test_a_person_left_out_of_a_rotation_reads_nothing_after_it(us):
    us.rows.rotate_shelf(us.ann, us.anns, ["ann"])
    entry = us.rows.add(us.ann, {"t": CANARY}, shelf=us.anns)
    assert us.rows.read(us.ann, entry) == {"t": CANARY}
    refuses(us.rows.read, us.bo, entry)


def test_a_session_carries_the_newest_key_of_a_shelf_and_drops_the_older(us):
    carrying = us.ann
    for shelf in (us.joint, us.anns):
        carrying = shelves.with_shelf_key(carrying, us.rows.envelope(shelf, "ann"))
    us.rows.rotate_shelf(us.ann, us.anns, ["ann", "bo"])
    fresh = shelves.with_shelf_key(carrying, us.rows.envelope(us.anns, "ann"))
    assert set(fresh.shelf_keys) == {(us.joint, 1), (us.anns, 2)}
    assert fresh.shelf_keys[us.anns, 2] == us.rows.shelf_key(us.bo, us.anns)[1]
    assert set(shelves.without_shelf(fresh, us.anns).shelf_keys) == {(us.joint, 1)}
    assert set(carrying.shelf_keys) == {(us.joint, 1), (us.anns, 1)}


def test_a_session_takes_no_shelf_key_it_cannot_open(us):
    refuses(shelves.with_shelf_key, us.cleo, us.rows.envelope(us.joint, "ann"))
    refuses(shelves.with_shelf_key, replace(us.ann, pins={}), us.rows.envelope(us.joint, "ann"))


def test_HONEST_LIMIT_whoever_shares_a_shelf_and_holds_the_disk_can_write_in_the_others_name(us):  # noqa: N802 - a weakness said aloud, so that the documents cannot drift
    """Both hold the key of a shelf, so a seal on it says "one of us two", and the name is only what was sealed in."""
    version, key = us.rows.shelf_key(us.bo, us.anns)
    place = EntryPlace("0" * 32, us.anns, "ann", "note", version)
    us.rows._keep(place, entries.seal_entry(key, {"t": "not her words"}, place))
    assert us.rows.read(us.ann, place.id) == {"t": "not her words"}
    assert us.rows.read(us.bo, place.id) == {"t": "not her words"}
    refuses(us.rows.read, us.cleo, place.id)
