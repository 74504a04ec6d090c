"""What one file's schema cannot see: names that must match, ids that must exist, words that must not stand there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from undrift.domain.practices import Sense, Tag
from undrift.library.beginnings import beginning_problems
from undrift.library.bodies import body_problems
from undrift.library.conversations import conversation_problems
from undrift.library.measures import instrument_problems
from undrift.library.questions import question_problems
from undrift.library.rows import not_rows
from undrift.library.schema import ArticleFile, HelpFile, PracticeFile
from undrift.library.sources import Source, Sources
from undrift.library.wording import overclaims, shouting, stray_braces, terms_of_the_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from undrift.library.problems import Problem

_Text = Source[PracticeFile] | Source[ArticleFile]


def cross_problems(sources: Sources) -> Iterator[Problem]:
    ids = {source.content.id for source in sources.practices}
    for text in sources.texts():
        yield from text.misnamed("id")
        yield from _row_problems(text)
        yield from _wording_problems(text)
        yield from body_problems(text.document)
    for practice in sources.practices:
        yield from _link_problems(practice, ids)
        yield from _tag_problems(practice)
        yield from _repeat_problems(practice)
    yield from _twin_problems(list(sources.texts()))
    by_id = {practice.content.id: practice.content for practice in sources.practices}
    for beginning in sources.beginnings:
        yield from beginning_problems(beginning, by_id)
    for conversation in sources.conversations:
        yield from conversation_problems(conversation)
    yield from question_problems(sources.questions)
    for instrument in sources.instruments:
        yield from instrument_problems(instrument)
    for help_file in sources.help_files:
        yield from _help_problems(help_file)


def _twin_problems(texts: list[_Text]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for text in texts:
        other = seen.setdefault(text.content.id, text.document.file)
        if other != text.document.file:
            yield text.problem(("id",), f"`id` {text.content.id} is taken by {other}; choose another.")


def _row_problems(text: _Text) -> Iterator[Problem]:
    for position, sentence in not_rows(text.content.sources):
        yield text.problem(("sources", position), sentence)


def _link_problems(practice: Source[PracticeFile], ids: set[str]) -> Iterator[Problem]:
    content = practice.content
    links = [(("instead",), content.instead), (("easier",), content.easier)]
    after = [(("good_after", position), link) for position, link in enumerate(content.good_after)]
    for path, link in [*links, *after]:
        if link == content.id:
            yield practice.problem(path, f"`{path[0]}` points to the practice itself; name another one or null.")
        elif link is not None and link not in ids:
            yield practice.problem(path, f"`{path[0]}` names {link}, but there is no practices/{link}.md.")


def _tag_problems(practice: Source[PracticeFile]) -> Iterator[Problem]:
    content = practice.content
    signs = (Tag.TOUCH in content.tags, Sense.TOUCH in content.requires, content.touch_kind is not None)
    if len(set(signs)) > 1:
        sentence = "the tag touch, `requires: [touch]` and `touch_kind` belong together; give all three or none."
        yield practice.problem(("tags",), sentence)
    if Tag.DISCLOSURE in content.tags and content.depth == 0:
        yield practice.problem(("depth",), "`depth` is 0 but the tag disclosure is there; use 1 or more.")


def _repeat_problems(practice: Source[PracticeFile]) -> Iterator[Problem]:
    content = practice.content.model_dump(mode="json")
    content["variants"] = [variant["where"] for variant in content["variants"]]
    for key, values in content.items():
        twice = [value for value, count in Counter(values).items() if count > 1] if isinstance(values, list) else []
        if twice:
            yield practice.problem((key,), f"`{key}` names {twice[0]} twice; once is enough.")


def _wording_problems(text: _Text) -> Iterator[Problem]:
    for path, words in _shown_words(text.content):
        name = ".".join(str(part) for part in path if isinstance(part, str))
        findings = [*shouting(words), *terms_of_the_field(words)]
        findings += stray_braces(words, may_name_partner=name == "opening")
        if name in {"why", "opening", "evidence.claim", "summary"}:
            findings += overclaims(words)
        for finding in findings:
            yield text.problem(path, f"`{name}` {finding}")


def _shown_words(content: PracticeFile | ArticleFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("title",), content.title
    if isinstance(content, ArticleFile):
        yield ("summary",), content.summary
        return
    yield ("why",), content.why
    yield ("opening",), content.opening
    yield ("evidence", "claim"), content.evidence.claim
    for key in ("steps", "say", "avoid"):
        for position, words in enumerate(getattr(content, key)):
            yield (key, position), words
    for position, variant in enumerate(content.variants):
        yield ("variants", position, "do"), variant.do


def _help_problems(help_file: Source[HelpFile]) -> Iterator[Problem]:
    codes = Counter(country.code for country in help_file.content.countries)
    for position, country in enumerate(help_file.content.countries):
        here = ("countries", position)
        if codes[country.code] > 1:
            yield help_file.problem((*here, "code"), f"`code` {country.code} is here twice; join the two entries.")
        if (country.emergency is None) != (country.code == "INT"):
            yield help_file.problem((*here, "emergency"), "`emergency` needs a number; only INT has null.")
        for number, line in enumerate(country.lines):
            if line.phone is None and line.web is None:
                yield help_file.problem((*here, "lines", number), f"{line.name} needs a `phone` or a `web` address.")
