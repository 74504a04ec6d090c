"""Bringing one's own words from another home: looked through first, then all of it in one go, or nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from undrift.actions import climate, notebook, noticing
from undrift.actions import desk as desks
from undrift.actions.export import SECTIONS, a_place
from undrift.actions.notebook import HomeKey
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain.bringing import END, ITEM, Read, walk
from undrift.domain.desk import Desk
from undrift.domain.export import VERSION, NewerExport, NotAnExport, fits, in_json, whole
from undrift.domain.notebook import Kind
from undrift.domain.readings import Marked, Readings
from undrift.domain.sheets.kept import Kept
from undrift.store.models import Entry
from undrift.store.queries import notebook as rows
from undrift.store.writing import writing
from undrift.vault.cipher import CannotOpen

AT_ONCE = 500
BY_NAME = {section.name: section for section in SECTIONS}
HEAD = ("undrift", "name")
MOST_ITEMS = 40_000
"""More than a long life of evenings; everybody else's writing waits while they are put in their places."""


class TooMuchAtOnce(NotAnExport):
    """That is more than one file may hold. Nothing was brought in."""


@dataclass(slots=True)
class Brought:
    """What became of a file: some of it stood here already, was over, or could not be opened where it comes from."""

    again: bool = False
    over: bool = False
    closed: bool = False


def look(read: Read) -> str:
    """Look through a whole file; returns the name in it. Raises NotAnExport, NewerExport."""
    dry = _Dry()
    name, counted = "", 0
    try:
        for part, value in _parts(read):
            if part == "name":
                name = str(value)
            elif part != "undrift":
                BY_NAME[part].bring(dry, value)
                counted += 1
                if counted > MOST_ITEMS:
                    raise TooMuchAtOnce
    except (ValueError, KeyError, TypeError):
        raise NotAnExport from None
    return name


def bring(visit: Visit, read: Read) -> Brought:
    """Take in a file that was looked through before, as this person's own and private.

    What stands here already is not added twice. Raises NotAnExport, NewerExport, TooBusy; then nothing was changed.
    """
    with a_place():
        done = Brought()
        with writing():
            make_sure_open(visit)
            home = _Arriving(visit, done)
            for part, value in _parts(read):
                if part not in HEAD:
                    done.closed |= value.get("opened") is False
                    BY_NAME[part].bring(home, value)
            home.settle()
    return done


def _parts(read: Read) -> Iterator[tuple[str, Any]]:
    """Give name and items of a file, each checked against its schema. Raises NotAnExport, NewerExport."""
    over: list[str] = []
    for what, part, value in walk(read):
        _refuse_out_of_place(over, part, value)
        if what == ITEM:
            _refuse_unfit(part, value)
            yield part, whole(value)
            continue
        over.append(part)
        if (what == END) is (part in HEAD):
            raise NotAnExport
        if part in HEAD:
            yield part, _fit_head(part, value)
    if not set(HEAD) <= set(over):
        raise NotAnExport


def _refuse_out_of_place(over: list[str], part: str, value: object) -> None:
    """The version comes first, each part comes once, and there is none that nobody here knows."""
    if not over and (part != "undrift" or type(value) is not int or value < 1):
        raise NotAnExport
    if part == "undrift" and type(value) is int and value > VERSION:
        raise NewerExport
    if part in over:
        raise NotAnExport
    if part not in BY_NAME and part not in HEAD:
        raise NewerExport("It has a part that this version does not know. Please update Undrift. Nothing came in.")


def _refuse_unfit(part: str, value: object) -> None:
    if part in HEAD or not fits(BY_NAME[part].schema, value):
        raise NotAnExport


def _fit_head(part: str, value: object) -> object:
    if part == "name" and not (isinstance(value, str) and len(value) <= 80):  # noqa: PLR2004 - a name has 60
        raise NotAnExport
    return whole(value)


