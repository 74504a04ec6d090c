"""Finding a practice or an article by words, typing mistakes forgiven. Only what ships is read; nothing is counted."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from math import log
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from undrift.domain.practices import Practice
from undrift.library.loader import load
from undrift.library.searchwords import WORDS_FOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from undrift.library.values import Article, Library

MOST_FOUND = 12
MOST_WORDS = 12
ALIKE = 78.0
"""How alike, 0 to 100, a word and what was typed must be; one wrong letter in five is about 80."""
SHORTEST_FORGIVEN = 4
SO_FAINT = 0.25
"""What scores below this share of the best is left out."""
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_SMALL = frozenset(
    _WORD.findall(
        "a an and are as at be but by do for from has have how i if in is it me my not of on or so that the their them "
        "then they this to up us was we what when who why will with you your"
    )
)


@dataclass(frozen=True, slots=True)
class Finder:
    """`places`: for each word, which text holds it and how heavily (a title weighs more than a body)."""

    texts: tuple[Practice | Article, ...]
    places: dict[str, dict[int, float]] = field(repr=False)
    words: tuple[str, ...] = field(repr=False)

    def find(self, typed: str) -> list[Practice | Article]:
        """Give the best texts first, at most twelve; none for no words."""
        scores: dict[int, float] = defaultdict(float)
        for word in list(dict.fromkeys(words_in(typed)))[:MOST_WORDS]:
            for text, weight in self._weights(word).items():
                scores[text] += weight
        best = sorted(scores, key=lambda text: (-scores[text], self.texts[text].title))[:MOST_FOUND]
        return [self.texts[text] for text in best if scores[text] >= SO_FAINT * scores[best[0]]]

    def _weights(self, word: str) -> dict[int, float]:
        found: dict[int, float] = defaultdict(float)
        for known, likeness in self._alike(word):
            rarity = log(1 + len(self.texts) / len(self.places[known]))
            for text, weight in self.places[known].items():
                found[text] = max(found[text], weight * likeness * rarity)
        return found

    def _alike(self, word: str) -> Iterator[tuple[str, float]]:
        if word in self.places:
            yield word, 1.0
        if len(word) < SHORTEST_FORGIVEN:
            return
        for known, likeness, _ in process.extract(word, self.words, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=8):
            if known != word and known[0] == word[0]:
                yield known, (likeness / 100) ** 3
        yield from ((known, 0.8) for known in self.words if known.startswith(word) and known != word)


def words_in(text: str) -> list[str]:
    """Split into plain small words, accents dropped, without those that carry nothing."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return [word for word in _WORD.findall(plain.replace("\u2019", "'")) if word not in _SMALL]


@cache
def finder() -> Finder:
    """Read through everything that ships, once per process; a search only looks up."""
    return finder_of(load())


def finder_of(shelf: Library) -> Finder:
    texts: tuple[Practice | Article, ...] = (*shelf.practices, *shelf.articles)
    places: dict[str, dict[int, float]] = defaultdict(dict)
    for number, text in enumerate(texts):
        for weight, part in _parts(text):
            for word in words_in(part):
                places[word][number] = max(weight, places[word].get(number, 0.0))
    return Finder(texts, dict(places), tuple(places))


def _parts(text: Practice | Article) -> Iterable[tuple[float, str]]:
    yield 6.0, text.title
    yield 1.0, text.body
    if not isinstance(text, Practice):
        yield 3.0, text.summary
        return
    yield 3.0, text.why
    yield 2.0, text.opening
    yield 1.5, " ".join(text.steps + text.say)
    yield 2.5, " ".join(WORDS_FOR[tag] for tag in text.tags)
    yield 2.0, " ".join(need.value.replace("_", " ") for need in text.needs)
