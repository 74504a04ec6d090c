"""Reads every source file, checks each against the schema, and gathers what is wrong instead of stopping."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from undrift.library import places
from undrift.library.documents import Document, read_document
from undrift.library.problems import NotReadable, Problem, refuse
from undrift.library.render import to_html
from undrift.library.schema import (
    ArticleFile,
    BeatEntry,
    BeginningFile,
    ConversationFile,
    CountryEntry,
    EvidenceEntry,
    FirstEveningEntry,
    HelpFile,
    InstrumentFile,
    ItemEntry,
    LineEntry,
    PracticeFile,
    QuestionEntry,
    QuestionFile,
    ScaleEntry,
    ScreenEntry,
    SpreadEntry,
    VariantEntry,
)
from undrift.library.sentences import problems_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

F = TypeVar("F", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Source(Generic[F]):
    """A file that fits the schema: where things stand in it, and what they say."""

    document: Document
    content: F

    def problem(self, path: tuple[str | int, ...], sentence: str) -> Problem:
        return Problem(self.document.file, self.document.line_of(path), sentence)

    def misnamed(self, key: str) -> Iterator[Problem]:
        """Compare the file's name with what it calls itself at this key."""
        name, (called, _, kind) = getattr(self.content, key), self.document.file.rsplit("/", 1)[-1].partition(".")
        if called != name:
            hint = f"make them equal, or name the file {name}.{kind}"
            yield self.problem((key,), f"`{key}` is {name}, and the file {called}; {hint}.")


@dataclass(frozen=True, slots=True)
class Sources:
    practices: list[Source[PracticeFile]] = field(default_factory=list)
    articles: list[Source[ArticleFile]] = field(default_factory=list)
    help_files: list[Source[HelpFile]] = field(default_factory=list)
    beginnings: list[Source[BeginningFile]] = field(default_factory=list)
    conversations: list[Source[ConversationFile]] = field(default_factory=list)
    questions: list[Source[QuestionFile]] = field(default_factory=list)
    instruments: list[Source[InstrumentFile]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def texts(self) -> Iterator[Source[PracticeFile] | Source[ArticleFile]]:
        yield from self.practices
        yield from self.articles


def read_sources(root: Path) -> Sources:
    sources = Sources()
    sources.practices.extend(_read(root, places.PRACTICES, PracticeFile, sources.problems))
    sources.articles.extend(_read(root, places.ARTICLES, ArticleFile, sources.problems))
    sources.help_files.extend(_read(root, places.HELP, HelpFile, sources.problems))
    sources.beginnings.extend(_read(root, places.BEGINNINGS, BeginningFile, sources.problems))
    sources.conversations.extend(_read(root, places.CONVERSATIONS, ConversationFile, sources.problems))
    sources.questions.extend(_read(root, places.QUESTIONS, QuestionFile, sources.problems))
    sources.instruments.extend(_read(root, places.INSTRUMENTS, InstrumentFile, sources.problems))
    return sources


def read_records(root: Path) -> dict[str, Any]:
    """Every source as records, with rendered bodies. Raises MalformedLibrary when anything does not fit."""
    from undrift.library.crosschecks import cross_problems

    sources = read_sources(root)
    refuse(sorted([*sources.problems, *cross_problems(sources)]))
    return {
        "practices": [_text_record(source) for source in sources.practices],
        "articles": [_text_record(source) for source in sources.articles],
        "help_lines": [record for source in sources.help_files for record in _country_records(source.content)],
        "beginnings": [source.content.model_dump(mode="json") for source in sources.beginnings],
        "conversations": [source.content.model_dump(mode="json") for source in sources.conversations],
        "questions": [q.model_dump(mode="json") for deck in sources.questions for q in deck.content.questions],
        "instruments": [source.content.model_dump(mode="json") for source in sources.instruments],
        "rendered": {source.content.id: to_html(source.document.body) for source in sources.texts()},
    }


def _read(root: Path, folder: str, kind: type[F], problems: list[Problem]) -> Iterator[Source[F]]:
    for path in places.files_in(root, folder):
        file = f"{folder}/{path.name}"
        try:
            document = read_document(path, file, has_body=path.suffix == ".md")
        except NotReadable as error:
            problems.append(error.problem)
            continue
        try:
            yield Source(document, kind.model_validate(document.data))
        except ValidationError as error:
            problems.extend(problems_of(error.errors(), document, _KNOWN_KEYS))


def _text_record(source: Source[PracticeFile] | Source[ArticleFile]) -> dict[str, Any]:
    return {**source.content.model_dump(mode="json"), "body": source.document.body}


def _country_records(help_file: HelpFile) -> Iterator[dict[str, Any]]:
    shared = {"checked": help_file.checked, "last_checked": help_file.last_checked.isoformat()}
    for country in help_file.countries:
        record = country.model_dump(mode="json")
        lines = [{**shared, **{key: value for key, value in line.items() if value}} for line in record["lines"]]
        yield {**record, "lines": [_EMPTY_LINE | line for line in lines]}


_EMPTY_LINE = dict.fromkeys(LineEntry.model_fields)
_KINDS = (
    PracticeFile,
    VariantEntry,
    EvidenceEntry,
    ArticleFile,
    HelpFile,
    CountryEntry,
    LineEntry,
    BeginningFile,
    FirstEveningEntry,
    ConversationFile,
    BeatEntry,
    ScreenEntry,
    QuestionFile,
    QuestionEntry,
    InstrumentFile,
    SpreadEntry,
    ScaleEntry,
    ItemEntry,
)
_KNOWN_KEYS = sorted({key for kind in _KINDS for key in kind.model_fields})
