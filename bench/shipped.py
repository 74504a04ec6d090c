"""The undrift command with nothing beside what requirements.txt names: python -m bench.shipped serve.

A checkout's .venv may hold quicker parts that uvicorn would pick up and an installation would not have.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

OPTIONAL = ("httptools", "uvloop", "websockets")
REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements.txt"


def hide_what_is_not_shipped() -> None:
    shipped = set(re.findall(r"^([a-z0-9-]+)==", REQUIREMENTS.read_text(), re.MULTILINE))
    for name in OPTIONAL:
        if name not in shipped:
            sys.modules[name] = None  # type: ignore[assignment]  # makes its import fail


if __name__ == "__main__":
    hide_what_is_not_shipped()
    from undrift.cli import main

    sys.exit(main(sys.argv[1:]))
