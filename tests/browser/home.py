"""A whole Undrift for the browser tests: the real server, with a cheap key derivation and a clock that tests may move.

Started as a process of its own, so that its memory, files and command line can be searched like a host would.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path


def main(port: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "undrift.config.settings")
    import django

    django.setup()
    from undrift.actions import keys, people
    from undrift.adapters import clock
    from undrift.cli.serve import prepare
    from undrift.vault.slots import PassphraseKdf

    keys.use_kdf(PassphraseKdf.cheap())
    shift = Path(os.environ["UNDRIFT_DATA"]) / "clock-shift"

    def moved() -> datetime:
        seconds = float(shift.read_text() or 0) if shift.exists() else 0
        return datetime.now(UTC) + timedelta(seconds=seconds)

    clock.use(moved)
    seed = Path(os.environ["UNDRIFT_DATA"]) / "seed"
    people.draw_seed = lambda: int(seed.read_text()) if seed.exists() else 7
    prepare()
    import uvicorn

    uvicorn.run(
        "undrift.config.asgi:application",
        host="127.0.0.1",
        port=port,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
