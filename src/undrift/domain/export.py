"""What people take along: one format, written down in docs/export-format.md, that any home can take in again.

Each room says in plain JSON Schema what its section holds. The same schema is printed, and checks what comes in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from undrift.domain.errors import UndriftError
from undrift.domain.notebook import LONGEST_NOTE

VERSION = 1
LARGEST = 33_554_432
"""In bytes: what one file that is brought may have. Four thousand long letters."""

Schema = Mapping[str, Any]
Item = dict[str, Any]

DAY: Schema = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
DAY_OR_NONE: Schema = {"type": ["string", "null"], "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
MOMENT: Schema = {"type": "string", "pattern": r"^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.+-]{5,21})?$"}
CLOCK: Schema = {"type": "string", "pattern": r"^[0-9]{2}:[0-9]{2}$"}
WORD: Schema = {"type": "string", "pattern": r"^[a-z0-9_-]{1,80}$"}
WORDS: Schema = {"type": "array", "maxItems": 100, "items": WORD}
LINE: Schema = {"type": "string", "maxLength": 400}
TEXT: Schema = {"type": "string", "maxLength": 2 * LONGEST_NOTE}
TEXT_OR_NONE: Schema = {"type": ["string", "null"], "maxLength": 2 * LONGEST_NOTE}
FLAG: Schema = {"type": "boolean"}
"""`TEXT_OR_NONE` null: it could not be opened in the home it comes from."""

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "null": (type(None),),
    "boolean": (bool,),
    "integer": (int, float),
    "array": (list,),
    "object": (dict,),
}
_HALF = re.compile("[\ud800-\udfff]")


class NotAnExport(UndriftError):
    """Undrift did not make this file, or a part of it is missing. Nothing was brought in."""


class NewerExport(UndriftError):
    """A newer version of Undrift made this file. Please update this one first. Nothing was brought in."""


def thing(**parts: Schema) -> Schema:
    """An object with exactly these parts."""
    return {"type": "object", "required": sorted(parts), "additionalProperties": False, "properties": parts}


def number(most: int) -> Schema:
    """A whole number from 0 up."""
    return {"type": "integer", "minimum": 0, "maximum": most}


def number_or_none(most: int) -> Schema:
    return {**number(most), "type": ["integer", "null"]}


def many(most: int, of: Schema) -> Schema:
    return {"type": "array", "maxItems": most, "items": of}


def fits(schema: Schema, value: Any) -> bool:
    """Check a value against the few words of JSON Schema that the sections use."""
    named = schema["type"]
    kinds = [kind for name in ([named] if isinstance(named, str) else named) for kind in _TYPES[name]]
    if type(value) not in kinds:
        return False
    if isinstance(value, str):
        pattern = schema.get("pattern")
        return len(value) <= schema.get("maxLength", 80) and (not pattern or re.fullmatch(pattern, value) is not None)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value % 1 == 0 and schema["minimum"] <= value <= schema["maximum"]
    if isinstance(value, list):
        return len(value) <= schema["maxItems"] and all(fits(schema["items"], one) for one in value)
    if isinstance(value, dict):
        parts = schema["properties"]
        return set(value) == set(parts) and all(fits(parts[name], one) for name, one in value.items())
    return True


def in_json(value: Any) -> str:
    """Write a value in the one way it is written: names in order, no spaces. Half an emoji is written as its code."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def in_text(text: str) -> str:
    """Make words fit for a page: half an emoji becomes the sign for what cannot be shown."""
    return _HALF.sub("\ufffd", text)


def whole(value: Any) -> Any:
    """Give a value in which every text can be shown."""
    if isinstance(value, str):
        return in_text(value)
    if isinstance(value, dict):
        return {name: whole(one) for name, one in value.items()}
    return [whole(one) for one in value] if isinstance(value, list) else value


def document(sections: Mapping[str, Schema], if_wanted: Collection[str] = ()) -> Schema:
    """Give the schema of a whole file, its sections in their order. `if_wanted`: they are there only where chosen."""
    parts: dict[str, Schema] = {
        "undrift": {"type": "integer", "const": VERSION},
        "name": {"type": "string", "maxLength": 80},
        **{name: {"type": "array", "items": schema} for name, schema in sections.items()},
    }
    return {
        "title": "What a person takes along from Undrift",
        "type": "object",
        "required": [name for name in parts if name not in if_wanted],
        "additionalProperties": False,
        "properties": parts,
    }
