"""The five sheets of *Looking back*: their words and questions, each with the rows of the method it comes from.

The names of sheets and lines stand in addresses, and so in the history of a browser: they say little.
"""

from __future__ import annotations

from undrift.domain.errors import NotFound
from undrift.domain.sheets.circle import CIRCLE
from undrift.domain.sheets.day import DAY
from undrift.domain.sheets.shape import Sheet
from undrift.domain.sheets.signs import SIGNS
from undrift.domain.sheets.story import STORY
from undrift.domain.sheets.tide import TIDE

SHEETS = {sheet.id: sheet for sheet in (CIRCLE, STORY, DAY, TIDE, SIGNS)}
BEGINNING_WITH_A_DAY = (DAY, SIGNS, TIDE, STORY, CIRCLE)


def sheet(name: str) -> Sheet:
    """Find one sheet. Raises NotFound."""
    try:
        return SHEETS[name]
    except KeyError:
        raise NotFound from None
