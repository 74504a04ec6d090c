from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.conftest import clock, couple, home, kdf, plain_static_files, world

__all__ = ["clock", "couple", "folder", "home", "kdf", "plain_static_files", "world"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where copies are kept."""
    return tmp_path / "kept"
