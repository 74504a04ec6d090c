"""A person's desk: one sealed row, changed under the write lock so that two tabs never undo each other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings

from undrift.actions import planning
from undrift.actions.sessions import Visit, make_sure_open
from undrift.adapters import clock
from undrift.domain.desk import SITUATIONS, Desk
from undrift.domain.disclosure import Disclosure
from undrift.domain.errors import BadInput
from undrift.store.queries import people
from undrift.store.writing import writing
from undrift.vault.cipher import CannotOpen, open_sealed, pad, seal, unpad

LONGEST_PARTNER_WORD = 30
Change = Callable[[Desk], Desk]
SMALLEST = 32_000  # bytes every desk fills, so that no draft and no answer shows in the length of its row


def read(visit: Visit) -> Desk:
    """Open the desk that came with the visit.

    A damaged one opens as a fresh desk that keeps joint things away: whoever damages a row must not undo that choice.
    """
    return _open(visit, visit.sealed_desk)


def change(visit: Visit, how: Change, *, anew: bool = False) -> Desk:
    """Apply one pure change to the newest desk and keep it. Raises what `how` raises, keeping nothing.

    `anew`: seal it also where nothing is different, so that nobody with the disk can tell one answer from another.
    """
    with writing():
        make_sure_open(visit)
        before = newest(visit)
        after = how(before)
        if anew or after != before:
            visit.sealed_desk = sealed(visit.person, visit.unlocked.desk_key, after)
            people.put_desk(visit.person, visit.sealed_desk)
            planning.keep(visit.person, before, after)
    return after


def change_disclosure(visit: Visit, how: Callable[[Disclosure], Disclosure], *, anew: bool = False) -> None:
    change(visit, lambda desk: desk.with_(disclosure=how(desk.disclosure)), anew=anew)


def newest(visit: Visit) -> Desk:
    """Open the desk as it lies in its row now; inside the write lock nothing can be newer."""
    return _open(visit, people.sealed_desk(visit.person))


def sealed(person: str, desk_key: bytes, desk: Desk) -> bytes:
    body = json.dumps(desk.to_json(), separators=(",", ":"), ensure_ascii=False).encode()
    return seal(desk_key, pad(body.ljust(SMALLEST)), "desk", person)


def _open(visit: Visit, blob: bytes) -> Desk:
    try:
        body = json.loads(unpad(open_sealed(visit.unlocked.desk_key, blob, "desk", visit.person)))
        return Desk.from_json(body)
    except (CannotOpen, ValueError, TypeError, KeyError):
        return Desk(keep_joint_away=True)


def local_now(desk: Desk) -> datetime:
    """Tell the time where the person is."""
    return clock.now().astimezone(clock.zone(desk.zone, settings.HOME_ZONE))


def zone_of(desk: Desk) -> str:
    """Name the zone the person's clock is in."""
    return clock.zone(desk.zone, settings.HOME_ZONE).key


def local(visit: Visit) -> datetime:
    return local_now(read(visit))


def describe_life(visit: Visit, situations: Iterable[str], partner_word: str, zone: str = "") -> None:
    """Keep what life is like around the two. Raises BadInput at `partner_word` or `zone`."""
    chosen = tuple(s for s in SITUATIONS if s in set(situations))
    word = " ".join("".join(c for c in partner_word if c.isprintable()).split())
    if len(word) > LONGEST_PARTNER_WORD:
        raise BadInput("partner_word", "Please find a word of at most 30 letters.")
    zone = zone.strip()
    if zone and not clock.is_zone(zone):
        raise BadInput("zone", "This is not a zone Undrift knows. Europe/Dublin is one, for example.")
    change(visit, lambda desk: desk.living(chosen, word).with_(zone=zone or desk.zone))
