"""Two people who joined and share, prepared through the same actions as the pages use."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from bench.hours import standing
from bench.people import KNOWN, LINES, SESSION, TWO_YEARS, Someone, have_evenings, joined, write_notes
from bench.preparing import open_the_house, prepared

if TYPE_CHECKING:
    from undrift.actions.sessions import Visit
    from undrift.store.models import Shared

MANY, FEW = 5_000, 50
MANY_ROUNDS, FEW_ROUNDS = 500, 5
ON_A_LARGE_SHELF = 10_000
ROTATIONS = 3
EACH_ON_THE_STREET = 10
PAGE = 12


@dataclass(frozen=True, slots=True)
class Two:
    """Both browsers, and the entry before which the last page of what they share begins."""

    one: Someone
    other: Someone
    last_page: str

    @classmethod
    def of(cls, read: dict[str, Any]) -> Self:
        return cls(Someone(**read["one"]), Someone(**read["other"]), read["last_page"])


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two with two years of entries, two with fifty, and two who are reading the words."""

    long: Two
    short: Two
    reading: Two


@dataclass(frozen=True, slots=True)
class Shelves:
    """Couples where the first one shared 5,000 entries; and how it went to give a shelf of 10,000 a new key.

    `rotations`: seconds, and seconds of CPU. `progress`: what the last of them told on its way.
    """

    twos: list[Two]
    rotations: list[tuple[float, float]]
    progress: list[int]


def make_pairs(data: Path, at: datetime) -> Pairs:
    read = prepared("bench.couples", data, "pairs", at.isoformat())
    return Pairs(*(Two.of(two) for two in read))


def make_shelves(data: Path, at: datetime, how_many: int) -> Shelves:
    read = prepared("bench.couples", data, "shelves", at.isoformat(), str(how_many))
    return Shelves([Two.of(two) for two in read["twos"]], read["rotations"], read["progress"])


def make_street(data: Path, at: datetime, how_many: int) -> list[Two]:
    """Prepare that many couples who share a little."""
    return [Two.of(two) for two in prepared("bench.couples", data, "street", at.isoformat(), str(how_many))]


class Couple:
    """Two visits under one clock. The doors of both are open, the private ones too."""

    def __init__(self, one: str, other: str, at: datetime, *, confirmed: bool = True) -> None:
        from undrift.actions import invitations

        self.at = at
        _clock_at(at)
        self.people, self.visits = map(list, zip(*(joined(name) for name in (one, other)), strict=True))
        invitations.accept(self.visits[1], invitations.invite(self.visits[0]))
        self.visits = [_again(who) for who in self.people]
        if confirmed:
            self._confirm()

    def _confirm(self) -> None:
        from undrift.actions import couples

        spoken = couples.words(self.visits[0]).spoken
        for who, visit in zip(self.people, self.visits, strict=True):
            who.cookies[SESSION] = couples.confirm(visit, spoken, _browser(who))
        self.visits = [_again(who) for who in self.people]

    def share(self, entries: int, *, only_one: bool = False) -> None:
        """Two years of small moments and appreciations, by turns, and at last one appreciation from each."""
        from undrift.actions import sharing
        from undrift.domain.notebook import Kind
        from undrift.store.models import Shared

        rows = (self._row(self.visits[0 if only_one else n % 2], n, entries) for n in range(entries - 2))
        Shared.objects.bulk_create(rows, batch_size=500)
        for visit in self.visits:
            sharing.share(visit, Kind.APPRECIATION, LINES[0], note_key="")

    def _row(self, visit: Visit, number: int, of: int) -> Shared:
        """One row as sharing makes it. Ten thousand go into the table together, which sharing never does."""
        from undrift.actions import couplekeys, shelves
        from undrift.domain import sharing
        from undrift.domain.notebook import Kind
        from undrift.store.models import Shared
        from undrift.vault import cipher, entries

        here, then = visit.membership, self.at - TWO_YEARS * (1 - number / of)
        key = couplekeys.held(visit.unlocked, here.shelf_of(visit.person)) if here else None
        if here is None or key is None:
            raise LookupError("There is no shelf.")
        row = Shared(id=cipher.new_id(), couple_id=here.couple, author_id=visit.person, key_version=key.version)
        row.on_day, row.opens_at, row.note_key = then.date(), sharing.opens_at(then), row.id
        said = sharing.body(Kind.MOMENT if number % 3 else Kind.APPRECIATION, LINES[number * 7 % len(LINES)])
        row.sealed = entries.seal_entry(key.key, said, shelves.place_of(row, key.version))
        return row

    def tell_each_other(self, rounds: int) -> None:
        """Questions that both answered and that have opened, as fast as nobody lives; the last comes a second time."""
        from undrift import library
        from undrift.actions import questions, settling
        from undrift.domain import curiosity

        deck = library.load().questions[: rounds - 1]
        for number in range(rounds):
            name = deck[number % len(deck)].id
            for visit in self.visits:
                settling.change(visit, lambda mine, name=name: curiosity.drew(mine, name))  # type: ignore[misc]
                questions.write(visit, name, LINES[number * 7 % len(LINES)])
            settling.attend(self.visits[0])
            settling.attend(self.visits[1])

    def live(self, notes: int) -> None:
        """The first one has notes and evenings of their own."""
        write_notes(self.visits[0], notes, self.at)
        _clock_at(self.at)
        have_evenings(self.visits[0])

    def two(self) -> Two:
        """Both come back with a browser that stays signed in."""
        from undrift.actions import sessions

        for who, visit in zip(self.people, self.visits, strict=True):
            who.cookies[SESSION] = sessions.open_doors(visit.unlocked, _browser(who), remember=True)
        one, other = self.people
        return Two(one, other, self._last_page())

    def _last_page(self) -> str:
        from undrift.store.models import Shared

        membership = self.visits[0].membership
        couple = membership.couple if membership else ""
        oldest = Shared.objects.filter(couple_id=couple).order_by("sequence").values_list("id", flat=True)
        return next(iter(oldest[PAGE : PAGE + 1]), "")


