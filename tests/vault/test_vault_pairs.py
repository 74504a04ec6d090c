"""Who is who between two people: the words they compare, the key they confirm, the key only they can make."""

import os
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undrift.vault import doors, pairs, shelves
from undrift.vault.cipher import new_private_key, open_sealed, public_key_of, seal
from undrift.vault.doors import handle_of
from undrift.vault.entries import padded_json

from .refusal import refuses

WORDS = [f"w{number}" for number in range(7776)]


def pair(private_key, me, peer_private_key, peer):
    return pairs.pair_key(private_key, me, public_key_of(peer_private_key), peer)


def test_both_ends_make_the_same_key_and_no_third_person_does():
    ann, bo, cleo = (new_private_key() for _ in range(3))
    key = pair(ann, "ann", bo, "bo")
    assert key == pair(bo, "bo", ann, "ann")
    others = [
        pair(cleo, "cleo", ann, "ann"),
        pair(cleo, "bo", ann, "ann"),
        pair(cleo, "ann", bo, "bo"),
        pair(ann, "ann", bo, "cleo"),
        pair(ann, "bo", bo, "ann"),
        pair(ann, "ann", ann, "ann"),
    ]
    assert len({key, *others}) == 7
    assert len(key) == 32


@given(st.text(max_size=8), st.text(max_size=8))
@settings(max_examples=40)
def test_both_ends_agree_whatever_the_ids_are(one, other):
    ann, bo = new_private_key(), new_private_key()
    assert pair(ann, one, bo, other) == pair(bo, other, ann, one)


@pytest.mark.parametrize("public_key", [bytes(32), b"\1" + bytes(31), b"", bytes(31), bytes(33), None])
def test_a_public_key_that_shares_no_secret_makes_no_pair(public_key):
    refuses(pairs.pair_key, new_private_key(), "ann", public_key, "bo")


def test_safety_words_agree_and_change_with_either_key_and_with_the_couple():
    ann, bo, planted = (public_key_of(new_private_key()) for _ in range(3))
    words = pairs.safety_words(ann, bo, "c1", WORDS)
    assert words == pairs.safety_words(bo, ann, "c1", WORDS)
    assert len(words) == 4
    changed = [(ann, planted, "c1"), (planted, bo, "c1"), (ann, bo, "c2")]
    assert words not in [pairs.safety_words(*change, WORDS) for change in changed]
    assert pairs.safety_words(ann, bo, "c1", WORDS, 6)[:4] == words


def test_no_safety_word_is_likelier_than_another():
    """Two bytes for each of 40,000 words would draw the first 25,536 of them twice as often as the rest."""
    words, drawn = [f"w{number}" for number in range(40_000)], Counter()
    for number in range(20):
        drawn.update(pairs.safety_words(number.to_bytes(32, "big"), bytes(32), "c1", words, 1000))
    assert abs(sum(drawn[word] for word in words[:25_536]) - 20_000 * 25_536 / 40_000) < 350
    assert abs(sum(drawn[word] for word in words[::2]) - 10_000) < 350


@pytest.mark.parametrize("words", [[], WORDS[:1], WORDS[:1023], [*WORDS[:1500], "w0"]])
def test_a_list_that_would_make_weak_words_is_refused(words):
    refuses(pairs.safety_words, bytes(32), b"\1" * 32, "c1", words)


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33)])
def test_words_are_for_whole_keys(key):
    refuses(pairs.safety_words, bytes(32), key, "c1", WORDS)
    refuses(pairs.safety_words, key, bytes(32), "c1", WORDS)


def test_a_pin_opens_for_its_owner_and_its_partner_only(us):
    bos = us.rows.keyring_of("bo").public_key
    sealed = pairs.seal_pin(us.ann.user_key, "ann", "bo", bos)
    assert pairs.open_pin(us.ann.user_key, "ann", "bo", sealed) == bos
    refuses(pairs.open_pin, us.ann.user_key, "ann", "cleo", sealed)
    refuses(pairs.open_pin, us.ann.user_key, "bo", "ann", sealed)
    for them in (us.bo, us.cleo):
        refuses(pairs.open_pin, them.user_key, "ann", "bo", sealed)
    for key in (us.ann.desk_key, us.ann.private_key):
        refuses(pairs.open_pin, key, "ann", "bo", sealed)


