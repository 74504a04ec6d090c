"""Source files as text: the YAML with the line of every value, and the Markdown below it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from undrift.library.problems import NotReadable, Problem

if TYPE_CHECKING:
    from pathlib import Path

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FENCE = "---"
_YamlPath = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Document:
    """`data` is the parsed YAML, `body` the Markdown, `body_line` the line the body starts on."""

    file: str
    data: dict[str, Any]
    node: yaml.MappingNode
    first_line: int
    body: str
    body_line: int

    def line_of(self, path: _YamlPath) -> int:
        """The line of the deepest part of `path` that is written in the file."""
        node: yaml.Node | None = self.node
        line = self.first_line
        for part in path:
            found = _step_into(node, part)
            if found is None:
                break
            place, node = found
            line = self.first_line + place.start_mark.line
        return line


def read_document(path: Path, file: str, *, has_body: bool) -> Document:
    """Raises NotReadable."""
    text = _read_text(path, file)
    if not has_body:
        return _parsed(file, text, first_line=1, body="", body_line=1)
    head, body = _split(text, file)
    body_line = head.count("\n") + 4
    blank = len(body) - len(body.lstrip("\n"))
    return _parsed(file, head, first_line=2, body=body.strip(), body_line=body_line + blank)


def _read_text(path: Path, file: str) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise NotReadable(Problem(file, line, "save this file as UTF-8; there is a byte here that is not.")) from None


def _split(text: str, file: str) -> tuple[str, str]:
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        raise NotReadable(Problem(file, 1, "the first line must be --- and nothing else."))
    closing = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == _FENCE), None)
    if closing is None:
        raise NotReadable(Problem(file, len(lines), "close the front matter with a line that is only ---."))
    return "\n".join(lines[1:closing]), "\n".join(lines[closing + 1 :])


def _parsed(file: str, head: str, *, first_line: int, body: str, body_line: int) -> Document:
    loader = _Loader(head)
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise NotReadable(Problem(file, first_line, "write keys and values here, such as `title: A short title`."))
        _refuse_repeats(node, file, first_line)
        data = loader.construct_document(node)
    except yaml.YAMLError as error:
        raise NotReadable(_yaml_problem(error, head, file, first_line)) from None
    finally:
        loader.dispose()
    return Document(file, data, node, first_line, body, body_line)


def _refuse_repeats(node: yaml.MappingNode, file: str, first_line: int) -> None:
    for mapping in _mappings(node):
        seen: set[Hashable] = set()
        for key, _ in mapping.value:
            if key.value in seen:
                line = first_line + key.start_mark.line
                raise NotReadable(Problem(file, line, f"`{key.value}` is here twice; remove one of them."))
            seen.add(key.value)


def _mappings(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _mappings(value)


def _step_into(node: yaml.Node | None, part: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None


def _yaml_problem(error: yaml.YAMLError, head: str, file: str, first_line: int) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError):
        return Problem(file, first_line + _marked_line(error), _advice(error.problem or ""))
    position = getattr(error, "position", 0)
    return Problem(
        file, first_line + head[:position].count("\n"), "remove the invisible character that cannot be read here."
    )


def _marked_line(error: yaml.MarkedYAMLError) -> int:
    """Where the writer must look: the opening quote or bracket, otherwise the place that surprised the parser."""
    context = error.context or ""
    begins_there = "scanning" in context or "flow" in context
    mark = error.context_mark if begins_there and error.context_mark else error.problem_mark
    return mark.line if mark else 0


def _advice(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return "put this text in quotes, because it has a colon followed by a space."
    if "constructor" in problem:
        return "use plain text, numbers, lists and keys only, without a YAML tag that starts with an exclamation mark."
    if "cannot start any token" in problem:
        return "indent with spaces, not with tabs, and put text that starts with a sign in quotes."
    return f"this is not valid YAML ({problem}); look for a missing quote, bracket or colon."
