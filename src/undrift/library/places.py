"""Where the library's files lie, and a cheap way to tell whether they changed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

SOURCES = Path(__file__).parent
BUILT = SOURCES.parent / "_built" / "library.json"

PRACTICES, ARTICLES, HELP, BEGINNINGS = "practices", "articles", "help", "beginnings"
CONVERSATIONS, QUESTIONS, INSTRUMENTS = "conversations", "questions", "instruments"
_SUFFIXES = {PRACTICES: ".md", ARTICLES: ".md"}
_SUFFIXES |= dict.fromkeys((HELP, BEGINNINGS, CONVERSATIONS, QUESTIONS, INSTRUMENTS), ".yaml")


def files_in(root: Path, folder: str) -> list[Path]:
    """The source files of one folder, by name."""
    return [Path(entry.path) for entry in _entries(root, folder)]


def quick_mark(root: Path) -> str:
    """Names, sizes and times of change of all sources: one look at the folders, no file is opened."""
    digest = hashlib.sha256()
    for folder in _SUFFIXES:
        for entry in _entries(root, folder):
            facts = entry.stat()
            digest.update(f"{folder}/{entry.name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def content_mark(root: Path) -> str:
    """Names and bytes of all sources: the same after copying, installing or checking out anew."""
    digest = hashlib.sha256()
    for folder in _SUFFIXES:
        for path in files_in(root, folder):
            content = path.read_bytes()
            digest.update(f"{folder}/{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _entries(root: Path, folder: str) -> list[os.DirEntry[str]]:
    if not (root / folder).is_dir():
        return []
    with os.scandir(root / folder) as entries:
        wanted = [entry for entry in entries if entry.name.endswith(_SUFFIXES[folder])]
    return sorted(wanted, key=lambda entry: entry.name)
