"""Write the vault's test vectors: one small JSON file per case, for this and for any other implementation.

    PYTHONPATH=src python scripts/make_vault_vectors.py

A vector that was once published is never rewritten: files that exist are left alone, only new names are added.
The shape of a file is described in docs/vault-format.md.
"""

from __future__ import annotations

import json
import secrets
import sys
from base64 import b32encode
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HOUSE / "tests")]

from vault import ref_chunked  # type: ignore[import-not-found]  # noqa: E402 - the tests' own independent reader
from vault.cases_for_two import for_two  # type: ignore[import-not-found]  # noqa: E402 - see above
from vault.salamander import Reader, collide  # type: ignore[import-not-found]  # noqa: E402 - see above

from undrift.vault import doors, entries, exports, keyring, slots  # noqa: E402 - after the path above
from undrift.vault.cipher import (  # noqa: E402 - after the path above
    context,
    new_key,
    new_private_key,
    pad,
    public_key_of,
    seal,
    seal_to,
)
from undrift.vault.entries import EntryPlace  # noqa: E402 - after the path above
from undrift.vault.slots import FLOOR, TINY, Cost, PassphraseKdf, Slot  # noqa: E402 - after the path above

FOLDER = HOUSE / "tests" / "vault" / "vectors"
WORDS = "five plain words for ann"
PLAIN = b"The kettle was already on."
Inputs = dict[str, Any]


