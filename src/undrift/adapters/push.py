"""Push services: which ones may be written to, and one request to one of them."""

from __future__ import annotations

import http.client
import re
import ssl
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from http import HTTPStatus
from urllib.parse import urlsplit

from undrift.domain.deliveries import Outcome
from undrift.domain.errors import UndriftError

HOSTS = ("fcm.googleapis.com",)
SUFFIXES = (".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")
SECONDS = 10.0
LONGEST = 1000
TOPIC = "undrift"
GONE = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
"""Not there any more, or made for another key than ours: that browser must ask anew."""


_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


class NotAPushService(UndriftError):
    """Undrift does not write to the push service of that browser."""


@dataclass(frozen=True)
class PushServices:
    """The push services of the browsers people have, over TLS, and nowhere else.

    `also`: hosts with a port that are written to without TLS. Only tests give it; there is no setting for it.
    """

    also: tuple[str, ...] = ()
    seconds: float = SECONDS

    def audience(self, endpoint: str) -> str:
        """Name the service behind an endpoint, as scheme and host. Raises NotAPushService."""
        try:
            parts = urlsplit(endpoint)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise NotAPushService from None
        if self.also and parts.scheme == "http" and parts.netloc in self.also:
            return f"http://{parts.netloc}"
        known = _HOST.fullmatch(host) is not None and (host in HOSTS or host.endswith(SUFFIXES))
        plain = endpoint.isascii() and endpoint.isprintable() and " " not in endpoint and len(endpoint) <= LONGEST
        if not (known and plain and parts.scheme == "https" and port is None and parts.netloc == host):
            raise NotAPushService
        return f"https://{host}"

    def send(self, endpoint: str, body: bytes, authorization: str, lives: timedelta) -> tuple[Outcome, timedelta]:
        """Hand one message over; says how it was taken and, with LATER, how long to wait (zero: not said).

        Follows no redirect and reads no body. Raises NotAPushService.
        """
        audience = self.audience(endpoint)
        line = self._line(audience)
        headers = {
            "Authorization": authorization,
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(int(lives.total_seconds())),
            "Topic": TOPIC,
            "Urgency": "normal",
        }
        try:
            line.connect()
        except OSError:
            line.close()
            return Outcome.LATER, timedelta(0)
        try:
            line.request("POST", endpoint[len(audience) :] or "/", body, headers)
            answer = line.getresponse()
            return outcome_of(answer.status), _wait(answer.getheader("Retry-After") or "")
        except (OSError, http.client.HTTPException):
            return Outcome.UNSURE, timedelta(0)
        finally:
            line.close()

    def _line(self, audience: str) -> http.client.HTTPConnection:
        scheme, _, host = audience.partition("://")
        if scheme == "http":
            return http.client.HTTPConnection(host, timeout=self.seconds)
        return http.client.HTTPSConnection(host, timeout=self.seconds, context=self._trust)

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context()


def outcome_of(status: int) -> Outcome:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Outcome.WENT
    if status in GONE:
        return Outcome.GONE
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Outcome.LATER
    return Outcome.REFUSED


def _wait(seconds: str) -> timedelta:
    return timedelta(seconds=min(int(seconds), 86_400)) if seconds.isascii() and seconds.isdecimal() else timedelta(0)
