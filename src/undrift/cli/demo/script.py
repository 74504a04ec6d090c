"""The words of two made-up people, read from the files beside this one: who they are, and what each week brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter

HERE = Path(__file__).parent
DAYS_A_WEEK = 7
ANY_SHIFT = "any"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Character:
    """One of the two. `breakfast`, `evening` and `comes` (a chance, 0 to 1) go by the shift of the week."""

    name: str
    passphrase: str
    way_in: str
    situations: tuple[str, ...]
    partner_word: str
    breakfast: Mapping[str, time]
    evening: Mapping[str, time]
    comes: Mapping[str, float]
    away: frozenset[int]
    touch: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing one of them does (or both, side by side), on a day counted from 1. `called` names what comes of it."""

    who: tuple[str, ...]
    day: int
    at: time
    does: str
    called: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days: what they are about, the shift that is worked, and their moments, by time."""

    about: str
    shift: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Landing:
    """How a step landed, and the line that was written to it."""

    landing: str
    line: str


@dataclass(frozen=True, slots=True)
class Script:
    """Everything that is known of the two before their ten weeks begin. Landings go by (practice, name)."""

    couple: tuple[Character, ...]
    weeks: tuple[Week, ...]
    landings: Mapping[tuple[str, str], Landing]

    @property
    def days(self) -> int:
        return len(self.weeks) * DAYS_A_WEEK

    def shift_on(self, day: int) -> str:
        return self.weeks[(day - 1) // DAYS_A_WEEK].shift

    def moments(self) -> Iterator[Moment]:
        for week in self.weeks:
            yield from week.moments


def read() -> Script:
    couple = TypeAdapter(tuple[Character, ...]).validate_python(_parsed(HERE / "couple.yaml"))
    weeks = tuple(_week(_parsed(path)) for path in sorted((HERE / "weeks").glob("week-*.yaml")))
    return Script(couple, weeks, dict(_landings(_parsed(HERE / "landings.yaml"))))


def of_shift(by_shift: Mapping[str, T], shift: str) -> T:
    return by_shift[shift if shift in by_shift else ANY_SHIFT]


def _parsed(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _week(body: Mapping[str, Any]) -> Week:
    moments = (_moment(head, text or "") for line in body["moments"] for head, text in line.items())
    return Week(body["about"], body["shift"], tuple(moments))


def _moment(head: str, text: str) -> Moment:
    """Read a line such as `Nora, day 3, 07:40, thanks, called plate`."""
    who, day, at, does, *called = head.split(", ")
    names = tuple(who.split(" and "))
    return Moment(names, int(day.removeprefix("day ")), time.fromisoformat(at), does, _name(called), text)


def _name(called: list[str]) -> str:
    return called[0].removeprefix("called ") if called else ""


def _landings(body: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[tuple[str, str], Landing]]:
    for practice, lines in body.items():
        for head, line in lines.items():
            name, landing = head.split(", ")
            yield (practice, name), Landing(landing, line)
