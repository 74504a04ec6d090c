"""Records (plain JSON values) become the values the rest of Undrift works with. Used on both roads of the loader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from undrift.domain.beginnings import Beginning, FirstEvening
from undrift.domain.conversation_kinds import Kind
from undrift.domain.conversation_screens import Guide, Screen, Words
from undrift.domain.practices import (
    Asks,
    Branch,
    Capacity,
    Evidence,
    Home,
    Moment,
    Need,
    NotWhen,
    Practice,
    Reach,
    Sense,
    Setting,
    Tag,
    Variant,
)
from undrift.domain.questions import Question, Theme, Unfit
from undrift.library.measures import instrument_from
from undrift.library.values import Article, Country, HelpLine, Library, LineKind

Record = Mapping[str, Any]


def library_from(records: Record) -> Library:
    """`records` has a list for each kind of file, and the mapping `rendered`."""
    return Library(
        practices=tuple(map(practice_from, records["practices"])),
        articles=tuple(map(article_from, records["articles"])),
        help_lines=tuple(map(country_from, records["help_lines"])),
        beginnings=tuple(map(beginning_from, records["beginnings"])),
        conversations=tuple(map(guide_from, records["conversations"])),
        questions=tuple(map(question_from, records["questions"])),
        instruments=tuple(map(instrument_from, records["instruments"])),
        rendered=records["rendered"],
    )


def practice_from(record: Record) -> Practice:
    converted = {key: convert(record[key]) for key, convert in _PRACTICE_FIELDS.items()}
    return Practice(**{**record, **converted})


def article_from(record: Record) -> Article:
    ways = tuple(map(Branch, record["ways"]))
    return Article(**{**record, "sources": tuple(record["sources"]), "ways": ways})


def beginning_from(record: Record) -> Beginning:
    evenings = tuple(FirstEvening(e["line"], {c: e[c.value] for c in Capacity}) for e in record["evenings"])
    return Beginning(record["way"], evenings, record["after"])


def guide_from(record: Record) -> Guide:
    beats = {name: _words_from(words) for name, words in record["beats"].items()}
    return Guide(
        kind=Kind(record["kind"]),
        title=record["title"],
        lead=record["lead"],
        aside=record["aside"] or "",
        aside_link=record["aside_link"] or "",
        beats=beats,
        closing=Screen(record["closing"]["title"], record["closing"]["read"]),
        parked=_screen_from(record["parked"]),
    )


def _words_from(record: Record) -> Words:
    here, there, both = (_screen_from(record[name]) for name in ("here", "there", "both"))
    return Words(here, there, both, *(record[name] or "" for name in ("go_on", "got_it", "again")))


def _screen_from(record: Record | None) -> Screen | None:
    return Screen(record["title"], record["read"], tuple(record["say"])) if record else None


def question_from(record: Record) -> Question:
    return Question(
        id=record["id"],
        text=record["text"],
        depth=record["depth"],
        themes=tuple(map(Theme, record["themes"])),
        unfit=frozenset(map(Unfit, record["unfit"])),
        sources=tuple(record["sources"]),
    )


def country_from(record: Record) -> Country:
    return Country(**{**record, "lines": tuple(map(_line_from, record["lines"]))})


def _line_from(record: Record) -> HelpLine:
    return HelpLine(**{**record, "kind": LineKind(record["kind"])})


def _evidence_from(record: Record) -> Evidence:
    return Evidence(**record)


def _variant_from(record: Record) -> Variant:
    return Variant(Home(record["where"]), record["do"])


_PRACTICE_FIELDS: dict[str, Any] = {
    "sources": tuple,
    "evidence": _evidence_from,
    "reach": Reach,
    "needs": lambda words: tuple(map(Need, words)),
    "branch": lambda words: tuple(map(Branch, words)),
    "tags": lambda words: frozenset(map(Tag, words)),
    "energy": Capacity,
    "setting": lambda words: tuple(map(Setting, words)),
    "moment": lambda words: tuple(map(Moment, words)),
    "asks_of_partner": Asks,
    "steps": tuple,
    "say": tuple,
    "avoid": tuple,
    "variants": lambda entries: tuple(map(_variant_from, entries)),
    "requires": lambda words: tuple(map(Sense, words)),
    "not_when": lambda words: frozenset(map(NotWhen, words)),
    "good_after": tuple,
}
