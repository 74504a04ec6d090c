"""Event streams as a bare ASGI app: two threads for all of them, a few kilobytes for each (docs/decisions/0020)."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

from undrift.actions import streams
from undrift.live.hub import Hub
from undrift.live.streams import BEGINNING, Stream

PATH = "/live/conversation/"
COOKIE = "__Host-undrift"
LIVES_FOR = 900.0
"""Seconds; a browser comes back by itself, and is then asked for its cookie again."""
LONGEST_COOKIES = 8_192

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
PLAIN = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"x-robots-tag", b"noindex, nofollow"),
)
STREAMING = (*PLAIN, (b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no"))


class LiveDoors:
    """Authorises each stream when it opens, by the session's cookie alone, and keeps none open that should not be."""

    def __init__(self) -> None:
        self.hub = Hub()
        self._opener = ThreadPoolExecutor(1, thread_name_prefix="undrift-live-door")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["path"] != PATH or scope["method"] != "GET" or _from_elsewhere(scope):
            return await _nothing(send, 404)
        if self.hub.is_full():
            return await _nothing(send, 503)
        cookie = cookie_of(scope)
        loop = asyncio.get_running_loop()
        ticket = await loop.run_in_executor(self._opener, streams.admit, cookie) if cookie else None
        if ticket is None:
            return await _nothing(send, 404)
        ends_at = loop.time() + LIVES_FOR * random.uniform(0.8, 1.0)  # noqa: S311 - so that not all come back at once
        await self._stream(Stream(ticket, _last_seen(scope), ends_at), receive, send)
        return None

    async def _stream(self, stream: Stream, receive: Receive, send: Send) -> None:
        left = asyncio.ensure_future(_until_left(receive))
        left.add_done_callback(lambda _: stream.end())
        self.hub.add(stream)
        try:
            await send({"type": "http.response.start", "status": 200, "headers": STREAMING})
            await send({"type": "http.response.body", "body": BEGINNING, "more_body": True})
            while news := await stream.news():
                await send({"type": "http.response.body", "body": news, "more_body": True})
        finally:
            self.hub.remove(stream)
            left.cancel()
        await send({"type": "http.response.body", "body": b""})

    def close(self) -> None:
        """Let every stream end, so that stopping the house does not have to wait for them."""
        self.hub.close()


async def _until_left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _nothing(send: Send, status: int) -> None:
    """Say the same to a stranger, to an outsider, and where there is no conversation."""
    await send({"type": "http.response.start", "status": status, "headers": PLAIN})
    await send({"type": "http.response.body", "body": b""})


def _header(scope: Message, name: bytes) -> str:
    found = (value for key, value in scope["headers"] if key == name)
    return str(next(found, b"").decode("latin-1"))


def cookie_of(scope: Message) -> str:
    """Read the session's cookie as the pages do: whatever else a browser sends along does not matter."""
    pairs = (part.partition("=") for part in _header(scope, b"cookie")[:LONGEST_COOKIES].split(";"))
    return next((value.strip() for name, _, value in pairs if name.strip() == COOKIE), "")


def _from_elsewhere(scope: Message) -> bool:
    return _header(scope, b"sec-fetch-site") not in {"", "same-origin"}


def _last_seen(scope: Message) -> str:
    """Read the last event this page had: its browser remembers it, and at first the page itself says so."""
    given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("after", [""])
    return (_header(scope, b"last-event-id") or given[0])[:40]
