"""A home for made-up people: a folder and a port of its own, and an end that leaves nothing behind."""

from __future__ import annotations

import shutil
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from undrift.domain.errors import UndriftError

HERE = "127.0.0.1"
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
ONCE_MORE_AFTER = 1.0


class FolderInUse(UndriftError):
    """There is something in this folder already. Please name an empty one; your own words are never touched."""


class PortTaken(UndriftError):
    """Something else answers at this port. Leave --port out, and a free one is found."""


@contextmanager
def folder(wanted: str) -> Iterator[Path]:
    """Give an empty folder: the one that was asked for, which stays, or a new one, which is gone at the end."""
    if wanted:
        yield _empty(Path(wanted).expanduser().resolve())
        return
    made = Path(tempfile.mkdtemp(prefix="undrift-demo-"))
    try:
        yield made
    finally:
        _let_nothing_interrupt()
        shutil.rmtree(made, ignore_errors=True)


def _empty(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(path.iterdir()):
            raise FolderInUse
    except OSError:
        raise FolderInUse("This folder cannot be made or opened. Please name another.") from None
    return path


def end_cleanly_on_signals() -> None:
    """Ctrl-C, a closed terminal and a request to stop all end the demo as if it had come to its end."""
    for ending in (*ENDINGS, signal.SIGALRM):
        signal.signal(ending, _end)


def _end(number: int, frame: FrameType | None) -> None:
    """End now; and once more in a second, for where an object is just being let go Python swallows the first."""
    del number, frame
    signal.setitimer(signal.ITIMER_REAL, ONCE_MORE_AFTER)
    raise SystemExit(0)


def _let_nothing_interrupt() -> None:
    for ending in (*ENDINGS, signal.SIGALRM):
        signal.signal(ending, signal.SIG_IGN)


def listening(port: int, *, must_be_this: bool) -> socket.socket:
    """Take a port on this machine; another one when it is taken, unless it must be this one. Raises PortTaken."""
    try:
        return socket.create_server((HERE, port))
    except OSError:
        if must_be_this:
            raise PortTaken from None
        return socket.create_server((HERE, 0))