@dataclass
class _Dry:
    """A home where nothing is kept: for looking through a file, and for learning what stands in a home already."""

    desk: Desk = field(default_factory=Desk)
    sheets: dict[str, tuple[date, Kept]] = field(default_factory=dict)
    today: date = date.max
    there: Counter[bytes] | None = None

    def note(self, kind: str, text: str, on: str, *, at: str = "", until: str | None = None) -> None:
        del until
        if self.there is not None:
            self.there[_named(kind, text, on, at)] += 1
            self.there[_named(kind, text, "", "")] += 1

    def week(self, monday: date, text: str) -> None:
        del text
        if monday.weekday():
            raise ValueError(monday)

    def marked(self, on: date, levels: Mapping[str, int]) -> None:
        """Nothing is kept of it here."""

    def looked(self, on: date, look: str, points: int) -> None:
        """Nothing is kept of it here."""

    def undated(self, kind: str, text: str) -> None:
        """Nothing here says that it is there."""


def _named(kind: str, text: str, on: str, at: str) -> bytes:
    return hashlib.sha256(in_json([str(kind), text, on, at]).encode()).digest()[:16]


class _Arriving:
    """The home of whoever is signed in, while something comes in."""

    def __init__(self, visit: Visit, done: Brought) -> None:
        under = notebook.home_key(visit)
        if under is None:
            raise CannotOpen
        self._visit, self._done = visit, done
        self._under: HomeKey = under
        self.desk = desks.newest(visit)
        self.today = desks.local_now(self.desk).date()
        self.sheets = noticing.kept_by_name(visit)
        self._there = _what_is_here(visit, self.desk)
        self._waiting: list[Entry] = []
        self._lines: dict[str, str] = {}
        self._weeks: list[Marked] = []
        self._looks: list[Marked] = []

    def note(self, kind: str, text: str, on: str, *, at: str = "", until: str | None = None) -> None:
        named, gone_after = _named(kind, text, on, at), date.fromisoformat(until) if until else None
        if self._there[named] > 0:
            self._there[named] -= 1
            self._done.again = True
        elif gone_after and gone_after < self.today:
            self._done.over = True
        else:
            self._keep(kind, text, date.fromisoformat(on), at, gone_after)

    def week(self, monday: date, text: str) -> None:
        self._lines[monday.isoformat()] = text

    def marked(self, on: date, levels: Mapping[str, int]) -> None:
        self._weeks.append(Marked(on.isoformat(), levels))

    def looked(self, on: date, look: str, points: int) -> None:
        self._looks.append(Marked(on.isoformat(), {look: points}))

    def undated(self, kind: str, text: str) -> None:
        if self._there[_named(kind, text, "", "")] > 0:
            self._done.again = True
        else:
            self._keep(kind, text, self.today, "", None)

    def _keep(self, kind: str, text: str, on: date, at: str, gone_after: date | None) -> None:
        note = notebook.sealed_anew(self._visit, self._under, kind, text, on, at=at, gone_after=gone_after)
        self._waiting.append(note)
        if kind == Kind.LAST_CLOSE and not self.desk.close_line:
            self.desk = self.desk.with_(close_line=note.id)
        if len(self._waiting) >= AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        rows.add_all(self._waiting)
        self._waiting = []

    def settle(self) -> None:
        self._flush()
        noticing.put_brought(self._visit, self.sheets)
        if self._lines or self._weeks or self._looks:
            climate.take_in(self._visit, Readings(tuple(self._weeks), tuple(self._looks), self._lines))
        desks.change(self._visit, lambda newest: self.desk.with_(measured=newest.measured))


def _what_is_here(visit: Visit, desk: Desk) -> Counter[bytes]:
    """Name every note that an export of this home would turn into here."""
    there: Counter[bytes] = Counter()
    dry = _Dry(desk=desk, there=there)
    for section in SECTIONS:
        for item in () if section.if_wanted else section.items(visit, desk):
            with suppress(ValueError, KeyError, NewerExport):
                section.bring(dry, item)
    return there
