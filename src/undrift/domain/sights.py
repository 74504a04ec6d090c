"""What a reader can do with a thing that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sight(StrEnum):
    """What a reader can do with a thing. `UNSHOWN` speaks of the pages alone, the others of pages and disk."""

    READS = "can read it"
    NOT = "cannot read it"
    UNSHOWN = "is shown nothing of it"
    SEES_THERE = "can see that it is there, not what it says"
    SEES_THAT = "can see that something was kept, and on which day, not what"


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of thing, where it lies, and who can do what with it.

    `partner` is what the other of two is given by the pages; if they run the computer, `host` holds for them too.
    `table` and `columns` name what a test searches for the thing in clear. `door` is the door a reader needs.
    """

    thing: str
    example: str
    you: str
    partner: Sight
    partner_note: str
    host: Sight
    host_note: str
    table: str
    columns: tuple[str, ...]
    door: str
