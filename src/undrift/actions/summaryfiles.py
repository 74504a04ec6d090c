"""A summary as a file: one page for any browser, or a PDF. Made in memory, at most two at once, never kept."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from undrift.actions import export
from undrift.domain.summary import NOTES_HEADING, Summary
from undrift.domain.summarylines import Line

TITLE = "A summary, in my own words"
BELOW = "Written on {day}. It tells one side, as I see it now."


def fits_on_paper(made: Summary) -> bool:
    """Say whether the PDF can set every letter of it."""
    from undrift.adapters.paper import letters

    return letters.can_set(made.texts)


def as_pdf(made: Summary) -> bytes:
    """Set it as a PDF. Raises TooBusy."""
    from undrift.adapters.paper import sheets

    free = [sheets.Part(heading, [("", text)]) for heading, text in made.free]
    notes = [(_day(line), line.text) for line in made.lines]
    parts = [*free, sheets.Part(NOTES_HEADING, _said_once(notes))] if notes else free
    with export.a_place():
        return sheets.pdf(TITLE, BELOW.format(day=_long(made)), parts, made.on)


def as_page(made: Summary) -> str:
    """Write it as one page that opens in any browser, with no outside parts. Raises TooBusy."""
    with export.a_place():
        free = "".join(f"<h2>{escape(h)}</h2>{_paragraph(text)}" for h, text in made.free)
        notes = _said_once([(_day(line), line.text) for line in made.lines])
        picked = "".join((f"<h3>{escape(day)}</h3>" if day else "") + _paragraph(text) for day, text in notes)
        heading = f"<h2>{escape(NOTES_HEADING)}</h2>" if notes else ""
        below = escape(BELOW.format(day=_long(made)))
        return f"{_HEAD}<h1>{escape(TITLE)}</h1><p class=b>{below}</p>{free}{heading}{picked}</main></body></html>\n"


def _said_once(notes: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Say a day above its first line only."""
    days = ["", *(day for day, _ in notes)]
    return [("" if day == before else day, text) for before, (day, text) in zip(days, notes, strict=False)]


def _day(line: Line) -> str:
    return f"{line.on.day} {line.on:%B %Y}"


def _long(made: Summary) -> str:
    return f"{made.on:%A}, {made.on.day} {made.on:%B %Y}"


def _paragraph(text: str) -> str:
    return f'<p dir="auto">{escape(text)}</p>'


_HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>A summary</title><style>
body{font:18px/1.6 Georgia,serif;max-width:36rem;margin:2rem auto;padding:0 1rem;color:#23292f;background:#fdfaf3}
h1,h2{font-weight:400}h1{margin-bottom:.2rem}h2{font-size:1.3rem;margin:2rem 0 .4rem}
h3,.b{font:.95rem/1.5 sans-serif;color:#5f5e57;margin:1.2rem 0 .2rem}
p{white-space:pre-wrap;overflow-wrap:anywhere;margin:.4rem 0}h2,h3{break-after:avoid}
@media print{body{background:#fff;margin:0;max-width:none}}
</style></head><body><main>
"""
