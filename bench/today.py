"""Today, for somebody with two years of entries, beside somebody with few and a page that does nothing."""

from __future__ import annotations

from bench.figure import ratios, told
from bench.home import Home
from bench.load import load
from bench.people import People
from bench.process import cpu_seconds
from bench.wire import Answer, Wire

ROUNDS = 3
CPU_ROUNDS = 5
PAGES = 150
CLIENTS = 4
SECONDS = 3.0
NOTHING = "/bench/nothing/"
TODAY = "/today/"


def figures(home: Home, people: People) -> None:
    with home.wire(people.long.cookies) as long, home.wire(people.short.cookies) as short:
        for phase, sign in (("arrive", b"/today/capacity/"), ("step", b"/today/answer/")):
            if phase == "step":
                arrive(long)
                arrive(short)
            see(long, sign)
            see(short, sign)
            _cpu(home, phase, long, short)
            _per_second(home, people, phase)


def arrive(wire: Wire) -> None:
    wire.post("/today/capacity/", capacity="plenty", csrfmiddlewaretoken=wire.token(TODAY))


def see(wire: Wire, sign: bytes, path: str = TODAY) -> Answer:
    answer = wire.get(path)
    if answer.status != 200 or sign not in answer.body:
        raise LookupError(f"{path} does not show {sign.decode()}.")
    return answer


def cpu_ms(home: Home, wire: Wire, path: str, pages: int = PAGES) -> float:
    """CPU time of the server for one page, in milliseconds."""
    for _ in range(10):
        wire.get(path)
    before = cpu_seconds(home.pid)
    for _ in range(pages):
        if (status := wire.get(path).status) != 200:
            raise LookupError(f"{path} did not open: {status}.")
    return (cpu_seconds(home.pid) - before) / pages * 1000


def _cpu(home: Home, phase: str, long: Wire, short: Wire) -> None:
    rounds = [
        (cpu_ms(home, long, TODAY), cpu_ms(home, short, TODAY), cpu_ms(home, long, NOTHING)) for _ in range(CPU_ROUNDS)
    ]
    of_long, of_short, of_nothing = ([*column] for column in zip(*rounds, strict=True))
    told(f"today.{phase}.cpu", of_long, "ms a page", at_most=4)
    told(f"today.{phase}.cpu.5000_to_50_notes", ratios(of_long, of_short), "ratio", at_most=1.2)
    told(f"today.{phase}.cpu.nothing", of_nothing, "ms a page")


def _per_second(home: Home, people: People, phase: str) -> None:
    wires = [home.wire(people.long.cookies) for _ in range(CLIENTS)]
    today, nothing = [], []
    for _ in range(ROUNDS):
        today.append(load(wires, lambda w: w.get(TODAY).status, SECONDS).per_second)
        nothing.append(load(wires, lambda w: w.get(NOTHING).status, SECONDS).per_second)
    for wire in wires:
        wire.close()
    told(f"today.{phase}.per_second", today, "pages a second", clients=CLIENTS)
    told(f"today.{phase}.nothing.per_second", nothing, "pages a second", clients=CLIENTS)
    told(f"today.{phase}.to_nothing", ratios(today, nothing), "ratio", at_least=0.3)
