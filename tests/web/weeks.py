"""What somebody does at their browser about their weeks."""

from __future__ import annotations

import random
from datetime import timedelta

from undrift.actions import climate, looks
from undrift.domain.ground import ITEMS

from .couples import visit_of
from .forms import form_to
from .world import Someone, World, text_of

CLIMATE = "/mine/climate/"
GLAD = {"q1": "6", "q12": "5", "q19": "5", "q22": "5"}
SAD = dict.fromkeys(GLAD, "0")
MIDDLING = dict.fromkeys(GLAD, "3")


def marks(somebody: Someone, level: int, **more: str) -> None:
    answer = somebody.fill("/mine/ground/", **{**dict.fromkeys(ITEMS, str(level)), "stress": "1", **more})
    assert answer.status_code == 302, text_of(answer)


def later(world: World, **by: float) -> None:
    """Let time pass; whoever is a member of the world signs in again and opens the notebook."""
    world.clock.time += timedelta(**by)
    for somebody in world.everybody:
        somebody.sign_in()
        somebody.open_notebook()


def lives(world: World, somebody: Someone, *levels: int) -> None:
    for number, level in enumerate(levels):
        if number:
            later(world, weeks=1)
        marks(somebody, level)


def answers(somebody: Someone, instrument: str = "csi-4", **marked: str):
    return somebody.fill(f"/mine/questions/{instrument}/", **marked)


def weather_of(somebody: Someone) -> str:
    answer = somebody.get(CLIMATE)
    assert answer.status_code == 200
    return text_of(answer)


def says_about(somebody: Someone, monday: str, line: str, **more: str):
    path = f"{CLIMATE}week/{monday}/"
    return somebody.post(path, {**form_to(text_of(somebody.get(path)), path).filled(), "happened": line, **more})


def lives_by_whim(somebody: Someone, chance: random.Random) -> str:
    """Weeks, longer looks, a line, choices: anything a person can leave behind their door. Returns the line."""
    visit = visit_of(somebody)
    items = (*ITEMS, "closeness")
    for _ in range(chance.randrange(1, 4)):
        climate.remember_week(visit, {i: chance.randrange(5) for i in items if chance.random() < 0.8})
    for name in ("csi-4", "csi-16"):
        if chance.random() < 0.8:
            climate.change(
                visit, lambda r, n=name: r.with_marks({n: chance.randrange(20)}, climate.open_weeks(visit).today)
            )
    line = f"heron-{chance.randrange(10**9)}"
    climate.say_what_was(visit, "2026-11-16", line, "")
    wanted = chance.choice(["", "fewer", "steady", "warm"])
    looks.look_back(visit, {"changed": line, "steps": wanted}, note_key="")
    looks.afraid(visit, chance.choice(["", "0", "1"]))
    looks.leave_help_for_now(visit)
    return line
