"""Two who are linked, with 5,000 shared entries between them: Today, Us and an entry, beside two who share fifty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bench.bytes_sent import KB, first_load
from bench.couples import Pairs, Two, make_pairs
from bench.figure import ratios, told
from bench.home import Home
from bench.hours import breakfast_after, evening, quiet_breakfast_after
from bench.today import NOTHING, TODAY, arrive, cpu_ms, see
from bench.wire import Wire

ROUNDS = 3
PAGES = 100
US, WORDS = "/us/", "/us/words/"
QUESTIONS, TOLD = "/us/questions/", "/us/questions/told/"
SHARED = "5000_to_50_shared"
APPRECIATION = "/today/note/appreciation/"
ENTRY = re.compile(r'href="(/us/[0-9a-f]{32}/)"')
FOLDED = b"/unfold/"
LATER_PAGE = 12
Asked = tuple[Wire, str]
ARRIVE, STEP = b"/today/capacity/", b"/today/answer/"


def figures(data: Path) -> None:
    at = evening()
    pairs = make_pairs(data, at)
    with Home(data, at=at) as home:
        _bytes(home, pairs)
        _tonight(home, pairs)
        _us(home, pairs)
        _questions(home, pairs)
    _in_the_morning(data, pairs, breakfast_after(at), "breakfast", folded=True)
    _in_the_morning(data, pairs, quiet_breakfast_after(at), "breakfast_after_a_quiet_week", folded=False)


def _tonight(home: Home, pairs: Pairs) -> None:
    with _both(home, pairs) as (long, short):
        for phase, sign in (("arrive", ARRIVE), ("step", STEP)):
            if phase == "step":
                arrive(long)
                arrive(short)
            see(long, sign)
            see(short, sign)
            _cpu(home, f"two.today.{phase}", (long, TODAY), (short, TODAY), at_most=4)


def _us(home: Home, pairs: Pairs) -> None:
    with _both(home, pairs) as (long, short):
        _cpu(home, "two.us", (long, US), (short, US))
        _cpu(home, "two.us.last_page", (long, _last_page(pairs.long)), (short, _last_page(pairs.short)))
        _cpu(home, "two.entry", (long, _newest(long)), (short, _newest(short)))


def _questions(home: Home, pairs: Pairs) -> None:
    with _both(home, pairs) as (long, short):
        for name, path in (("questions", QUESTIONS), ("told", TOLD)):
            see(long, b"Take mine back", path)
            see(short, b"Take mine back", path)
            _cpu(home, f"two.{name}", (long, path), (short, path), ratio="500_to_5_opened")


def _in_the_morning(data: Path, pairs: Pairs, at: datetime, name: str, *, folded: bool) -> None:
    with Home(data, at=at) as home, _both(home, pairs) as (long, short):
        for wire in (long, short):
            if (FOLDED in see(wire, ARRIVE).body) is not folded:
                raise LookupError("There should be a folded note on the first morning, and none after a week.")
        _cpu(home, f"two.today.{name}", (long, TODAY), (short, TODAY), at_most=4)


@contextmanager
def _both(home: Home, pairs: Pairs) -> Iterator[tuple[Wire, Wire]]:
    with home.wire(pairs.long.one.cookies) as long, home.wire(pairs.short.one.cookies) as short:
        yield long, short


def _cpu(  # noqa: PLR0913 - one figure, and what it is called
    home: Home, name: str, long: Asked, short: Asked, *, at_most: float | None = None, ratio: str = SHARED
) -> None:
    rounds = [
        (cpu_ms(home, *long, PAGES), cpu_ms(home, *short, PAGES), cpu_ms(home, long[0], NOTHING, PAGES))
        for _ in range(ROUNDS)
    ]
    of_long, of_short, of_nothing = ([*column] for column in zip(*rounds, strict=True))
    told(f"{name}.cpu", of_long, "ms a page", at_most=at_most)
    told(f"{name}.cpu.{ratio}", ratios(of_long, of_short), "ratio", at_most=1.2)
    told(f"{name}.cpu.to_nothing", ratios(of_long, of_nothing), "ratio")


def _last_page(two: Two) -> str:
    return f"{US}?before={two.last_page}"


def _newest(wire: Wire) -> str:
    found = ENTRY.search(wire.get(US).body.decode())
    return found[1] if found else ""


def _bytes(home: Home, pairs: Pairs) -> None:
    with home.wire(pairs.reading.one.cookies) as wire:
        _later("words", see(wire, b'value="differ"', WORDS).size)
    with home.wire(pairs.long.one.cookies) as wire:
        first_load(wire, "two.bytes.first_load")
        _later("today", wire.get(TODAY).size)
        _later("us", see(wire, b'class="pages"', US).size)
        _later("us_last_page", wire.get(_last_page(pairs.long)).size)
        _later("entry", see(wire, b"take-back", _newest(wire)).size)
        _later("look_ahead", _look_ahead(wire))
        _later("joined", wire.get("/us/joined/").size)


def _look_ahead(wire: Wire) -> int:
    fields = {"text": "You made the tea.", "for": "both", "note_key": "0" * 32}
    answer = wire.post(APPRECIATION, csrfmiddlewaretoken=wire.token(APPRECIATION), **fields)
    if b'value="yes"' not in answer.body:
        raise LookupError("There is no look ahead.")
    return answer.size


def _later(page: str, size: int) -> None:
    told(f"two.bytes.{page}", size / KB, "kB", at_most=LATER_PAGE)
