"""The library: how long it takes to load, what it weighs, how quickly words are found, and ten years of evenings."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.figure import told
from bench.home import environment
from bench.process import free_port

ROUNDS = 5
TYPED = ("sorry", "thnaks", "he never listens to me", "apolgise", "kids at bedtime", "phone", "drinkng", "hugg")
TEN_YEARS = 3_650

_LOADING = """
import json, time, tracemalloc
from undrift.library import load
began = time.perf_counter(); load(); took = time.perf_counter() - began
from undrift.library import loader
tracemalloc.start(); loader.load_from(loader.places.SOURCES, loader.places.BUILT)
print(json.dumps([took, tracemalloc.get_traced_memory()[1] / 1e6]))
"""


def figures(data: Path) -> None:
    took, weight = zip(*(_loaded(data) for _ in range(ROUNDS)), strict=True)
    told("library.load", [seconds * 1000 for seconds in took], "ms", at_most=300)
    told("library.memory", weight, "MB at the most while loading", at_most=20)
    _search()
    _ten_years()


def _loaded(data: Path) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-c", _LOADING], env=environment(data, free_port()), capture_output=True, check=True
    )
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def _search() -> None:
    from undrift.library.search import finder

    finder()
    told("library.search", [_timed(lambda words=words: finder().find(words)) for words in TYPED], "ms", at_most=20)


def _ten_years() -> None:
    from undrift import library
    from undrift.domain.state import State
    from undrift.domain.steps import choose

    shelf = library.load()
    states = [State.from_json(_state(number, [p.id for p in shelf.practices])) for number in range(20)]
    took = [_timed(lambda state=state: choose(state, shelf.practices, shelf.beginnings)) for state in states]
    told("choosing.ten_years", took, "ms", at_most=5, evenings=TEN_YEARS, practices=len(shelf.practices))


def _timed(act: Any) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _state(number: int, shelf: list[str]) -> dict[str, Any]:
    now = datetime(2036, 11, 20, 21)  # noqa: DTZ001 - a state has local time
    past = [
        {
            "practice": shelf[(number + n * 5) % len(shelf)],
            "at": (now - timedelta(days=TEN_YEARS - n)).isoformat(),
            "answer": "did",
            "landing": ("closer", "same", "too_much", None)[(number + n) % 4],
        }
        for n in range(TEN_YEARS)
    ]
    person = {"capacity": ("little", "some", "plenty")[number % 3], "safety": number % 5, "way_in": "flat"}
    return {"now": now.isoformat(), "person": person, "history": past, "seed": number}
