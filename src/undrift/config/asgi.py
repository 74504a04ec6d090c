"""The front of the house: a small guard takes a request in whole before a page thread is spent on it (Ruling 10)."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from a2wsgi import WSGIMiddleware

from undrift.config.bodies import Bodies, Refused, in_words

if TYPE_CHECKING:
    from undrift.live.app import LiveDoors

PAGE_THREADS = 16

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


async def _refuse(scope: Message, send: Send, refused: Refused) -> None:
    kind, sentence = in_words(scope, refused)
    headers = [
        (b"content-type", kind),
        (b"connection", b"close"),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if refused.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append((b"retry-after", b"60"))
    await send({"type": "http.response.start", "status": int(refused.status), "headers": headers})
    await send({"type": "http.response.body", "body": sentence})


LIVE = "/live/"


def guarded(pages: App, live: LiveDoors) -> App:
    """Buffer each body, at most two megabytes within ten seconds, then hand the request to the page threads.

    What is under /live/ has no body and takes no page thread. What is larger, and for whom: `bodies.py`.
    """
    bodies = Bodies()

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await _lifespan(receive, send, live)
        if scope["type"] != "http":
            return None
        if scope["path"].startswith(LIVE):
            return await live(scope, receive, send)

        async def take(body: bytes) -> None:
            await pages(scope, _once(body, receive), send)

        try:
            await bodies.whole(scope, receive, take)
        except Refused as refused:
            await _refuse(scope, send, refused)

    return app


def _once(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


async def _lifespan(receive: Receive, send: Send, live: LiveDoors) -> None:
    """Open, keep house while open, close."""
    await receive()
    _end_streams_when_stopped(live)
    keeping, stop_sending = asyncio.create_task(_keep_house()), _start_sending()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    keeping.cancel()
    stop_sending.set()
    await send({"type": "lifespan.shutdown.complete"})


def _end_streams_when_stopped(live: LiveDoors) -> None:
    """Let open streams end as soon as the house is told to stop: the server waits for whatever is still under way."""
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(sign)

        def stopping(number: int, frame: object, before: Any = before) -> None:
            loop.call_soon_threadsafe(live.close)
            if callable(before):
                before(number, frame)

        signal.signal(sign, stopping)


async def _keep_house() -> None:
    from undrift.actions import housekeeping

    while True:
        await asyncio.sleep(housekeeping.EVERY.total_seconds())
        try:
            await asyncio.to_thread(housekeeping.tidy)
        except Exception:
            logging.getLogger(__name__).exception("housekeeping did not finish")


def _start_sending() -> threading.Event:
    """Send reminders in a thread of this process, unless `undrift work` does it elsewhere."""
    stop = threading.Event()
    from django.conf import settings

    if settings.WORKER:
        from undrift.actions.sending import work

        threading.Thread(target=work, args=(stop,), name="reminders", daemon=True).start()
    return stop


def build() -> App:
    from undrift.config.wsgi import application as wsgi  # it prepares what the next one needs
    from undrift.live.app import LiveDoors

    pages = WSGIMiddleware(cast("Any", wsgi), workers=PAGE_THREADS)
    return guarded(cast("App", pages), LiveDoors())


application = build()
