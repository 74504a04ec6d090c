"""A finding of the schema as one sentence that says what to change."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from undrift.library.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from undrift.library.documents import Document

Finding = Any


def problems_of(findings: Iterable[Finding], document: Document, known_keys: Iterable[str]) -> list[Problem]:
    """`findings` are pydantic's error details."""
    keys = list(known_keys)
    return [
        Problem(document.file, document.line_of(finding["loc"]), sentence_for(finding, keys)) for finding in findings
    ]


def sentence_for(finding: Finding, known_keys: list[str]) -> str:
    name = _name(finding["loc"])
    if finding["type"] == "extra_forbidden":
        return f"`{name}` is not a key of this format; {_spelling(name, known_keys)}."
    write = _SENTENCES.get(finding["type"])
    rest = write(finding.get("ctx", {}), finding["input"]) if write else f"does not fit: {finding['msg']}."
    return f"`{name}` {rest}"


def _name(path: tuple[str | int, ...]) -> str:
    """`evidence.claim`, or `steps, entry 2` for the second of a list."""
    name = ""
    for part in path:
        name += f", entry {part + 1}" if isinstance(part, int) else f".{part}"
    return name.lstrip(".").replace(", entry", ", entry").replace(".,", ",")


def _spelling(name: str, known_keys: list[str]) -> str:
    close = difflib.get_close_matches(name.rsplit(".", 1)[-1], known_keys, n=1)
    return f"did you mean `{close[0]}`" if close else "remove it"


def _must_be_text(_: dict[str, Any], given: object) -> str:
    return "is empty; write text here." if given is None else "must be text; put it in quotes."


def _too_long(context: dict[str, Any], given: object) -> str:
    return f"has {len(str(given))} characters; shorten it to {context['max_length']} or fewer."


def _pattern(context: dict[str, Any], given: object) -> str:
    return f"is written as {given!s}; {_PATTERNS.get(str(context['pattern']), 'write it as the format page shows')}."


_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "use small letters, digits and single hyphens",
    r"^[a-z]+(_[a-z]+)*$": "use small letters and single underscores",
    r"^S[0-3]\.[1-9][0-9]?$": "use a row of the method, such as S1.41",
    r"^[0-9+][0-9 \-]*$": "use digits, spaces and hyphens in quotes",
    r"^https://[a-z0-9.-]+(/[^\s]*)?$": "use an address that starts with https://",
    r"^([A-Z]{2}|INT)$": "use the two capital letters of a country, or INT",
}

_SENTENCES: dict[str, Callable[[dict[str, Any], object], str]] = {
    "missing": lambda _context, _given: "is missing; add it.",
    "string_type": _must_be_text,
    "int_type": lambda _context, _given: "must be a whole number, without quotes.",
    "bool_type": lambda _context, _given: "must be true or false, without quotes.",
    "list_type": lambda _context, _given: "must be a list, such as [one, two] or [].",
    "model_type": lambda _context, _given: "must hold keys and values, indented below it.",
    "date_type": lambda _context, _given: "must be a day, such as 2026-11-20, without quotes.",
    "enum": lambda context, given: f"cannot be {given!s}; use one of {context['expected']}.",
    "literal_error": lambda context, given: f"cannot be {given!s}; use one of {context['expected']}.",
    "string_too_long": _too_long,
    "string_too_short": lambda _context, _given: "is empty; write text here.",
    "too_short": lambda context, _given: f"needs {context['min_length']} or more entries.",
    "too_long": lambda context, _given: f"has too many entries; keep {context['max_length']} or fewer.",
    "greater_than_equal": lambda context, given: f"is {given!s}; the lowest is {context['ge']}.",
    "less_than_equal": lambda context, given: f"is {given!s}; the highest is {context['le']}.",
    "string_pattern_mismatch": _pattern,
}
