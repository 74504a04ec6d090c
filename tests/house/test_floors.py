"""Each import contract is broken on purpose in a copy of the house, and must be the one that says so."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.places import ROOT, SOURCE

CONTRACTS = [
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
]
BREAKS = {
    "Imports go down the floors only": ("store/writing.py", "import undrift.actions.tries"),
    "The domain is pure: no framework, no disk, no clock": ("domain/repair.py", "import time"),
    "Only the vault imports cryptography": ("actions/export/__init__.py", "import cryptography.fernet"),
    "The vault is pure bytes: no framework, no store": ("vault/exports.py", "import sqlite3"),
    "Live streams know actions and nothing else": ("live/hub.py", "import undrift.adapters.clock"),
    "The worker that sends reminders cannot reach what opens anything": (
        "actions/sending.py",
        "import undrift.vault.doors",
    ),
    "What machines send goes through actions, and reads nothing": ("api/capture.py", "import undrift.actions.notebook"),
    "The reader of backups is one file that needs nothing else of the house": (
        "cli/read_backup.py",
        "import undrift.domain.errors",
    ),
    "Pages reach the store through queries and actions, never through models": (
        "web/us.py",
        "import undrift.store.models.people",
    ),
    "Feeds know actions and nothing else of the house": ("feeds/calendar.py", "import undrift.vault.cipher"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(SOURCE, tmp_path / "undrift", ignore=shutil.ignore_patterns("__pycache__", "_built", "static"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken_contracts(house: Path) -> set[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache", "--config", house / "pyproject.toml"],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    assert "Could not find" not in done.stdout
    broken = set(re.findall(r"^(.+?) BROKEN", done.stdout, re.MULTILINE))
    assert (done.returncode == 0) == (not broken), done.stdout
    return broken


def test_every_contract_is_tried():
    assert set(CONTRACTS) == set(BREAKS)


def test_the_house_as_it_stands_keeps_every_contract(copy: Path):
    assert broken_contracts(copy) == set()


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_forbidden_import_is_caught_by_its_contract(copy: Path, contract: str):
    file, line = BREAKS[contract]
    place = copy / "undrift" / file
    place.write_text(place.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    assert broken_contracts(copy) == {contract}
