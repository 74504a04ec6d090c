"""Writing a small moment, by four browsers and by sixteen, and the memory that is left in use."""

from __future__ import annotations

import secrets

from bench.figure import told
from bench.home import Home
from bench.load import Ask, Load, load
from bench.people import People, Someone
from bench.process import cpu_seconds, shared_fairly_mib
from bench.wire import Wire

ROUNDS = 3
SECONDS = 4.0
MOMENT = "/today/note/moment/"
KEPT = 302


def figures(home: Home, people: People) -> None:
    told("writing.through_actions", people.seconds_a_note * 1000, "ms a note")
    four, cpu = [], []
    for _ in range(ROUNDS):
        before = cpu_seconds(home.pid)
        four.append(_load(home, people.writers[:4]))
        cpu.append((cpu_seconds(home.pid) - before) / four[-1].statuses.total() * 1000)
    told("writing.4_clients.cpu", cpu, "ms a note")
    told("writing.4_clients.per_second", [f.per_second for f in four], "notes a second", at_least=250)
    told("writing.4_clients.p50", [f.percentile(0.5) for f in four], "ms")
    told("writing.4_clients.p99", [f.percentile(0.99) for f in four], "ms", at_most=50)
    told("writing.4_clients.not_kept", sum(f.but(KEPT) for f in four), "notes", at_most=0)
    many = _load(home, people.writers)
    told("writing.16_clients.per_second", many.per_second, "notes a second")
    told("writing.16_clients.p99", many.percentile(0.99), "ms")
    told("writing.16_clients.not_kept", many.but(KEPT), "notes", at_most=0, answers=dict(many.statuses))
    told("memory.after_load", shared_fairly_mib(home.pid), "MiB, proportional set size")


def _load(home: Home, writers: list[Someone]) -> Load:
    wires = [home.wire(who.cookies) for who in writers]
    tokens = {id(wire): wire.token(MOMENT) for wire in wires}
    found = load(wires, _writes(tokens), SECONDS)
    for wire in wires:
        wire.close()
    return found


def _writes(tokens: dict[int, str]) -> Ask:
    def write(wire: Wire) -> int:
        token = tokens[id(wire)]
        text = "Tea was waiting when I came in. I noticed, and I said so."
        return wire.post(MOMENT, text=text, note_key=secrets.token_hex(16), csrfmiddlewaretoken=token).status

    return write
