"""Settings come from the environment. A wrong value stops the start with one sentence."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from undrift.domain.errors import UndriftError

PREFIX = "UNDRIFT_"


class BadSetting(UndriftError):
    """A setting has a value that cannot be used."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(PREFIX + name, default).strip()


def flag(name: str, default: str = "no") -> bool:
    """Read a yes-or-no setting: True, False, 1, 0, yes, no, or empty for its default."""
    value = text(name).lower() or default
    if value in {"0", "false", "no"}:
        return False
    if value in {"1", "true", "yes"}:
        return True
    raise BadSetting(f"{PREFIX}{name} must be yes or no.")


def port(default: int = 8000) -> int:
    value = text("PORT") or os.environ.get("PORT", "").strip() or str(default)
    if not value.isdigit() or not 0 < int(value) < 65536:  # noqa: PLR2004 - the range of ports
        raise BadSetting("UNDRIFT_PORT must be a number between 1 and 65535.")
    return int(value)


def secret(name: str) -> str:
    """Read a secret, first from the file that UNDRIFT_<name>_FILE names, then from UNDRIFT_<name>."""
    where = text(f"{name}_FILE")
    if not where:
        return text(name)
    try:
        return Path(where).read_text(encoding="utf-8").strip()
    except OSError:
        raise BadSetting(f"{PREFIX}{name}_FILE names a file that cannot be read.") from None


def origin() -> str:
    """Read the public address, such as https://home.example. Empty means: this machine only."""
    value = text("ORIGIN").rstrip("/")
    if not value:
        return ""
    if not _is_plain_https(value):
        raise BadSetting("UNDRIFT_ORIGIN must be an https address without a path, such as https://home.example.")
    return value


def _is_plain_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    plain = f"https://{host}" if port is None else f"https://{host}:{port}"
    return bool(host) and not any(c.isspace() for c in address) and address.lower() == plain


def time_zone() -> str:
    """Read the zone used until a person's own is known; the system's, unless a setting names one."""
    chosen = text("TIME_ZONE") or _system_zone()
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(chosen)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadSetting("UNDRIFT_TIME_ZONE must be a zone name such as Europe/Dublin.") from None
    return chosen


def _system_zone() -> str:
    try:
        return Path("/etc/timezone").read_text(encoding="utf-8").strip() or "UTC"
    except OSError:
        return "UTC"
