"""The open notebook: a page of it, bringing in what was left at the closed door, and looking for words."""

from __future__ import annotations

import time

from bench.figure import ratios, told
from bench.home import Home
from bench.people import LINES, MANY_NOTES, WORDS, People
from bench.process import cpu_seconds
from bench.today import cpu_ms
from bench.wire import Wire

ROUNDS = 3
PAGES = 60
BROUGHT_IN_AT_ONCE = 200
FOUND = 302
NOTEBOOK = "/mine/notebook/"
NOWHERE = "zeppelin"
LOOKING_BACK = "/mine/looking-back/"
DRAWING = f"{LOOKING_BACK}circle/"


def figures(home: Home, people: People) -> None:
    with home.wire(people.long.cookies) as long, home.wire(people.short.cookies) as short:
        open_door(long)
        open_door(short)
        told("notebook.search.left_at_the_door", _search_ms(long, 1), "ms", notes=MANY_NOTES)
        _bring_in(home, long)
        _draw(long)
        rounds = [(cpu_ms(home, long, NOTEBOOK, PAGES), cpu_ms(home, short, NOTEBOOK, PAGES)) for _ in range(ROUNDS)]
        of_long, of_short = ([*column] for column in zip(*rounds, strict=True))
        told("notebook.page.cpu", of_long, "ms a page", notes=20)
        told("notebook.page.cpu.5000_to_50_notes", ratios(of_long, of_short), "ratio", at_most=1.2)
        for path, name in ((LOOKING_BACK, "index"), (DRAWING, "drawing")):
            told(f"looking_back.{name}.cpu", [cpu_ms(home, long, path, PAGES) for _ in range(ROUNDS)], "ms a page")
        told("notebook.search", _search_ms(long, ROUNDS), "ms", notes=MANY_NOTES)


def open_door(wire: Wire) -> None:
    token = wire.token("/mine/write/")
    wire.post("/mine/door/", passphrase=WORDS, csrfmiddlewaretoken=token)
    if wire.get("/mine/door/").status != 302:
        raise LookupError("The private door is closed.")


def _bring_in(home: Home, wire: Wire) -> None:
    pages = MANY_NOTES // BROUGHT_IN_AT_ONCE
    waits, before = [], cpu_seconds(home.pid)
    for _ in range(pages):
        began = time.perf_counter()
        wire.get(NOTEBOOK)
        waits.append((time.perf_counter() - began) * 1000)
    cpu = (cpu_seconds(home.pid) - before) / pages * 1000
    told("notebook.bring_in", waits, "ms a page", notes=BROUGHT_IN_AT_ONCE, cpu_ms=round(cpu, 1))


def _draw(wire: Wire) -> None:
    lines = {f"line-{name}": line for name, line in zip(("when", "mine", "theirs", "under"), LINES, strict=False)}
    if wire.post(DRAWING, csrfmiddlewaretoken=wire.token(DRAWING), **lines).status != FOUND:
        raise LookupError("The sheet was not kept.")


def _search_ms(wire: Wire, rounds: int) -> list[float]:
    token, waits = wire.token(NOTEBOOK) if rounds > 1 else wire.token("/mine/write/"), []
    for _ in range(rounds):
        began = time.perf_counter()
        answer = wire.post("/mine/notebook/search/", words=NOWHERE, csrfmiddlewaretoken=token)
        waits.append((time.perf_counter() - began) * 1000)
        if b"Nothing with these words" not in answer.body:
            raise LookupError("The search did not run.")
    return waits
