"""`python -m lab [quick|full]`: check the facts, sweep the space, print the tables, draw and write docs/lab."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from lab.assume import spread
from lab.checked import Checked, check
from lab.report import FIRST_LINE, Run, plain, tables
from lab.sweep import Swept, sweep

SEED = 2031
KEPT = Path("docs/lab")
Found = TypeVar("Found", Swept, Checked)


class Size(NamedTuple):
    """Points in the space, couples at each for the sweep and for the facts, and couples at the centre."""

    points: int
    couples: int
    for_facts: int
    at_centre: int


SIZES = {"quick": Size(48, 80, 40, 600), "full": Size(384, 160, 80, 4000)}


def main(words: list[str]) -> int:
    asked = _asked(words)
    size, began = SIZES[asked.mode], time.monotonic()
    assumed = spread(size.points, SEED)
    print(FIRST_LINE, flush=True)
    checked = _told("facts", 10, check(assumed, size.for_facts, size.at_centre, SEED), Checked)
    swept = _told("points", size.points, sweep(assumed, size.couples, SEED), Swept)
    run = Run(asked.mode, size.couples, swept, checked)
    print(f"{run.mode}: {run.size}\n")
    for table in tables(run):
        print(table.as_text(), end="\n\n")
    print("\n".join(plain(run)), end="\n\n")
    from lab.written import write

    write(run, asked.out)
    print(f"Drawings and {asked.out / 'README.md'}; {time.monotonic() - began:.0f} s")
    return 0


def _asked(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="lab", description=FIRST_LINE)
    parser.add_argument("mode", nargs="?", choices=sorted(SIZES), default="quick")
    parser.add_argument("--out", type=Path, help="docs/lab, which is kept; docs/lab/quick for the quick run")
    asked = parser.parse_args(words)
    asked.out = asked.out or (KEPT if asked.mode == "full" else KEPT / "quick")
    return asked


def _told(what: str, all_of: int, steps: Iterator[Found | int], kind: type[Found]) -> Found:
    """Follow a long search, say on standard error how far it is, and give what it found."""
    for step in steps:
        if isinstance(step, kind):
            return step
        print(f"\r{what}: {step} of {all_of}", end="\n" if step == all_of else "", file=sys.stderr, flush=True)
    raise LookupError(what)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
