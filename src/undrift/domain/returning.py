"""What one person's own desk knows of times that return: their own ones, what comes next, and their calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from undrift.domain.errors import BadInput, MalformedState, NotFound
from undrift.domain.rhythms import Rhythm

if TYPE_CHECKING:
    from undrift.domain.desk import Desk

MOST_OWN = 5
COMING_KEPT = 12
NAMES_KEPT = 24
SOON = timedelta(hours=6)
"""How long before it comes Today may name it."""


@dataclass(frozen=True, slots=True)
class OwnTime:
    """One that somebody keeps alone, in Just me. It needs nobody."""

    id: str
    title: str
    rhythm: Rhythm

    def __repr__(self) -> str:
        return f"OwnTime({self.id})"


@dataclass(frozen=True, slots=True)
class Coming:
    """One that comes soon, as Today may say it. `at` is UTC, ISO. `line` is empty for one of my own."""

    at: str
    minutes: int
    title: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class Returning:
    """`unsaid`: those Today does not mention any more. `asked`: the evening on which each was asked about that.

    `feed`: the key of my calendar's address, in hex, or none; `feed_title`: what stands in the calendar;
    `feed_state`: a name for what it was last written from, so that the same is not written again.
    """

    own: tuple[OwnTime, ...] = ()
    coming: tuple[Coming, ...] = ()
    unsaid: tuple[str, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
    feed: str = ""
    feed_title: str = ""
    feed_state: str = ""

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Self:
        values = {name: body[name] for name in ("feed", "feed_title", "feed_state") if name in body}
        values["own"] = tuple(one for each in body.get("own") or () if (one := _own(each)))[:MOST_OWN]
        values["coming"] = tuple(map(_coming, body.get("coming") or ()))[:COMING_KEPT]
        values["unsaid"] = tuple(body.get("unsaid") or ())[-NAMES_KEPT:]
        values["asked"] = tuple((str(line), str(on)) for line, on in body.get("asked") or ())[-NAMES_KEPT:]
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        own = [{"id": one.id, "title": one.title, "rhythm": one.rhythm.to_json()} for one in self.own]
        return {
            "own": own,
            "coming": [asdict(one) for one in self.coming],
            "unsaid": list(self.unsaid),
            "asked": [list(one) for one in self.asked],
            "feed": self.feed,
            "feed_title": self.feed_title,
            "feed_state": self.feed_state,
        }

    def one(self, wanted: str) -> OwnTime:
        found = next((one for one in self.own if one.id == wanted), None)
        if found is None:
            raise NotFound
        return found

    def adding(self, new: OwnTime) -> Returning:
        """Keep one more; the same one twice is one. Raises BadInput at `title`."""
        if any(one.id == new.id for one in self.own):
            return self
        if len(self.own) >= MOST_OWN:
            raise BadInput("title", "Five are plenty. Let one of them go first; what you typed is still here.")
        return replace(self, own=(*self.own, new))

    def with_own(self, changed: OwnTime) -> Returning:
        return replace(self, own=tuple(changed if one.id == changed.id else one for one in self.own))

    def without_own(self, gone: str) -> Returning:
        return replace(self, own=tuple(one for one in self.own if one.id != gone))

    def expecting(self, coming: Iterable[Coming]) -> Returning:
        return replace(self, coming=tuple(sorted(coming, key=lambda one: one.at))[:COMING_KEPT])

    def unmentioned(self, line: str) -> Returning:
        """Let Undrift stop mentioning this one. Nothing else changes."""
        rest = tuple(one for one in self.unsaid if one != line)
        return replace(self, unsaid=(*rest, line)[-NAMES_KEPT:])

    def mentioned(self, line: str) -> Returning:
        return replace(self, unsaid=tuple(one for one in self.unsaid if one != line))

    def asking(self, line: str, evening: str) -> Returning:
        rest = tuple(one for one in self.asked if one[0] != line)
        return replace(self, asked=(*rest, (line, evening))[-NAMES_KEPT:])

    def without_two(self) -> Returning:
        """Forget the place of two. The calendar's address ends with it."""
        return Returning(own=self.own, feed_title=self.feed_title)


def _own(body: Mapping[str, Any]) -> OwnTime | None:
    try:
        return OwnTime(str(body["id"]), str(body["title"]), Rhythm.from_json(body["rhythm"]))
    except MalformedState:
        return None


def _coming(body: Mapping[str, Any]) -> Coming:
    return Coming(**{name: body[name] for name in Coming.__dataclass_fields__ if name in body})


def tonight(desk: Desk, local: datetime, *, paired: bool) -> Coming | None:
    """Find what comes within hours: one quiet line beside the step. Where joint things are kept away, only my own."""
    paused = desk.paused_until is not None and desk.paused_until > local.replace(tzinfo=None).isoformat()
    if paused or desk.guest:
        return None
    part = desk.returning
    for one in part.coming:
        at = datetime.fromisoformat(one.at)
        over = at + timedelta(minutes=max(one.minutes, 15)) <= local
        kept_away = bool(one.line) and (not paired or desk.keep_joint_away or one.line in part.unsaid)
        if not over and at - local <= SOON and not kept_away:
            return one
    return None
