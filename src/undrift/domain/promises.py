"""Small promises of one's own: one line each, kept or let be, and then gone without a trace (S2.12, S2.28)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from undrift.domain.errors import BadInput

AT_MOST = 12
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Promise:
    """One line."""

    id: str
    text: str

    def __repr__(self) -> str:
        return f"Promise({self.id})"


def made(promises: Sequence[Promise], new: Promise) -> tuple[Promise, ...]:
    """Add one. Raises BadInput at `promise`."""
    text = " ".join("".join(c if c.isprintable() else " " for c in new.text).split())
    if not text:
        raise BadInput("promise", "One line is enough, such as: I will ring at six.")
    if len(text) > LONGEST:
        raise BadInput("promise", "Please make it shorter. A small promise fits on one line.")
    if any(promise.id == new.id for promise in promises):
        return tuple(promises)
    if len(promises) >= AT_MOST:
        raise BadInput("promise", "A dozen is a lot to hold. Let one be first.")
    return (*promises, Promise(new.id, text))


def over(promises: Sequence[Promise], id_: str) -> tuple[Promise, ...]:
    """Kept, or let be: either way it is gone."""
    return tuple(promise for promise in promises if promise.id != id_)
