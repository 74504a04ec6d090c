"""Setting a few pages as a PDF, in memory: no file, no temporary file, nothing logged."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from undrift.adapters.paper.letters import TYPEFACE, on_paper

if TYPE_CHECKING:
    from fpdf import FPDF

MARGIN = 25
SOFT, INK = (95, 94, 87), (35, 41, 47)


class Style(NamedTuple):
    """How a line is set: points, colour, height in millimetres, and the room it wants to have below it on its page."""

    size: float
    colour: tuple[int, int, int]
    high: float
    below: float = 0


TITLE, HEADING = Style(22, INK, 10), Style(14.5, INK, 7, 12)
TEXT, SMALL, DAY = Style(11.5, INK, 5.8), Style(9.5, SOFT, 5), Style(9.5, SOFT, 5, 6)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it: pairs of a small line (or none) and a text."""

    heading: str
    texts: Sequence[tuple[str, str]] = field(repr=False)


def pdf(title: str, below: str, parts: Iterable[Part], on: date) -> bytes:
    """Set it on A4. Ask `letters.can_set` first: letters the typeface has not are left out."""
    sheet = _sheet(on)
    sheet.set_title(title)
    _line(sheet, title, TITLE)
    _line(sheet, below, SMALL)
    for part in parts:
        sheet.ln(7)
        _line(sheet, part.heading, HEADING)
        for above, text in part.texts:
            sheet.ln(2.2)
            if above:
                _line(sheet, above, DAY)
            _line(sheet, text, TEXT)
    return bytes(sheet.output())


def _line(sheet: FPDF, text: str, style: Style) -> None:
    if style.below and sheet.will_page_break(style.high + style.below):
        sheet.add_page()
    _wear(sheet, style)
    sheet.multi_cell(0, style.high, on_paper(text), align="L", new_x="LMARGIN", new_y="NEXT")


def _wear(sheet: FPDF, style: Style) -> None:
    sheet.set_font("Newsreader", size=style.size)
    sheet.set_text_color(*style.colour)


def _sheet(on: date) -> FPDF:
    from fpdf import FPDF

    for noisy in ("fpdf", "fontTools"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)  # they would name letters of the text

    class Sheet(FPDF):
        def footer(self) -> None:
            self.set_y(-15)
            _wear(self, SMALL)
            self.cell(0, 6, f"{self.page_no()}", align="C")

    sheet = Sheet(format="A4")
    sheet.set_creation_date(datetime.combine(on, time(12), UTC))
    sheet.set_producer("Undrift")
    sheet.set_margin(MARGIN)
    sheet.set_auto_page_break(auto=True, margin=MARGIN)
    sheet.add_font("Newsreader", fname=TYPEFACE)
    _wear(sheet, TEXT)
    sheet.add_page()
    return sheet
