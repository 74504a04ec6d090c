"""Everything `undrift library check` knows, as values: the doors print it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from undrift.library.crosschecks import cross_problems
from undrift.library.grade import reading_grade, reading_text, too_hard
from undrift.library.problems import Problem
from undrift.library.rows import not_covered
from undrift.library.sources import Sources, read_sources

if TYPE_CHECKING:
    from pathlib import Path

    from undrift.library.schema import QuestionEntry


@dataclass(frozen=True, slots=True)
class Report:
    """`counts` by place; `grades` by file; `rows_open` are rows no practice and no article names."""

    problems: list[Problem]
    counts: dict[str, dict[str, int]]
    grades: dict[str, float]
    rows_open: list[str]


def check(root: Path) -> Report:
    sources = read_sources(root)
    grades = {text.document.file: reading_grade(reading_text(text)) for text in sources.texts()}
    found = [*sources.problems, *cross_problems(sources)]
    found += [Problem(file, 1, sentence) for file, grade in grades.items() for sentence in too_hard(grade)]
    named = [row for text in sources.texts() for row in text.content.sources]
    named += [row for question in _questions(sources) for row in question.sources]
    return Report(sorted(found), _counts(sources), grades, not_covered(named))


def _questions(sources: Sources) -> list[QuestionEntry]:
    return [question for deck in sources.questions for question in deck.content.questions]


def _counts(sources: Sources) -> dict[str, dict[str, int]]:
    practices = [source.content for source in sources.practices]
    countries = [country for source in sources.help_files for country in source.content.countries]
    return {
        "files": {
            "practices": len(practices),
            "articles": len(sources.articles),
            "help": len(sources.help_files),
            "beginnings": len(sources.beginnings),
            "conversations": len(sources.conversations),
            "questions": len(sources.questions),
            "instruments": len(sources.instruments),
        },
        "setting": dict(Counter(place.value for practice in practices for place in practice.setting)),
        "way in": dict(Counter(way.value for practice in practices for way in practice.branch)),
        "reach": dict(Counter(practice.reach.value for practice in practices)),
        "questions by depth": dict(sorted(Counter(str(q.depth) for q in _questions(sources)).items())),
        "help lines": {country.code: len(country.lines) for country in countries},
    }
