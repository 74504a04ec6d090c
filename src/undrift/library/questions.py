"""What the schema cannot see of the questions for both: one thing asked, in words that are easy, and never twice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from undrift.library.grade import reading_grade, too_hard
from undrift.library.rows import not_rows
from undrift.library.wording import slips_in, stray_braces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from undrift.library.problems import Problem
    from undrift.library.schema import QuestionEntry, QuestionFile
    from undrift.library.sources import Source

Found = tuple[tuple[str | int, ...], str]
LISTS = ("themes", "unfit", "sources")


def question_problems(decks: Iterable[Source[QuestionFile]]) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for deck in decks:
        yield from deck.misnamed("deck")
        for path, sentence in _deck_findings(deck.content):
            yield deck.problem(path, sentence)
        for number, question in enumerate(deck.content.questions):
            for key in ("id", "text"):
                value = getattr(question, key)
                if value in taken:
                    yield deck.problem(("questions", number, key), f"`{key}` stands in {taken[value]} already.")
                taken[value] = deck.document.file


def _deck_findings(deck: QuestionFile) -> Iterator[Found]:
    for number, question in enumerate(deck.questions):
        for key, sentence in _findings(question):
            yield ("questions", number, key), sentence
    for sentence in too_hard(reading_grade("\n\n".join(question.text for question in deck.questions))):
        yield ("deck",), sentence


def _findings(question: QuestionEntry) -> Iterator[tuple[str, str]]:
    text = question.text
    if not text.endswith("?") or text.count("?") > 1:
        yield "text", "`text` asks one thing; end it with its only question mark."
    for finding in (*slips_in(text), *stray_braces(text, may_name_partner=False)):
        yield "text", f"`text` {finding}"
    for _, sentence in not_rows(question.sources):
        yield "sources", sentence
    for key in LISTS:
        twice = [value for value, count in Counter(getattr(question, key)).items() if count > 1]
        if twice:
            yield key, f"`{key}` names {twice[0]} twice; once is enough."
