"""A person's desk: the small working state that choosing a step needs. No intimate text, and bounded in size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self, TypeVar

from undrift.domain.practices import Capacity

HISTORY_KEPT = 90
SAVED_KEPT = 60
LANDINGS = ("closer", "same", "too_much", "did_not_happen")
WAYS_IN = ("fragile", "flat", "argued", "betrayal", "invited", "looking", "alone")
SITUATIONS = ("small_children", "distance", "grief_or_illness", "betrayal", "little_touch", "no_gaze")
LIFE = "life"
HOLDS = ("recent_betrayal", "self_harm", "addiction", "separating", "unsure_staying")
SAFETY_BY_WAY_IN = {"fragile": 1, "argued": 2, "betrayal": 1, "flat": 3, "looking": 3}


@dataclass(frozen=True, slots=True)
class Offer:
    """One evening's suggestion and what became of it. `on` is the evening's date, ISO."""

    practice: str
    on: str
    answer: str = "none"
    landing: str | None = None


@dataclass(frozen=True, slots=True)
class Tonight:
    """What this evening has come to so far. `practice` None means: nothing tonight, on purpose."""

    on: str
    capacity: str | None = None
    chosen: bool = False
    practice: str | None = None
    why_nothing: str = ""
    answer: str = "none"
    answered_at: str = ""
    landing: str | None = None


Kind = TypeVar("Kind", Offer, Tonight)


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything Today needs, in one sealed row."""

    seed: int = 0
    zone: str = ""
    partner_word: str = ""
    way_in: str | None = None
    situations: tuple[str, ...] = ()
    branch: str | None = None
    keep_joint_away: bool = False
    severe_problem: bool = False
    holds: tuple[str, ...] = ()
    paused_until: str | None = None
    argued_at: str | None = None
    tonight: Tonight | None = None
    landing_due: Offer | None = None
    landing_due_from: str = ""
    history: tuple[Offer, ...] = ()
    saved: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    last_evening: str = ""
    close_line: str = ""
    done_asking: tuple[str, ...] = ()
    began_at: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Self:
        """Read a desk, also an older release's: unknown parts are kept in `extra`, missing ones default."""
        known = cls.__dataclass_fields__
        values = {k: v for k, v in body.items() if k in known}
        for name in ("situations", "holds", "saved", "reminders", "done_asking"):
            values[name] = tuple(values.get(name) or ())
        values["history"] = tuple(_known(Offer, o) for o in values.get("history") or ())
        values["tonight"] = _known(Tonight, values["tonight"]) if values.get("tonight") else None
        values["landing_due"] = _known(Offer, values["landing_due"]) if values.get("landing_due") else None
        values["extra"] = {**(values.get("extra") or {}), **{k: v for k, v in body.items() if k not in known}}
        return cls(**values)

    def with_(self, **changes: Any) -> Desk:
        return replace(self, **changes)

    def remembering(self, offer: Offer) -> Desk:
        """Add or replace this evening's offer in the bounded history."""
        rest = tuple(o for o in self.history if o.on != offer.on)
        return replace(self, history=(*rest, offer)[-HISTORY_KEPT:])

    def saving(self, practice: str) -> Desk:
        rest = tuple(p for p in self.saved if p != practice)
        return replace(self, saved=(*rest, practice)[-SAVED_KEPT:])

    def unsaving(self, practice: str) -> Desk:
        return replace(self, saved=tuple(p for p in self.saved if p != practice))

    @property
    def all_holds(self) -> tuple[str, ...]:
        """Holds a person named, plus the one that a trust just broken brings along (product law 7)."""
        broken = self.way_in == "betrayal" or "betrayal" in self.situations
        named = ("recent_betrayal", *self.holds) if broken else self.holds
        return tuple(dict.fromkeys(named))

    @property
    def _setting(self) -> str | None:
        """Tell where the two live, once the person has said what life is like; until then anything may fit."""
        if "distance" in self.situations:
            return "distance"
        return "same_room" if LIFE in self.done_asking else None

    def living(self, situations: tuple[str, ...], partner_word: str) -> Desk:
        """Keep what life is like around the two, and the word for the partner."""
        asked = tuple(dict.fromkeys((*self.done_asking, LIFE)))
        return replace(self, situations=situations, partner_word=partner_word, done_asking=asked)

    def question(self, now_iso: str) -> dict[str, Any]:
        """Pose tonight's question to the pacing rules, in the public schema of `undrift steps explain`."""
        capacity = self.tonight.capacity if self.tonight else None
        safety = SAFETY_BY_WAY_IN.get(self.way_in or "", 2)
        return {
            "now": now_iso,
            "person": {
                "capacity": capacity if capacity in set(Capacity) else None,
                "safety": safety,
                "predictability": max(safety, 2) if self.way_in != "betrayal" else 1,
                "respect": 3,
                "closeness": 3,
                "responsiveness": 1 if self.way_in in {"fragile", "betrayal"} else 2,
                "fear_of_partner": self.keep_joint_away,
                "severe_problem": self.severe_problem,
                "branch": self.branch or _BRANCH_BY_WAY_IN.get(self.way_in or ""),
                "minutes": None,
                "touch_consents": [],
                "holds": list(self.all_holds),
                "setting": self._setting,
                "senses_avoided": _senses_avoided(self.situations),
                "way_in": self.way_in,
                "hands_full": "small_children" in self.situations,
                "moment_of_day": _moment_of(now_iso),
            },
            "partner": None,
            "history": [
                {"practice": o.practice, "at": f"{o.on}T21:00:00", "answer": o.answer, "landing": o.landing}
                for o in self.history
            ],
            "paused_until": self.paused_until,
            "quiet_hours": None,
            "rupture": {"at": self.argued_at, "ready": [False, False]} if self.argued_at else None,
            "seed": self.seed,
        }


def _known(kind: type[Kind], body: Mapping[str, Any]) -> Kind:
    """Make a value from what this release knows of it."""
    return kind(**{name: body[name] for name in kind.__dataclass_fields__ if name in body})


_BRANCH_BY_WAY_IN = {
    "fragile": "stabilise",
    "argued": "stabilise",
    "betrayal": "stabilise",
    "alone": "stabilise",
    "flat": "strengthen",
    "looking": "browse",
    "invited": "browse",
}


def _moment_of(now_iso: str) -> str | None:
    """Name the moment of day that a local time most likely is; None where a day could be anything."""
    hour = int(now_iso[11:13])
    moments = (("waking", 5, 9), ("reunion", 16, 19), ("meal", 19, 21), ("bedtime", 21, 24))
    return next((name for name, first, end in moments if first <= hour < end), None)


def _senses_avoided(situations: tuple[str, ...]) -> list[str]:
    avoided = {"little_touch": "touch", "no_gaze": "gaze"}
    return [sense for name, sense in avoided.items() if name in situations]
