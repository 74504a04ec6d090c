"""The people of a benchmark, written through the same actions as the pages use. Prepared in a process of its own."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.hours import standing
from bench.preparing import open_the_house, prepared

if TYPE_CHECKING:
    from undrift.actions.sessions import Visit

SESSION, KNOWN = "__Host-undrift", "__Host-undrift-known"
WORDS = "granite willow harbour lantern meadow"
EVENINGS = 90
WEEKS_OF_TEN_YEARS = 520
TWO_YEARS = timedelta(days=730)
MANY_NOTES, FEW_NOTES = 5_000, 50
WRITERS = 16
LINES = (
    "Tea was waiting when I came in. I noticed, and I said so.",
    "A long day. I asked about the bus ride and put my phone in the drawer while I listened.",
    "I was sharp at breakfast. At lunch I wrote one line to say that it was the night, not you.",
    "We laughed about the crooked shelf again. It has been there for a year and nobody will straighten it. " * 3,
    "I have been thinking about the summer with the borrowed tent, and about how easy it was to be bored together. "
    * 9,
)


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the benchmark and the cookies of their browser."""

    name: str
    cookies: dict[str, str]


@dataclass(frozen=True, slots=True)
class People:
    """One with two years of entries, one with fifty notes, and the browsers of a third."""

    long: Someone
    short: Someone
    writers: list[Someone]
    seconds_a_note: float


def make(data: Path) -> People:
    """Prepare a data folder and the people in it."""
    read = prepared("bench.people", data, "two_years")
    writers = [Someone(**w) for w in read["writers"]]
    return People(Someone(**read["long"]), Someone(**read["short"]), writers, read["seconds_a_note"])


def make_neighbours(data: Path, how_many: int) -> list[Someone]:
    """Prepare that many people, each with a browser that has been here before and the true key derivation."""
    return [Someone(**n) for n in prepared("bench.people", data, str(how_many))]


def joined(name: str) -> tuple[Someone, Visit]:
    from undrift.actions import people, sessions

    mark = name.ljust(43, "x")
    cookie, _ = people.sign_up(name, WORDS, sessions.Browser(mark, name, "A phone"), way_in="flat")
    visit = sessions.resume(cookie)
    if visit is None:
        raise LookupError("The new person is not signed in.")
    return Someone(name, {SESSION: cookie, KNOWN: mark}), visit


def _with_entries(name: str, notes: int) -> Someone:
    who, visit = joined(name)
    write_notes(visit, notes, datetime.now(UTC))  # noqa: TID251 - the two years end today
    have_evenings(visit)
    have_weeks(visit)
    return who


def write_notes(visit: Visit, notes: int, until: datetime) -> None:
    """Write them over two years; afterwards the clock is the system's again."""
    from undrift.actions import notebook
    from undrift.adapters import clock
    from undrift.domain.notebook import Kind

    kinds = (Kind.MOMENT, Kind.BID, Kind.APPRECIATION, Kind.NOTE, Kind.SIDEWAYS)
    for number in range(notes):
        clock.use(standing(until - TWO_YEARS * (1 - number / notes)))
        notebook.write(visit, kinds[number % len(kinds)], LINES[number * 7 % len(LINES)], note_key=f"{number:032x}")
    clock.use(None)


def have_evenings(visit: Visit) -> None:
    from undrift import library
    from undrift.actions import desk as desks
    from undrift.domain.desk import Offer

    shelf = [p.id for p in library.load().practices]
    first = desks.local_now(desks.read(visit)).date() - timedelta(days=EVENINGS)
    answers = (("did", "closer"), ("did", "same"), ("not_today", None), ("did", None), ("none", None))
    past = tuple(
        Offer(shelf[n * 5 % len(shelf)], (first + timedelta(days=n)).isoformat(), *answers[n % len(answers)])
        for n in range(EVENINGS)
    )
    desks.change(visit, lambda d: d.with_(history=past, saved=tuple(shelf[:6]), partner_word="Bo"))
    desks.change(visit, lambda d: d.with_(seed=_seed_with_a_step(visit)))


def have_weeks(visit: Visit) -> None:
    """Ten years of weeks, a longer look every month, and a line about every third week."""
    from undrift.actions import climate
    from undrift.domain.ground import GROUND
    from undrift.domain.readings import Marked, Readings, monday_of

    today = climate.open_weeks(visit).today
    days = [today - timedelta(weeks=n) for n in reversed(range(WEEKS_OF_TEN_YEARS))]
    items = (*GROUND, "met", "same_side", "stress", "closeness")
    said = [{item: (n * 7 + k * n) % 5 for k, item in enumerate(items)} for n in range(len(days))]
    weeks = [Marked(day.isoformat(), levels) for day, levels in zip(days, said, strict=True)]
    looks = [Marked(day.isoformat(), {"csi-4": n * 3 % 22, "csi-16": n * 7 % 82}) for n, day in enumerate(days[::4])]
    lines = {monday_of(day).isoformat(): LINES[n % 3][:140] for n, day in enumerate(days[::3])}
    climate.change(visit, lambda _: Readings(tuple(weeks), tuple(looks), lines))


def _seed_with_a_step(visit: Visit) -> int:
    """Find a seed whose evening brings a step: many evenings rightly bring none."""
    from undrift import library
    from undrift.actions import desk as desks
    from undrift.actions import standing as standings
    from undrift.domain import evening
    from undrift.domain.state import State
    from undrift.domain.steps import choose

    desk = desks.read(visit)
    local = desks.local_now(desk)
    here, partner = evening.arrived(desk, local, "plenty"), standings.heard(visit)
    for seed in range(500):
        question = here.with_(seed=seed).question(evening.clock_for_rules(local), partner)
        if choose(State.from_json(question), library.load().practices).practice:
            return seed
    raise LookupError("No seed brings a step.")


def _writers(name: str) -> list[Someone]:
    from undrift.actions import sessions

    who, visit = joined(name)
    marks = [f"{name}{n}".ljust(43, "x") for n in range(WRITERS)]
    browsers = [sessions.Browser(mark, name, "A phone") for mark in marks]
    return [
        Someone(who.name, {SESSION: sessions.open_doors(visit.unlocked, browser), KNOWN: browser.mark})
        for browser in browsers
    ]


def _two_years() -> dict[str, object]:
    import time

    began = time.perf_counter()
    long = _with_entries("Ann", MANY_NOTES)
    took = (time.perf_counter() - began) / MANY_NOTES
    short, writers = _with_entries("Cleo", FEW_NOTES), _writers("Dee")
    written = {"long": asdict(long), "short": asdict(short), "writers": [asdict(w) for w in writers]}
    return {**written, "seconds_a_note": took}


if __name__ == "__main__":
    two_years = sys.argv[1] == "two_years"
    open_the_house(cheap=two_years)
    if two_years:
        print(json.dumps(_two_years()))
    else:
        print(json.dumps([asdict(joined(f"Neighbour {n}")[0]) for n in range(int(sys.argv[1]))]))
