"""The vectors of what two people share. scripts/make_vault_vectors.py writes them."""

from dataclasses import asdict, replace
from hashlib import sha256
from types import SimpleNamespace

from undrift.vault import answers, doors, keyring, pairs, shelves
from undrift.vault.cipher import new_key, new_private_key, public_key_of, seal
from undrift.vault.doors import handle_of
from undrift.vault.entries import padded_json
from undrift.vault.keyring import Unlocked
from undrift.vault.shelves import ShelfKey

SHELF = "a" * 32


def for_two(write):
    ann, bo, cleo = couple_and_outsider()
    pairs_and_words(write, ann, bo)
    pins(write, ann, bo, cleo)
    envelopes(write, ann, bo, cleo)
    together(write, ann, bo, cleo)
    doors_that_carry_more(write)


def couple_and_outsider():
    ann, bo, cleo = (Unlocked(name, new_private_key(), new_key(), new_key()) for name in ("ann", "bo", "cleo"))
    public = {them.person: public_key_of(them.private_key) for them in (ann, bo, cleo)}
    ann, bo = replace(ann, pins={"bo": public["bo"]}), replace(bo, pins={"ann": public["ann"]})
    return ann, bo, replace(cleo, pins={"ann": public["ann"], "bo": public["bo"]})


def shown(unlocked):
    return {name: getattr(unlocked, name) for name in ("person", "private_key", "desk_key", "pins")}


def pairs_and_words(write, ann, bo):
    good = {"private_key": ann.private_key, "me": "ann", "public_key": ann.pins["bo"], "peer": "bo"}
    key = pairs.pair_key(ann.private_key, "ann", ann.pins["bo"], "bo")

    def pair(name, about, plaintext=None, **change):
        write(f"pair-{name}", "pair_key", about, good | change, plaintext)

    pair("good", "Ann's end.", key)
    other_end = {"private_key": bo.private_key, "me": "bo", "public_key": bo.pins["ann"], "peer": "ann"}
    pair("other-end", "Bo's end of the same pair.", key, **other_end)
    pair("low-order", "A public key that shares no secret.", public_key=bytes(32))
    pair("short-public-key", "31 bytes.", public_key=ann.pins["bo"][:31])
    listed = {"public_key_a": bo.pins["ann"], "public_key_b": ann.pins["bo"], "couple": "c1", "how_many_listed": 7776}
    spoken = " ".join(pairs.safety_words(bo.pins["ann"], ann.pins["bo"], "c1", [f"w{n}" for n in range(7776)]))
    turned = listed | {"public_key_a": ann.pins["bo"], "public_key_b": bo.pins["ann"]}
    write("words-good", "safety_words", "Four of w0 ... w7775.", listed, spoken.encode())
    write("words-turned", "safety_words", "The two keys the other way round.", turned, spoken.encode())
    write("words-too-few", "safety_words", "A list of 1,023.", listed | {"how_many_listed": 1023})
    write("words-short-key", "safety_words", "31 bytes.", listed | {"public_key_b": ann.pins["bo"][:31]})


def pins(write, ann, bo, cleo):
    sealed = pairs.seal_pin(ann.user_key, "ann", "bo", ann.pins["bo"])
    good = {"user_key": ann.user_key, "me": "ann", "partner": "bo", "sealed": sealed}

    def case(name, about, plaintext=None, **change):
        write(f"pin-{name}", "open_pin", about, good | change, plaintext)

    case("good", "Bo's public key as Ann confirmed it.", ann.pins["bo"])
    case("other-partner", "The row copied to Cleo's name.", partner="cleo")
    case("other-owner", "The row copied to Bo.", me="bo", partner="ann")
    case(
        "under-another-user-key", "Cleo sealed it.", sealed=pairs.seal_pin(cleo.user_key, "ann", "bo", cleo.pins["bo"])
    )


def envelopes(write, ann, bo, cleo):
    key = new_key()
    sent = shelves.envelopes_for(ann, SHELF, 1, key, ["bo"])[0]
    kept = shelves.envelope_to_myself(bo, sent)
    planted = shelves.envelopes_for(cleo, SHELF, 1, key, ["bo"])[0]

    def case(name, about, envelope, plaintext=None, opener=bo):
        inputs = {"unlocked": shown(opener), "envelope": asdict(envelope)}
        write(f"envelope-{name}", "open_envelope", about, inputs, plaintext)

    case("good", "Ann's shelf for Bo.", sent, key)
    case("to-myself", "The same key from Bo to Bo, Ann no longer confirmed.", kept, key, replace(bo, pins={}))
    case("not-confirmed", "Bo has not confirmed Ann.", sent, opener=replace(bo, pins={}))
    case("planted", "Cleo sealed it for Bo in her own name.", planted)
    case("planted-in-another-name", "Cleo sealed it and says it was Ann.", replace(planted, sender="ann"))
    case("other-shelf", "In another shelf's row.", replace(sent, shelf="b" * 32))
    case("other-version", "As a newer version.", replace(sent, version=2))
    case("sender-is-member", "As if Bo had sent it to himself.", replace(sent, sender="bo"))
    case("for-somebody-else", "Opened by Ann, who sealed it.", sent, opener=ann)
    case(
        "sent-back", "Turned round: as if Bo had sent it to Ann.", replace(sent, member="ann", sender="bo"), opener=ann
    )
    short = shelves.envelopes_for(ann, SHELF, 1, key[:31], ["bo"])[0]
    case("short-key", "The seal is genuine, the key has 31 bytes.", short)


