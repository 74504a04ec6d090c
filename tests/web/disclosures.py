"""What two people do to say one true thing, let it lie, find it and say whether there is room."""

from __future__ import annotations

import re
from dataclasses import replace

from undrift.actions import desk as desks
from undrift.actions import disclosure, drafts
from undrift.domain.notebook import Kind
from undrift.store.models import Shared

from .couples import visit_of
from .world import Someone, World, text_of

FEELING = "I have been feeling far away from you, and I would like to be nearer."
ROOM = "when there is room"


def looks(somebody: Someone, text: str = FEELING, kind: str = "feeling", **more: str):
    """Write one thing, as far as the look at what the other will find."""
    return somebody.fill(f"/us/say/{kind}/", text=text, then="look", **more)


def puts(somebody: Someone, text: str = FEELING, kind: str = "feeling") -> str:
    """Put one thing on the shelf after a look ahead; returns the address of it."""
    path = f"/us/say/{kind}/"
    answer = somebody.send(looks(somebody, text, kind), path, then="place")
    assert answer.status_code == 302, text_of(answer)
    return newest_of(somebody)


def has_put(somebody: Someone, text: str = FEELING, kind: Kind = Kind.FEELING, *, hard: bool = False) -> str:
    """As `puts`, without the pages; with `hard`, as if it had slept on it."""
    if hard:
        visit = visit_of(somebody)
        draft = drafts.lay_down(visit, kind, text, hard=True, note_key="")
        visit = visit_of(somebody)

        def slept(part):
            return replace(part, drafts=tuple(replace(d, ready_on=d.on) if d.id == draft else d for d in part.drafts))

        desks.change_disclosure(visit, slept)
        disclosure.say_draft(visit_of(somebody), draft)
    else:
        disclosure.say(visit_of(somebody), kind, text, hard=False, note_key="")
    return newest_of(somebody)


def newest_of(somebody: Someone) -> str:
    return f"/us/{Shared.objects.filter(author__name=somebody.name).latest('sequence').id}/"


def lays(somebody: Someone, text: str = FEELING, kind: str = "feeling", **more: str) -> str:
    """Let a draft lie till morning; returns the address of it."""
    before = drafts_of(somebody)
    answer = somebody.send(looks(somebody, text, kind, **more), f"/us/say/{kind}/", then="lie")
    assert answer.status_code == 302, text_of(answer)
    return next(path for path in drafts_of(somebody) if path not in before)


def drafts_of(somebody: Someone) -> list[str]:
    return re.findall(r'href="(/us/draft/[0-9a-f]{32}/)"', text_of(somebody.get("/us/say/")))


def waits_for(somebody: Someone) -> str:
    """The address of what waits on Us to be opened; empty where nothing does."""
    found = re.search(r'href="(/us/[0-9a-f]{32}/)"><b>Something from', text_of(somebody.get("/us/")))
    return found.group(1) if found else ""


def says(somebody: Someone, address: str, what: str):
    return somebody.post(f"{address}room/", {"room": what})


def mornings_later(world: World, days: int) -> None:
    """Seven o'clock of a day some days on; everybody has signed in again."""
    world.clock.time = world.clock.time.replace(hour=7)
    world.clock.later(days=days)
    for somebody in world.everybody:
        assert somebody.sign_in().status_code == 302
