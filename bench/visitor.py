"""One person at one browser: every page is looked at before the next is asked for, and every wait is kept."""

from __future__ import annotations

import random
import re
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.couples import Two
from bench.home import Home
from bench.people import LINES, Someone
from bench.wire import TOKEN, Answer, Wire

ENTRY = re.compile(rb'href="(/us/[0-9a-f]{32}/)"')
UNFOLD = re.compile(rb'action="(/us/[0-9a-f]{32}/unfold/)"')
LOOKS_AGAIN = 2
OK, GO = 200, 302


class Unexpected(Exception):
    """A page is not what this person had reason to expect."""


@dataclass(slots=True)
class Seen:
    """What all of them waited, in milliseconds, and what went wrong."""

    waits: list[float] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def percentile(self, share: float) -> float:
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Visitor:
    """Asks one thing after the other on one connection, and pauses in between as `chance` has it."""

    def __init__(self, wire: Wire, chance: random.Random, pause: float, seen: Seen) -> None:
        self._wire, self._pause, self._seen = wire, pause, seen
        self.chance, self._token = chance, ""

    def look(self, path: str) -> Answer:
        return self._asked(path, lambda: self._wire.get(path), OK)

    def send(self, path: str, fields: dict[str, str], status: int = GO) -> Answer:
        """Send the form of the page that was seen last."""
        return self._asked(path, lambda: self._wire.post(path, csrfmiddlewaretoken=self._token, **fields), status)

    def _asked(self, path: str, ask: Callable[[], Answer], status: int) -> Answer:
        time.sleep(min(self.chance.expovariate(1 / self._pause), 4 * self._pause))
        began = time.perf_counter()
        answer = ask()
        took = (time.perf_counter() - began) * 1000
        with self._seen.lock:
            self._seen.waits.append(took)
            self._seen.asked[str(answer.status)] += 1
        if answer.status != status:
            raise Unexpected(f"{path.rpartition('/')[0][:20]}: {answer.status}")
        found = TOKEN.search(answer.body)
        self._token = found[1].decode() if found else self._token
        return answer


Round = Callable[[Visitor], None]


def evening(visitor: Visitor) -> None:
    """Arrive, answer, share one thing after a look ahead, look at Us, keep one thing for oneself."""
    visitor.look("/today/")
    visitor.send("/today/capacity/", {"capacity": visitor.chance.choice(("little", "some", "plenty"))})
    if b"/today/answer/" in visitor.look("/today/").body:
        answer = visitor.chance.choice(("did", "not_today"))
        visitor.send("/today/answer/", {"answer": answer})
        visitor.look("/today/away/" if answer == "did" else "/today/")
    _for_both(visitor)
    if visitor.chance.random() < 1 / 4:
        for _ in range(LOOKS_AGAIN):
            visitor.look("/us/joined/")
    note = {"text": visitor.chance.choice(LINES), "note_key": secrets.token_hex(16), "for": "me"}
    visitor.look("/today/note/moment/")
    visitor.send("/today/note/moment/", note)
    visitor.look("/today/kept/")


def _for_both(visitor: Visitor) -> None:
    path = "/today/note/appreciation/"
    note = {"text": visitor.chance.choice(LINES[:3]), "note_key": secrets.token_hex(16), "for": "both"}
    visitor.look(path)
    visitor.send(path, note, OK)
    visitor.send(path, note | {"seen": "yes"})
    visitor.look(_found(ENTRY, visitor.look("/us/?shared=1")))


def breakfast(visitor: Visitor) -> None:
    """Unfold what the other shared last night; some keep a copy."""
    unfold = _found(UNFOLD, visitor.look("/today/"))
    entry = unfold.removesuffix("unfold/")
    visitor.send(unfold, {})
    visitor.look(f"{entry}?opening=1")
    if visitor.chance.random() < 1 / 4:
        visitor.send(f"{entry}keep/", {})
        visitor.look(f"{entry}?kept=1")
    visitor.look("/us/")


def _found(what: re.Pattern[bytes], answer: Answer) -> str:
    found = what.search(answer.body)
    if not found:
        raise Unexpected(f"no {what.pattern.decode()}")
    return found[1].decode()


def all_come(home: Home, twos: Sequence[Two], what: Round, seconds: float, pause: float) -> Seen:
    """Let everybody come at a moment of their own within that many seconds, whoever else is still there."""
    seen, chance = Seen(), random.Random(len(twos))
    people = [who for two in twos for who in (two.one, two.other)]
    arrivals = sorted((chance.uniform(0, seconds), number) for number in range(len(people)))
    threads, began = [], time.perf_counter()
    for due, number in arrivals:
        time.sleep(max(0.0, began + due - time.perf_counter()))
        one = (home, people[number], what, random.Random(number), pause, seen)
        threads.append(threading.Thread(target=_comes, args=one))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return seen


def _comes(home: Home, who: Someone, what: Round, chance: random.Random, pause: float, seen: Seen) -> None:  # noqa: PLR0913, PLR0917 - a thread has no other way to be told
    try:
        with home.wire(who.cookies) as wire:
            what(Visitor(wire, chance, pause, seen))
    except (OSError, ValueError, Unexpected) as problem:
        with seen.lock:
            seen.errors[f"{type(problem).__name__}: {problem}"] += 1
