"""undrift work: send reminders whose time has come, in a process of its own."""

from __future__ import annotations

import argparse
import signal
import threading

from undrift.cli.backup import prepare as prepare_program
from undrift.cli.serve import bring_up_to_date


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Sends reminders whose time has come, until it is stopped. `undrift serve` does this by itself unless "
        "UNDRIFT_WORKER is no. Several may run: none is sent twice."
    )


def run(args: argparse.Namespace) -> int:
    del args
    prepare_program()
    bring_up_to_date()
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    from undrift.actions import sending

    print("Reminders are sent from here until this is stopped.", flush=True)
    sending.work(stop)
    return 0
