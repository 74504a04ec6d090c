"""What a live stream may know: whose it is, and how often a conversation has moved. No key and no content."""

from __future__ import annotations

from dataclasses import dataclass

from undrift.actions import sessions
from undrift.adapters import clock
from undrift.domain.couples import Phase
from undrift.store.queries import conversations

Standing = tuple[str, int]
"""Which conversation, and its number."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """Lets one browser listen to one couple, as of now. It is looked at again while the stream is open."""

    session: str
    couple: str
    standing: Standing


def admit(cookie: str) -> Ticket | None:
    """Let in whoever is signed in and has a conversation; None for everybody else. It keeps no door open longer."""
    visit = sessions.resume(cookie, extend=False)
    if visit is None or visit.membership is None or visit.phase is not Phase.PAIRED:
        return None
    row = conversations.of(visit.membership.couple)
    return Ticket(visit.session, visit.membership.couple, (row.mark, row.number)) if row else None


def pulse() -> int:
    """Give a number that changes whenever something was written. Ask it on one thread; it costs microseconds."""
    return conversations.data_version()


def standings() -> dict[str, Standing]:
    return conversations.numbers()


def still_admitted() -> set[tuple[str, str]]:
    """Name each session that is open, with the couple its person belongs to and nobody has left."""
    return conversations.still_open(clock.now())


def leave_the_database() -> None:
    conversations.leave_the_database()
