"""What one room adds to what people take along: its items, how they read, and how they come home again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from undrift.actions.sessions import Visit
from undrift.domain.desk import Desk
from undrift.domain.export import Item, NewerExport, Schema
from undrift.domain.notebook import Kind
from undrift.domain.sheets.kept import Kept


class Home(Protocol):
    """Where what comes in goes. Everything lands as this person's own, and private."""

    desk: Desk
    sheets: dict[str, tuple[date, Kept]]
    today: date

    def note(self, kind: str, text: str, on: str, *, at: str = "", until: str | None = None) -> None:
        """Put a note into the notebook, unless the very same stands there already."""

    def week(self, monday: date, text: str) -> None:
        """Say what was happening in a week, where nothing is said yet. Raises ValueError: it begins on a Monday."""

    def marked(self, on: date, levels: Mapping[str, int]) -> None:
        """Lay down what was marked about a week, as far as nothing is marked in it yet."""

    def looked(self, on: date, look: str, points: int) -> None:
        """Lay down the sum of a longer look, where that week has none yet."""

    def undated(self, kind: str, text: str) -> None:
        """Put a note under today, unless one with these words stands there already."""


@dataclass(frozen=True, slots=True)
class Section:
    """One list of a file. `said` gives a heading and a text; `bring` raises ValueError or KeyError for what is odd.

    `if_wanted`: it is in a file only where whoever takes it along has said so.
    """

    name: str
    schema: Schema
    items: Callable[[Visit, Desk], Iterable[Item]]
    said: Callable[[Item], tuple[str, str]]
    bring: Callable[[Home, Item], None]
    if_wanted: bool = False


def day(item: Item) -> str:
    """Check a day and give it back. Raises ValueError."""
    return date.fromisoformat(item["on"]).isoformat()


def kind_of(item: Item) -> Kind:
    """Raises NewerExport for a kind of note that this version does not know."""
    try:
        return Kind(item["kind"])
    except ValueError:
        raise NewerExport from None
