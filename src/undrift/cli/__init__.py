"""The `undrift` command. Each word of it lives in a file of its own and is imported only when it is used."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from types import ModuleType

from undrift import __version__

COMMANDS = {
    "serve": "start Undrift on this machine",
    "work": "send reminders whose time has come",
    "build": "gather static files and compile the library (done by make install)",
    "backup": "keep a copy of everything, in two archives",
    "restore": "bring everything back from two archives",
    "read-backup": "open a backup with a passphrase and no server",
    "demo": "two made-up people and ten weeks of their life, to look around in",
    "doctor": "look whether this machine is a safe home",
    "library": "check, list or compile the library",
    "steps": "explain how the next step is chosen",
}


def _module(word: str) -> ModuleType:
    return importlib.import_module(f"undrift.cli.{word.replace('-', '_')}")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    from undrift.domain.errors import UndriftError

    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="undrift", description="A private place to find your way back.")
    parser.add_argument("--version", action="version", version=f"undrift {__version__}")
    words = parser.add_subparsers(dest="command", required=True)
    wanted = next((word for word in arguments if word in COMMANDS), None)
    for word, summary in COMMANDS.items():
        sub = words.add_parser(word, help=summary)
        if word == wanted:
            _module(word).add_arguments(sub)
    parsed = parser.parse_args(arguments)
    try:
        code: int = _module(parsed.command).run(parsed)
    except UndriftError as problem:
        print(problem.sentence, file=sys.stderr)
        return 2
    return code
