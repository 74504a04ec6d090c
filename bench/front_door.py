"""Thirty sign-ins at the same moment with the true key derivation, and somebody who is reading meanwhile."""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path
from statistics import median

from bench.figure import told
from bench.home import Home
from bench.people import KNOWN, WORDS, Someone, make_neighbours
from bench.process import forget_peak, peak_mib, resident_mib

AT_ONCE = 30
BURSTS = 3
PAUSE = 1.0
IN, BUSY = 302, 503


def figures(data: Path) -> None:
    *neighbours, reader = make_neighbours(data, AT_ONCE + 1)
    with Home(data, cheap=False) as home:
        before = resident_mib(home.pid)
        forget_peak(home.pid)
        alone = _reads(home, reader, threading.Event(), 100)
        found, pages, waits = Counter[str](), [], []
        for _ in range(BURSTS):
            statuses, read, took = _burst(home, neighbours, reader)
            found += statuses
            pages.append(median(read))
            waits.append(took)
            time.sleep(PAUSE)
        _tell(home, found, before)
        told("door.burst", waits, "s", people=AT_ONCE)
        told("door.page_meanwhile.p50", pages, "ms", at_most=200, alone=round(median(alone), 1))


def _tell(home: Home, found: Counter[str], before: float) -> None:
    told("door.let_in", found[str(IN)] / BURSTS, "people a burst", answers=dict(found))
    stray = found.total() - found[str(IN)] - found[f"{BUSY} Retry-After"]
    told("door.neither_let_in_nor_told_when", stray, "answers", at_most=0)
    told("door.memory.peak_growth", peak_mib(home.pid) - before, "MiB, resident", before=round(before, 1))
    told("door.memory.after", resident_mib(home.pid), "MiB, resident")


def _burst(home: Home, neighbours: list[Someone], reader: Someone) -> tuple[Counter[str], list[float], float]:
    statuses, lock = Counter[str](), threading.Lock()
    ready, over = threading.Barrier(AT_ONCE + 1), threading.Event()
    read: list[float] = []

    def sign_in(who: Someone) -> None:
        with home.wire({KNOWN: who.cookies[KNOWN]}) as wire:
            token = wire.token("/sign-in/")
            ready.wait(30)
            answer = wire.post("/sign-in/", name=who.name, passphrase=WORDS, csrfmiddlewaretoken=token)
        when = " Retry-After" if "retry-after" in answer.headers else ""
        with lock:
            statuses[f"{answer.status}{when}"] += 1

    threads = [threading.Thread(target=sign_in, args=(who,)) for who in neighbours]
    reading = threading.Thread(target=lambda: read.extend(_reads(home, reader, over, 2000)))
    for thread in threads:
        thread.start()
    ready.wait(30)
    began = time.perf_counter()
    reading.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    over.set()
    reading.join()
    return statuses, read, took


def _reads(home: Home, who: Someone, over: threading.Event, most: int) -> list[float]:
    """Read Today again and again until it is over; how long each page took, in milliseconds."""
    waits: list[float] = []
    with home.wire(who.cookies) as wire:
        while len(waits) < most and not (waits and over.is_set()):
            began = time.perf_counter()
            wire.get("/today/")
            waits.append((time.perf_counter() - began) * 1000)
    return waits
