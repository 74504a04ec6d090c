"""One's own if-then plans: made, and taken away."""

from __future__ import annotations

from undrift.actions import desk as desks
from undrift.actions.sessions import Visit
from undrift.domain import plans
from undrift.domain.errors import NotFound
from undrift.domain.plans import Plan
from undrift.vault import cipher


def add(visit: Visit, when: str, then: str) -> None:
    """Keep a plan on the desk. Raises BadInput at `when` or `then`."""
    new = Plan(cipher.new_id(), when, then)
    desks.change(visit, lambda desk: desk.with_(plans=plans.added(desk.plans, new)))


def take_away(visit: Visit, plan: str) -> None:
    """Raises NotFound for one that is not there (any more)."""
    if not any(own.id == plan for own in desks.read(visit).plans):
        raise NotFound
    desks.change(visit, lambda desk: desk.with_(plans=plans.without(desk.plans, plan)))
