"""undrift build: gather static files and compile the library, so that starting is quick."""

from __future__ import annotations

import argparse
import os


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(args: argparse.Namespace) -> int:
    del args
    import tempfile

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "undrift.config.settings")
    with tempfile.TemporaryDirectory() as nowhere:
        os.environ.setdefault("UNDRIFT_DATA", nowhere)
        import django

        django.setup()
        from undrift.cli.serve import build

        build()
    return 0
