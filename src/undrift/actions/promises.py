"""Small promises of one's own. They lie on the desk; what is over is gone, whichever way it ended."""

from __future__ import annotations

from collections.abc import Sequence

from undrift.actions import desk as desks
from undrift.actions.sessions import Visit
from undrift.domain import promises
from undrift.domain.errors import NotFound
from undrift.domain.promises import Promise
from undrift.vault import cipher


def mine(visit: Visit) -> Sequence[Promise]:
    return desks.read(visit).promises


def make(visit: Visit, text: str, *, note_key: str) -> None:
    """Add one; the same form sent twice adds it once. Raises BadInput at `promise`."""
    id_ = cipher.derive(visit.unlocked.desk_key, "promise", note_key or cipher.new_id()).hex()[:32]
    desks.change(visit, lambda d: d.with_(promises=promises.made(d.promises, Promise(id_, text))))


def is_over(visit: Visit, id_: str) -> None:
    """Take one away, kept or let be. Somebody else's is not found."""
    if all(promise.id != id_ for promise in mine(visit)):
        raise NotFound
    desks.change(visit, lambda d: d.with_(promises=promises.over(d.promises, id_)))
