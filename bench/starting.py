"""From the command to the first answer, and the memory of a home that has just started."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from bench.figure import told
from bench.home import answered, environment, stop
from bench.people import make_neighbours
from bench.process import free_port, shared_fairly_mib

STARTS = 5


def figures(data: Path) -> None:
    make_neighbours(data, 0)
    memory: list[float] = []
    told("start.healthz", [_start(data, "/healthz", 200, memory) for _ in range(STARTS)], "s", at_most=0.8)
    told("start.today_asks_to_sign_in", [_start(data, "/today/", 302, []) for _ in range(STARTS)], "s", at_most=0.8)
    told("memory.at_start", memory, "MiB, proportional set size", at_most=75)


def _start(data: Path, path: str, status: int, memory: list[float]) -> float:
    port = free_port()
    command = [sys.executable, "-m", "bench.shipped", "serve"]
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment(data, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        if answered(process, port, path) != status:
            raise LookupError(f"{path} did not answer {status}.")
        took = time.perf_counter() - began
        memory.append(shared_fairly_mib(process.pid))
    finally:
        stop(process)
    return took
