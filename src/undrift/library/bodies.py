"""What a Markdown body may hold: paragraphs, emphasis, lists, `##` headings, links to pages of this house."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from undrift.library.problems import Problem
from undrift.library.render import stays_in_the_house
from undrift.library.wording import overclaims, shouting, stray_braces, terms_of_the_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from undrift.library.documents import Document

_HEADING = re.compile(r"^(#+)\s")
_IMAGE = re.compile(r"!\[")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)|^\s*\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)")
_BARE_ADDRESS = re.compile(r"\b(https?:|www\.)", re.IGNORECASE)


def body_problems(document: Document) -> Iterator[Problem]:
    if not document.body:
        yield Problem(document.file, document.body_line, "the text below the front matter is missing; write it.")
    for number, line in enumerate(document.body.split("\n"), start=document.body_line):
        for finding in [*_layout(line), *_words(line)]:
            yield Problem(document.file, number, f"the text {finding}")


def _words(line: str) -> Iterator[str]:
    yield from shouting(_IMAGE.sub("[", line))
    yield from terms_of_the_field(line)
    yield from overclaims(line)
    yield from stray_braces(line, may_name_partner=False)


def _layout(line: str) -> Iterator[str]:
    heading = _HEADING.match(line)
    if heading and len(heading.group(1)) != 2:  # noqa: PLR2004 - the level of a heading
        yield "has a heading of another level; use ## only, the title stands above it."
    if _IMAGE.search(line):
        yield "has an image; the library has words only."
    addresses = [inline or reference for inline, reference in _LINK.findall(line)]
    if _BARE_ADDRESS.search(line) or not all(map(stays_in_the_house, addresses)):
        yield "links to another place; link only to pages here, such as /help/."
