"""Words the library does not use: shouting, promises the evidence does not carry, and the field's own terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROMISES = (
    (r"(?<!\bnot )\balways\b", "always", "say often, or name when"),
    (r"\bnever fails?\b", "never fails", "say often"),
    (r"(?<!\bnot )(?<!\bno )\bguarantee[sd]?\b", "guaranteed", "say possible, not promised"),
    (r"\boxytocin\b", "oxytocin", "leave hormones out"),
    (r"\b86 ?(%|per ?cent)", "86 %", "leave this number out; its source is not known"),
    (r"(?<!\bnot )(?<!\bnot been )\b(scientifically )?proven\b", "proven", "say tested, or studied"),
    (r"\bstudies show\b", "studies show", "say it in evidence.claim, with its limits"),
    (r"(?<!\bnot )\bwill (fix|save|heal|restore)\b", "will fix", "say can, or may"),
    (r"\bworks for (everyone|every couple|all couples)\b", "works for everyone", "say for many"),
)
_HOUSE_WORDS = (
    (r"\bruptures?\b", "rupture", "say argument"),
    (r"\bbids?\b", "bid", "say reaching out"),
    (r"\bunderminers?\b", "underminer", "say what fear does"),
)
_EMOJI = re.compile("[\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff\ufe0f]")
_HTML = re.compile(r"</?[a-zA-Z][^>]*>|<!--")
_BRACES = re.compile(r"[{}]")
_STRAIGHT = re.compile("[\"']")


def shouting(text: str) -> Iterator[str]:
    """What no text of the library may hold."""
    if "!" in text:
        yield "has an exclamation mark; end with a full stop."
    if _EMOJI.search(text):
        yield "has an emoji; take it out."
    if _HTML.search(text):
        yield "has HTML; use plain words and Markdown."
    if _STRAIGHT.search(text):
        yield "has a straight quote or apostrophe; write “ ” and ’."


def overclaims(text: str) -> Iterator[str]:
    for pattern, word, instead in _PROMISES:
        if re.search(pattern, text, re.IGNORECASE):
            yield f'promises too much with "{word}"; {instead}.'


def terms_of_the_field(text: str) -> Iterator[str]:
    for pattern, word, instead in _HOUSE_WORDS:
        if re.search(pattern, text, re.IGNORECASE):
            yield f'uses "{word}"; {instead}.'


def slips_in(text: str) -> Iterator[str]:
    """What no line that people read may hold."""
    yield from shouting(text)
    yield from overclaims(text)
    yield from terms_of_the_field(text)


def stray_braces(text: str, *, may_name_partner: bool) -> Iterator[str]:
    """Only an opening may hold `{partner}`; any other brace would be shown as it stands."""
    rest = text.replace("{partner}", "") if may_name_partner else text
    if _BRACES.search(rest):
        allowed = "only {partner} is filled in" if may_name_partner else "{partner} is filled in only in `opening`"
        yield f"has braces; {allowed}."
