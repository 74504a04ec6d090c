"""undrift backup: keep a copy of everything, in two archives, while Undrift runs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from undrift.store.archives import Progress

KEEP_DAYS = 30  # as actions.archives has it; that floor is imported once Django is prepared


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Writes a content archive of today and a keyring archive into a folder. "
        "It can run while Undrift does. Both are needed to bring everything back; see docs/hosting.md."
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to; it is made if it is missing")
    parser.add_argument(
        "--keep-days",
        type=days,
        default=KEEP_DAYS,
        metavar="N",
        help=f"delete content archives older than this many days (default: {KEEP_DAYS})",
    )


def days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 3650:  # noqa: PLR2004 - ten years
        raise argparse.ArgumentTypeError("a number of days between 1 and 3650")
    return int(text)


def run(args: argparse.Namespace) -> int:
    prepare()
    from undrift.actions import archives

    done = archives.back_up(args.folder.expanduser().resolve(), args.keep_days, told_now_and_then())
    print(f"Kept as {done.content.name} and {done.keyring.name}.")
    return 0


def prepare() -> None:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "undrift.config.settings")
    import django

    django.setup()


def told_now_and_then(seconds: float = 1.0) -> Progress:
    """Say on the terminal how far a long copy is, about once a second; a short one says nothing."""
    from time import monotonic

    last = monotonic()

    def tell(done: int, rows_in_all: int) -> None:
        nonlocal last
        if monotonic() - last >= seconds:
            last = monotonic()
            print(f"{done:,} of {rows_in_all:,} rows", file=sys.stderr, flush=True)

    return tell
