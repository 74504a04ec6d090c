"""Many phones at once, on one event loop: pages on a kept connection each, and an open stream."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from urllib.parse import urlencode

from bench.people import Someone

STREAM, NOW, PRESS = "/live/conversation/", "/us/conversation/now/", "/us/conversation/press/"
AT = re.compile(rb'data-at="([0-9a-f]{16}\.\d+)"')
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
COOKIE = re.compile(rb"set-cookie: ([^=]+)=([^;]+)", re.IGNORECASE)
LEADS_ON = re.compile(rb'<button class="btn[^"]*" name="what" value="(go-on|again|here)"')
EVENT = re.compile(rb"id: (\S+)\ndata")


class Phone:
    """One person's browser. `page` is what it shows."""

    def __init__(self, port: int, who: Someone) -> None:
        self._port, self.who, self._cookies, self.page = port, who, who.cookies, b""
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    @property
    def at(self) -> str:
        found = AT.search(self.page)
        return found[1].decode() if found else ""

    @property
    def choices(self) -> list[str]:
        return [choice.decode() for choice in LEADS_ON.findall(self.page)]

    def request(self, method: str, path: str, body: bytes = b"", last: str = "") -> bytes:
        cookies = "; ".join(f"{k}={v}" for k, v in self._cookies.items())
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nCookie: {cookies}\r\n"
        head += f"Last-Event-ID: {last}\r\n" if last else ""
        if method == "POST":
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        return head.encode() + b"\r\n" + body

    async def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        assert self._reader
        self._writer.write(self.request(method, path, body))
        head = await self._reader.readuntil(b"\r\n\r\n")
        for name, value in COOKIE.findall(head):
            self._cookies[name.decode()] = value.decode()
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        answer = await self._reader.readexactly(int(length[1])) if length else await self._chunks(self._reader)
        return int(head.split(b" ", 2)[1]), answer

    @staticmethod
    async def _chunks(reader: asyncio.StreamReader) -> bytes:
        parts = []
        while size := int(await reader.readline(), 16):
            parts.append(await reader.readexactly(size))
            await reader.readline()
        await reader.readline()
        return b"".join(parts)

    async def look(self, path: str = NOW) -> None:
        status, self.page = await self.ask("GET", path)
        if status != 200:
            raise LookupError(f"{path} answered {status}")

    async def press(self, what: str) -> None:
        await self.send(PRESS, what=what, mark=self.at.partition(".")[0], seen=self.at.partition(".")[2])

    async def send(self, path: str, **fields: str) -> None:
        token = TOKEN.search(self.page)
        assert token
        status, _ = await self.ask(
            "POST", path, urlencode({"csrfmiddlewaretoken": token[1].decode(), **fields}).encode()
        )
        if status != 302:
            raise LookupError(f"{path} answered {status}")

    async def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            with suppress(OSError):
                await self._writer.wait_closed()


class Ear:
    """One open stream of a phone, which keeps every event it hears and how often it had to come back."""

    def __init__(self, phone: Phone, port: int, last: str) -> None:
        self._phone, self._port, self.last, self.heard = phone, port, last, []
        self.news, self.is_open, self.opened = asyncio.Event(), asyncio.Event(), 0
        self._writer: asyncio.StreamWriter | None = None

    async def listen(self) -> None:
        """Listen until somebody hangs up, and then come back with the last event that was heard."""
        while True:
            reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
            self._writer.write(self._phone.request("GET", STREAM, last=self.last))
            kept = b""
            with suppress(OSError, asyncio.IncompleteReadError):
                while piece := await reader.read(4096):
                    if not kept and b" 200 " in piece[:20]:
                        self.opened += 1
                        self.is_open.set()
                    kept = self._take(kept + piece)

    def _take(self, kept: bytes) -> bytes:
        """Take whole events out of what came, and give back the rest."""
        whole, found, rest = kept.rpartition(b"\n\n")
        for event in EVENT.findall(whole):
            self.last = event.decode()
            self.heard.append(self.last)
            self.news.set()
        return (b"-" + rest) if found else kept

    def hang_up(self) -> None:
        """Lose the connection, as a phone does in a lift: nothing is said to the other end."""
        if self._writer is not None:
            self._writer.transport.abort()
