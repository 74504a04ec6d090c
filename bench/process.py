"""What the system says about one process."""

from __future__ import annotations

import os
import socket
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
KIB_IN_MIB = 1024


def cpu_seconds(pid: int) -> float:
    """User and system time of all threads so far, in steps of ten milliseconds."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / TICKS_A_SECOND


def seconds_without_a_core(pid: int) -> float:
    """How long its threads stood ready to run while something else had the cores."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[1]) for thread in threads) / 1e9


def shared_fairly_mib(pid: int) -> float:
    """Proportional set size: memory of its own, and its share of what it shares."""
    return _kib(Path(f"/proc/{pid}/smaps_rollup"), "Pss:") / KIB_IN_MIB


def resident_mib(pid: int) -> float:
    return _kib(Path(f"/proc/{pid}/status"), "VmRSS:") / KIB_IN_MIB


def peak_mib(pid: int) -> float:
    return _kib(Path(f"/proc/{pid}/status"), "VmHWM:") / KIB_IN_MIB


def threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def forget_peak(pid: int) -> None:
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def _kib(where: Path, name: str) -> int:
    return next(int(line.split()[1]) for line in where.read_text().splitlines() if line.startswith(name))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
