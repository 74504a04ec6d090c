"""New keys for a notebook of 5,000 notes, and somebody else who writes meanwhile."""

from __future__ import annotations

import secrets
import threading
import time

from bench.figure import told
from bench.home import Home
from bench.people import MANY_NOTES, WORDS, People, Someone
from bench.process import cpu_seconds

MOMENT = "/today/note/moment/"
OTHER_WORDS = "pebble orchard candle ribbon saddle"


def figures(home: Home, people: People) -> None:
    over, waits = threading.Event(), [0.0]
    writing = threading.Thread(target=_writes, args=(home, people.writers[0], over, waits))
    before = cpu_seconds(home.pid)
    writing.start()
    try:
        took = _seconds_for_new_keys(home, people.long)
    finally:
        over.set()
        writing.join()
    told("keys.rekey", took, "s", notes=MANY_NOTES, cpu=round(cpu_seconds(home.pid) - before, 2))
    told("keys.longest_write_meanwhile", max(waits) / 1000, "s")


def _seconds_for_new_keys(home: Home, who: Someone) -> float:
    with home.wire(who.cookies) as wire:
        token = wire.token("/settings/new-keys/")
        words = {"old_passphrase": WORDS, "passphrase": OTHER_WORDS}
        began = time.perf_counter()
        answer = wire.post("/settings/new-keys/", csrfmiddlewaretoken=token, **words)
        took = time.perf_counter() - began
    if answer.status != 302:
        raise LookupError(f"There are no new keys: {answer.status}.")
    return took


def _writes(home: Home, who: Someone, over: threading.Event, waits: list[float]) -> None:
    with home.wire(who.cookies) as wire:
        token = wire.token(MOMENT)
        while not over.is_set():
            began = time.perf_counter()
            wire.post(MOMENT, text="Still here.", note_key=secrets.token_hex(16), csrfmiddlewaretoken=token)
            waits.append((time.perf_counter() - began) * 1000)
            time.sleep(0.02)
