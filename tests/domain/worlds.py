"""A small made-up library that covers every tag, depth and shape, and evenings drawn by a number."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from lab.shelf import practice

from undrift.domain.desk import HOLDS, LANDINGS, WAYS_IN
from undrift.domain.pacing import first_rule_against
from undrift.domain.practices import (
    Asks,
    Branch,
    Capacity,
    NotWhen,
    Practice,
    Reach,
    Sense,
    Setting,
    Tag,
)
from undrift.domain.situation import Situation
from undrift.domain.state import ANSWERS, State

NOW = datetime.fromisoformat("2026-03-10T20:00")
KINDS = ("shoulder", "hug")


def _library() -> tuple[Practice, ...]:
    draw = Random(7)
    light = [practice(f"{tag}-0", tag, touch_kind="shoulder" if tag is Tag.TOUCH else None) for tag in Tag]
    deep = [
        practice(f"{tag}-{depth}", tag, depth=depth) for tag in (Tag.DISCLOSURE, Tag.CONFLICT) for depth in range(1, 5)
    ]
    not_when = [practice(f"not-{why}", Tag.PRESENCE, not_when=frozenset({why})) for why in NotWhen]
    mixed = [
        practice(
            f"mixed-{i}",
            *draw.sample(tuple(Tag), draw.randint(1, 3)),
            depth=draw.randint(0, 4),
            minutes=draw.choice((1, 5, 8, 20)),
            reach=draw.choice(tuple(Reach)),
            energy=draw.choice(tuple(Capacity)),
            asks_of_partner=draw.choice(tuple(Asks)),
            branch=(draw.choice(tuple(Branch)),),
            setting=tuple(draw.sample(tuple(Setting), 2)),
            requires=tuple(draw.sample(tuple(Sense), draw.randint(0, 1))),
            touch_kind=draw.choice((*KINDS, None)),
            glance_safe=draw.random() < 0.9,
        )
        for i in range(20)
    ]
    return (*light, *deep, *not_when, *mixed)


LIBRARY = _library()
BY_ID = {p.id: p for p in LIBRARY}


def evening(**changes: Any) -> dict[str, Any]:
    """A calm, ordinary evening with a partner in the app; dotted names reach inside (`person__safety=1`)."""
    body: dict[str, Any] = {
        "now": NOW.isoformat(),
        "person": {
            "capacity": "plenty",
            "safety": 4,
            "predictability": 4,
            "respect": 4,
            "closeness": 3,
            "responsiveness": 3,
            "fear_of_partner": False,
            "severe_problem": False,
            "branch": "strengthen",
            "minutes": None,
            "touch_consents": ["shoulder"],
            "holds": [],
        },
        "partner": {"intensity_cap": 4, "touch_consents": ["shoulder"]},
        "history": [],
        "paused_until": None,
        "quiet_hours": None,
        "rupture": None,
        "seed": 1,
    }
    for name, value in changes.items():
        place, _, part = name.rpartition("__")
        (body[place] if place else body)[part] = value
    return body


def days_ago(days: float, name: str = "presence-0", answer: str = "did", landing: str | None = None) -> dict[str, Any]:
    return {"practice": name, "at": (NOW - timedelta(days=days)).isoformat(), "answer": answer, "landing": landing}


def landings(*pairs: tuple[str, str]) -> list[dict[str, Any]]:
    """Landings from old to new, one an evening, ending yesterday."""
    return [days_ago(len(pairs) - i, name, "did", landing) for i, (name, landing) in enumerate(pairs)]


def drawn_evening(number: int) -> dict[str, Any]:
    """Draw any evening the schema allows. One number is far cheaper to draw than thirty parts."""
    r = Random(number)
    body = evening(seed=r.randint(0, 10**6))
    body["person"] = {
        "capacity": r.choice((*Capacity, None)),
        **{name: r.choice((0, 1, 2, 3, 4, None)) for name in ("safety", "predictability", "respect", "responsiveness")},
        "closeness": r.choice((*range(7), None)),
        "fear_of_partner": r.random() < 0.2,
        "severe_problem": r.random() < 0.2,
        "branch": r.choice((*Branch, None)),
        "minutes": r.choice((None, None, 0, 3, 10)),
        "touch_consents": r.sample(KINDS, r.randint(0, 2)),
        "holds": r.sample(HOLDS, r.choice((0, 0, 0, 1, 2))),
        "setting": r.choice((*Setting, None, None)),
        "senses_avoided": r.sample(tuple(Sense), r.choice((0, 0, 1))),
        "way_in": r.choice((*WAYS_IN, None)),
        "efforts_one_sided": r.choice((None, 0, 1, 2)),
        "not_getting_better": r.random() < 0.2,
        "wants_help": r.random() < 0.1,
    }
    body["partner"] = r.choice((None, {"intensity_cap": r.randint(0, 4), "touch_consents": r.sample(KINDS, 1)}))
    body["history"] = [
        days_ago(r.randint(0, 400) / 10, r.choice((*BY_ID, "gone")), r.choice(ANSWERS), r.choice((*LANDINGS, None)))
        for _ in range(r.choice((0, 2, 10, 25)))
    ]
    body["rupture"] = r.choice((None, None, _argued(r)))
    body["quiet_hours"] = r.choice((None, None, None, ["22:00", "07:00"], ["19:00", "21:00"]))
    body["paused_until"] = r.choice((None, None, None, "2026-03-09", "2026-03-12T08:00:00Z"))
    return body


def _argued(r: Random) -> dict[str, Any]:
    at = NOW - timedelta(hours=r.choice((0.1, 5, 23, 60, 9000, -50)))
    return {"at": at.isoformat(), "ready": [r.random() < 0.5, r.random() < 0.5]}


def open_steps(body: dict[str, Any], library: tuple[Practice, ...] = LIBRARY) -> set[str]:
    """Name everything that no rule holds back on this evening."""
    situation = Situation.of(State.from_json(body), library)
    return {p.id for p in library if first_rule_against(p, situation) is None}


def rule_for(body: dict[str, Any], wanted: Practice) -> str | None:
    """Name the rule against this one practice, which joins the made-up library."""
    return first_rule_against(wanted, Situation.of(State.from_json(body), (*LIBRARY, wanted)))
