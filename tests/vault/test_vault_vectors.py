"""The vectors in vectors/ hold for any implementation; docs/vault-format.md says what each field means."""

import json
from collections import Counter
from pathlib import Path

import pytest

from undrift.vault import answers, doors, entries, exports, keyring, pairs, shelves, slots
from undrift.vault.answers import Commitment
from undrift.vault.cipher import context, open_sealed, open_with
from undrift.vault.entries import EntryPlace
from undrift.vault.keyring import Keyring, Unlocked
from undrift.vault.shelves import Envelope, ShelfKey
from undrift.vault.slots import PassphraseKdf, Slot

from . import ref_chunked
from .refusal import refuses

VECTORS = [
    json.loads(path.read_text(encoding="utf-8")) for path in sorted((Path(__file__).parent / "vectors").iterdir())
]
HEX = {"key", "blob", "private_key", "user_key", "shared", "private", "context", "sealed", "released", "receipt"}
HEX |= {"public_key", "public_key_a", "public_key_b"}


def unhexed(inputs):
    return {
        name: bytes.fromhex(value) if name in HEX and value is not None else value for name, value in inputs.items()
    }


def slot_of(row):
    return Slot(**{**row, "sealed": bytes.fromhex(row["sealed"])})


def keyring_of(row):
    versions = {int(version): bytes.fromhex(sealed) for version, sealed in row["notebook_keys"].items()}
    names = row.keys() - {"person", "notebook_keys"}
    return Keyring(person=row["person"], notebook_keys=versions, **{name: bytes.fromhex(row[name]) for name in names})


def as_written(body):
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def opened_doors(cookie, person, shared, private):
    back = doors.open_doors(doors.handle_of(cookie), person, shared, private)
    carried = [*back.pins.values(), *back.shelf_keys.values()]
    return back.private_key + back.desk_key + (back.user_key or b"") + b"".join(carried)


def opened_keyring(keyring_row, user_key):
    back = keyring.open_keyring(keyring_of(keyring_row), user_key)
    return back.private_key + back.desk_key


def unlocked_of(row):
    """As after the shared door: no user key."""
    pins = {partner: bytes.fromhex(key) for partner, key in row["pins"].items()}
    return Unlocked(row["person"], bytes.fromhex(row["private_key"]), bytes.fromhex(row["desk_key"]), None, pins=pins)


def with_bytes(kind, row, *names):
    return kind(**row | {name: bytes.fromhex(row[name]) for name in names})


def envelope_of(row):
    return with_bytes(Envelope, row, "sealed")


def shelf_key_of(row):
    return with_bytes(ShelfKey, row, "key")


def commitment_of(row):
    return with_bytes(Commitment, row, "blob", "seen", "answer_key_sealed")


def spoken(public_key_a, public_key_b, couple, how_many_listed):
    listed = [f"w{number}" for number in range(how_many_listed)]
    return " ".join(pairs.safety_words(public_key_a, public_key_b, couple, listed)).encode()


def release_key(unlocked, mine, theirs, joint, shelf):
    """What a release holds, opened as the other would."""
    mine, key = commitment_of(mine), shelf_key_of(shelf)
    released, _ = answers.release(unlocked_of(unlocked), mine, commitment_of(theirs), shelf_key_of(joint), key)
    return open_sealed(key.key, released, "release", *mine.place, key.shelf, key.version)


OPENERS = {
    "open_sealed": lambda i: open_sealed(i["key"], i["blob"], i["label"], *i["parts"]),
    "open_with": lambda i: open_with(i["private_key"], i["blob"], i["label"], *i["parts"]),
    "open_passphrase_slots": lambda i: slots.open_passphrase_slots(
        PassphraseKdf(), i["person"], [slot_of(i["slot"])], i["passphrase"]
    ),
    "open_recovery_slots": lambda i: slots.open_recovery_slots(i["person"], [slot_of(i["slot"])], i["code"]),
    "open_keyring": lambda i: opened_keyring(i["keyring"], i["user_key"]),
    "open_entry": lambda i: as_written(entries.open_entry(i["key"], i["blob"], EntryPlace(**i["place"]))),
    "open_left_entry": lambda i: as_written(
        entries.open_left_entry(i["private_key"], i["blob"], EntryPlace(**i["place"]))
    ),
    "open_doors": lambda i: opened_doors(i["cookie"], i["person"], i["shared"], i["private"]),
    "pair_key": lambda i: pairs.pair_key(i["private_key"], i["me"], i["public_key"], i["peer"]),
    "safety_words": lambda i: spoken(**i),
    "open_pin": lambda i: pairs.open_pin(i["user_key"], i["me"], i["partner"], i["sealed"]),
    "open_envelope": lambda i: shelves.open_envelope(unlocked_of(i["unlocked"]), envelope_of(i["envelope"])),
    "release": lambda i: release_key(**i),
    "read_theirs": lambda i: answers.read_theirs(
        unlocked_of(i["unlocked"]), commitment_of(i["theirs"]), i["released"], i["receipt"], shelf_key_of(i["shelf"])
    ).encode(),
    "read_mine": lambda i: answers.read_mine(unlocked_of(i["unlocked"]), commitment_of(i["mine"])).encode(),
    "open_export": lambda i: exports.open_export(PassphraseKdf(), i["blob"], i["passphrase"]),
}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_vector(vector):
    inputs, opener = unhexed(vector["inputs"]), OPENERS[vector["opener"]]
    if vector["expected"] == "opens":
        assert opener(inputs) == bytes.fromhex(vector["plaintext"])
    else:
        assert vector["expected"] == "cannot_open"
        refuses(opener, inputs)


@pytest.mark.parametrize("vector", [v for v in VECTORS if v["opener"] == "open_sealed"], ids=lambda v: v["name"])
def test_an_independent_reader_agrees(vector):
    inputs = unhexed(vector["inputs"])
    assert context(inputs["label"], *inputs["parts"]) == inputs["context"]
    if vector["expected"] == "opens":
        plaintext = ref_chunked.decrypt(inputs["key"], inputs["blob"][1:], inputs["context"])
        assert plaintext == bytes.fromhex(vector["plaintext"])


def test_every_opener_has_vectors_that_open_and_vectors_that_must_fail():
    found = Counter((vector["opener"], vector["expected"]) for vector in VECTORS)
    assert found.keys() == {(opener, expected) for opener in OPENERS for expected in ("opens", "cannot_open")}
    assert sum(count for (_, expected), count in found.items() if expected == "cannot_open") >= 20
