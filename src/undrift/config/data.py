"""The one folder that holds everything that is kept."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from undrift.config import env


def folder() -> Path:
    """Make sure the data folder is there and only its owner can look inside."""
    path = Path(env.text("DATA") or "data").expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.chmod(0o700)
    except OSError:
        raise env.BadSetting("UNDRIFT_DATA names a folder that cannot be made or opened.") from None
    return path


def signing_key(where: Path) -> str:
    """Read or make the key that signs forms. It protects no content (docs/decisions/0004-vault.md)."""
    given = env.secret("SECRET_KEY")
    if given:
        return given
    path = where / "signing-key"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8").strip()
