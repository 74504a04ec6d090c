"""Where a secret may be typed or sent: over a locked connection, or on this very machine (Ruling 8)."""

from __future__ import annotations

from urllib.parse import urlsplit

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
FORWARDING = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "Via", "X-Real-IP")


def is_safe(*, locked: bool, host: str, peer: str, forwarded: bool) -> bool:
    """`forwarded`: something stands in between that says so."""
    if locked:
        return True
    return urlsplit(f"//{host}").hostname in LOOPBACK and peer in LOOPBACK and not forwarded
