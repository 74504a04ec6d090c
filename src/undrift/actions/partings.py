"""What goes home when somebody leaves the place of two: every word of theirs, whatever page it stood on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from undrift.actions import drafts, guesses, lines, opening, sharing
from undrift.actions.sessions import Visit
from undrift.domain import mending
from undrift.domain.couples import Membership
from undrift.domain.curiosity import Curiosity
from undrift.domain.desk import Desk
from undrift.domain.disclosure import Disclosure

_FORGOTTEN: dict[str, Any] = {
    "guest": False,
    "unfolded": 0,
    "put_aside": (),
    "answer_waits": False,
    "future_on": "",
    "disclosure": Disclosure(),
    "curiosity": Curiosity(),
}
"""What a desk says of a place of two, as it is for somebody who is in none."""


def forgotten(desk: Desk) -> Desk:
    """Forget, on the desk of somebody who goes, what it says of a place of two, also which hours it had for both."""
    reminders = replace(desk.reminders, rituals=False, lies_ready=False, moments=())
    return mending.never_asked(desk).with_(**_FORGOTTEN, returning=desk.returning.without_two(), reminders=reminders)


def take_everything_home(visit: Visit, here: Membership) -> None:
    """Leave nothing of mine on my shelf. Call it inside the write lock."""
    sharing.take_all_home(visit, here)
    lines.take_all_home(visit, here)
    opening.take_all_home(visit, here)
    drafts.take_home(visit)
    guesses.take_home(visit)
