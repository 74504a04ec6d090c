"""The whole library in one JSON file, so that a start costs milliseconds instead of parsing every source."""

from __future__ import annotations

import dataclasses
import json
import os
from typing import TYPE_CHECKING, Any

from undrift.domain.conversation_screens import Guide, Screen, Words
from undrift.domain.measures import Instrument, Item, Spread
from undrift.domain.practices import Practice, Variant
from undrift.domain.questions import Question
from undrift.library import places
from undrift.library.records import library_from
from undrift.library.values import Article, HelpLine, Library

if TYPE_CHECKING:
    from pathlib import Path

# Raise when rendering changes, so that files compiled before are noticed as stale.
FORMAT = 6


def read_compiled(root: Path, built: Path) -> Library | None:
    """None when there is no compiled file, or it does not belong to the sources under `root`."""
    try:
        content = json.loads(built.read_bytes())
        return library_from(content["library"]) if _belongs(content, root) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def compile_library(root: Path = places.SOURCES, built: Path = places.BUILT) -> Library:
    """Check and render every source, write the compiled file, and return what was written.

    Raises MalformedLibrary and leaves the old file untouched when a source does not fit the format.
    """
    from undrift.library.sources import read_records

    content = {**_marks(root), "library": read_records(root)}
    _write(built, json.dumps(content, ensure_ascii=False, separators=(",", ":")))
    return library_from(content["library"])


def _belongs(content: dict[str, Any], root: Path) -> bool:
    if content["shape"] != _shape():
        return False
    return bool(content["quick"] == places.quick_mark(root) or content["content"] == places.content_mark(root))


def _marks(root: Path) -> dict[str, Any]:
    return {"shape": _shape(), "quick": places.quick_mark(root), "content": places.content_mark(root)}


def _shape() -> list[str]:
    kinds = (Practice, Variant, Article, HelpLine, Guide, Words, Screen, Question, Instrument, Item, Spread)
    return [str(FORMAT), *(field.name for kind in kinds for field in dataclasses.fields(kind))]


def _write(built: Path, text: str) -> None:
    built.parent.mkdir(parents=True, exist_ok=True)
    unfinished = built.with_suffix(f".{os.getpid()}.part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(built)
