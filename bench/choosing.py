"""`undrift steps explain --jsonl`: ten thousand evenings on standard input."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.figure import told
from bench.home import environment
from bench.process import free_port

LINES = 10_000
EVENINGS = 90
LONGEST = 120


def figures(data: Path) -> None:
    command = [sys.executable, "-m", "bench.shipped", "steps", "explain", "--jsonl"]
    for name, history in (("short", 5), ("full", EVENINGS)):
        asked = "".join(json.dumps(_state(n, history)) + "\n" for n in range(LINES)).encode()
        began = time.perf_counter()
        done = subprocess.run(
            command, input=asked, env=environment(data, free_port()), capture_output=True, timeout=LONGEST, check=True
        )
        took = time.perf_counter() - began
        if done.stdout.count(b"\n") != LINES:
            raise LookupError("Not every line was answered.")
        told(f"choosing.{name}_history", took, "s", lines=LINES, evenings=history, ms_a_line=round(took / 10, 3))


def _state(number: int, history: int) -> dict[str, Any]:
    from undrift import library

    shelf = [p.id for p in library.load().practices]
    capacity = ("little", "some", "plenty")[number % 3]
    past = [
        {
            "practice": shelf[(number + n * 5) % len(shelf)],
            "at": f"2031-{1 + n // 28:02}-{1 + n % 28:02}T21:00:00",
            "answer": "did",
            "landing": ("closer", "same", "too_much", None)[(number + n) % 4],
        }
        for n in range(history)
    ]
    person = {"capacity": capacity, "safety": number % 5, "closeness": number % 7}
    return {"now": "2031-05-02T21:30:00", "person": person, "history": past, "seed": number}
