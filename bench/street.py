"""An evening of 200 couples at one home, and their breakfast: 400 people who come when they come."""

from __future__ import annotations

import os
import time
from pathlib import Path

from bench.couples import Two, make_street
from bench.figure import told
from bench.home import Home
from bench.hours import breakfast_after, evening
from bench.process import cpu_seconds, seconds_without_a_core
from bench.visitor import Round, all_come
from bench.visitor import breakfast as at_breakfast
from bench.visitor import evening as in_the_evening

COUPLES = 200
EVENING, BREAKFAST = 55.0, 25.0
PAUSE = 0.6


def figures(data: Path) -> None:
    at = evening()
    twos = make_street(data, at, COUPLES)
    with Home(data, at=at) as home:
        _come(home, "street.evening", twos, in_the_evening, EVENING)
    with Home(data, at=breakfast_after(at)) as home:
        _come(home, "street.breakfast", twos, at_breakfast, BREAKFAST)


def _come(home: Home, name: str, twos: list[Two], what: Round, seconds: float) -> None:
    began, cpu, held_up, own = time.perf_counter(), cpu_seconds(home.pid), _held_up(home), time.process_time()
    seen = all_come(home, twos, what, seconds, PAUSE)
    took, own = time.perf_counter() - began, time.process_time() - own
    cpu, held_up, asked = cpu_seconds(home.pid) - cpu, _held_up(home) - held_up, len(seen.waits)
    load = round(os.getloadavg()[0], 1)
    told(f"{name}.asked", asked / took, "requests a second", people=2 * len(twos), seconds=round(took, 1), load=load)
    told(f"{name}.cpu", cpu / asked * 1000, "ms a request", cores=round(cpu / took, 2), asking=round(own / took, 2))
    told(f"{name}.without_a_core", held_up / asked * 1000, "ms a request")
    told(f"{name}.p50", seen.percentile(0.5), "ms")
    told(f"{name}.p99", seen.percentile(0.99), "ms", at_most=300, longest=round(max(seen.waits), 1))
    told(f"{name}.errors", seen.errors.total(), "people", at_most=0, errors=dict(seen.errors), answers=dict(seen.asked))


def _held_up(home: Home) -> float:
    return seconds_without_a_core(home.pid)
