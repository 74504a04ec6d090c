"""The one way in: `load()`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from undrift.library import places
from undrift.library.compiled import read_compiled

if TYPE_CHECKING:
    from pathlib import Path

    from undrift.library.values import Library


@cache
def load() -> Library:
    """The library, read once per process: compiled if that is current, else from its sources (MalformedLibrary)."""
    return load_from(places.SOURCES, places.BUILT)


def load_from(root: Path, built: Path) -> Library:
    compiled = read_compiled(root, built)
    if compiled is not None:
        return compiled
    from undrift.library.records import library_from
    from undrift.library.sources import read_records

    return library_from(read_records(root))
