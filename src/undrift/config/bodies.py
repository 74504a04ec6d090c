"""How much of a body is taken in, for whom, and for how long, before a page thread is spent on it (Ruling 10)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from undrift.domain.export import LARGEST as LARGEST_EXPORT

LARGEST_BODY = 2_097_152
LARGEST_FROM_A_MACHINE = 65_536
SECONDS_FOR_BODY = 10.0
SECONDS_FOR_AN_EXPORT = 180.0
MACHINES, BRING = "/api/", "/settings/bring/"

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]


@dataclass(frozen=True, slots=True)
class Room:
    """How much is taken in, and how long it may take."""

    largest: int
    seconds: float


class Refused(Exception):
    """A body is not taken in. The sentence is for whoever sent it."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        self.status, self.sentence = status, sentence
        super().__init__(sentence)


class Bodies:
    """Takes bodies in. One large one at a time: somebody's own words, behind their private door."""

    def __init__(self) -> None:
        self._large_under_way = False
        self._asker = ThreadPoolExecutor(1, thread_name_prefix="undrift-large-door")

    @contextmanager
    def _place_for_a_large_one(self) -> Iterator[None]:
        if self._large_under_way:
            sentence = "Undrift is busy with something large. Please try again in a minute."
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, sentence)
        self._large_under_way = True
        try:
            yield
        finally:
            self._large_under_way = False

    async def whole(self, scope: Message, receive: Receive, then: Callable[[bytes], Awaitable[None]]) -> None:
        """Take a body in and hand it on; nothing happens where the sender went away. Raises Refused."""
        if not await self._may_be_large(scope):
            return await _handed_on(receive, _room_for(scope), then)
        with self._place_for_a_large_one():
            room = Room(LARGEST_EXPORT + LARGEST_FROM_A_MACHINE, SECONDS_FOR_AN_EXPORT)
            return await _handed_on(receive, room, then)

    async def _may_be_large(self, scope: Message) -> bool:
        """Ask for the door only where something large is announced at the one address that takes it."""
        if scope["path"] != BRING or scope["method"] != "POST" or _announced(scope) <= LARGEST_BODY:
            return False
        from undrift.actions import sessions  # the house is put together by now
        from undrift.live.app import cookie_of

        looked = asyncio.get_running_loop().run_in_executor
        if not await looked(self._asker, sessions.private_door_stands_open, cookie_of(scope)):
            sentence = "Your notebook’s door has closed. Go back, open it, and choose the file once more."
            raise Refused(HTTPStatus.UNAUTHORIZED, sentence)
        return True


def _room_for(scope: Message) -> Room:
    machine = scope["path"].startswith(MACHINES)
    return Room(LARGEST_FROM_A_MACHINE if machine else LARGEST_BODY, SECONDS_FOR_BODY)


def _announced(scope: Message) -> int:
    found = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(found) if found.isdigit() else 0


async def _handed_on(receive: Receive, room: Room, then: Callable[[bytes], Awaitable[None]]) -> None:
    try:
        body = await asyncio.wait_for(_read(receive, room.largest), room.seconds)
    except TimeoutError:
        sentence = "This took too long to arrive. Go back: your words are still there."
        raise Refused(HTTPStatus.REQUEST_TIMEOUT, sentence) from None
    if body is not None:
        await then(body)


async def _read(receive: Receive, largest: int) -> bytes | None:
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > largest:
            much = "one file may have" if largest > LARGEST_BODY else "one note can hold"
            sentence = f"This is more than {much}. Go back: your words are still there."
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, sentence)
        if not message.get("more_body"):
            return b"".join(parts)


def in_words(scope: Message, refused: Refused) -> tuple[bytes, bytes]:
    """Say a refusal as a page's sentence, or as a problem report where a machine asks; gives type and body."""
    if not scope["path"].startswith(MACHINES):
        return b"text/plain; charset=utf-8", refused.sentence.encode()
    status = refused.status
    too_large = status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    sentence = "This is more than one moment can hold." if too_large else "This took too long to arrive."
    body = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": sentence}
    return b"application/problem+json", json.dumps(body).encode()
