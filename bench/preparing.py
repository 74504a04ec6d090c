"""People of a benchmark are prepared in a process of their own, so that nothing of it is left in the one that asks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.home import environment
from bench.process import free_port

LONGEST = 600


def prepared(module: str, data: Path, *asked: str) -> Any:
    """Run `python -m module asked...` on a data folder; returns what it printed as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", module, *asked],
        env=environment(data, free_port(), DJANGO_SETTINGS_MODULE="undrift.config.settings"),
        check=True,
        stdout=subprocess.PIPE,
        timeout=LONGEST,
    )
    return json.loads(done.stdout)


def open_the_house(*, cheap: bool) -> None:
    """Make the data folder ready; with `cheap`, passphrases cost next to nothing."""
    import django

    django.setup()
    from undrift.actions import keys
    from undrift.cli.serve import prepare
    from undrift.vault.slots import PassphraseKdf

    prepare()
    if cheap:
        keys.use_kdf(PassphraseKdf.cheap())
