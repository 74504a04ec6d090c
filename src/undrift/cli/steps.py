"""`undrift steps explain`: what would be suggested tonight for a state, why, and what each rule held back."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from undrift.domain.errors import MalformedState, UndriftError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from undrift.library.values import Library

NOT_JSON = "This is not one JSON object."
DONE, SOME_REFUSED, REFUSED = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="steps_verb", required=True, metavar="explain")
    explain = verbs.add_parser(
        "explain",
        help="read a state from standard input and say what would be suggested, and why",
        description="Reads one state as JSON from standard input and writes the choice as JSON. Nothing is stored.",
    )
    explain.add_argument("--jsonl", action="store_true", help="read and answer one state a line")


def run(args: argparse.Namespace) -> int:
    try:
        shelf = _library()
        if args.jsonl:
            return _explain_lines(sys.stdin.buffer, shelf)
        print(_explained(sys.stdin.buffer.read(), shelf))
    except UndriftError as problem:
        print(problem.sentence, file=sys.stderr)
        return REFUSED
    return DONE


def _explain_lines(lines: Iterable[bytes], shelf: Library) -> int:
    """Answer every line that is not blank. One bad line is answered with its sentence, and the run goes on."""
    result = DONE
    for line in lines:
        if not line.strip():
            continue
        try:
            answer = _explained(line, shelf)
        except MalformedState as problem:
            answer, result = json.dumps({"error": problem.sentence}), SOME_REFUSED
        sys.stdout.write(answer + "\n")
    return result


def _explained(text: bytes, shelf: Library) -> str:
    from undrift.domain.state import State
    from undrift.domain.steps import choose

    return json.dumps(choose(State.from_json(_parsed(text)), shelf.practices, shelf.beginnings).to_json())


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise MalformedState(NOT_JSON) from None


def _library() -> Library:
    import undrift.library

    return undrift.library.load()
