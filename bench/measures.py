"""Weather over ten years of weeks: one page, its time and its bytes; and what opening the notebook costs beside it."""

from __future__ import annotations

import time

from bench.figure import told
from bench.home import Home
from bench.notebook import open_door
from bench.people import WEEKS_OF_TEN_YEARS, People
from bench.today import cpu_ms, see

ROUNDS = 5
PAGES = 30
CLIMATE = "/mine/climate/"
YEAR = "/mine/climate/year/2022/"


def figures(home: Home, people: People) -> None:
    with home.wire(people.long.cookies) as wire:
        open_door(wire)
        answer = see(wire, b"week by week", CLIMATE)
        told("measures.climate.bytes", len(answer.body) / 1000, "kB", at_most=60, weeks=WEEKS_OF_TEN_YEARS)
        waits = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            for _ in range(PAGES):
                wire.get(CLIMATE)
            waits.append((time.perf_counter() - began) * 1000 / PAGES)
        told("measures.climate", waits, "ms a page", at_most=150, weeks=WEEKS_OF_TEN_YEARS)
        for path, name in ((CLIMATE, "climate"), (YEAR, "year")):
            told(f"measures.{name}.cpu", [cpu_ms(home, wire, path, PAGES) for _ in range(3)], "ms a page")