def test_a_pin_planted_by_somebody_else_shuts_the_door(us):
    planted = pairs.seal_pin(us.cleo.user_key, "ann", "bo", us.rows.keyring_of("cleo").public_key)
    us.rows.keys.execute("update pin set sealed=? where owner='ann'", (planted,))
    refuses(us.rows.unlock, "ann", us.phrases["ann"])


def test_the_shared_door_carries_pins_and_shelf_keys(us):
    envelope = us.rows.envelope(us.joint, "ann")
    carrying = shelves.with_shelf_key(us.ann, envelope)
    cookie = us.rows.start_session(carrying)
    us.rows.lock(cookie, only_private=True)
    back = us.rows.resume(cookie)
    assert not back.private_door_open
    assert back.pins == {"bo": us.rows.keyring_of("bo").public_key}
    assert back.shelf_keys == {(us.joint, 1): shelves.open_envelope(us.ann, envelope)}
    assert back == replace(carrying, session=handle_of(cookie).session, user_key=None)


def test_a_door_from_before_there_were_pins_still_opens(w):
    handle = handle_of(doors.new_cookie())
    names = ("private_key", "desk_key", "notebook_public_key")
    before = padded_json({name: getattr(w.ann, name).hex() for name in names})
    old = seal(handle.key, before, "door", handle.session, "ann", "shared")
    back = doors.open_doors(handle, "ann", old, doors.seal_private(handle, w.ann))
    assert back == replace(w.ann, session=handle.session)
    assert (back.pins, back.shelf_keys) == ({}, {})


@pytest.mark.parametrize("change", [{"pins": [1]}, {"pins": {"bo": 1}}, {"shelf_keys": [["s", 1]]}, {"shelf_keys": 7}])
def test_a_door_that_carries_nonsense_stays_shut(w, change):
    handle = handle_of(doors.new_cookie())
    names = ("private_key", "desk_key", "notebook_public_key")
    body = {name: getattr(w.ann, name).hex() for name in names} | change
    blob = seal(handle.key, padded_json(body), "door", handle.session, "ann", "shared")
    refuses(doors.open_doors, handle, "ann", blob, None)


def test_pins_and_shelf_keys_are_not_printed(us):
    carrying = shelves.with_shelf_key(us.ann, us.rows.envelope(us.joint, "ann"))
    assert repr(carrying) == "Unlocked(person='ann')"
    key = carrying.shelf_keys[us.joint, 1]
    assert repr(shelves.ShelfKey("s", 1, key)) == "ShelfKey(shelf='s', version=1)"


def test_shelf_keys_and_pins_reach_the_disk_only_sealed(us):
    us.rows.start_session(shelves.with_shelf_key(us.ann, us.rows.envelope(us.joint, "ann")))
    key = us.rows.shelf_key(us.ann, us.joint)[1]
    between = pairs.pair_key(us.ann.private_key, "ann", us.ann.pins["bo"], "bo")
    raw = us.rows.every_byte()
    for secret in (key, between):
        assert secret not in raw
        assert secret.hex().encode() not in raw


def test_new_keys_end_what_was_confirmed_and_need_new_words(us):
    us.rows.rekey(us.ann, "brand new words for the door")
    fresh = us.rows.unlock("ann", "brand new words for the door")
    assert fresh.pins == {}
    refuses(us.rows.shelf_key, fresh, us.joint)
    fresh = us.rows.pin(fresh, "bo")
    sent = shelves.envelopes_for(fresh, "s", 1, os.urandom(32), ["bo"])[0]
    refuses(shelves.open_envelope, us.bo, sent)
    assert len(shelves.open_envelope(us.rows.pin(us.bo, "ann"), sent)) == 32


def test_the_pair_key_cannot_be_taken_for_another_key(us):
    between = pairs.pair_key(us.ann.private_key, "ann", us.ann.pins["bo"], "bo")
    envelope = us.rows.envelope(us.anns, "bo")
    refuses(open_sealed, between, envelope.sealed, "entry", us.anns, 1, "bo", "ann")
    refuses(open_sealed, between, us.rows.keyring_of("ann").sealed_desk_key, "desk key", "ann")
