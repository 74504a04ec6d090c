"""A note in one tap: what a phone shortcut, a button or a home may leave at the closed notebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from undrift.domain.errors import BadInput, UndriftError
from undrift.domain.export import in_text
from undrift.domain.notebook import Kind

LONGEST_LINE = 2000
LONGEST_NAME = 64
MOST_KEYS = 6
FIRST_OF_TOKEN = "undrift-"  # noqa: S105 - what every token begins with, so that people and scanners know one
KINDS = {
    "moment": (Kind.MOMENT, "A small moment."),
    "reaching-out": (Kind.BID, "Someone reached out."),
    "appreciation": (Kind.APPRECIATION, "Something I appreciated."),
    "sideways": (Kind.SIDEWAYS, "A hard moment."),
}
"""By the name in an address of Today: the kind of note, and what it says where no line came with it."""

PLACES = {
    "phone": "A phone or a watch",
    "button": "A button",
    "home": "The home’s own automation",
    "other": "Something else",
}


class UnknownKey(UndriftError):
    """Nothing here opens with this key. It may have been taken away."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What came in, checked."""

    kind: Kind
    text: str = field(repr=False)


def moment(body: object) -> Moment:
    """Read what a machine sent. Raises BadInput at `kind`, `text`, or `body`."""
    if not isinstance(body, Mapping):
        raise BadInput("body", 'Send one JSON object, such as {"kind": "moment"}.')
    unknown = sorted(str(name) for name in body if name not in {"kind", "text"})
    if unknown:
        raise BadInput("body", "Send only kind and text; anything else is refused.")
    kind, text = body.get("kind"), body.get("text", "")
    if not isinstance(kind, str) or kind not in KINDS:
        raise BadInput("kind", f"kind is one of: {', '.join(KINDS)}.")
    if not isinstance(text, str):
        raise BadInput("text", "text is a line of words, or left out.")
    if len(text) > LONGEST_LINE:
        raise BadInput("text", f"Please send at most {LONGEST_LINE} characters. There is more room in Undrift.")
    named, without_a_line = KINDS[kind]
    line = in_text(text).replace("\0", "").replace("\r\n", "\n").strip()
    return Moment(named, line or without_a_line)


def checked_place(place: str) -> str:
    """Raises BadInput at `place`."""
    if place not in PLACES:
        raise BadInput("place", "Please choose where this key will live.")
    return place
