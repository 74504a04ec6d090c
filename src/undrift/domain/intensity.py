"""What crosses to the other: a coarse level, which touch is welcome, and from which day a matter may be come back to.

All of it moves on days drawn by chance, so that no day of a change speaks of its reason (product laws 1, 4 and 5).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeGuard

from undrift.domain import mending
from undrift.domain.desk import LIGHT, Desk, Told

Draw = Callable[[int, int], int]
"""Draws a whole number between two, both included."""

TOUCH_KINDS: Mapping[str, str] = {
    "shoulder": "A hand on the shoulder",
    "sitting_close": "Sitting close",
    "holding_hands": "Holding hands",
    "hug": "A hug",
    "kiss_hello": "A kiss hello",
}
"""Kinds of touch and the words people see. A kind nobody said yes to is simply off."""

DEEPEST = 4
MOVES_AFTER = (5, 12)
TOUCH_TOLD_AFTER = (2, 9)


def target(desk: Desk, today: date, *, paused: bool) -> int:
    """Tell which level, 0 to 4, the told one moves towards; keeping joint things away never raises nor lowers it."""
    aim = _aim(desk, today, paused=paused)
    return min(_level(desk), aim) if desk.keep_joint_away else aim


def _aim(desk: Desk, today: date, *, paused: bool) -> int:
    if paused:
        return 0
    ground = min(desk.ground_on(today).values())
    return ground if desk.deeper_welcome and not desk.severe_problem else min(ground, LIGHT)


def _level(desk: Desk) -> int:
    return desk.told.level if desk.told else LIGHT


def moved(desk: Desk, today: date, draw: Draw, *, paused: bool) -> Desk:
    """Let a day pass over what is told: at most one step of the level, each yes to touch on its own day.

    Meant for every visit; most of them change nothing. `paused` says whether a pause holds on `today`.
    """
    told = _stepped(desk.told or Told(), target(desk, today, paused=paused), today, draw)
    return desk.with_(told=_touch_told(desk, told, today, draw))


def _stepped(told: Told, towards: int, today: date, draw: Draw) -> Told:
    """Step only when the day has come, and draw the next day whether or not anything moved."""
    left = _days_left(told.moves_on, today, MOVES_AFTER)
    if left is not None and left > 0:
        return told
    level = told.level if left is None else told.level + (towards > told.level) - (towards < told.level)
    return replace(told, level=level, moves_on=_drawn_day(today, draw, MOVES_AFTER))


def _touch_told(desk: Desk, told: Told, today: date, draw: Draw) -> Told:
    """Tell a yes when its day has come. While joint things are kept away none is, and each waits anew afterwards."""
    welcome = _welcome(desk)
    if desk.keep_joint_away:
        return _without_withdrawn(replace(told, touch_from={}), welcome)
    days = {kind: _touch_day(told, kind, today, draw) for kind in welcome if kind not in told.touch}
    waiting = {kind: day for kind, day in days.items() if day > today.isoformat()}
    return replace(told, touch=tuple(kind for kind in welcome if kind not in waiting), touch_from=waiting)


def _touch_day(told: Told, kind: str, today: date, draw: Draw) -> str:
    day = told.touch_from.get(kind, "")
    return _drawn_day(today, draw, TOUCH_TOLD_AFTER) if _days_left(day, today, TOUCH_TOLD_AFTER) is None else day


def _days_left(day: str, today: date, drawn_from: tuple[int, int]) -> int | None:
    """Count the days to wait; None without a believable day: not drawn yet, or put too far ahead by a wrong clock."""
    if not day:
        return None
    left = (date.fromisoformat(day) - today).days
    return left if left <= max(drawn_from) else None


def _drawn_day(today: date, draw: Draw, days: tuple[int, int]) -> str:
    return (today + timedelta(days=draw(*days))).isoformat()


def consenting(desk: Desk, kinds: Collection[str]) -> Desk:
    """Keep which touch is welcome now. What is left out is withdrawn at once; a later yes to it waits anew."""
    welcome = tuple(kind for kind in TOUCH_KINDS if kind in kinds)
    return desk.with_(touch_yes=welcome, told=_without_withdrawn(desk.told, welcome) if desk.told else None)


def parted(desk: Desk) -> Desk:
    """Forget every standing yes and what was told: they were for one person, and the next one starts light."""
    return mending.withdrawn(desk).with_(deeper_welcome=False, touch_yes=(), told=None)


def _without_withdrawn(told: Told, welcome: Collection[str]) -> Told:
    waiting = {kind: day for kind, day in told.touch_from.items() if kind in welcome}
    return replace(told, touch=tuple(kind for kind in told.touch if kind in welcome), touch_from=waiting)


def _welcome(desk: Desk) -> tuple[str, ...]:
    return tuple(kind for kind in TOUCH_KINDS if kind in desk.touch_yes)


def message(desk: Desk) -> dict[str, Any]:
    """Write what is sealed for the other, whole."""
    told = desk.told.touch if desk.told else ()
    touch = sorted(set(told).intersection(_welcome(desk)))
    return {"level": _level(desk), "touch": touch, "ready": mending.told(desk)}


def heard(body: object) -> dict[str, Any]:
    """Read the other's message as `partner` of a question; anything odd counts as light, without touch."""
    if _is_message(body):
        return {"intensity_cap": body["level"], "touch_consents": list(body["touch"])}
    return {"intensity_cap": LIGHT, "touch_consents": []}


def heard_ready(body: object) -> str:
    """Read from which day the other could come back to the matter; anything odd counts as never."""
    return str(body["ready"]) if _is_message(body) else mending.NEVER


def _is_message(body: object) -> TypeGuard[dict[str, Any]]:
    if not isinstance(body, dict) or set(body) != {"level", "touch", "ready"}:
        return False
    level, touch = body["level"], body["touch"]
    return type(level) is int and 0 <= level <= DEEPEST and _is_touch(touch) and mending.is_day(body["ready"])


def _is_touch(touch: object) -> bool:
    if not isinstance(touch, list) or not all(isinstance(kind, str) and kind in TOUCH_KINDS for kind in touch):
        return False
    return touch == sorted(set(touch))
