"""undrift restore: bring everything back from two archives, into a data folder that holds no database."""

from __future__ import annotations

import argparse
from pathlib import Path

from undrift.cli.backup import prepare, told_now_and_then

BACK = "Everything is back. Everybody signs in with the passphrase they had then."
OLDER = "The keyring is older than the content. Where keys were changed after it, notes may not open."
NO_KEYS = (
    "The content is back, but without the keyring nothing in it can be opened, and nobody can sign in. "
    "When you find the keyring, remove the database from the data folder and restore both together."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Restores into the data folder (UNDRIFT_DATA), if it holds no database yet. Stop Undrift first. "
        "An existing database is never touched."
    )
    parser.add_argument("--content", type=Path, required=True, metavar="FILE", help="a content archive")
    parser.add_argument("--keyring", type=Path, metavar="FILE", help="a keyring archive; without it nothing opens")


def run(args: argparse.Namespace) -> int:
    prepare()
    from undrift.actions import archives, restoring

    done = restoring.restore(archives.database(), args.content, args.keyring, told_now_and_then())
    print(sentence(with_keyring=done.with_keyring, older=done.keyring_is_older))
    return 0


def sentence(*, with_keyring: bool, older: bool) -> str:
    if not with_keyring:
        return NO_KEYS
    return f"{BACK} {OLDER}" if older else BACK
