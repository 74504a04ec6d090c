"""What the library hands out: practices (a domain value), articles, help lines by country."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from undrift.domain.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from undrift.domain.beginnings import Beginning
    from undrift.domain.conversation_kinds import Kind
    from undrift.domain.conversation_screens import Guide
    from undrift.domain.measures import Instrument
    from undrift.domain.practices import Branch, Practice
    from undrift.domain.questions import Question

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Article:
    """A short text to read slowly: `minutes` of reading, the `ways` in that lead here, the `shelf` it stands on."""

    id: str
    title: str
    sources: tuple[str, ...]
    minutes: int
    summary: str
    ways: tuple[Branch, ...]
    shelf: str
    body: str = field(default="", repr=False)


class LineKind(StrEnum):
    """Whom a help line is for, or what it is about."""

    PARTNER_VIOLENCE = "partner_violence"
    CRISIS = "crisis"
    MEN = "men"
    LGBTQ = "lgbtq"
    OWN_BEHAVIOUR = "own_behaviour"
    COUPLES = "couples"
    CHILDREN = "children"


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One place to turn to. `checked` says in words how the entry was verified, `last_checked` is an ISO day."""

    name: str
    kind: LineKind
    phone: str | None
    web: str | None
    hours: str | None
    note: str | None
    source_confidence: str
    checked: str
    last_checked: str


@dataclass(frozen=True, slots=True)
class Country:
    """`code` is ISO 3166 alpha-2, or `INT` for directories that cover many countries (no emergency number)."""

    code: str
    name: str
    emergency: str | None
    lines: tuple[HelpLine, ...]


@dataclass(frozen=True)
class Library:
    """Everything that ships as text. `rendered` holds the safe HTML of each body, by id."""

    practices: tuple[Practice, ...]
    articles: tuple[Article, ...]
    help_lines: tuple[Country, ...]
    beginnings: tuple[Beginning, ...] = ()
    conversations: tuple[Guide, ...] = ()
    questions: tuple[Question, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    rendered: Mapping[str, str] = field(default_factory=dict, repr=False)

    @cached_property
    def _practices_by_id(self) -> dict[str, Practice]:
        return {practice.id: practice for practice in self.practices}

    @cached_property
    def _articles_by_id(self) -> dict[str, Article]:
        return {article.id: article for article in self.articles}

    @cached_property
    def _countries_by_code(self) -> dict[str, Country]:
        return {country.code: country for country in self.help_lines}

    @cached_property
    def _guides_by_kind(self) -> dict[Kind, Guide]:
        return {guide.kind: guide for guide in self.conversations}

    @cached_property
    def _questions_by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def _instruments_by_id(self) -> dict[str, Instrument]:
        return {instrument.id: instrument for instrument in self.instruments}

    def instrument(self, instrument_id: str) -> Instrument:
        return _found(self._instruments_by_id, instrument_id)

    def guide(self, kind: Kind) -> Guide:
        return self._guides_by_kind[kind]

    def practice(self, practice_id: str) -> Practice:
        return _found(self._practices_by_id, practice_id)

    def article(self, article_id: str) -> Article:
        return _found(self._articles_by_id, article_id)

    def question(self, question_id: str) -> Question:
        return _found(self._questions_by_id, question_id)

    def country(self, code: str) -> Country:
        return _found(self._countries_by_code, code.upper())


def _found(shelf: Mapping[str, T], key: str) -> T:
    if key not in shelf:
        raise NotFound
    return shelf[key]
