"""What the schema cannot see of the questions for both: one thing asked, in words that are easy, and never twice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from undrift.library.grade import HIGHEST_GRADE, reading_grade
from undrift.library.rows import is_row
from undrift.library.wording import overclaims, shouting, stray_braces, terms_of_the_field

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
        for path, sentence in _deck_findings(deck.document.file, deck.content):
            yield deck.problem(path, sentence)
        for number, question in enumerate(deck.content.questions):
            for key in ("id", "text"):
                value = getattr(question, key)
                if value in taken:
                    yield deck.problem(("questions", number, key), f"`{key}` stands in {taken[value]} already.")
                taken[value] = deck.document.file


def _deck_findings(file: str, deck: QuestionFile) -> Iterator[Found]:
    if file.rsplit("/", 1)[-1] != f"{deck.deck}.yaml":
        yield ("deck",), f"`deck` is {deck.deck}; name the file {deck.deck}.yaml."
    for number, question in enumerate(deck.questions):
        for key, sentence in _findings(question):
            yield ("questions", number, key), sentence
    grade = reading_grade("\n\n".join(question.text for question in deck.questions))
    if grade > HIGHEST_GRADE:
        yield ("deck",), f"the reading grade is {grade}; use shorter words and sentences until it is {HIGHEST_GRADE}."


def _findings(question: QuestionEntry) -> Iterator[tuple[str, str]]:
    text = question.text
    if not text.endswith("?") or text.count("?") > 1:
        yield "text", "`text` asks one thing; end it with its only question mark."
    for finding in (*shouting(text), *terms_of_the_field(text), *stray_braces(text, may_name_partner=False)):
        yield "text", f"`text` {finding}"
    for finding in overclaims(text):
        yield "text", f"`text` {finding}"
    for row in question.sources:
        if not is_row(row):
            yield "sources", f"`sources` names {row}, which is not a row of the method."
    for key in LISTS:
        twice = [value for value, count in Counter(getattr(question, key)).items() if count > 1]
        if twice:
            yield key, f"`{key}` names {twice[0]} twice; once is enough."
