"""Prints the schema of what people take along into docs/export-format.schema.json. A test fails while it is stale."""

from __future__ import annotations

import json
import os
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "docs" / "export-format.schema.json"


def printed() -> str:
    """Give the schema of now, sections in the order of the file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "undrift.config.settings")
    import django

    django.setup()
    from undrift.actions.export import IF_WANTED, SECTIONS
    from undrift.domain.export import document

    schema = document({section.name: section.schema for section in SECTIONS}, IF_WANTED)
    return json.dumps(schema, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(printed(), encoding="utf-8")
