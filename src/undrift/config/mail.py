"""The operator's mail server, from the environment. Without UNDRIFT_MAIL_HOST there is none and no mail."""

from __future__ import annotations

from urllib.parse import urlsplit

from undrift.adapters.mail import LOCKED, OPEN, STARTTLS, MailServer
from undrift.config import env
from undrift.domain.deliveries import checked_address
from undrift.domain.errors import BadInput

PORTS = {LOCKED: 465, STARTTLS: 587, OPEN: 25}
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def server() -> MailServer | None:
    host = env.text("MAIL_HOST")
    if not host:
        return None
    if any(c.isspace() or c in "/@" for c in host):
        raise env.BadSetting("UNDRIFT_MAIL_HOST must be the name of a mail server, such as mail.example.org.")
    lock = _lock(host)
    user, password = env.text("MAIL_USER"), env.secret("MAIL_PASSWORD")
    if bool(user) != bool(password):
        raise env.BadSetting("UNDRIFT_MAIL_USER and UNDRIFT_MAIL_PASSWORD go together: set both, or neither.")
    return MailServer(host, _port(lock), lock, _sender(), user, password)


def _lock(host: str) -> str:
    lock = env.text("MAIL_TLS", STARTTLS).lower() or STARTTLS
    if lock not in PORTS:
        raise env.BadSetting("UNDRIFT_MAIL_TLS must be starttls, tls or none.")
    if lock == OPEN and host not in LOOPBACK:
        raise env.BadSetting("UNDRIFT_MAIL_TLS may be none only where the mail server is on this very machine.")
    return lock


def _port(lock: str) -> int:
    value = env.text("MAIL_PORT") or str(PORTS[lock])
    if not value.isdigit() or not 0 < int(value) < 65536:  # noqa: PLR2004 - the range of ports
        raise env.BadSetting("UNDRIFT_MAIL_PORT must be a number between 1 and 65535.")
    return int(value)


def _sender() -> str:
    host = urlsplit(env.origin()).hostname or ""
    try:
        return checked_address(env.text("MAIL_FROM") or (f"undrift@{host}" if host else ""))
    except BadInput:
        raise env.BadSetting("UNDRIFT_MAIL_FROM must be the address that letters come from.") from None
