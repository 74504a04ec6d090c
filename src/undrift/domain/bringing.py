"""Reading a file of one's own words piece by piece: memory does not grow with the years that are in it."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from typing import Any

from undrift.domain.export import NotAnExport

CHUNK = 65_536
DEEPEST = 12
"""Nothing an export holds goes deeper; more would be a file that was made to break readers."""

LONGEST_ITEM = 2_097_152
"""In letters. The longest thing an export holds, a full sheet, is far shorter."""

BLANKS = " \t\n\r"
ENDS = frozenset(",]}")
Read = Callable[[int], bytes]
ITEM, VALUE, END = "item", "value", "end"


def walk(read: Read) -> Iterator[tuple[str, str, Any]]:
    """Give the parts of one JSON object in their order, as (what, name, value). Raises NotAnExport.

    A list is given item by item and then its END; anything else is one VALUE. At most one item is held at a time.
    """
    source = _Source(read)
    source.take("{")
    first = True
    while not source.is_next("}"):
        if not first:
            source.take(",")
        name = source.value()
        if not isinstance(name, str):
            raise NotAnExport
        source.take(":")
        yield from _named(source, name)
        first = False
    source.take("}")
    source.must_be_over()


def _named(source: _Source, name: str) -> Iterator[tuple[str, str, Any]]:
    if not source.is_next("["):
        yield VALUE, name, source.value()
        return
    source.take("[")
    first = True
    while not source.is_next("]"):
        if not first:
            source.take(",")
        yield ITEM, name, source.value()
        first = False
    source.take("]")
    yield END, name, None


class _Source:
    """Text that comes in chunks, with a place to read from."""

    def __init__(self, read: Read) -> None:
        self._read, self._text, self._at, self._ended = read, "", 0, False
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._json = json.JSONDecoder()

    def take(self, sign: str) -> None:
        if not self.is_next(sign):
            raise NotAnExport
        self._at += 1

    def is_next(self, sign: str) -> bool:
        """Look at the next sign that is no blank. Raises NotAnExport where nothing is left."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in BLANKS:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at] == sign
            if not self._more():
                raise NotAnExport

    def value(self) -> Any:
        """Read one whole value. It is whole once something follows it: 12 may be the beginning of 123."""
        self.is_next("")
        while True:
            try:
                found, end = self._json.raw_decode(self._text, self._at)
            except (ValueError, RecursionError):
                end = len(self._text)
                if self._ended:
                    raise NotAnExport from None
            if end < len(self._text):
                if end - self._at > LONGEST_ITEM:
                    raise NotAnExport
                self._at = end
                return self._not_too_deep(found)
            if len(self._text) - self._at > LONGEST_ITEM or not self._more():
                raise NotAnExport

    def must_be_over(self) -> None:
        while self._at < len(self._text) or self._more():
            if self._text[self._at :].strip(BLANKS):
                raise NotAnExport
            self._at = len(self._text)

    def _not_too_deep(self, value: Any) -> Any:
        layer = [value]
        for _ in range(DEEPEST):
            layer = [inner for one in layer for inner in _inside(one)]
            if not layer:
                return value
        raise NotAnExport

    def _more(self) -> bool:
        """Take in about as much again as is held, so that a long value is not tried over and over."""
        if self._ended:
            return False
        held = len(self._text) - self._at
        chunk = self._read(max(CHUNK, held))
        self._ended = not chunk
        try:
            self._text = self._text[self._at :] + self._decoder.decode(chunk, final=self._ended)
        except UnicodeDecodeError:
            raise NotAnExport from None
        self._at = 0
        return bool(chunk)


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
