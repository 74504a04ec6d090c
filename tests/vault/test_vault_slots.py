import json
import os
import threading
import time
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

import undrift
from undrift.domain.errors import TooBusy
from undrift.vault import slots
from undrift.vault.cipher import CannotOpen, derive, new_key, seal
from undrift.vault.slots import CHOSEN, FLOOR, Cost, PassphraseKdf, Slot

from .refusal import refuses

WORDS = "a lamp left on in the hall"


def counted(monkeypatch):
    seen, real = [], slots._argon2id
    monkeypatch.setattr(slots, "_argon2id", lambda words, salt, cost: seen.append(cost) or real(words, salt, cost))
    return seen


@pytest.mark.parametrize(
    ("person", "passphrase"),
    [("ann", "nope"), ("ann", ""), ("ann", "\ud800"), ("nobody", "x"), ("bo", "ann walks by the slow river")],
)
def test_wrong_words_and_unknown_names_meet_the_same_refusal(w, person, passphrase):
    refuses(w.rows.unlock, person, passphrase)


def test_an_unknown_name_costs_what_a_known_one_does(w, monkeypatch):
    """Counted, not timed: clocks lie on a busy machine."""
    seen, work = counted(monkeypatch), {}
    for person in ("ann", "nobody"):
        seen.clear()
        refuses(w.rows.unlock, person, "nope")
        work[person] = list(seen)
    assert work["ann"] == work["nobody"] == [w.rows.kdf.cost]


def test_a_person_with_only_a_recovery_code_costs_the_same(w, monkeypatch):
    w.rows.keys.execute("delete from slot where person='ann' and kind='passphrase'")
    seen = counted(monkeypatch)
    refuses(w.rows.unlock, "ann", w.phrases["ann"])
    assert seen == [w.rows.kdf.cost]


def test_a_real_door_costs_the_chosen_work(real_kdf, monkeypatch):
    seen, key = counted(monkeypatch), new_key()
    slot = slots.passphrase_slot(real_kdf, "ann", key, WORDS)
    assert slots.open_passphrase_slots(real_kdf, "ann", [slot], WORDS) == key
    real_kdf.spend()
    assert seen == [CHOSEN] * 3
    assert Cost(131072, 3, 1) == CHOSEN
    assert Cost(65536, 3, 1) == FLOOR


def test_a_slot_made_at_the_floor_still_opens(real_kdf):
    key = new_key()
    slot = slots.passphrase_slot(PassphraseKdf(cost=FLOOR), "ann", key, WORDS)
    assert slots.open_passphrase_slots(real_kdf, "ann", [slot], WORDS) == key


BENT = [
    {"memory_kib": 8, "passes": 1},
    {"memory_kib": 65535},
    {"passes": 2},
    {"lanes": 0},
    {"memory_kib": 1 << 24},
    {"memory_kib": 1 << 70},
    {"passes": 21},
    {"lanes": 1 << 20},
    {"memory_kib": "131072"},
    {"memory_kib": 131072.0},
    {"memory_kib": True},
    {"passes": None},
    {"salt": "00"},
    {"salt": "zz" * 16},
    {"salt": 7},
]


@pytest.mark.parametrize("change", BENT)
def test_a_lowered_or_absurd_cost_is_refused_before_any_work(real_kdf, monkeypatch, change):
    slot = slots.passphrase_slot(PassphraseKdf.cheap(), "ann", new_key(), WORDS)
    honest = {"salt": os.urandom(16).hex(), "memory_kib": 131072, "passes": 3, "lanes": 1}
    seen, started = counted(monkeypatch), time.perf_counter()
    bent = replace(slot, params=json.dumps(honest | change))
    refuses(slots.open_passphrase_slots, real_kdf, "ann", [bent], WORDS)
    assert seen == []
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("params", ["", "{}", "[]", "null", '"x"', "{", "[" * 100_000, '{"salt": "' + "00" * 16 + '"}'])
def test_parameters_that_cannot_be_read_are_refused(params):
    kdf = PassphraseKdf.cheap()
    slot = replace(slots.passphrase_slot(kdf, "ann", new_key(), WORDS), params=params)
    refuses(slots.open_passphrase_slots, kdf, "ann", [slot], WORDS)


