"""Many browsers at once, each asking again as soon as it was answered."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.wire import Wire

Ask = Callable[[Wire], int]


@dataclass(slots=True)
class Load:
    """What came back: how often which status, and how long each answer took, in milliseconds."""

    seconds: float
    statuses: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.waits) / self.seconds

    def but(self, status: int) -> int:
        """Count the answers with any other status, lost connections among them."""
        return self.statuses.total() - self.statuses[str(status)]

    def percentile(self, share: float) -> float:
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def load(wires: Sequence[Wire], ask: Ask, seconds: float) -> Load:
    """Let every browser ask for that many seconds."""
    found, lock = Load(seconds), threading.Lock()
    until = time.perf_counter() + seconds

    def one(wire: Wire) -> None:
        waits, statuses = [], Counter[str]()
        while (began := time.perf_counter()) < until:
            statuses[_status(ask, wire)] += 1
            waits.append((time.perf_counter() - began) * 1000)
        with lock:
            found.waits.extend(waits)
            found.statuses.update(statuses)

    threads = [threading.Thread(target=one, args=(wire,)) for wire in wires]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _status(ask: Ask, wire: Wire) -> str:
    try:
        return str(ask(wire))
    except (OSError, ValueError) as problem:
        time.sleep(0.05)
        return type(problem).__name__
