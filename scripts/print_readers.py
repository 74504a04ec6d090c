"""Prints the table of readers into docs/privacy.md, between its two marks. A test fails while it is stale."""

from __future__ import annotations

from pathlib import Path

from undrift.domain.readers import TABLE, Row

PAGE = Path(__file__).resolve().parent.parent / "docs" / "privacy.md"
BEGIN, END = "<!-- readers: printed by scripts/print_readers.py -->", "<!-- /readers -->"
HEAD = ("| What | You | Your partner | Whoever runs this computer |", "|---|---|---|---|")


def line(row: Row) -> str:
    """Make one line of the table: the thing, then its three readers."""
    partner = f"{row.partner.value.capitalize()}. {row.partner_note}".rstrip()
    host = f"{row.host.value.capitalize()}. {row.host_note}"
    return f"| **{row.thing}**. {row.example}. | {row.you}. | {partner} | {host} |"


def printed(page: str) -> str:
    """Give the page with the table of now in it. Raises ValueError when a mark is missing."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return "\n".join([before + BEGIN, *HEAD, *map(line, TABLE), END + after])


if __name__ == "__main__":
    PAGE.write_text(printed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
