"""A letter to the two of them: written alone, sealed till a day that whoever begins chooses, and opened together."""

from __future__ import annotations

from datetime import date

from undrift.domain.errors import BadInput

AFTER_MONTHS = {"3": 3, "6": 6, "12": 12}
WORDS = {"3": "In three months", "6": "In half a year", "12": "In a year"}
BEGINNINGS = (
    "While I write this, I can hear …",
    "An ordinary day is like this for me now: …",
    "Whoever reads this knows something that I do not know yet: …",
    "Something small that I like at the moment: …",
)
"""Ways to begin, to be taken or left (S1.57). The same for everybody, so that the page says nothing of a hold."""
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
