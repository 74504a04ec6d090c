"""What somebody marked and wrote about their weeks: one record, sealed whole behind the private door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from undrift.domain.errors import BadInput
from undrift.domain.ground import CLOCKS_APART, WEEK

LONGEST_LINE = 140
WEEKS_KEPT = 1_300
MARKS_KEPT = 600
SAME_LOOK = timedelta(days=7)
"""A second time within a week is the same look, marked differently."""
EARLIEST = date(2000, 1, 1)
"""A day before this was told by a clock that had stopped; no export has it, and none is taken in."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One week's answers by item, or one longer look's scores by instrument. `on` is the evening's date, ISO."""

    on: str
    values: Mapping[str, int]

    @property
    def day(self) -> date:
        return date.fromisoformat(self.on)


@dataclass(frozen=True, slots=True)
class Readings:
    """`weeks` by week, `marks` by longer look, `lines`: what was happening, by the Monday of its week."""

    weeks: tuple[Marked, ...] = ()
    marks: tuple[Marked, ...] = ()
    lines: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "Readings()"

    def body(self) -> dict[str, Any]:
        return {
            "weeks": [[week.on, dict(week.values)] for week in self.weeks],
            "marks": [[mark.on, dict(mark.values)] for mark in self.marks],
            "lines": dict(self.lines),
        }

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Readings:
        """Read what was sealed. Raises KeyError, TypeError, ValueError when it is no record of weeks."""
        return cls(
            tuple(map(_marked, body["weeks"])),
            tuple(map(_marked, body["marks"])),
            _texts(body["lines"]),
        )

    def with_week(self, answers: Mapping[str, int], today: date) -> Readings:
        """Add this week's answers; within seven days of the last ones they change those, and begin no new week."""
        return replace(self, weeks=_with(self.weeks, answers, today)[-WEEKS_KEPT:]) if answers else self

    def with_marks(self, scores: Mapping[str, int], today: date) -> Readings:
        return replace(self, marks=_with(self.marks, scores, today)[-MARKS_KEPT:]) if scores else self

    def saying(self, monday: date, text: str) -> Readings:
        """Keep one line about a week; without words it is gone. Raises BadInput at `happened`."""
        text = " ".join(text.replace("\0", "").split())
        if len(text) > LONGEST_LINE:
            raise BadInput("happened", f"Please say it in {LONGEST_LINE} letters. What is longer belongs in a note.")
        rest = {week: said for week, said in self.lines.items() if week != monday.isoformat()}
        return replace(self, lines={**rest, monday.isoformat(): text} if text else rest)

    def joined_by(self, other: Readings, today: date) -> Readings:
        """Keep what came from elsewhere where nothing stands yet; of very much, the newest. One's own stays."""
        said = {monday: " ".join(text.split())[:LONGEST_LINE] for monday, text in other.lines.items()}
        fresh = _newest(said.keys() - self.lines.keys(), WEEKS_KEPT - len(self.lines))
        return Readings(
            _joined(self.weeks, believed(other.weeks, today), WEEKS_KEPT),
            _joined(self.marks, believed(other.marks, today), MARKS_KEPT),
            dict(sorted({**{monday: said[monday] for monday in fresh}, **self.lines}.items())),
        )

    def scores_of(self, instrument: str, today: date) -> tuple[tuple[date, int], ...]:
        """Give the scores of one instrument, from old to new."""
        found = believed(self.marks, today)
        return tuple((mark.day, mark.values[instrument]) for mark in found if instrument in mark.values)


def believed(marked: Iterable[Marked], today: date) -> tuple[Marked, ...]:
    """Leave out what a wrong clock has put into the future, and put the rest in order."""
    return tuple(sorted((m for m in marked if m.day - today <= CLOCKS_APART), key=lambda m: m.on))


def _with(marked: Sequence[Marked], values: Mapping[str, int], today: date) -> tuple[Marked, ...]:
    ahead = tuple(m for m in marked if m.day - today > CLOCKS_APART)
    earlier = believed(marked, today)
    if earlier and today - earlier[-1].day < SAME_LOOK:
        last = earlier[-1]
        return (*earlier[:-1], Marked(last.on, {**last.values, **values}), *ahead)
    return (*earlier, Marked(today.isoformat(), dict(values)), *ahead)


def _joined(own: Iterable[Marked], others: Iterable[Marked], most: int) -> tuple[Marked, ...]:
    """Lay others beside one's own; of a week that has something already, only what was left open in it."""
    kept = {mark.on: mark for mark in own}
    weeks = {monday_of(mark.day): mark.on for mark in kept.values()}
    fresh: dict[str, Marked] = {}
    for mark in others:
        stands = mark.on if mark.on in kept else weeks.get(monday_of(mark.day))
        if stands:
            kept[stands] = _filled(kept[stands], mark)
        else:
            fresh[mark.on] = _filled(fresh.get(mark.on, mark), mark)
    found = (*kept.values(), *(fresh[on] for on in _newest(fresh, most - len(kept))))
    return tuple(sorted(found, key=lambda mark: mark.on))


def _filled(standing: Marked, other: Marked) -> Marked:
    return Marked(standing.on, {**other.values, **standing.values})


def _newest(days: Iterable[str], room: int) -> list[str]:
    return sorted(days)[-room:] if room > 0 else []


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def a_monday(text: str, today: date) -> date | None:
    """Read the Monday of a week that has begun; None where it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.weekday() == 0 and day <= today + WEEK else None


def _marked(pair: Sequence[Any]) -> Marked:
    on, values = pair
    date.fromisoformat(on)
    return Marked(on, {str(name): int(value) for name, value in dict(values).items()})


def _texts(body: Mapping[Any, Any]) -> dict[str, str]:
    return {str(name): str(text) for name, text in dict(body).items()}
