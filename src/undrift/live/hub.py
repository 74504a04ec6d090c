"""All open streams of this process, and the one thread that watches the database for all of them."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import defaultdict
from collections.abc import Callable

from undrift.actions import streams
from undrift.actions.streams import Standing
from undrift.live.streams import Stream

LOOK_EVERY = 0.02
RECHECK_EVERY, HEARTBEAT_EVERY = 2.0, 15.0
MOST, MOST_OF_ONE = 4_000, 6
Told = Callable[[dict[str, Standing]], None]


class Hub:
    """Everything but the watching happens on the event loop, so that nothing here needs a lock."""

    def __init__(self) -> None:
        self._by_couple: dict[str, set[Stream]] = defaultdict(set)
        self._watcher: Watcher | None = None

    def __len__(self) -> int:
        return sum(map(len, self._by_couple.values()))

    def is_full(self) -> bool:
        return len(self) >= MOST

    def add(self, stream: Stream) -> None:
        """Take a stream in. Of one browser only the newest few stay open."""
        own = [other for other in self._by_couple[stream.couple] if other.session == stream.session]
        for other in sorted(own, key=lambda other: other.ends_at)[: max(0, len(own) - MOST_OF_ONE + 1)]:
            other.end()
        self._by_couple[stream.couple].add(stream)
        if self._watcher is None:
            self._watcher = Watcher(asyncio.get_running_loop(), self)
            self._watcher.start()
        self._watcher.look_anew()

    def remove(self, stream: Stream) -> None:
        here = self._by_couple[stream.couple]
        here.discard(stream)
        if not here:
            del self._by_couple[stream.couple]
        if not self._by_couple and self._watcher is not None:
            self._watcher.stop()
            self._watcher = None

    def tell(self, standings: dict[str, Standing]) -> None:
        for couple, here in list(self._by_couple.items()):
            for stream in list(here):
                stream.stands_at(standings.get(couple))

    def keep_only(self, admitted: set[tuple[str, str]]) -> None:
        """End every stream whose session is closed, or whose two are no longer one couple."""
        for stream in self._all():
            if (stream.session, stream.couple) not in admitted:
                stream.end()

    def beat(self) -> None:
        """Show every connection that it lives, and end those that have lived long enough."""
        now = asyncio.get_running_loop().time()
        for stream in self._all():
            if now >= stream.ends_at:
                stream.end()
            else:
                stream.beat()

    def close(self) -> None:
        for stream in self._all():
            stream.end()

    def _all(self) -> list[Stream]:
        return [stream for here in self._by_couple.values() for stream in here]


class Watcher(threading.Thread):
    """Looks fifty times a second whether anything was written, which costs microseconds, and reads only if it was."""

    def __init__(self, loop: asyncio.AbstractEventLoop, hub: Hub) -> None:
        super().__init__(name="undrift-live", daemon=True)
        self._loop, self._hub = loop, hub
        self._stopped, self._anew = threading.Event(), threading.Event()
        self._seen, self._rounds = -1, 0

    def look_anew(self) -> None:
        """Read once more at the next look, also if nothing was written: a stream has come that heard nothing yet."""
        self._anew.set()

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        try:
            while not self._stopped.wait(LOOK_EVERY):
                self._rounds += 1
                try:
                    self._look()
                except Exception:
                    logging.getLogger(__name__).exception("the live doors could not look")
                    self._stopped.wait(1)
        finally:
            streams.leave_the_database()

    def _look(self) -> None:
        pulse = streams.pulse()
        if pulse != self._seen or self._anew.is_set():
            self._anew.clear()
            self._seen = pulse
            self._later(self._hub.tell, streams.standings())
        if self._is_time_for(RECHECK_EVERY):
            self._later(self._hub.keep_only, streams.still_admitted())
        if self._is_time_for(HEARTBEAT_EVERY):
            self._later(self._hub.beat)

    def _is_time_for(self, seconds: float) -> bool:
        return self._rounds % round(seconds / LOOK_EVERY) == 0

    def _later(self, what: Callable[..., None], *given: object) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(what, *given)
