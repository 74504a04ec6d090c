"""A whole Undrift in a process of its own, on a port of this machine only."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Self

from bench.hours import running_from
from bench.process import free_port
from bench.wire import Wire

LONGEST_START = 20.0
CHEAP, COSTLY = "cheap", "costly"


def environment(data: Path, port: int, **more: str) -> dict[str, str]:
    """The environment of a home that nobody has set anything else for."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("UNDRIFT_", "DJANGO_"))}
    mine = {"UNDRIFT_DATA": str(data), "UNDRIFT_OPEN_SIGN_UP": "yes", "UNDRIFT_TIME_ZONE": "UTC", "PORT": str(port)}
    return {**plain, **mine, **more}


class Home:
    """`undrift serve` with the page to compare with; passphrases cost next to nothing unless `cheap` is False.

    `at` sets its clock: it begins there and runs on.
    """

    def __init__(self, data: Path, *, cheap: bool = True, at: datetime | None = None) -> None:
        self.data, self.port = data, free_port()
        self._command = [sys.executable, "-m", "bench.home", CHEAP if cheap else COSTLY]
        if at is not None:
            self._command.append(at.isoformat())

    def __enter__(self) -> Self:
        log = self.data.with_suffix(".log")
        with log.open("wb") as told:
            self._process = subprocess.Popen(
                self._command,
                env=environment(self.data, self.port, DJANGO_SETTINGS_MODULE="bench.settings"),
                stdout=subprocess.DEVNULL,
                stderr=told,
            )
        try:
            answered(self._process, self.port, "/healthz")
        except TimeoutError:
            stop(self._process)
            raise TimeoutError(log.read_text()) from None
        return self

    @property
    def pid(self) -> int:
        return self._process.pid

    def wire(self, cookies: dict[str, str] | None = None) -> Wire:
        return Wire(self.port, cookies)

    def __exit__(self, *_: object) -> None:
        stop(self._process)


def answered(process: subprocess.Popen[bytes], port: int, path: str) -> int:
    """Wait until the first answer to `path`; returns its status. Gives up after twenty seconds."""
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and process.poll() is None:
        try:
            with Wire(port) as wire:
                return wire.get(path).status
        except ConnectionError:
            time.sleep(0.002)
    raise TimeoutError("The server did not start.")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _serve(cost: str, at: str = "") -> int:
    from bench.shipped import hide_what_is_not_shipped

    hide_what_is_not_shipped()
    import django

    django.setup()
    from undrift.actions import keys
    from undrift.adapters import clock
    from undrift.cli import main
    from undrift.vault.slots import PassphraseKdf

    if cost == CHEAP:
        keys.use_kdf(PassphraseKdf.cheap())
    if at:
        clock.use(running_from(datetime.fromisoformat(at)))
    return main(["serve"])


if __name__ == "__main__":
    sys.exit(_serve(*sys.argv[1:]))
