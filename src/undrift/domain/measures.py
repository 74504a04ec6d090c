"""Published questionnaires and own items: how answers become a score, and how large a change has to be to count.

Every formula and where each figure is from: docs/measures.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, sqrt
from typing import NamedTuple

from undrift.domain.errors import BadInput

CONFIDENT = 1.96
"""Two-sided 95 % of a normal distribution; `scipy.stats.norm.ppf(0.975)` in the tests."""


class Answer(NamedTuple):
    """One answer as it is printed, and what it counts."""

    words: str
    points: int


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `number`: the one it was published under. `ends`: two words with places between, under `lead`."""

    name: str
    number: int
    text: str
    answers: tuple[Answer, ...]
    lead: str = ""
    ends: tuple[str, ...] = ()

    @property
    def most(self) -> int:
        return max(answer.points for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Spread:
    """What reliable change is made of: the scale's SD in points, its alpha, and a test-retest correlation."""

    sd: float
    alpha: float
    retest: float


@dataclass(frozen=True, slots=True)
class Instrument:
    """A measure as data. `within` names the items of another instrument that stand in this one, too."""

    id: str
    title: str
    minutes: int
    source: str
    licence: str
    from_memory: tuple[str, ...]
    items: tuple[Item, ...]
    cutoff: float | None = None
    spread: Spread | None = None
    within: Mapping[str, tuple[str, ...]] | None = None

    @property
    def most(self) -> int:
        return sum(item.most for item in self.items)


def reliable_change(sd: float, reliability: float) -> float:
    """How far two readings must lie apart before chance alone is unlikely (Jacobson and Truax): 1.96 SD √2 √(1 - r)."""
    return CONFIDENT * sd * sqrt(2) * sqrt(1 - reliability)


def careful_change(spread: Spread) -> int:
    """Take the larger of the two, by alpha and by retest, in whole points."""
    return ceil(max(reliable_change(spread.sd, spread.alpha), reliable_change(spread.sd, spread.retest)))


def steady_from(instrument: Instrument) -> int:
    """From which score on all is well, by the published cutoff."""
    return ceil(instrument.cutoff or 0)


def answers_of(instrument: Instrument, form: Mapping[str, str]) -> dict[str, int]:
    """Read which answer was marked at each item, by its place; what was left is left. Raises BadInput at the item."""
    marked = {item.name: (item, form[item.name]) for item in instrument.items if form.get(item.name)}
    for name, (item, place) in marked.items():
        if place not in {str(n) for n in range(len(item.answers))}:
            raise BadInput(name, "Please choose one of these, or leave it.")
    return {name: item.answers[int(place)].points for name, (item, place) in marked.items()}


def score(instrument: Instrument, answers: Mapping[str, int]) -> int | None:
    """Add up. None when an item was left: neither form publishes a way to fill one in, so none is invented."""
    if not answers.keys() >= {item.name for item in instrument.items}:
        return None
    return sum(answers[item.name] for item in instrument.items)


def scores(instrument: Instrument, answers: Mapping[str, int]) -> dict[str, int]:
    """Score the instrument, and every shorter one whose items all stand in it and were all answered."""
    found = {instrument.id: score(instrument, answers)}
    for shorter, names in (instrument.within or {}).items():
        found[shorter] = sum(answers[name] for name in names) if answers.keys() >= set(names) else None
    return {name: points for name, points in found.items() if points is not None}
