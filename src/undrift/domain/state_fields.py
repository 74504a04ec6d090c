"""Reading one part of a state at a time: a missing part gets its default, a wrong one is refused by name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from typing import Any

from undrift.domain.errors import MalformedState


@dataclass(frozen=True, slots=True)
class Fields:
    """The parts of one object. `where` is its address in the state ("person."). No sentence repeats what was given."""

    body: Mapping[str, Any]
    where: str = ""

    @classmethod
    def of(cls, value: object, name: str, where: str = "") -> Fields:
        if not isinstance(value, Mapping):
            raise MalformedState(f"{name} needs to be an object.", field=name)
        return cls(value, where)

    def part(self, name: str) -> Fields | None:
        """Give the object under this name, or None where it is missing."""
        value = self.body.get(name)
        return None if value is None else Fields.of(value, self.where + name, f"{self.where}{name}.")

    def items(self, name: str) -> list[Any]:
        value = self.body.get(name)
        if not (value is None or isinstance(value, list)):
            raise self._wrong(name, "a list")
        return value or []

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        value = self.body.get(name)
        if value is None:
            return default
        if not (_is_whole(value) and low <= value <= high):
            raise self._wrong(name, f"a whole number from {low} to {high}")
        return int(value)

    def count(self, name: str) -> int | None:
        value = self.body.get(name)
        if value is None:
            return None
        if not (_is_whole(value) and value >= 0):
            raise self._wrong(name, "a whole number, zero or more")
        return int(value)

    def seed(self, name: str) -> int:
        value = self.body.get(name)
        if not (value is None or _is_whole(value)):
            raise self._wrong(name, "a whole number")
        return int(value or 0)

    def flag(self, name: str) -> bool:
        value = self.body.get(name)
        if not (value is None or isinstance(value, bool)):
            raise self._wrong(name, "true or false")
        return bool(value)

    def choice(self, name: str, among: Collection[str]) -> str | None:
        value = self.body.get(name)
        if value is None or (isinstance(value, str) and value in among):
            return value
        raise self._wrong(name, "one of " + ", ".join(among))

    def choices(self, name: str, among: Collection[str]) -> frozenset[str]:
        values = self.words(name)
        if not values <= set(among):
            raise self._wrong(name, "a list out of " + ", ".join(among))
        return values

    def words(self, name: str) -> frozenset[str]:
        values = self.items(name)
        if not all(isinstance(value, str) for value in values):
            raise self._wrong(name, "a list of words")
        return frozenset(values)

    def word(self, name: str) -> str:
        value = self.body.get(name)
        if isinstance(value, str) and value:
            return value
        raise self._wrong(name, "a word")

    def moment(self, name: str) -> datetime:
        """Give a date and time as written, with or without its offset."""
        value = self.body.get(name)
        try:
            return datetime.fromisoformat(value)  # type: ignore[arg-type]  # what is no text fails right here
        except (TypeError, ValueError):
            raise self._wrong(name, "a date and time in ISO form") from None

    def span_of_day(self, name: str) -> tuple[time, time] | None:
        if self.body.get(name) is None:
            return None
        try:
            start, end = (time.fromisoformat(value).replace(tzinfo=None) for value in self.items(name))
        except (TypeError, ValueError):
            raise self._wrong(name, "two times of day, such as 22:00 and 07:00") from None
        return start, end

    def pair_of_flags(self, name: str) -> tuple[bool, bool]:
        values = self.items(name) if self.body.get(name) is not None else [False, False]
        if [type(value) for value in values] != [bool, bool]:
            raise self._wrong(name, "two values, each true or false")
        return values[0], values[1]

    def _wrong(self, name: str, kind: str) -> MalformedState:
        field = self.where + name
        return MalformedState(f"{field} needs to be {kind}.", field=field)


def wall_clock(moment: datetime, zone: tzinfo | None) -> datetime:
    """Give the naive local time of a moment in the person's zone; without a zone its own wall clock counts."""
    if moment.tzinfo is not None and zone is not None:
        with suppress(OverflowError):  # the first or last day a calendar knows: the wall clock is near enough
            moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