def together(write, ann, bo, cleo):
    joint, anns, bos = (ShelfKey(letter * 32, 1, new_key()) for letter in "jab")
    mine, theirs = (
        answers.commit(ann, "p1", "c1", joint, "Zoë"),
        answers.commit(bo, "p1", "c1", joint, "On the stairs."),
    )
    released, _ = answers.release(bo, theirs, mine, joint, bos)
    _, receipt = answers.release(ann, mine, theirs, joint, anns)
    releases(write, SimpleNamespace(**locals()))
    readings(write, SimpleNamespace(**locals()))


def releases(write, it):
    ann, mine, theirs, joint = it.ann, it.mine, it.theirs, it.joint
    good = {"unlocked": ann, "mine": mine, "theirs": theirs, "joint": joint, "shelf": it.anns}

    def case(name, about, plaintext=None, **change):
        inputs = {
            key: shown(value) if isinstance(value, Unlocked) else asdict(value)
            for key, value in (good | change).items()
        }
        write(f"release-{name}", "release", about, inputs, plaintext)

    forged = seal(it.cleo.desk_key, sha256(theirs.blob).digest(), "seen", *theirs.place, joint.shelf, joint.version)
    key = answers._my_key(ann, mine)
    case("good", "The other has committed: the key of my answer comes out.", key)
    case("seen-missing", "A row without a proof.", theirs=replace(theirs, seen=b""))
    case("seen-of-mine", "My own proof copied into the other's row.", theirs=replace(theirs, seen=mine.seen))
    case("seen-forged", "A proof under another key.", theirs=replace(theirs, seen=forged))
    case("other-changed", "Their answer is not the one that was seen.", theirs=replace(theirs, blob=theirs.blob[:-1]))
    case("other-question", "Their answer to another question.", mine=replace(mine, prompt="p2"))
    case("not-confirmed", "I have confirmed nobody.", unlocked=replace(ann, pins={}))
    case("mine-twice", "My own answer as the other's.", theirs=mine)
    case("joint-rotated", "The proof was not sealed anew.", joint=replace(joint, version=2))


def readings(write, it):
    theirs, bos = it.theirs, it.bos
    good = {
        "unlocked": shown(it.ann),
        "theirs": asdict(theirs),
        "released": it.released,
        "receipt": it.receipt,
        "shelf": asdict(bos),
    }
    nicer = seal(answers._my_key(it.bo, theirs), b"A nicer answer.\x80".ljust(512, b"\0"), "answer", *theirs.place)

    def case(name, about, plaintext=None, **change):
        write(f"theirs-{name}", "read_theirs", about, good | change, plaintext)

    case("good", "Released by the other, receipted by me.", b"On the stairs.")
    case("changed", "Sealed anew under the released key.", theirs=asdict(replace(theirs, blob=nicer)))
    case("no-receipt", "I have not released mine.", receipt=b"")
    case("no-release", "The other has not come back.", released=b"")
    case("other-shelf", "The release moved to another shelf.", shelf=asdict(replace(bos, shelf="a" * 32)))
    case("other-version", "The release moved to another version.", shelf=asdict(replace(bos, version=2)))
    case("receipt-as-release", "Each in the other's place.", released=it.receipt, receipt=it.released)
    inputs = {"unlocked": shown(it.ann), "mine": asdict(it.mine)}
    write("mine-good", "read_mine", "Under my desk key.", inputs, "Zoë".encode())
    write("mine-by-another", "read_mine", "Bo's desk key.", inputs | {"unlocked": shown(it.bo)})


def doors_that_carry_more(write):
    made, user_key = keyring.create_keyring("ann")
    key, pinned = new_key(), public_key_of(new_private_key())
    unlocked = replace(keyring.open_keyring(made, user_key), pins={"bo": pinned}, shelf_keys={(SHELF, 1): key})
    cookie = doors.new_cookie()
    handle = handle_of(cookie)
    shared, private = doors.seal_shared(handle, unlocked), doors.seal_private(handle, unlocked)
    good = {"cookie": cookie, "person": "ann", "shared": shared, "private": private}
    plaintext = unlocked.private_key + unlocked.desk_key + user_key + pinned + key
    write("doors-with-pins", "open_doors", "Then the pinned key and the shelf key.", good, plaintext)
    body = {name: getattr(unlocked, name).hex() for name in ("private_key", "desk_key", "notebook_public_key")}
    bent = seal(handle.key, padded_json(body | {"pins": ["bo"]}), "door", handle.session, "ann", "shared")
    write("doors-pins-unreadable", "open_doors", "Genuine, but the pins are a list.", good | {"shared": bent})
