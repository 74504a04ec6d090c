"""Where the house lies, and how to run its command as somebody would."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "undrift"


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the program; migrations are written by a machine and have shapes of their own."""
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"migrations", "_built"} & set(path.relative_to(SOURCE).parts):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def undrift(*words: str, timeout: float = 60, **settings: object) -> subprocess.CompletedProcess[str]:
    """Run the command with these settings and no others."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("UNDRIFT_")}
    environment.pop("PORT", None)
    environment |= {f"UNDRIFT_{name}": str(value) for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-m", "undrift.cli", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
