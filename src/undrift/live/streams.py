"""One open stream: what it was told, and what it has yet to be told. The wire format is that of server-sent events."""

from __future__ import annotations

import asyncio
import re

from undrift.actions.streams import Standing, Ticket

NAMED = re.compile(r"([0-9a-f]{16})\.([0-9]{1,6})")
HEARTBEAT = b":\n\n"
GONE = b"event: message\nid: gone\ndata: gone\n\n"
BEGINNING = b"retry: 1500\n\n"


class Stream:
    """Told every number from the one it had to the one that stands, each once, however often it has to come back."""

    __slots__ = ("_awake", "beats", "couple", "ends_at", "gone", "mark", "number", "over", "session", "told")

    def __init__(self, ticket: Ticket, last_seen: str, ends_at: float) -> None:
        self.session, self.couple, self.ends_at = ticket.session, ticket.couple, ends_at
        self.mark, self.number = ticket.standing
        self.told = _told_before(last_seen, ticket.standing)
        self.gone = self.over = self.beats = False
        self._awake: asyncio.Future[None] | None = None

    def stands_at(self, standing: Standing | None) -> None:
        """Hear where the conversation stands. None: there is none any more, which is the last thing to tell."""
        if standing is None:
            self.gone = self.over = True
        elif standing[0] != self.mark:
            self.mark, self.number = standing
            self.told = self.number - 1
        elif standing[1] > self.number:
            self.number = standing[1]
        if self.over or self.told < self.number:
            self.wake()

    def beat(self) -> None:
        self.beats = True
        self.wake()

    def end(self) -> None:
        self.over = True
        self.wake()

    def wake(self) -> None:
        if self._awake is not None and not self._awake.done():
            self._awake.set_result(None)

    async def news(self) -> bytes:
        """Wait until there is something to send; empty when the stream has come to its end."""
        if not (self.over or self.beats or self.told < self.number):
            self._awake = asyncio.get_running_loop().create_future()
            await self._awake
            self._awake = None
        return self._taken()

    def _taken(self) -> bytes:
        if self.gone:
            self.gone = False
            return GONE
        events = b"".join(b"id: %s.%d\ndata: %d\n\n" % (self.mark.encode(), n, n) for n in self._untold())
        heartbeat, self.told, self.beats = HEARTBEAT if self.beats else b"", self.number, False
        return b"" if self.over else events or heartbeat

    def _untold(self) -> range:
        return range(self.told + 1, self.number + 1)


def _told_before(last_seen: str, standing: Standing) -> int:
    """Find the number a page has; with none it has the one that stands, and of another conversation it has nothing."""
    mark, number = standing
    if not last_seen:
        return number
    found = NAMED.fullmatch(last_seen)
    if found is None or found[1] != mark or int(found[2]) > number:
        return number - 1
    return int(found[2])
