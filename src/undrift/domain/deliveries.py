"""What can become of one reminder on its way, and when it is tried again. Never twice, rather not at all."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import StrEnum

from undrift.domain.errors import BadInput

HELD_FOR = timedelta(minutes=5)
"""A worker that took one up and has not finished by then is gone; so is the reminder."""
AGAIN_AFTER = timedelta(minutes=10)
SOONEST = timedelta(minutes=1)
LIVES_FOR = timedelta(hours=1)
"""How long a push service may hold it back, and how long it is tried. It is about now, not about yesterday."""
LONGEST_ADDRESS = 200


class Outcome(StrEnum):
    """How the other side took it. `UNSURE`: it was handed over and no answer came, so it is not handed over again."""

    WENT = "went"
    GONE = "gone"
    LATER = "later"
    REFUSED = "refused"
    UNSURE = "unsure"


SAID: dict[str, str] = {
    Outcome.WENT: "It went out. It should be there within a minute.",
    Outcome.GONE: "That browser no longer takes reminders from here, so it was taken off the list. "
    "You can turn it on there again.",
    Outcome.LATER: "The other side cannot take it just now. Nothing is wrong here; please try again later.",
    Outcome.REFUSED: "The other side refused it.",
    Outcome.UNSURE: "It was handed over, and no answer came in time. It may still arrive.",
}
TROUBLE = {
    "refused": "The last one was refused on the other side. Taking this place away and setting it up again may help.",
    "later": "The last one could not be handed over in time. The next one is tried as usual.",
    "unsure": "The last one was handed over, and no answer came. It may have arrived.",
}
"""What the page says of a place where the last one did not go well."""


def again_at(now: datetime, until: datetime, wait: timedelta | None = None) -> datetime | None:
    """Say when one is tried again that the other side could not take; None where that is too late."""
    at = now + max(wait or AGAIN_AFTER, SOONEST)
    return at if at < until else None


_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/^_`{|}~.-]+")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}")
"""Plain ones: without = and ?, no part of a header can hide in an address as an encoded word."""


def checked_address(typed: str) -> str:
    """Take an e-mail address as it was typed. Raises BadInput at `mail`."""
    address = typed.strip()
    name, _, domain = address.rpartition("@")
    if not (_NAME.fullmatch(name) and _DOMAIN.fullmatch(domain) and len(address) <= LONGEST_ADDRESS):
        raise BadInput("mail", "Please look at the address again. name@example.org is one, for example.")
    return address
