import os

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from undrift.vault import cipher, doors, entries, exports, slots
from undrift.vault.cipher import context, open_sealed, open_with, pad, public_key_of, seal, seal_to, unpad
from undrift.vault.entries import EntryPlace

from . import ref_chunked
from .refusal import refuses
from .salamander import Reader, collide

fields = st.lists(st.sampled_from(["", "a", "b", "ab", "1", 1, b"a", b"1", b"\0\0\0\1a", "ü"]), max_size=4)


def as_bytes(field):
    return field if isinstance(field, bytes) else str(field).encode("utf-8", "surrogatepass")


def test_context_keeps_fields_apart():
    regrouped = [context("e", "a", "bc"), context("e", "ab", "c"), context("ea", "b", "c"), context("e", "abc")]
    assert len(set(regrouped)) == 4
    assert context("e", "1") == context("e", 1)


@given(fields, fields)
def test_two_lists_of_fields_share_a_context_only_when_they_are_the_same_bytes(one, other):
    same = [as_bytes(f) for f in one] == [as_bytes(f) for f in other]
    assert (context("label", *one) == context("label", *other)) == same


@given(st.binary(max_size=3000))
def test_what_is_padded_comes_back_and_its_length_is_a_step(plain):
    padded = pad(plain)
    assert unpad(padded) == plain
    assert len(padded) >= 512
    assert len(padded) & (len(padded) - 1) == 0


@pytest.mark.parametrize(("size", "padded"), [(0, 512), (511, 512), (512, 1024), (1023, 1024), (1024, 2048)])
def test_padding_always_adds_something(size, padded):
    assert len(pad(bytes(size))) == padded
    assert unpad(pad(bytes(size))) == bytes(size)


def test_a_derived_key_takes_any_text_a_person_can_type():
    assert cipher.derive(bytes(32), "note", "half an emoji \ud83d") != cipher.derive(
        bytes(32), "note", "half an emoji "
    )


@pytest.mark.parametrize("junk", [b"", b"\0" * 512, b"text" + b"\0" * 508, b"a\x80b", b"\x80x"])
def test_padding_that_was_never_ours_is_refused(junk):
    refuses(unpad, junk)


@pytest.mark.parametrize("size", [0, 1, 16383, 16384, 40000])
def test_format_is_the_published_one(size):
    key, message = os.urandom(32), os.urandom(size)
    assert ref_chunked.decrypt(key, seal(key, message, "t", 1)[1:], context("t", 1)) == message
    assert open_sealed(key, b"\x01" + ref_chunked.encrypt(key, message, context("t", 1)), "t", 1) == message


def test_a_long_seal_cut_where_a_chunk_ends_is_refused():
    key = os.urandom(32)
    blob = seal(key, os.urandom(40000), "t")
    for chunks in (1, 2):
        refuses(open_sealed, key, blob[: 1 + 56 + chunks * 16400], "t")


def two_meanings(first_nonce, second_nonce, first_key, second_key):
    readers = (
        Reader(first_key, first_nonce, b"I want us to try again."),
        Reader(second_key, second_nonce, b"I have already decided to go."),
    )
    return collide(*readers)


def test_plain_gcm_opens_two_ways():
    first_key, second_key, nonce = os.urandom(32), os.urandom(32), os.urandom(12)
    body, half = two_meanings(nonce, nonce, first_key, second_key)
    assert b"try again" in AESGCM(first_key).decrypt(nonce, body, None)[:half]
    assert b"decided to go" in AESGCM(second_key).decrypt(nonce, body, None)[half:]


def test_ours_opens_one_way():
    """The same trick inside our format: both keys authenticate the body, the commitment admits only one of them."""
    keys, salt, place = (os.urandom(32), os.urandom(32)), os.urandom(24), context("t")
    (k1, n1, commitment), (k2, n2, _) = (ref_chunked.parts(key, salt, place) for key in keys)
    body, half = two_meanings(n1, n2, k1, k2)
    assert b"decided to go" in AESGCM(k2).decrypt(n2, body, None)[half:]
    blob = b"\x01" + salt + commitment + body
    assert b"try again" in open_sealed(keys[0], blob, "t")[:half]
    refuses(open_sealed, keys[1], blob, "t")


def test_what_is_sealed_to_a_public_key_opens_with_its_private_half_in_its_place_only():
    private, other = cipher.new_private_key(), cipher.new_private_key()
    blob = seal_to(public_key_of(private), b"for later", "t", "place")
    assert open_with(private, blob, "t", "place") == b"for later"
    refuses(open_with, other, blob, "t", "place")
    refuses(open_with, private, blob, "t", "elsewhere")
    for position in range(len(blob)):
        refuses(open_with, private, blob[:position] + bytes([blob[position] ^ 1]) + blob[position + 1 :], "t", "place")
        refuses(open_with, private, blob[:position], "t", "place")


@pytest.mark.parametrize("length", ["none", "zero", "one", "short", "long"])
def test_a_public_key_that_shares_no_secret_is_refused(length):
    made = {"none": b"", "zero": bytes(32), "one": b"\1" + bytes(31), "short": os.urandom(31), "long": os.urandom(33)}
    key = made[length]
    refuses(seal_to, key, b"text", "t")


def test_the_two_seals_are_not_taken_for_each_other():
    private = cipher.new_private_key()
    to_me, under_key = seal_to(public_key_of(private), b"x", "t"), seal(private, b"x", "t")
    assert (to_me[0], under_key[0]) == (2, 1)
    refuses(open_with, private, b"\1" + to_me[1:], "t")
    refuses(open_sealed, private, b"\2" + under_key[1:], "t")


def test_junk_never_raises_anything_else():
    key, kdf, place = os.urandom(32), slots.PassphraseKdf.cheap(), EntryPlace("i", "s", "o", "k", 1)
    handle = doors.handle_of(doors.new_cookie())
    for size in [*range(140), 16440, 16441, 16473]:
        for start in (b"", b"\1", b"\2", b"\3", exports.FIRST_LINE):
            blob = start + os.urandom(size)
            refuses(open_sealed, key, blob, "t")
            refuses(open_with, key, blob, "t")
            refuses(entries.open_entry, key, blob, place)
            refuses(entries.open_left_entry, key, blob, place)
            refuses(doors.open_doors, handle, "ann", blob, None)
            refuses(exports.open_export, kdf, blob, "any words")


def test_a_key_of_another_length_is_refused():
    blob = seal(os.urandom(32), b"x", "t")
    for size in (0, 16, 31, 33):
        refuses(open_sealed, os.urandom(size), blob, "t")
        refuses(open_with, os.urandom(size), blob, "t")


@given(st.dictionaries(st.text(), st.text(alphabet=st.characters(exclude_categories=())) | st.integers() | st.none()))
def test_any_note_a_person_can_type_comes_back(body):
    key, place = cipher.new_key(), EntryPlace("i", "s", "o", "k", 1)
    assert entries.open_entry(key, entries.seal_entry(key, body, place), place) == body


@pytest.mark.parametrize("plain", [b"", b"[]", b'"text"', b"null", b"{", b"\xff\xfe", b"{}}", b"[" * 100_000])
def test_a_seal_over_something_that_is_no_note_is_refused(plain):
    key, place = cipher.new_key(), EntryPlace("i", "s", "o", "k", 1)
    refuses(entries.open_entry, key, seal(key, pad(plain), "entry", *place.parts), place)
    refuses(entries.open_entry, key, seal(key, plain, "entry", *place.parts), place)
