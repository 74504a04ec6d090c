"""Which letters the typeface for paper has, and how a text is written with them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

TYPEFACE = Path(__file__).parent / "newsreader.ttf"
SAME_ON_PAPER = str.maketrans({"\u2011": "-", "\u202f": "\u00a0", "\u2009": " ", "\u200b": "", "\ufeff": "", "\t": " "})


def can_set(texts: Iterable[str]) -> bool:
    """Say whether the typeface has every letter: it knows the Latin ones, no other script and no emoji."""
    known = _letters()
    return all(ord(c) in known for text in texts for c in on_paper(text) if c != "\n")


def on_paper(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(SAME_ON_PAPER)
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) != "Cc")


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(TYPEFACE, lazy=True) as face:
        return frozenset(face.getBestCmap())
