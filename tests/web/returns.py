"""What two do with times that return."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse

from undrift.actions import desk as desks
from undrift.actions import rituals
from undrift.domain.rituals import Typed

from .couples import visit_of
from .forms import form_to
from .world import Someone, text_of

RETURNS, OWN, CALENDAR = "/us/returns/", "/mine/returns/", "/settings/calendar/"
DAILY = tuple("0123456")
OPEN, TITLE = "Proposed by you", "A few minutes at the end of the day"


def proposes(somebody: Someone, kind: str = "check_in", **typed) -> str:
    """Propose a time through the pages; returns its address."""
    answer = somebody.fill(f"{RETURNS}new/?kind={kind}", f"{RETURNS}new/", **typed)
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def has_proposed(somebody: Someone, title: str, *, days: tuple[str, ...] = DAILY, at: str = "21:00") -> str:
    """As `proposes`, without the pages on the way."""
    typed = Typed("own", title, days, "1", at, "10")
    return f"{RETURNS}{rituals.propose(visit_of(somebody), typed, note_key='')}/"


def answers_time(somebody: Someone, address: str, answer: str) -> HttpResponse:
    return somebody.send(somebody.get(address), f"{address}answer/", answer=answer)


def says_yes(somebody: Someone, address: str) -> None:
    assert answers_time(somebody, address, "yes").status_code == 302


def leaves_it(somebody: Someone, address: str) -> None:
    assert answers_time(somebody, address, "aside").status_code == 302


def presses_out(somebody: Someone, address: str) -> HttpResponse:
    """Press *Not this time* on the page of one."""
    page = text_of(somebody.get(address))
    day = next(value for name, value in form_to(page, f"{address}leave-out/").buttons if name == "day")
    return somebody.send(somebody.get(address), f"{address}leave-out/", day=day)


def rests(somebody: Someone, address: str, long: str) -> HttpResponse:
    return somebody.send(somebody.get(address), f"{address}rest/", rest=long)


def moves(somebody: Someone, address: str, on: str, at: str) -> HttpResponse:
    return somebody.fill(f"{address}move/", on=on, at=at)


def ends(somebody: Someone, address: str) -> HttpResponse:
    return somebody.fill(f"{address}end/")


def keeps_own(somebody: Someone, title: str, **typed) -> str:
    """Keep a time in Just me; returns the address to change it at."""
    answer = somebody.fill(
        f"{OWN}?kind=own", OWN, title=title, **{"days": list(DAILY), "at": "07:30", "minutes": "10", **typed}
    )
    assert answer.status_code == 302, text_of(answer)
    return re.findall(r'action="(/mine/returns/[0-9a-f]{32}/)"', text_of(somebody.get(OWN)))[-1]


def makes_address(somebody: Someone) -> str:
    """Make a private calendar address; returns its path."""
    answer = somebody.fill(CALENDAR, what="make")
    found = re.search(r">https?://[^/]+(/calendar/[A-Za-z0-9_-]{43}\.ics)<", text_of(answer))
    assert found, text_of(answer)
    return found[1]


@pytest.fixture
def daily(couple):
    """One every day at nine in the evening (UTC), to which both have said yes. It is seven in the evening."""
    address = proposes(couple.ann)
    says_yes(couple.bo, address)
    return address


def in_zone(somebody, zone: str) -> None:
    desks.change(visit_of(somebody), lambda desk: desk.with_(zone=zone))
