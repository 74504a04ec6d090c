"""Reading grade after Flesch and Kincaid, with a syllable count of our own.

0.39 x words per sentence + 11.8 x syllables per word - 15.59. Syllables are groups of vowels, less the silent
endings of English. No dictionary and no download: the same answer on every machine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from undrift.library.schema import ArticleFile, PracticeFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from undrift.library.sources import Source

HIGHEST_GRADE = 8.0

_WORD = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)*")
_SENTENCE_END = re.compile(r"[.?]+[\"'\u2019\u201d*_)]*\s+|\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(
    r"(?:[^aeiouyl]|[aeiouy]l)e$"  # name, whole; not table
    r"|(?:[^aeiouylscgzxh]|[aeiouy]l|th)es$"  # makes, clothes; not houses, tables
    r"|(?:[^aeiouytdl]|[aeiouyl]l)ed$"  # looked, called; not wanted, handled
)
_SILENT_INSIDE = re.compile(
    r"[^aeiouy]e(?:ly|less|ful|ment|s?thing|where|times?)(?![a-z])|^(?:some|make|home|move|care)[^aeiouydrs]"
)
_TWO_SOUNDS = re.compile(
    r"[^ctgs]ia|[^ctgsx]iou|[aeiouy]ing|[^qg]ua|quiet|diet|client|scien|rien|ciat|poe|ruin|idea|area|creat|react|eo$|io$|ism$|[ds]n't$"
)
_EXCEPTIONS = {
    "anyone": 3,
    "beyond": 2,
    "evening": 2,
    "evenings": 2,
    "every": 2,
    "everyone": 3,
    "everything": 3,
    "people": 2,
    "someone": 2,
    "something": 2,
}


def reading_grade(text: str) -> float:
    """0.0 for a text without words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    syllables = sum(map(syllables_in, words))
    return round(0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59, 1)


def too_hard(grade: float) -> Iterator[str]:
    if grade > HIGHEST_GRADE:
        yield f"the reading grade is {grade}; use shorter words and sentences until it is {HIGHEST_GRADE}."


def syllables_in(word: str) -> int:
    lower = word.lower().replace("\u2019", "'")
    if lower in _EXCEPTIONS:
        return _EXCEPTIONS[lower]
    silent = sum(1 for rule in (_SILENT_END, _SILENT_INSIDE) if rule.search(lower))
    return max(1, len(_VOWELS.findall(lower)) - silent + len(_TWO_SOUNDS.findall(lower)))


def reading_text(source: Source[PracticeFile] | Source[ArticleFile]) -> str:
    """What a person reads of this file: title, opening, steps, lines to say, body; each its own sentence."""
    content = source.content
    if isinstance(content, ArticleFile):
        parts = [content.title, content.summary]
    else:
        opening = content.opening.replace("{partner}", "your partner")
        parts = [content.title, opening, *content.steps, *content.say, *(v.do for v in content.variants)]
    return "\n\n".join([*parts, source.document.body])
