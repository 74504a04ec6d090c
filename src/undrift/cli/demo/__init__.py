"""undrift demo: a home of its own with two made-up people and ten weeks of their life, to look around in."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from undrift.cli.demo.script import Character


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Makes a home of its own with two made-up people, lives ten weeks of their life in it, and serves it on this "
        "machine until you stop it. Your own data folder is not touched."
    )
    parser.add_argument("--json", action="store_true", help="print one line of JSON once it answers, and nothing else")
    parser.add_argument("--folder", default="", metavar="DIR", help="an empty folder to use; it stays afterwards")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="the port; otherwise 8000, or a free one")


def run(args: argparse.Namespace) -> int:
    from undrift.cli.demo import home

    home.end_cleanly_on_signals()
    with home.folder(args.folder) as data, _listening(args.port) as listener:
        _forget_real_settings(data)
        _live_and_serve(args, data, listener)
    return 0


def _listening(wanted: int) -> socket.socket:
    from undrift.cli.demo import home
    from undrift.config import env

    if not 0 <= wanted < 65536:  # noqa: PLR2004 - the range of ports
        raise env.BadSetting("--port must be a number between 1 and 65535.")
    return home.listening(wanted or env.port(), must_be_this=bool(wanted))


def _forget_real_settings(data: Path) -> None:
    """Take no setting of the real home but its time zone: the demo is for this machine, with data of its own."""
    from undrift.config.env import PREFIX

    for name in [name for name in os.environ if name.startswith(PREFIX) and name != f"{PREFIX}TIME_ZONE"]:
        del os.environ[name]
    os.environ[f"{PREFIX}DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "undrift.config.settings")


def _live_and_serve(args: argparse.Namespace, data: Path, listener: socket.socket) -> None:
    import django

    django.setup()
    from django.db import connections

    from undrift.cli.demo import serving

    couple = _filled()
    connections.close_all()
    address, stays_in = serving.address_of(listener), str(data) if args.folder else ""
    said = serving.as_json(address, couple) if args.json else serving.as_words(address, couple, stays_in)
    serving.serve(listener, lambda: print(said, flush=True))


def _filled() -> tuple[Character, ...]:
    """Prepare the empty home and live in it; returns the two who can sign in now."""
    from django.conf import settings

    from undrift.adapters import clock
    from undrift.cli.demo import life, script
    from undrift.cli.serve import prepare

    prepare()
    written = script.read()
    life.live(written, clock.zone(None, settings.HOME_ZONE), lambda week: print(week, file=sys.stderr, flush=True))
    return written.couple