def test_a_slot_made_cheaply_does_not_open_at_a_real_door(real_kdf):
    slot = slots.passphrase_slot(PassphraseKdf.cheap(), "ann", new_key(), WORDS)
    refuses(slots.open_passphrase_slots, real_kdf, "ann", [slot], WORDS)


@pytest.mark.parametrize(
    "settings",
    [
        {"cost": Cost(65535, 3, 1)},
        {"cost": FLOOR, "floor": Cost(64, 1, 1)},
        {"cost": Cost(64, 1, 1), "floor": Cost(64, 1, 1)},
        {"cost": FLOOR, "floor": CHOSEN},
        {"cost": Cost(1 << 21, 3, 1)},
        {"cost": Cost(131072, 21, 1)},
    ],
)
def test_no_setting_reaches_below_the_floor_or_above_the_ceiling(settings):
    with pytest.raises(ValueError, match="64 MiB"):
        PassphraseKdf(**settings)


def test_only_tests_derive_cheaply():
    sources = Path(undrift.__file__).parent.rglob("*.py")
    assert [path.name for path in sources if ".cheap(" in path.read_text(encoding="utf-8")] == []


def test_no_more_than_two_run_and_six_stand_in_line(monkeypatch):
    kdf, gate, arrived, running = PassphraseKdf.cheap(), threading.Event(), threading.Semaphore(0), []

    def slow(*_):
        running.append(1)
        arrived.release()
        gate.wait(5)
        return b"key"

    monkeypatch.setattr(slots, "_argon2id", slow)
    line = [threading.Thread(target=kdf.spend) for _ in range(6)]
    for person in line:
        person.start()
    assert arrived.acquire(timeout=5)
    assert arrived.acquire(timeout=5)
    wait_until(lambda: kdf._line._value == 0)
    assert len(running) == 2
    with pytest.raises(TooBusy):
        kdf.spend()
    with pytest.raises(TooBusy):
        slots.open_passphrase_slots(kdf, "ann", [], WORDS)
    gate.set()
    for person in line:
        person.join()
    kdf.spend()
    assert len(running) == 7


def wait_until(happened):
    end = time.perf_counter() + 5
    while not happened():
        assert time.perf_counter() < end
        time.sleep(0.01)


def test_a_refusal_gives_its_place_in_line_back():
    kdf = PassphraseKdf.cheap()
    for _ in range(20):
        refuses(kdf.derive, "\ud800", bytes(16), kdf.cost)
        refuses(kdf.derive, WORDS, bytes(16), Cost(1, 1, 1))
    kdf.spend()


def test_the_same_words_open_however_a_keyboard_composes_them():
    kdf, key, typed = PassphraseKdf.cheap(), new_key(), "Zoë à la fenêtre très tard"
    slot = slots.passphrase_slot(kdf, "ann", key, unicodedata.normalize("NFC", typed))
    assert slots.open_passphrase_slots(kdf, "ann", [slot], unicodedata.normalize("NFD", typed)) == key


def test_a_slot_opens_only_as_what_it_is():
    kdf, key = PassphraseKdf.cheap(), new_key()
    slot = slots.passphrase_slot(kdf, "ann", key, WORDS)
    other = slots.passphrase_slot(kdf, "ann", key, WORDS)
    assert slots.open_passphrase_slots(kdf, "ann", [slot], WORDS) == key
    refuses(slots.open_passphrase_slots, kdf, "bo", [slot], WORDS)
    for bent in (
        replace(slot, id=other.id),
        replace(slot, params=other.params),
        replace(slot, params=slot.params + " "),
        replace(slot, sealed=other.sealed),
        replace(slot, kind="recovery"),
    ):
        refuses(slots.open_passphrase_slots, kdf, "ann", [bent], WORDS)


