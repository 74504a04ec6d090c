"""A small client on one kept connection. It counts every byte of an answer, as it came over the wire."""

from __future__ import annotations

import re
import secrets
import socket
from contextlib import suppress
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

PATIENCE = 120.0
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
BROWSER = "Accept: */*\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: en\r\nUser-Agent: bench\r\n"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    size: int


class Wire:
    """One connection of a browser. Connections that are given the same cookies share them, as a browser's do."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port, self.cookies = port, {} if cookies is None else cookies
        self._open()

    def _open(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._read = self._socket.makefile("rb")
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        with suppress(OSError):
            self._read.close()
            self._socket.close()

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, b"")

    def post(self, path: str, **fields: str) -> Answer:
        return self._ask("POST", path, urlencode(fields).encode())

    def upload(self, path: str, file: bytes, **fields: str) -> Answer:
        """Send a form with one file, as a browser does."""
        edge = secrets.token_hex(16)
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        named = 'name="file"; filename="my-words.json"\r\nContent-Type: application/json'
        head = "".join(parts) + f"--{edge}\r\nContent-Disposition: form-data; {named}\r\n\r\n"
        body = head.encode() + file + f"\r\n--{edge}--\r\n".encode()
        return self._ask("POST", path, body, f"multipart/form-data; boundary={edge}")

    def token(self, path: str) -> str:
        """Take the form token out of a page."""
        found = TOKEN.search(self.get(path).body)
        if not found:
            raise LookupError(f"{path} has no form: was somebody signed out?")
        return found[1].decode()

    def _ask(self, method: str, path: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> Answer:
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{BROWSER}"
        if self.cookies:
            head += "Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()) + "\r\n"
        if method == "POST":
            head += f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        self._socket.sendall(head.encode() + b"\r\n" + body)
        return self._answer()

    def _answer(self) -> Answer:
        self._size = 0
        status, headers = int(self._line().split()[1]), {}
        while line := self._line().rstrip():
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                cookie, _, content = value.strip().partition(";")[0].partition("=")
                self.cookies[cookie] = content
        body = self._body(status, headers)
        answer = Answer(status, headers, body, self._size)
        if headers.get("connection") == "close":
            self.close()
            self._open()
        return answer

    def _body(self, status: int, headers: dict[str, str]) -> bytes:
        if status in {204, 304}:
            return b""
        if "content-length" in headers:
            return self._bytes(int(headers["content-length"]))
        parts = []
        while size := int(self._line(), 16):
            parts.append(self._bytes(size))
            self._line()
        self._line()
        return b"".join(parts)

    def _line(self) -> bytes:
        line = self._read.readline()
        if not line:
            raise ConnectionError("The server closed the connection.")
        self._size += len(line)
        return line

    def _bytes(self, size: int) -> bytes:
        self._size += size
        return self._read.read(size)
