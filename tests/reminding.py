"""A push service and a mail server on this machine: they take what arrives apart, and misbehave when told to."""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from undrift.adapters.mail import MailServer
from undrift.vault import push as slips

CURVE = ec.SECP256R1()


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class FakeBrowser:
    """The keys a browser hands out, and what its push service gets for it."""

    path: str
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE), repr=False)
    secret: bytes = b"sixteen bytes ok"

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def form(self, host: str) -> dict[str, str]:
        keys = {"public_key": slips.text_of(self.public), "shared_secret": slips.text_of(self.secret)}
        return {"endpoint": f"http://{host}/{self.path}", **keys}


@dataclass
class Arrived:
    """One message as the service and the browser see it."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float


class PushService:
    """Takes messages in; `says` names the status it answers with, for each path or for all; None means: no answer."""

    def __init__(self) -> None:
        self.arrived: list[Arrived] = []
        self.says: dict[str, int | None] = {}
        self.retry_after = ""
        self.slow = 0.0
        self.stop = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                path = self.path.lstrip("/")
                service.arrived.append(Arrived(path, dict(self.headers), body, time.monotonic()))
                status = service.says.get(path, service.says.get("", 201))
                time.sleep(service.slow)
                if status is None:
                    service.stop.wait(20)
                    return
                self.send_response(status)
                if service.retry_after:
                    self.send_header("Retry-After", service.retry_after)
                if 300 <= status < 400:
                    self.send_header("Location", f"http://{service.host}/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        return Handler

    @property
    def paths(self) -> Counter[str]:
        return Counter(one.path for one in self.arrived)

    def close(self) -> None:
        self.stop.set()
        self.server.shutdown()
        self.server.server_close()


def opened(one: Arrived, browser: FakeBrowser) -> bytes:
    """Open a message as that browser would, with a library that is not ours."""
    return http_ece.decrypt(one.body, private_key=browser.private, auth_secret=browser.secret, version="aes128gcm")


def slip_of(one: Arrived) -> dict[str, Any]:
    """Check the signature of the slip with the key it names, and return what it claims."""
    token, key = (part.partition("=")[2] for part in one.headers["Authorization"].removeprefix("vapid ").split(", "))
    signed, _, signature = token.rpartition(".")
    raw = unpadded(signature)
    pair = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unpadded(key)).verify(
        pair, signed.encode(), ec.ECDSA(hashes.SHA256())
    )
    return {"key": key, **json.loads(unpadded(signed.split(".")[1]))}


def free_port() -> int:
    with socket.socket() as knocking:
        knocking.bind(("127.0.0.1", 0))
        return int(knocking.getsockname()[1])


class MailSink:
    """Takes letters in; `says` is what it answers instead, at the recipient or after the text."""

    def __init__(self, *, password: str = "") -> None:
        self.letters: list[tuple[list[str], str]] = []
        self.at_recipient = self.after_text = ""
        more: dict[str, Any] = {}
        if password:
            more = {
                "authenticator": lambda *args: AuthResult(
                    success=isinstance(args[-1], LoginPassword) and args[-1].password == password.encode()
                ),
                "auth_required": True,
                "auth_require_tls": False,
            }
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, **more)
        self.controller.start()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd looks for this name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.at_recipient:
            return self.at_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd looks for this name
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        if self.after_text:
            return self.after_text
        self.letters.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"

    @property
    def as_server(self) -> MailServer:
        return MailServer("127.0.0.1", self.port, "none", "undrift@home.example")

    def close(self) -> None:
        self.controller.stop()


@contextmanager
def push_service() -> Iterator[PushService]:
    service = PushService()
    try:
        yield service
    finally:
        service.close()


@contextmanager
def mail_sink(**more: str) -> Iterator[MailSink]:
    sink = MailSink(**more)
    try:
        yield sink
    finally:
        sink.close()