def test_a_slot_moved_to_another_person_does_not_open(w):
    w.rows.keys.execute("delete from slot where person='bo'")
    w.rows.keys.execute("update slot set person='bo' where person='ann'")
    refuses(w.rows.unlock, "bo", w.phrases["ann"])
    refuses(w.rows.unlock_recovery, "bo", w.codes["ann"])


def test_whoever_runs_the_computer_cannot_set_a_passphrase(w):
    """There is no verifier to overwrite. A planted slot opens only to a key the planter made up."""
    planted_key, params = os.urandom(32), slots.fresh_params(w.rows.kdf.cost)
    key = slots.derive_from(w.rows.kdf, "evil", params)
    sealed = seal(key, planted_key, "slot", "ann", "x", "passphrase", params)
    w.rows._put_slot(Slot("x", "ann", "passphrase", params, sealed))
    refuses(w.rows.unlock, "ann", "evil")
    assert w.rows.unlock("ann", w.phrases["ann"]).user_key == w.ann.user_key


def test_a_recovery_code_is_forgiving(w):
    plain = w.codes["ann"].replace("-", "")
    assert len(plain) == 32
    assert w.codes["ann"].count("-") == 7
    spoken = " - ".join(plain[i : i + 4].lower() for i in range(0, 32, 4))
    for typed in (plain, w.codes["ann"].lower(), f"  {spoken}\n"):
        assert w.rows.unlock_recovery("ann", typed).user_key == w.ann.user_key


def test_a_recovery_code_forgives_look_alikes(monkeypatch):
    monkeypatch.setattr(slots.secrets, "token_bytes", lambda size: slots.b32decode("OIB2" * 8))
    key = new_key()
    slot, code = slots.recovery_slot("ann", key)
    assert code == "-".join(["OIB2"] * 8)
    assert slots.open_recovery_slots("ann", [slot], "018 2" * 4 + "o1b2" * 4) == key


@pytest.mark.parametrize("code", ["", "!", "A", "A" * 31, "A" * 32, "A" * 40, "é", "Ⅷ" * 32, "-" * 40, "\0" * 32])
def test_junk_instead_of_a_recovery_code_is_refused(w, code):
    refuses(w.rows.unlock_recovery, "ann", code)


def test_a_new_recovery_code_ends_the_old_one(w):
    note = w.rows.add(w.ann, {"t": 1})
    newer = w.rows.new_recovery(w.rows.unlock_recovery("ann", w.codes["ann"]))
    refuses(w.rows.unlock_recovery, "ann", w.codes["ann"])
    refuses(w.rows.unlock_recovery, "bo", newer)
    refuses(w.rows.unlock_recovery, "nobody", newer)
    assert w.rows.read(w.rows.unlock_recovery("ann", newer), note) == {"t": 1}


def test_a_recovery_code_opens_nothing_that_is_sealed_under_a_passphrase(w):
    slot = next(s for s in w.rows.slots_of("ann") if s.kind == "passphrase")
    recovery = next(s for s in w.rows.slots_of("ann") if s.kind == "recovery")
    refuses(slots.open_recovery_slots, "ann", [slot, replace(slot, kind="recovery")], w.codes["ann"])
    refuses(slots.open_passphrase_slots, w.rows.kdf, "ann", [replace(recovery, kind="passphrase")], w.phrases["ann"])


def test_the_user_key_never_depends_on_the_secret_alone():
    """Two slots with one secret hold one random key under two salts; derive() separates every label and part."""
    kdf, key = PassphraseKdf.cheap(), new_key()
    first, second = (slots.passphrase_slot(kdf, "ann", key, WORDS) for _ in range(2))
    assert first.params != second.params
    assert first.sealed != second.sealed
    assert len({derive(key, "a", "b"), derive(key, "ab"), derive(key, "a"), derive(key, "b", "a")}) == 4


def test_a_refusal_is_one_of_ours():
    assert str(CannotOpen()) == "Nothing could be opened with that."
