"""Private files in a folder: for their owner's eyes, put in place whole or not at all, wiped where that matters."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from undrift.domain.errors import UndriftError

ZEROS = bytes(1 << 16)


class FolderInUse(UndriftError):
    """Another backup or restore is at work in this folder. Please let it finish first."""


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Make the folder if it is missing, and be the only one at work in it. Raises FolderInUse."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise FolderInUse from None
    finally:
        os.close(handle)


def make_private(path: Path) -> None:
    """Make an empty file that only its owner can open. There must be none yet."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def put_in_place(finished: Path, path: Path, *, wipe_former: bool = False) -> None:
    """Give a finished file its name. Whoever pulls the plug finds the former file whole, or the new one.

    `wipe_former`: write zeros over the bytes of the former file, which a new name alone would leave on the disk.
    """
    _flush(finished)
    former = _open_former(path) if wipe_former else None
    try:
        finished.replace(path)
        _flush(path.parent)
        if former is not None:
            _overwrite(former)
    finally:
        if former is not None:
            os.close(former)


def wipe(path: Path) -> None:
    """Write zeros over a file and delete it. A file that is not there is fine."""
    handle = _open_former(path)
    if handle is not None:
        try:
            _overwrite(handle)
        finally:
            os.close(handle)
    path.unlink(missing_ok=True)


def _open_former(path: Path) -> int | None:
    """Open the file of this name for writing; None when there is none. Never follows a link to somewhere else."""
    if path.is_symlink() or not path.is_file():
        return None
    return os.open(path, os.O_WRONLY | os.O_NOFOLLOW)


def _overwrite(handle: int) -> None:
    left = os.fstat(handle).st_size
    while left > 0:
        left -= os.write(handle, ZEROS[: min(left, len(ZEROS))])
    os.fsync(handle)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