def _clock_at(then: datetime) -> None:
    from undrift.adapters import clock

    clock.use(standing(then))


def _again(who: Someone) -> Visit:
    from undrift.actions import sessions

    visit = sessions.resume(who.cookies[SESSION])
    if visit is None:
        raise LookupError(f"{who.name} is not signed in.")
    return visit


def _browser(who: Someone) -> Any:
    from undrift.actions import sessions

    return sessions.Browser(who.cookies[KNOWN], who.name, "A phone")


def _pairs(at: datetime) -> list[Two]:
    found = []
    for names, many, rounds in ((("Ann", "Bo"), MANY, MANY_ROUNDS), (("Cleo", "Fay"), FEW, FEW_ROUNDS)):
        couple = Couple(*names, at)
        couple.live(many)
        couple.share(many)
        couple.tell_each_other(rounds)
        found.append(couple.two())
    return [*found, Couple("Gil", "Hana", at, confirmed=False).two()]


def _shelves(at: datetime, how_many: int) -> dict[str, Any]:
    large = Couple("Large", "Beside", at)
    large.share(ON_A_LARGE_SHELF, only_one=True)
    progress: list[int] = []
    rotations = [_rotated(large.visits[0], progress) for _ in range(ROTATIONS)]
    large.visits = [_again(who) for who in large.people]
    twos = []
    for number in range(how_many):
        couple = Couple(f"Leaving {number}", f"Staying {number}", at)
        couple.share(MANY, only_one=True)
        twos.append(couple.two())
    return {"twos": twos, "rotations": rotations, "progress": progress}


def _rotated(visit: Visit, progress: list[int]) -> tuple[float, float]:
    """Give the shelf a new key; returns the seconds it took, and the seconds of CPU."""
    from undrift.actions import shelves

    progress.clear()
    began, cpu = time.perf_counter(), time.process_time()
    shelves.rotate(visit, progress.append)
    return time.perf_counter() - began, time.process_time() - cpu


def _street(at: datetime, how_many: int) -> list[Two]:
    from undrift.store.writing import writing

    with writing():
        return [_house(number, at) for number in range(how_many)]


def _house(number: int, at: datetime) -> Two:
    couple = Couple(f"House {number} left", f"House {number} right", at)
    couple.share(2 * EACH_ON_THE_STREET)
    return couple.two()


PREPARED = {"pairs": _pairs, "shelves": _shelves, "street": _street}

if __name__ == "__main__":
    open_the_house(cheap=True)
    what, when, *rest = sys.argv[1:]
    print(json.dumps(PREPARED[what](datetime.fromisoformat(when), *map(int, rest)), default=asdict))  # type: ignore[operator]
