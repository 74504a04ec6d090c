"""The lines a summary is picked from: those of a note, and the answers of a sheet with their questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from undrift.domain.notebook import Note
from undrift.domain.sheets import SHEETS
from undrift.domain.sheets.kept import Kept


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a note or a sheet. `id` is the note's or the sheet's, with the line's place in it."""

    id: str
    text: str
    on: date
    at: str

    def __repr__(self) -> str:
        return f"Line({self.id})"


def lines_of(note: Note) -> tuple[Line, ...]:
    """Cut a note into its lines; one that cannot be opened has none."""
    texts = filter(None, map(str.strip, (note.text or "").split("\n")))
    return tuple(Line(f"{note.id}.{place}", text, note.on, note.at) for place, text in enumerate(texts))


def note_of(line: str) -> str:
    """Name the note a line is of."""
    return line.partition(".")[0]


def lines_of_sheet(kept: Kept, on: date) -> tuple[Line, ...]:
    """Put each answer under its question; one of a later release stands without."""
    sheet = SHEETS.get(kept.sheet)
    asked = {name: f"{line.alone}\n" for name, line in sheet.lines.items()} if sheet else {}
    answers = kept.lines.items()
    return tuple(Line(f"{kept.sheet}.{name}", asked.get(name, "") + text, on, "") for name, text in answers)
