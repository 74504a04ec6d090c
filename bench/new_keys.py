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
    with home.wire(people.long.cookies) as wire:
        token = wire.token("/settings/new-keys/")
        writing.start()
        before, began = cpu_seconds(home.pid), time.perf_counter()
        words = {"old_passphrase": WORDS, "passphrase": OTHER_WORDS}
        answer = wire.post("/settings/new-keys/", csrfmiddlewaretoken=token, **words)
        took, cpu = time.perf_counter() - began, cpu_seconds(home.pid) - before
    over.set()
    writing.join()
    if answer.status != 302:
        raise LookupError(f"There are no new keys: {answer.status}.")
    told("keys.rekey", took, "s", notes=MANY_NOTES, cpu=round(cpu, 2))
    told("keys.longest_write_meanwhile", max(waits) / 1000, "s")


def _writes(home: Home, who: Someone, over: threading.Event, waits: list[float]) -> None:
    with home.wire(who.cookies) as wire:
        token = wire.token(MOMENT)
        while not over.is_set():
            began = time.perf_counter()
            wire.post(MOMENT, text="Still here.", note_key=secrets.token_hex(16), csrfmiddlewaretoken=token)
            waits.append((time.perf_counter() - began) * 1000)
            time.sleep(0.02)
