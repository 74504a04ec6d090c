"""Ten thousand notes taken along and brought into another home; and read out of a backup without any server."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from bench.figure import told
from bench.home import Home, environment
from bench.people import LINES, WORDS, Someone, joined
from bench.preparing import open_the_house, prepared
from bench.process import cpu_seconds, forget_peak, peak_mib, resident_mib
from bench.wire import Wire

MANY, FEW, ROUNDS = 10_000, 100, 3
BRING, TAKE = "/settings/bring/", "/settings/take-along/"
KINDS = ("moment", "bid", "appreciation", "note", "sideways")


def figures(data: Path) -> None:
    people = [Someone(**one) for one in prepared("bench.owndata", data, str(ROUNDS + 1))]
    *many, few = people
    with Home(data) as home:
        _brought(home, few, FEW)
        brought = [_brought(home, one, MANY) for one in many]
        _tell("import", brought)
        _taken(home, few, FEW)
        _tell("export.json", [_taken(home, one, MANY) for one in many], compared=_taken(home, few, FEW)[2])
        _tell("export.page", [_taken(home, one, MANY, "page") for one in many])
    _read_backup(data, many[0])


def _tell(name: str, rounds: list[tuple[float, float, float]], compared: float | None = None) -> None:
    took, cpu, rise = ([*column] for column in zip(*rounds, strict=True))
    told(f"owndata.{name}", took, "s", at_most=3, notes=MANY)
    told(f"owndata.{name}.cpu", cpu, "s", notes=MANY)
    more = {} if compared is None else {"for_100_notes": round(compared, 1)}
    told(f"owndata.{name}.memory_rises_by", rise, "MiB", at_most=40 if name == "import" else 12, **more)


def file_of(name: str, notes: int) -> bytes:
    """A file as another home would give it."""
    first = date(2024, 1, 1)
    items = [
        {
            "on": (first + timedelta(days=n // 15)).isoformat(),
            "at": f"{first + timedelta(days=n // 15)}T{n % 15 + 7:02}:{n % 60:02}:00+00:00",
            "kind": KINDS[n % len(KINDS)],
            "text": f"{n}. {LINES[n * 7 % len(LINES)]}",
            "until": None,
            "opened": True,
        }
        for n in range(notes)
    ]
    return json.dumps({"undrift": 1, "name": name, "notes": items}).encode()


def _open(wire: Wire) -> None:
    wire.post("/mine/door/", passphrase=WORDS, csrfmiddlewaretoken=wire.token("/mine/write/"))


def _brought(home: Home, who: Someone, notes: int) -> tuple[float, float, float]:
    file = file_of(who.name, notes)
    with home.wire(who.cookies) as wire:
        _open(wire)
        token = wire.token(BRING)
        forget_peak(home.pid)
        before, cpu, began = resident_mib(home.pid), cpu_seconds(home.pid), time.perf_counter()
        answer = wire.upload(BRING, file, csrfmiddlewaretoken=token)
        took = time.perf_counter() - began
        if b"Your words are here" not in answer.body:
            raise LookupError(f"They did not come in: {answer.status}.")
        return took, cpu_seconds(home.pid) - cpu, peak_mib(home.pid) - before


def _taken(home: Home, who: Someone, notes: int, form: str = "json") -> tuple[float, float, float]:
    with home.wire(who.cookies) as wire:
        _open(wire)
        token = wire.token(TAKE)
        forget_peak(home.pid)
        before, cpu, began = resident_mib(home.pid), cpu_seconds(home.pid), time.perf_counter()
        answer = wire.post(TAKE, passphrase=WORDS, form=form, csrfmiddlewaretoken=token)
        took = time.perf_counter() - began
        if form == "json" and len(json.loads(answer.body)["notes"]) != notes:
            raise LookupError("Not all of it came along.")
        return took, cpu_seconds(home.pid) - cpu, peak_mib(home.pid) - before


def _read_backup(data: Path, who: Someone) -> None:
    folder = data.with_name("kept")
    command, place = [sys.executable, "-m", "undrift.cli"], environment(data, 0)
    subprocess.run([*command, "backup", str(folder)], env=place, check=True, capture_output=True)
    asked = ["--content", str(next(folder.glob("content-*.db"))), "--keyring", str(folder / "keyring-a.db")]
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        done = subprocess.run(
            [*command, "read-backup", *asked, "--name", who.name, "--json"],
            env=place,
            input=WORDS + "\n",
            text=True,
            capture_output=True,
            check=True,
        )
        rounds.append(time.perf_counter() - began)
        if len(json.loads(done.stdout)["notes"]) != MANY:
            raise LookupError("Not all of it was read.")
    told("owndata.read_backup", rounds, "s", at_most=3, notes=MANY)


if __name__ == "__main__":
    open_the_house(cheap=True)
    print(json.dumps([{"name": f"Own {n}", "cookies": joined(f"Own {n}")[0].cookies} for n in range(int(sys.argv[1]))]))
