"""One true thing, said gently (S0.20 to S0.25, S1.12 to S1.19, S2.22): slept on, put on the shelf, opened in room.

Everything in here lies on somebody's own desk. The author's part and the receiver's part never meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from undrift.domain import sharing
from undrift.domain.disclosure_kinds import is_disclosure
from undrift.domain.drafts import DRAFTS_KEPT, Draft
from undrift.domain.errors import NotFound
from undrift.domain.room import HEARD_KEPT, Heard

Kept = TypeVar("Kept", Draft, Heard)
LONGER_THAN_OTHERS = timedelta(days=1)
"""What lays somebody open arrives a day after a small moment would: at least 24 hours in which to take it back."""
LAST_OF_ALL = datetime(9999, 1, 1, tzinfo=UTC)
"""A row that whoever has the disk put further off than any calendar goes arrives as late as this."""
ONE_IN = timedelta(days=7)
"""The next one goes this many days later, or once the last is taken back; opened or not makes no difference."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Both parts of one person: as author `drafts` and what was `said` last, as receiver the rest. "" is no day.

    `passed`: everything of the other's up to this row was seen or needs no asking.
    """

    drafts: tuple[Draft, ...] = ()
    said: str = ""
    said_on: str = ""
    passed: int = 0
    opened_on: str = ""
    quiet_on: str = ""
    answered: str = ""
    ask_about: str = ""
    ask_depth: int = 0
    heard: tuple[Heard, ...] = ()

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Disclosure:
        values = {name: body[name] for name in cls.__dataclass_fields__ if name in body}
        values["drafts"] = tuple(_known(Draft, draft) for draft in values.get("drafts") or ())[:DRAFTS_KEPT]
        values["heard"] = tuple(_known(Heard, heard) for heard in values.get("heard") or ())[-HEARD_KEPT:]
        return cls(**values)

    def draft(self, wanted: str) -> Draft:
        found = next((draft for draft in self.drafts if draft.id == wanted), None)
        if found is None:
            raise NotFound
        return found

    def without(self, draft: str) -> Disclosure:
        return replace(self, drafts=tuple(other for other in self.drafts if other.id != draft))


def _known(kind: type[Kept], body: Mapping[str, Any]) -> Kept:
    return kind(**{name: body[name] for name in kind.__dataclass_fields__ if name in body})


def next_from(part: Disclosure, today: date) -> date | None:
    """Name the day from which another one may go; None where that is now. A day ahead comes from a wrong clock."""
    if not part.said_on:
        return None
    said_on = date.fromisoformat(part.said_on)
    return said_on + ONE_IN if timedelta(0) <= today - said_on < ONE_IN else None


def said(part: Disclosure, entry: str, today: date) -> Disclosure:
    return replace(part, said=entry, said_on=today.isoformat())


def taken_back(part: Disclosure, entry: str) -> Disclosure:
    return replace(part, said="", said_on="") if part.said == entry else part


def arrives_at(kind: str, opens_at: datetime) -> datetime:
    """Tell when the other finds it. The row itself looks like that of any small moment."""
    return min(opens_at, LAST_OF_ALL) + LONGER_THAN_OTHERS if is_disclosure(kind) else opens_at


def arrives_on(local: datetime) -> date:
    """Name the day on which something put on the shelf now is found."""
    return (sharing.opens_at(local) + LONGER_THAN_OTHERS).date()
