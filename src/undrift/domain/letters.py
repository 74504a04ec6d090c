"""A letter to the two of them: written alone, sealed till a day that whoever begins chooses, and opened together."""

from __future__ import annotations

from datetime import date

from undrift.domain.errors import BadInput

AFTER_MONTHS = {"3": 3, "6": 6, "12": 12}
WORDS = {"3": "In three months", "6": "In half a year", "12": "In a year"}
ASKED = "A letter to the two of you"


def opens_on(after: str, today: date) -> date:
    """Name the day so many months on; from a month's end, the last day there is. Raises BadInput at `after`."""
    if after not in AFTER_MONTHS:
        raise BadInput("after", "Please choose when it opens.")
    years, month = divmod(today.month - 1 + AFTER_MONTHS[after], 12)
    for day in (today.day, 30, 29, 28):
        try:
            return date(today.year + years, month + 1, day)
        except ValueError:
            continue
    raise AssertionError
