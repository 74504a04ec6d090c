"""Live doors: what an idle stream costs, how soon a turn is on the other screen, and what forced reconnects lose."""

from __future__ import annotations

import asyncio
import os
import random
import time
from contextlib import suppress
from pathlib import Path

from bench.couples import Two, make_street
from bench.ears import Ear, Phone
from bench.figure import told
from bench.home import Home
from bench.hours import evening
from bench.process import KIB_IN_MIB, cpu_seconds, resident_mib, seconds_without_a_core, threads

COUPLES, STREAMS = 200, 1_000
SECONDS, READERS = 25.0, 8
EARS, TIMES = 100, 10
KIND = "/us/conversations/listening/"


class Pair:
    """Two phones in one conversation, which goes round and round: said, not quite, said again."""

    def __init__(self, port: int, two: Two) -> None:
        self.phones = [Phone(port, who) for who in (two.one, two.other)]
        self.ears = [Ear(phone, port, "") for phone in self.phones]

    async def begin(self) -> None:
        one, _ = self.phones
        await one.look(KIND)
        await one.send(KIND, begins="me", phones="two")
        for phone in self.phones:
            await phone.look()
            await phone.press("here")
        await self.look()
        for _ in range(2):
            await self.turn()

    async def look(self) -> None:
        for phone, ear in zip(self.phones, self.ears, strict=True):
            await phone.look()
            ear.last = ear.last or phone.at

    async def turn(self) -> None:
        """Whoever has the light leads on; both phones then show what follows."""
        mover = self.mover()
        await mover.press("again" if "again" in mover.choices else "go-on")
        await self.look()

    def mover(self) -> Phone:
        return next(phone for phone in self.phones if phone.choices)

    async def timed_turn(self) -> float:
        """Lead on, and say after how many milliseconds the other screen has what follows."""
        mover = self.mover()
        other = self.phones[1 - self.phones.index(mover)]
        ear = self.ears[self.phones.index(other)]
        ear.news.clear()
        began = time.perf_counter()
        pressed = asyncio.create_task(mover.press("again" if "again" in mover.choices else "go-on"))
        await asyncio.wait_for(ear.news.wait(), 20)
        await other.look()
        took = (time.perf_counter() - began) * 1000
        await pressed
        await mover.look()
        return took


def figures(data: Path) -> None:
    twos = make_street(data, evening(), COUPLES)
    with Home(data, at=evening()) as home:
        asyncio.run(_figures(home, twos))


