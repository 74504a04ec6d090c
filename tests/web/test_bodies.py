"""What the guard takes in, for whom, and what it says when it does not."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from undrift.config import bodies
from undrift.config.asgi import guarded
from undrift.config.bodies import BRING, LARGEST_BODY, LARGEST_EXPORT, LARGEST_FROM_A_MACHINE
from undrift.web.cookies import SESSION

MEGABYTE = b"x" * 1_048_576


class Asked:
    """Requests through the guard, and what came out of it."""

    def __init__(self) -> None:
        self.taken: list[int] = []
        self.begun = asyncio.Event()
        self.hold: asyncio.Event | None = None
        self.app = guarded(self._pages, live=None)

    async def _pages(self, scope: Any, receive: Any, send: Any) -> None:
        self.taken.append(len((await receive())["body"]))
        self.begun.set()
        if self.hold:
            await self.hold.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"taken"})

    async def post(self, path: str, size: int, cookie: str = "", *, told: bool = True) -> tuple[int, str, bytes]:
        headers = [(b"content-length", str(size).encode())] if told else []
        headers += [(b"cookie", f"{SESSION}={cookie}".encode())] if cookie else []
        left, got = [size], []

        async def receive() -> dict:
            part = MEGABYTE[: min(left[0], len(MEGABYTE))]
            left[0] -= len(part)
            return {"type": "http.request", "body": part, "more_body": left[0] > 0}

        async def send(message: dict) -> None:
            got.append(message)

        scope = {"type": "http", "method": "POST", "path": path, "headers": headers}
        await self.app(scope, receive, send)
        kind = dict(got[0]["headers"]).get(b"content-type", b"").decode()
        return got[0]["status"], kind, got[1]["body"]


def asking(*requests: tuple[Any, ...], **more: Any) -> tuple[Asked, list[tuple[int, str, bytes]]]:
    asked = Asked()

    async def each() -> list[tuple[int, str, bytes]]:
        return [await asked.post(*request, **more) for request in requests]

    return asked, asyncio.run(each())


def test_two_megabytes_everywhere_and_not_a_byte_more(home):
    asked, answers = asking(("/mine/write/", LARGEST_BODY), ("/mine/write/", LARGEST_BODY + 1))
    assert [status for status, _, _ in answers] == [200, 413]
    assert asked.taken == [LARGEST_BODY]
    assert b"more than one note can hold" in answers[1][2]


def test_a_machine_is_told_as_a_machine(home):
    _, answers = asking(("/api/moments", LARGEST_FROM_A_MACHINE), ("/api/moments", LARGEST_FROM_A_MACHINE + 1))
    assert [(status, kind) for status, kind, _ in answers] == [(200, ""), (413, "application/problem+json")]
    assert json.loads(answers[1][2])["status"] == 413


def test_a_large_file_comes_in_behind_the_private_door(world):
    asked, answers = asking((BRING, LARGEST_EXPORT, world.ann.cookie))
    assert answers[0][0] == 200
    assert asked.taken == [LARGEST_EXPORT]


@pytest.mark.parametrize("who", ["nobody", "shared"])
def test_with_the_door_closed_not_a_byte_of_it_is_read(world, who):
    if who == "shared":
        world.ann.post("/mine/door/close/")
    asked, answers = asking((BRING, LARGEST_EXPORT, world.ann.cookie if who == "shared" else ""))
    assert answers[0][0] == 401
    assert "door has closed" in answers[0][2].decode()
    assert asked.taken == []


@pytest.mark.parametrize(("size", "told"), [(LARGEST_EXPORT * 2, True), (LARGEST_BODY + 1, False)])
def test_more_than_there_is_room_for_is_a_sentence(world, size, told):
    """A size that nobody announced counts as an ordinary one."""
    asked, answers = asking((BRING, size, world.ann.cookie), told=told)
    assert answers[0][0] == 413
    assert asked.taken == []


def test_an_ordinary_file_needs_no_room_of_its_own(world):
    _, answers = asking((BRING, 1000, ""))
    assert answers[0][0] == 200


def test_one_large_file_at_a_time(world):
    asked = Asked()

    async def two() -> list[tuple[int, str, bytes]]:
        asked.hold = asyncio.Event()
        first = asyncio.create_task(asked.post(BRING, LARGEST_BODY * 2, world.ann.cookie))
        await asyncio.wait_for(asked.begun.wait(), 5)
        second = await asked.post(BRING, LARGEST_BODY * 2, world.bo.cookie)
        asked.hold.set()
        third = (await first, await asked.post(BRING, LARGEST_BODY * 2, world.bo.cookie))
        return [second, *third]

    assert [status for status, _, _ in asyncio.run(two())] == [503, 200, 200]


def test_a_body_that_never_ends_is_given_up(home, monkeypatch):
    monkeypatch.setattr(bodies, "SECONDS_FOR_BODY", 0.05)
    said: list[dict] = []

    async def never() -> dict:
        await asyncio.sleep(5)
        raise AssertionError

    async def send(message: dict) -> None:
        said.append(message)

    scope = {"type": "http", "method": "POST", "path": "/api/moments", "headers": []}
    asyncio.run(Asked().app(scope, never, send))
    assert said[0]["status"] == 408
    assert json.loads(said[1]["body"])["detail"].startswith("This took too long")
