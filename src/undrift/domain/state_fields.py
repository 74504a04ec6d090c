"""Reading one part of a state at a time: a missing part gets its default, a wrong one is refused by name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from typing import Any, Never

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
        return [] if value is None else self._checked(name, value, isinstance(value, list), "a list")

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        value = self.body.get(name)
        if value is None:
            return default
        return self._checked(name, value, _is_whole(value) and low <= value <= high, _range(low, high))

    def whole_or_none(self, name: str) -> int | None:
        value = self.body.get(name)
        fits = value is None or (_is_whole(value) and value >= 0)
        return self._checked(name, value, fits, "a whole number, zero or more")

    def seed(self, name: str) -> int:
        value = self.body.get(name)
        return 0 if value is None else self._checked(name, value, _is_whole(value), "a whole number")

    def flag(self, name: str) -> bool:
        value = self.body.get(name)
        return False if value is None else self._checked(name, value, isinstance(value, bool), "true or false")

    def choice(self, name: str, among: Collection[str]) -> str | None:
        value = self.body.get(name)
        fits = value is None or (isinstance(value, str) and value in among)
        return self._checked(name, value, fits, "one of " + ", ".join(among))

    def choices(self, name: str, among: Collection[str]) -> frozenset[str]:
        values = self.items(name)
        fits = all(isinstance(v, str) and v in among for v in values)
        return frozenset(self._checked(name, values, fits, "a list out of " + ", ".join(among)))

    def words(self, name: str) -> frozenset[str]:
        values = self.items(name)
        return frozenset(self._checked(name, values, all(isinstance(v, str) for v in values), "a list of words"))

    def word(self, name: str) -> str:
        value = self.body.get(name)
        return self._checked(name, value, isinstance(value, str) and value != "", "a word")

    def moment(self, name: str) -> datetime:
        """Give a date and time as written, with or without its offset."""
        value = self.body.get(name)
        if isinstance(value, str):
            try:
                return datetime.fromisoformat(value)
            except ValueError:
                pass
        self._refuse(name, "a date and time in ISO form")

    def span_of_day(self, name: str) -> tuple[time, time] | None:
        values = self.items(name)
        if self.body.get(name) is None:
            return None
        if len(values) == 2 and all(isinstance(v, str) for v in values):  # noqa: PLR2004 - a start and an end
            try:
                start, end = (time.fromisoformat(v).replace(tzinfo=None) for v in values)
            except ValueError:
                pass
            else:
                return start, end
        self._refuse(name, "two times of day, such as 22:00 and 07:00")

    def pair_of_flags(self, name: str) -> tuple[bool, bool]:
        values = self.items(name)
        if self.body.get(name) is None:
            return False, False
        fits = len(values) == 2 and all(isinstance(v, bool) for v in values)  # noqa: PLR2004 - one for each person
        first, second = self._checked(name, values, fits, "two values, each true or false")
        return first, second

    def _checked(self, name: str, value: Any, fits: bool, kind: str) -> Any:
        if not fits:
            self._refuse(name, kind)
        return value

    def _refuse(self, name: str, kind: str) -> Never:
        field = self.where + name
        raise MalformedState(f"{field} needs to be {kind}.", field=field)


def wall_clock(moment: datetime, zone: tzinfo | None) -> datetime:
    """Give the naive local time of a moment in the person's zone; without a zone its own wall clock counts."""
    if moment.tzinfo is not None and zone is not None:
        try:
            moment = moment.astimezone(zone)
        except OverflowError:  # the first or last day a calendar knows: the wall clock is near enough
            pass
    return moment.replace(tzinfo=None)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _range(low: int, high: int) -> str:
    return f"a whole number from {low} to {high}"
