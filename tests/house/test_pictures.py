"""Every picture that a document shows is there, and no picture lies about that is never taken any more."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.places import ROOT

PLACE = ROOT / "docs" / "screenshots"
DOCUMENTS = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
TAKERS = [ROOT / "scripts" / "take_pictures.py", ROOT / "scripts" / "pictures_of_rooms.py"]


def pictures_in(document: Path) -> list[Path]:
    found = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", document.read_text(encoding="utf-8"))
    return [(document.parent / path).resolve() for path in found]


def test_every_picture_that_is_shown_is_there():
    shown = [path for document in DOCUMENTS for path in pictures_in(document)]
    assert len(shown) > 100
    assert [str(path) for path in shown if not path.is_file()] == []


def test_every_picture_has_a_name_that_the_scripts_take():
    written = " ".join(script.read_text(encoding="utf-8") for script in TAKERS)
    ends = ("left", "right", "good", "heavy", "empty")  # made of two parts there
    for picture in PLACE.glob("*.png"):
        name = re.sub(r"-(phone|wide)-(light|dark)$", "", picture.stem).removeprefix("room-")
        assert f'"{name}"' in written or f"room-{name}" in written or name.endswith(ends), picture.name


def test_the_pictures_stay_small():
    sizes = [picture.stat().st_size for picture in PLACE.glob("*.png")]
    assert sum(sizes) < 5_000_000
    assert max(sizes) < 100_000
