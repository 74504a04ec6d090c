"""Live streams of Ann and Bo, opened as a browser opens them; and what opens nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.web.couples import Kept, ann_and_bo, leaves, takes_new_keys
from tests.web.test_conversations import begun, lays, presses
from undrift.actions.streams import leave_the_database
from undrift.live import app as live_app
from undrift.live import hub as live_hub
from undrift.live.app import PATH, LiveDoors
from undrift.store.models import Conversation, Door
from undrift.web.cookies import SESSION

SOON = 5.0


@pytest.fixture
def couple(home, clock, kdf, monkeypatch):
    monkeypatch.setattr(live_hub, "RECHECK_EVERY", 0.1)
    return Kept.world(clock, kdf, ann_and_bo)


class Listening:
    """One stream as a browser has it: a status, then what was sent, until it ends."""

    def __init__(self, doors: LiveDoors, cookie: str, *, last: str = "", after: str = "", **more: Any) -> None:
        headers = [(b"cookie", f"other=two words; {SESSION}={cookie}".encode())] if cookie else []
        headers += [(b"last-event-id", last.encode())] if last else []
        headers += [
            (name.replace("_", "-").encode(), value.encode()) for name, value in more.pop("headers", {}).items()
        ]
        scope = {"type": "http", "method": "GET", "path": PATH, "headers": headers, **more}
        scope.setdefault("query_string", f"after={after}".encode())
        self.status, self.text, self.headers = 0, "", {}
        self._changed, self._left = asyncio.Condition(), asyncio.Event()
        self.task = asyncio.create_task(doors(scope, self._receive, self._send))

    async def _receive(self) -> dict:
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict) -> None:
        async with self._changed:
            self.status = message.get("status", self.status)
            self.headers |= {k.decode(): v.decode() for k, v in message.get("headers", [])}
            self.text += message.get("body", b"").decode()
            self._changed.notify_all()

    async def hears(self, words: str) -> None:
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(lambda: words in self.text), SOON)

    async def ends(self) -> None:
        await asyncio.wait_for(self.task, SOON)

    def leave(self) -> None:
        self._left.set()

    @property
    def ids(self) -> list[str]:
        return [line.removeprefix("id: ") for line in self.text.splitlines() if line.startswith("id: ")]


def with_doors(act: Callable[[LiveDoors], Awaitable[None]]) -> None:
    """Run something with live doors open, and see that nothing stays behind: no stream, no thread."""

    async def run() -> None:
        doors = LiveDoors()
        await act(doors)
        doors.close()
        await asyncio.sleep(0.1)
        assert len(doors.hub) == 0
        await asyncio.get_running_loop().run_in_executor(doors._opener, leave_the_database)
        doors._opener.shutdown()

    asyncio.run(run())


def standing() -> str:
    row = Conversation.objects.get()
    return f"{row.mark}.{row.number}"


async def pressing(somebody, what: str) -> str:
    await asyncio.to_thread(presses, somebody, what)
    return await asyncio.to_thread(standing)


def test_a_turn_reaches_the_other_phone_and_every_browser(couple):
    begun(couple)
    now = standing()
    other = couple.bo.elsewhere()
    other.sign_in()

    async def act(doors):
        heard = [Listening(doors, who.cookie, after=now) for who in (couple.ann, couple.bo, other)]
        for one in heard:
            await one.hears("retry:")
        following = await pressing(couple.ann, "go-on")
        for one in heard:
            await one.hears(f"id: {following}\n")
            assert one.ids == [following]
            assert one.headers["content-type"] == "text/event-stream"
            assert one.headers["cache-control"] == "no-store"

    with_doors(act)


def test_that_one_is_here_alone_does_not_travel(couple):
    lays(couple.ann)
    now = standing()

    async def act(doors):
        bo = Listening(doors, couple.bo.cookie, after=now)
        await bo.hears("retry:")
        await pressing(couple.ann, "here")
        await asyncio.sleep(0.3)
        assert bo.ids == []
        began = await pressing(couple.bo, "here")
        await bo.hears(f"id: {began}\n")

    with_doors(act)


def test_what_happened_while_a_phone_was_away_is_told_when_it_comes_back(couple):
    begun(couple)
    before = standing()

    async def act(doors):
        bo = Listening(doors, couple.bo.cookie, after=before)
        await bo.hears("retry:")
        first = await pressing(couple.ann, "go-on")
        await bo.hears(first)
        bo.leave()
        await bo.ends()
        missed = [await pressing(couple.ann, "go-on"), await pressing(couple.bo, "go-on")]
        again = Listening(doors, couple.bo.cookie, last=first, after=before)
        await again.hears(missed[-1])
        assert again.ids == missed
        third = Listening(doors, couple.bo.cookie, last=missed[-1], after=before)
        await third.hears("retry:")
        await asyncio.sleep(0.2)
        assert third.ids == []

    with_doors(act)


def test_nobody_else_hears_anything_and_all_of_them_get_the_same_answer(couple):
    begun(couple)
    cookie = couple.bo.cookie

    async def act(doors):
        asked = [
            Listening(doors, couple.cleo.cookie),
            Listening(doors, ""),
            Listening(doors, "0" * 64),
            Listening(doors, "nonsense; \x00"),
            Listening(doors, cookie, method="POST"),
            Listening(doors, cookie, path="/live/other/"),
            Listening(doors, cookie, headers={"sec_fetch_site": "cross-site"}),
        ]
        for one in asked:
            await one.ends()
        assert {(one.status, one.text, str(one.headers)) for one in asked} == {(404, "", str(asked[0].headers))}

    with_doors(act)


def test_where_there_is_no_conversation_there_is_no_stream(couple):
    async def act(doors):
        one = Listening(doors, couple.ann.cookie)
        await one.ends()
        assert one.status == 404

    with_doors(act)


@pytest.mark.parametrize("how", ["signs out", "elsewhere", "idle", "unlinks", "new keys"])
def test_a_stream_ends_with_the_session_or_with_the_two(couple, how):
    begun(couple)

    async def act(doors):
        bo = Listening(doors, couple.bo.cookie)
        await bo.hears("retry:")
        if how == "signs out":
            await asyncio.to_thread(couple.bo.post, "/sign-out/")
        elif how == "elsewhere":
            await asyncio.to_thread(Door.objects.filter(person__name="Bo").delete)
        elif how == "idle":
            couple.clock.later(minutes=31)
        elif how == "unlinks":
            await asyncio.to_thread(leaves, couple.ann)
        else:
            await asyncio.to_thread(takes_new_keys, couple.bo)
        await bo.ends()

    with_doors(act)


def test_a_stream_keeps_no_door_open(couple):
    begun(couple)
    before = Door.objects.get(person__name="Bo", scope="shared").idle_until
    couple.clock.later(minutes=10)

    async def act(doors):
        bo = Listening(doors, couple.bo.cookie)
        await bo.hears("retry:")
        await pressing(couple.ann, "go-on")
        await bo.hears("id: ")

    with_doors(act)
    assert Door.objects.get(person__name="Bo", scope="shared").idle_until == before


def test_putting_it_away_is_the_last_thing_that_is_told(couple):
    lays(couple.ann)

    async def act(doors):
        bo = Listening(doors, couple.bo.cookie)
        await bo.hears("retry:")
        await asyncio.to_thread(presses, couple.ann, "put-away")
        await bo.hears("id: gone")
        await bo.ends()

    with_doors(act)


def test_a_stream_has_a_heartbeat_and_a_longest_life(couple, monkeypatch):
    begun(couple)
    monkeypatch.setattr(live_hub, "HEARTBEAT_EVERY", 0.1)
    monkeypatch.setattr(live_app, "LIVES_FOR", 0.6)

    async def act(doors):
        bo = Listening(doors, couple.bo.cookie)
        await bo.hears("\n:\n")
        await bo.ends()
        assert bo.status == 200

    with_doors(act)


def test_one_browser_keeps_only_its_newest_few(couple):
    begun(couple)

    async def act(doors):
        many = []
        for _ in range(live_hub.MOST_OF_ONE + 2):
            many.append(Listening(doors, couple.bo.cookie))
            await many[-1].hears("retry:")
        await asyncio.sleep(0.1)
        assert sum(one.task.done() for one in many) == 2
        assert len(doors.hub) == live_hub.MOST_OF_ONE

    with_doors(act)