async def _figures(home: Home, twos: list[Two]) -> None:
    pairs = [Pair(home.port, two) for two in twos]
    for pair in pairs:
        await pair.begin()
    await _idle(home, pairs)
    await _turns(home, pairs)
    await _reconnects(pairs[: EARS // 2])


async def _idle(home: Home, pairs: list[Pair]) -> None:
    """A thousand streams on which nothing happens, above a home that has already served many pages."""
    more = [Ear(phone, home.port, "") for pair in pairs for phone in pair.phones for _ in range(3)]
    warm = await _listening(more[:50])
    before, cpu = resident_mib(home.pid), 0.0
    rest = await _listening(more[50 : STREAMS + 50])
    after = resident_mib(home.pid)
    cpu = cpu_seconds(home.pid)
    await asyncio.sleep(5)
    cpu = cpu_seconds(home.pid) - cpu
    told("live.idle.memory", (after - before) * KIB_IN_MIB / STREAMS, "KiB a stream", at_most=20, streams=STREAMS)
    told("live.idle.threads", threads(home.pid), "threads", at_most=20)
    told("live.idle.cpu", cpu / 5, "cores")
    await _hung_up([*warm, *rest])


async def _listening(ears: list[Ear]) -> list[asyncio.Task[None]]:
    for ear in ears:
        ear.is_open.clear()
    tasks = [asyncio.create_task(ear.listen()) for ear in ears]
    await asyncio.gather(*(ear.is_open.wait() for ear in ears))
    return tasks


async def _hung_up(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*tasks, return_exceptions=True)


async def _turns(home: Home, pairs: list[Pair]) -> None:
    """Two hundred conversations in which somebody leads on every ten seconds or so, while others read their pages."""
    listening = await _listening([ear for pair in pairs for ear in pair.ears])
    waits: list[float] = []
    until, cpu, began = time.perf_counter() + SECONDS, cpu_seconds(home.pid), time.perf_counter()
    held_up = seconds_without_a_core(home.pid)
    pages = [0]
    talking = [_talk(pair, until, random.Random(n), waits) for n, pair in enumerate(pairs)]
    reading = [_read(Phone(home.port, pair.phones[0].who), until, pages) for pair in pairs[:READERS]]
    await asyncio.gather(*talking, *reading)
    took, ordered = time.perf_counter() - began, sorted(waits)
    cores = round((cpu_seconds(home.pid) - cpu) / took, 2)
    load = round(os.getloadavg()[0], 1)
    told("live.turn.p50", ordered[len(ordered) // 2], "ms", at_most=100, turns=len(waits), cores=cores, load=load)
    told("live.turn.p99", ordered[int(len(ordered) * 0.99)], "ms", at_most=300, longest=round(ordered[-1], 1))
    held_up = (seconds_without_a_core(home.pid) - held_up) / len(waits) * 1000
    told("live.turn.without_a_core", held_up, "ms a turn")
    told("live.turn.pages_meanwhile", pages[0] / took, "pages a second")
    await _hung_up(listening)


async def _talk(pair: Pair, until: float, chance: random.Random, waits: list[float]) -> None:
    await asyncio.sleep(chance.uniform(0, 8))
    while time.perf_counter() < until:
        waits.append(await pair.timed_turn())
        await asyncio.sleep(chance.uniform(6, 12))


async def _read(phone: Phone, until: float, pages: list[int]) -> None:
    while time.perf_counter() < until:
        await phone.look("/us/")
        pages[0] += 1
        await asyncio.sleep(0.5)


async def _reconnects(pairs: list[Pair]) -> None:
    """A hundred streams are cut off ten times each while their conversations go on."""
    for pair in pairs:
        await pair.look()
        for ear, phone in zip(pair.ears, pair.phones, strict=True):
            ear.heard, ear.last, ear.opened = [], phone.at, 0
    first = {pair: pair.phones[0].at for pair in pairs}
    ears = [ear for pair in pairs for ear in pair.ears]
    listening = await _listening(ears)
    chance = random.Random(7)
    for _ in range(TIMES):
        cuts = [asyncio.create_task(_cut(ear, chance.uniform(0, 1))) for ear in ears]
        await asyncio.gather(*(pair.turn() for pair in pairs), *cuts)
        await asyncio.sleep(0.1)
    await asyncio.sleep(1)
    for pair in pairs:
        await pair.look()
    lost = repeated = 0
    for pair in pairs:
        expected = _between(first[pair], pair.phones[0].at)
        for ear in pair.ears:
            lost += len(set(expected) - set(ear.heard))
            repeated += len(ear.heard) - len(set(ear.heard)) + len(set(ear.heard) - set(expected))
    again = sum(ear.opened - 1 for ear in ears)
    told("live.reconnects.lost", lost, "events", at_most=0, reconnects=again, events=TIMES * len(ears))
    told("live.reconnects.repeated", repeated, "events", at_most=0)
    told("live.reconnects", again, "reconnects", at_least=EARS * TIMES)
    await _hung_up(listening)


async def _cut(ear: Ear, after: float) -> None:
    await asyncio.sleep(after)
    ear.hang_up()


def _between(first: str, last: str) -> list[str]:
    mark, _, number = last.partition(".")
    return [f"{mark}.{n}" for n in range(int(first.partition(".")[2]) + 1, int(number) + 1)]