def plain_form(value: object) -> object:
    """Bytes as hex, everything else as JSON has it."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {str(key): plain_form(inner) for key, inner in value.items()}
    return value


def write(name: str, opener: str, about: str, inputs: Inputs, plaintext: bytes | None = None) -> None:
    """`plaintext` is what must come out; without it the case must be refused."""
    path = FOLDER / f"{name}.json"
    if path.exists():
        return
    expected = {"expected": "cannot_open"} if plaintext is None else {"expected": "opens", "plaintext": plaintext.hex()}
    vector = {"name": name, "about": about, "opener": opener, "inputs": plain_form(inputs), **expected}
    path.write_text(json.dumps(vector, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def flipped(blob: bytes, position: int) -> bytes:
    changed = bytearray(blob)
    changed[position] ^= 1
    return bytes(changed)


def sealed() -> None:
    key, parts = new_key(), ["row", "ann", 1]
    blob = seal(key, PLAIN, "vector", *parts)
    good = {"key": key, "blob": blob, "label": "vector", "parts": parts, "context": context("vector", *parts)}

    def case(name: str, about: str, plaintext: bytes | None = None, **change: object) -> None:
        changed = {**good, **change}
        changed["context"] = context(changed["label"], *changed["parts"])
        write(f"sealed-{name}", "open_sealed", about, changed, plaintext)

    case("short", "One chunk.", PLAIN)
    case("empty", "No text at all.", b"", blob=seal(key, b"", "vector", *parts))
    case("chunk-full", "16,384 bytes: a full chunk, then an empty one.", bytes(16384), blob=chunky(key, parts))
    case("no-parts", "A label and nothing else.", PLAIN, blob=seal(key, PLAIN, "vector"), parts=[])
    case("wrong-key", "Another key.", key=new_key())
    case("short-key", "A key of 31 bytes.", key=key[:31])
    case("other-label", "The same parts under another label.", label="vectors")
    case("other-part", "One part differs.", parts=["row", "bo", 1])
    case("parts-regrouped", "The same letters, split elsewhere.", parts=["ro", "wann", 1])
    case("part-missing", "One part fewer.", parts=["row", "ann"])
    case("format-unknown", "The first byte is 3.", blob=b"\3" + blob[1:])
    case("format-of-the-other-seal", "The first byte is 2.", blob=b"\2" + blob[1:])
    case("format-missing", "The first byte is gone.", blob=blob[1:])
    case("salt-flipped", "One bit of the salt.", blob=flipped(blob, 1))
    case("commitment-flipped", "One bit of the commitment.", blob=flipped(blob, 25))
    case("body-flipped", "One bit of the text.", blob=flipped(blob, 57))
    case("tag-flipped", "One bit of the last tag.", blob=flipped(blob, -1))
    case("cut", "The last byte is gone.", blob=blob[:-1])
    case("header-only", "Salt and commitment, no chunk.", blob=blob[:57])
    case("nothing", "An empty blob.", blob=b"")
    case("trailing", "One byte more.", blob=blob + b"\0")
    case("chunk-dropped", "Cut exactly where the first chunk ends.", blob=chunky(key, parts)[: 57 + 16400])


def chunky(key: bytes, parts: list[Any]) -> bytes:
    return seal(key, bytes(16384), "vector", *parts)


def two_meanings() -> None:
    """One ciphertext that is genuine AES-GCM under two keys. The commitment admits the first and no other."""
    keys, salt, where = (new_key(), new_key()), secrets.token_bytes(24), context("vector")
    texts = (b"I want us to try again.", b"I have already decided to go.")
    (k1, n1, commitment), (k2, n2, _) = (ref_chunked.parts(key, salt, where) for key in keys)
    body, _ = collide(Reader(k1, n1, texts[0]), Reader(k2, n2, texts[1]))
    good = {"blob": b"\1" + salt + commitment + body, "label": "vector", "parts": [], "context": where}
    plaintext = ref_chunked.decrypt(keys[0], good["blob"][1:], where)
    write("two-meanings-first", "open_sealed", "The key it commits to.", {**good, "key": keys[0]}, plaintext)
    write("two-meanings-second", "open_sealed", "AES-GCM would accept this key too.", {**good, "key": keys[1]})


def sealed_to() -> None:
    private, parts = new_private_key(), ["row", "ann", 0]
    blob = seal_to(public_key_of(private), PLAIN, "vector", *parts)
    where = context("vector", *parts)
    good = {"private_key": private, "blob": blob, "label": "vector", "parts": parts, "context": where}

    def case(name: str, about: str, plaintext: bytes | None = None, **change: object) -> None:
        changed = {**good, **change}
        changed["context"] = context(changed["label"], *changed["parts"])
        write(f"sealed-to-{name}", "open_with", about, changed, plaintext)

    case("short", "HPKE base mode.", PLAIN)
    case("wrong-key", "Another private key.", private_key=new_private_key())
    case("other-part", "One part differs.", parts=["row", "ann", 1])
    case("encapsulation-flipped", "One bit of the sender's one-time key.", blob=flipped(blob, 1))
    case("body-flipped", "One bit of the text.", blob=flipped(blob, 33))
    case("tag-flipped", "One bit of the tag.", blob=flipped(blob, -1))
    case("low-order", "A one-time key that shares no secret.", blob=b"\2" + bytes(32) + blob[33:])
    case("cut", "Only the one-time key is left.", blob=blob[:33])
    case("format-of-the-other-seal", "The first byte is 1.", blob=b"\1" + blob[1:])


def slot_inputs(slot: Slot, **secret: object) -> Inputs:
    return {"person": "ann", "slot": asdict(slot), **secret}


def passphrases() -> None:
    key, kdf = new_key(), PassphraseKdf(cost=FLOOR)
    typed = "Zoë à la fenêtre, très tard"
    slot = slots.passphrase_slot(kdf, "ann", key, typed)
    params = json.loads(slot.params)

    def case(name: str, about: str, plaintext: bytes | None = None, words: str = typed, **change: object) -> None:
        inputs = slot_inputs(replace(slot, **change), passphrase=words)
        write(f"passphrase-{name}", "open_passphrase_slots", about, inputs, plaintext)

    case("good", "The user key comes out. Argon2id at the floor: 64 MiB, 3 passes.", key)
    case("composed-otherwise", "The same words with accents as separate characters.", key, words=decomposed(typed))
    case("wrong", "Other words.", words=typed + " ")
    case("of-another-person", "Bo's slot, opened under Ann's name.", **asdict(slot_of_bo(kdf, typed)))
    case("id-changed", "Another slot id.", id="0" * 32)
    case("salt-changed", "Another salt.", params=json.dumps(params | {"salt": "00" * 16}))
    case("params-spaced", "The same parameters, written with one space more.", params=slot.params + " ")
    case("huge-memory", "16 GiB: refused before any work.", params=json.dumps(params | {"memory_kib": 1 << 24}))
    case("huge-passes", "Refused before any work.", params=json.dumps(params | {"passes": 1 << 20}))
    case("params-unreadable", "Not JSON.", params="memory: 65536")
    genuine_but_cheap(typed, key)


def slot_of_bo(kdf: PassphraseKdf, words: str) -> Slot:
    return slots.passphrase_slot(kdf, "bo", new_key(), words)


def genuine_but_cheap(words: str, key: bytes) -> None:
    about = "A genuine slot, made at a cost below the floor."
    for name, cost in (
        ("tiny", TINY),
        ("memory-below-floor", Cost(65535, 3, 1)),
        ("passes-below-floor", Cost(65536, 2, 1)),
    ):
        slot = slots.passphrase_slot(kdf_at(cost), "ann", key, words)
        write(f"passphrase-{name}", "open_passphrase_slots", about, slot_inputs(slot, passphrase=words))


def kdf_at(cost: Cost) -> PassphraseKdf:
    """No door derives like this: only a vector of what every door must refuse."""
    kdf = PassphraseKdf.cheap()
    kdf.cost = kdf.floor = cost
    return kdf


def decomposed(words: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFD", words)


def recoveries() -> None:
    key = new_key()
    slot, code = slots.recovery_slot("ann", key)

    def case(name: str, about: str, code: str, plaintext: bytes | None = None, **change: object) -> None:
        inputs = {**slot_inputs(slot, code=code), **change}
        write(f"recovery-{name}", "open_recovery_slots", about, inputs, plaintext)

    case("good", "As it was shown.", code, key)
    case("carelessly-typed", "Small letters, spaces, look-alikes.", careless(code), key)
    case("of-another-person", "Ann's code under Bo's name.", code, person="bo")
    case("wrong", "Another code of the right length.", b32encode(secrets.token_bytes(20)).decode())
    case("short", "One letter is missing.", code[:-1])
    case("junk", "Not a code.", "I do not remember")
    case("as-passphrase", "The slot relabelled.", code, slot=asdict(replace(slot, kind="passphrase")))


def careless(code: str) -> str:
    return "  " + code.lower().replace("-", " - ").replace("o", "0").replace("i", "1").replace("b", "8") + "\n"


def keyrings() -> None:
    good, user_key = keyring.create_keyring("ann")
    other, _ = keyring.create_keyring("ann")
    opened = keyring.open_keyring(good, user_key)

    def case(name: str, about: str, plaintext: bytes | None = None, key: bytes = user_key, **change: object) -> None:
        inputs = {"keyring": asdict(replace(good, **change)), "user_key": key}
        write(f"keyring-{name}", "open_keyring", about, inputs, plaintext)

    case("good", "The private key, then the desk key.", opened.private_key + opened.desk_key)
    case("wrong-user-key", "Another user key.", key=new_key())
    case("public-key-exchanged", "The private key does not belong to it.", public_key=other.public_key)
    case("notebook-key-exchanged", "The same for the notebook.", notebook_public_key=other.notebook_public_key)
    case("desk-key-of-another", "Sealed under another user key.", sealed_desk_key=other.sealed_desk_key)
    case("of-another-person", "The same rows under Bo's name.", person="bo")
    case("private-keys-exchanged", "Each in the other's place.", **crossed(good))


def crossed(good: keyring.Keyring) -> dict[str, bytes]:
    return {
        "public_key": good.notebook_public_key,
        "sealed_private_key": good.sealed_notebook_private_key,
        "notebook_public_key": good.public_key,
        "sealed_notebook_private_key": good.sealed_private_key,
    }


def notes() -> None:
    key, place, body = (
        new_key(),
        EntryPlace("0" * 32, "notebook", "ann", "note", 1),
        {"text": "Wir saßen am Fenster. 🌧"},
    )
    plaintext = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    blob = entries.seal_entry(key, body, place)

    def case(name: str, about: str, plain: bytes | None = None, blob: bytes = blob, **change: object) -> None:
        inputs = {"key": key, "blob": blob, "place": asdict(replace(place, **change))}
        write(f"entry-{name}", "open_entry", about, inputs, plain)

    case("good", "A note.", plaintext)
    for field, value in (("id", "1" * 32), ("space", "joint"), ("owner", "bo"), ("kind", "draft"), ("version", 2)):
        case(f"other-{field}", f"The same bytes in a row with another {field}.", **{field: value})
    case("unpadded", "The seal is genuine, the padding is missing.", blob=seal(key, plaintext, "entry", *place.parts))
    case("list", "The seal is genuine, the text is no object.", blob=seal(key, pad(b"[]"), "entry", *place.parts))
    case("not-json", "The seal is genuine, the text is no JSON.", blob=seal(key, pad(b"{"), "entry", *place.parts))
    left_notes(replace(place, version=0), body, plaintext)


def left_notes(place: EntryPlace, body: dict[str, Any], plaintext: bytes) -> None:
    private = new_private_key()
    inputs = {"private_key": private, "blob": entries.leave_entry(public_key_of(private), body, place)}
    elsewhere = replace(place, id="2" * 32)
    write("left-good", "open_left_entry", "A note left at the door.", {**inputs, "place": asdict(place)}, plaintext)
    write("left-other-id", "open_left_entry", "In another row.", {**inputs, "place": asdict(elsewhere)})


def open_doors() -> None:
    made, user_key = keyring.create_keyring("ann")
    unlocked = keyring.open_keyring(made, user_key)
    cookie = doors.new_cookie()
    handle, other = doors.handle_of(cookie), doors.handle_of(doors.new_cookie())
    shared, private = doors.seal_shared(handle, unlocked), doors.seal_private(handle, unlocked)
    outside = unlocked.private_key + unlocked.desk_key

    def case(name: str, about: str, plaintext: bytes | None = None, **change: object) -> None:
        inputs = {"cookie": cookie, "person": "ann", "shared": shared, "private": private, **change}
        write(f"doors-{name}", "open_doors", about, inputs, plaintext)

    case("both", "Private key, desk key, user key.", outside + user_key)
    case("shared-only", "Private key, desk key.", outside, private=None)
    case("other-person", "The rows pointed at Bo.", person="bo")
    case("shared-as-private", "The shared row copied into the private one's place.", private=shared)
    case("private-as-shared", "The other way round.", shared=private, private=None)
    case(
        "private-of-another-session",
        "One browser's row in another's place.",
        private=doors.seal_private(other, unlocked),
    )
    case("other-cookie", "Another browser's cookie.", cookie=doors.new_cookie())
    case("row-id-as-cookie", "What the database holds is not a cookie.", cookie=handle.session)
    case("cookie-cut", "A cookie of 31 bytes.", cookie=cookie[:62])


def files_to_keep() -> None:
    blob = exports.seal_export(PassphraseKdf(cost=FLOOR), WORDS, PLAIN)

    def case(name: str, about: str, plaintext: bytes | None = None, **change: object) -> None:
        write(f"export-{name}", "open_export", about, {"blob": blob, "passphrase": WORDS, **change}, plaintext)

    case("good", "One file.", PLAIN)
    case("wrong-passphrase", "Other words.", passphrase="other words")
    case(
        "tiny", "A genuine file, made at a cost below the floor.", blob=exports.seal_export(kdf_at(TINY), WORDS, PLAIN)
    )
    case("cheaper-header", "The header asks for a little less work.", blob=blob.replace(b"65536", b"65535"))
    case("header-respaced", "The header says the same in other bytes.", blob=blob.replace(b": 3", b":  3"))
    case("first-line-missing", "No first line.", blob=blob.removeprefix(exports.FIRST_LINE))
    case("cut", "The last byte is gone.", blob=blob[:-1])


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for group in (sealed, two_meanings, sealed_to, passphrases, recoveries, keyrings, notes, open_doors, files_to_keep):
        group()
    for_two(write)
    print(f"{len(list(FOLDER.glob('*.json')))} vectors in {FOLDER.relative_to(HOUSE)}")


if __name__ == "__main__":
    main()
