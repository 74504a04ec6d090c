"""What a sheet of *Looking back* is made of: lines for words, things to tick, and parts that hold them.

What `rests` speaks of no fault, of a round that two share, or of closeness. Under a hold (product law 7) it is not put
to anybody who has not answered it already. `rows` name the rows of the method, with spaces between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from undrift.domain.errors import NotFound


@dataclass(frozen=True, slots=True)
class Line:
    """A question that is answered in words. `evening`: how it is asked when it stands alone."""

    id: str
    words: str
    rows: str
    example: str = ""
    evening: str = ""
    rests: bool = False

    @property
    def alone(self) -> str:
        return self.evening or self.words


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tick."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Ticks:
    """Some things to tick, as `id: words; id: words`; `with_lines`: each also has a line of its own."""

    id: str
    words: str
    rows: str
    choices: str
    hint: str = ""
    rests: bool = False
    with_lines: bool = False
    options: tuple[Option, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        options = tuple(Option(*choice.strip().split(": ", 1)) for choice in self.choices.split(";"))
        object.__setattr__(self, "options", options)

    def line_of(self, option: Option) -> Line:
        return Line(f"{self.id}-{option.id}", option.words, self.rows)


@dataclass(frozen=True, slots=True)
class Part:
    """What belongs together on a sheet; one with a title is folded until it is wanted."""

    items: tuple[Line | Ticks, ...]
    title: str = ""
    hint: str = ""
    rests: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `plain` opens it for anybody; `kind` excuses both, and is never said under a hold.

    `lines` are all there are, also those that belong to a tick, in their order on the page.
    """

    id: str
    title: str
    about: str
    plain: str
    kind: str
    rows: str
    parts: tuple[Part, ...]
    rests: bool = False
    lines: Mapping[str, Line] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found = {line.id: line for part in self.parts for item in part.items for line in _lines_of(item)}
        object.__setattr__(self, "lines", found)

    @property
    def questions(self) -> Iterator[tuple[Part, Line]]:
        """The lines that can be asked one an evening, in their order."""
        return ((part, item) for part in self.parts for item in part.items if isinstance(item, Line))

    @property
    def ticks(self) -> Iterator[Ticks]:
        return (item for part in self.parts for item in part.items if isinstance(item, Ticks))

    def line(self, name: str) -> Line:
        """Find one line. Raises NotFound."""
        try:
            return self.lines[name]
        except KeyError:
            raise NotFound from None


def _lines_of(item: Line | Ticks) -> Iterator[Line]:
    if isinstance(item, Line):
        yield item
    elif item.with_lines:
        yield from map(item.line_of, item.options)
