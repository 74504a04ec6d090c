"""A new key for a shelf of 10,000 entries; and taking 5,000 entries home at unlinking, while others read and write."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.couples import MANY, ON_A_LARGE_SHELF, Shelves, Two, make_shelves
from bench.figure import told
from bench.home import Home
from bench.hours import evening
from bench.people import WORDS
from bench.process import cpu_seconds
from bench.wire import Wire

LEAVING = 3
PAUSE = 0.02
MOMENT, UNLINK = "/today/note/moment/", "/settings/unlink/"


def figures(data: Path) -> None:
    at = evening()
    shelves = make_shelves(data, at, LEAVING + 1)
    _rotation(shelves)
    *leaving, staying = shelves.twos
    with Home(data, at=at) as home:
        _unlinking(home, leaving, staying)


def _rotation(shelves: Shelves) -> None:
    took, cpu = ([*column] for column in zip(*shelves.rotations, strict=True))
    told("shelf.rotate", took, "s", at_most=1, entries=ON_A_LARGE_SHELF)
    told("shelf.rotate.cpu", cpu, "s", entries=ON_A_LARGE_SHELF)
    told("shelf.rotate.progress_told", len(shelves.progress), "times", at_least=1, last=shelves.progress[-1:])


def _unlinking(home: Home, leaving: list[Two], staying: Two) -> None:
    with home.wire(staying.one.cookies) as reader, home.wire(staying.other.cookies) as writer:
        calm = _Others(reader, writer)
        with calm:
            time.sleep(1)
        rounds = [_unlinked(home, two, _Others(reader, writer)) for two in leaving]
    took, cpu, reads, writes = ([*column] for column in zip(*rounds, strict=True))
    told("shelf.unlink", took, "s", entries=MANY)
    told("shelf.unlink.cpu", cpu, "s", entries=MANY)
    told("shelf.unlink.page_meanwhile.p50", [median(r) for r in reads], "ms", alone=round(median(calm.reads), 1))
    told("shelf.unlink.longest_page_meanwhile", [max(r) for r in reads], "ms", alone=round(max(calm.reads), 1))
    told("shelf.unlink.longest_write_meanwhile", [max(w) for w in writes], "ms", alone=round(max(calm.writes), 1))


def _unlinked(home: Home, two: Two, others: _Others) -> tuple[float, float, list[float], list[float]]:
    with home.wire(two.one.cookies) as wire:
        token = wire.token(UNLINK)
        with others:
            before, began = cpu_seconds(home.pid), time.perf_counter()
            answer = wire.post(UNLINK, passphrase=WORDS, csrfmiddlewaretoken=token)
            took, cpu = time.perf_counter() - began, cpu_seconds(home.pid) - before
        if answer.status != 200 or wire.get(UNLINK).headers.get("location") != "/settings/ending/":
            raise LookupError(f"Nobody left: {answer.status}.")
    return took, cpu, others.reads, others.writes


class _Others:
    """Somebody who reads Us and somebody who writes notes, both without haste, until it is over."""

    def __init__(self, reader: Wire, writer: Wire) -> None:
        self.reads: list[float] = []
        self.writes: list[float] = []
        self._over = threading.Event()
        token = writer.token(MOMENT)
        self._threads = [
            threading.Thread(target=self._again_and_again, args=(lambda: _read(reader), self.reads)),
            threading.Thread(target=self._again_and_again, args=(lambda: _write(writer, token), self.writes)),
        ]

    def _again_and_again(self, ask: Callable[[], None], waits: list[float]) -> None:
        while not self._over.is_set():
            began = time.perf_counter()
            ask()
            waits.append((time.perf_counter() - began) * 1000)
            self._over.wait(PAUSE)

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


def _read(wire: Wire) -> None:
    if wire.get("/us/").status != 200:
        raise LookupError("Us did not open.")


def _write(wire: Wire, token: str) -> None:
    fields = {"text": "Still here.", "for": "me", "note_key": secrets.token_hex(16)}
    if wire.post(MOMENT, csrfmiddlewaretoken=token, **fields).status != 302:
        raise LookupError("A note was not kept.")
