"""undrift serve: prepare what is missing, say what to open, and serve."""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import sys
from pathlib import Path

DEFAULT_BIND = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(args: argparse.Namespace) -> int:
    del args
    from undrift.config import env

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "undrift.config.settings")
    port, bind, origin = env.port(), env.text("BIND") or DEFAULT_BIND, env.origin()
    import django

    django.setup()
    prepare()
    _leave_no_core_dump()
    from undrift.actions import housekeeping

    housekeeping.tidy()
    import uvicorn

    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    print(f"Undrift is ready. Open {origin or f'http://{bind}:{port}'} in a browser.", flush=True)
    uvicorn.run(
        "undrift.config.asgi:application",
        host=bind,
        port=port,
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        timeout_keep_alive=65,
        timeout_graceful_shutdown=5,
    )
    return 0


def _leave_no_core_dump() -> None:
    """A crash must not write the memory of an open door to a disk."""
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def prepare() -> None:
    """Bring the database up to date, and build the static files and the library where an install has not."""
    from django.conf import settings

    bring_up_to_date()
    built = settings.STATIC_ROOT / "staticfiles.json"
    if not _is_stale(built, settings.PACKAGE / "web" / "static"):
        return
    try:
        build()
    except OSError:
        if not built.exists():
            raise
        print("The program folder is read-only; serving what was built before. Run: undrift build", file=sys.stderr)


def bring_up_to_date() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def _is_stale(built: Path, sources: Path) -> bool:
    """Say whether a source is newer than what was gathered from it, as after an update or while working on the look."""
    if not built.exists():
        return True
    when = built.stat().st_mtime
    return any(source.stat().st_mtime > when for source in sources.rglob("*"))


def build() -> None:
    """Gather static files under names that change with their content, and compile the library to one file."""
    from django.core.management import call_command

    from undrift import library

    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    library.compile_library()
