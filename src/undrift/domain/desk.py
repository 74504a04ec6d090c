"""A person's desk: the small working state that choosing a step needs. No intimate text, and bounded in size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Self, TypeVar

from undrift.domain import ageing, referral
from undrift.domain.curiosity import Curiosity
from undrift.domain.disclosure import Disclosure
from undrift.domain.ground import Check
from undrift.domain.measured import Measured
from undrift.domain.plans import MOST as PLANS_KEPT
from undrift.domain.plans import Plan
from undrift.domain.practices import Capacity
from undrift.domain.promises import Promise
from undrift.domain.reminders import Reminders
from undrift.domain.repair import Afterwards
from undrift.domain.returning import Returning
from undrift.domain.sentences import LEFT_KEPT, Slowly

HISTORY_KEPT = 90
SAVED_KEPT = 60
TOUCH_KEPT = 12
ASIDE_KEPT = 60
UNSAID_CLOSENESS = 3
LIGHT = 1
"""Where everybody starts, of the levels 0 to 4; going deeper takes a standing yes from each of the two (law 1)."""
LANDINGS = ("closer", "same", "too_much", "did_not_happen")
WAYS_IN = ("fragile", "flat", "argued", "betrayal", "invited", "looking", "alone")
SITUATIONS = ("small_children", "distance", "grief_or_illness", "betrayal", "little_touch", "no_gaze", "by_myself")
LIFE = "life"
HOLDS = ("recent_betrayal", "self_harm", "addiction", "separating", "unsure_staying")
HOLDS_THAT_NEED_HELP = frozenset({"self_harm", "addiction"})
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
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What the other's suggestions go by. `moves_on` and the days in `touch_from` are ISO dates; "" is none yet.

    A kind in `touch` has been told; a kind in `touch_from` has a yes and waits for its day.
    """

    level: int = LIGHT
    moves_on: str = ""
    touch: tuple[str, ...] = ()
    touch_from: dict[str, str] = field(default_factory=dict)


Kind = TypeVar("Kind", Offer, Tonight, Told, Check, Promise, Afterwards)


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
    reminders: Reminders = field(default_factory=Reminders)
    last_evening: str = ""
    close_line: str = ""
    done_asking: tuple[str, ...] = ()
    began_at: str = ""
    deeper_welcome: bool = False
    touch_yes: tuple[str, ...] = ()
    told: Told | None = None
    unfolded: int = 0
    guest: bool = False
    us_seen: str = ""
    plans: tuple[Plan, ...] = ()
    asked_on: str = ""
    slowly: Slowly | None = None
    sentences_left: tuple[str, ...] = ()
    put_aside: tuple[str, ...] = ()
    answer_waits: bool = False
    future_on: str = ""
    checks: tuple[Check, ...] = ()
    one_sided_on: tuple[str, ...] = ()
    wants_help: bool = False
    promises: tuple[Promise, ...] = ()
    afterwards: Afterwards = field(default_factory=Afterwards)
    disclosure: Disclosure = field(default_factory=Disclosure)
    curiosity: Curiosity = field(default_factory=Curiosity)
    returning: Returning = field(default_factory=Returning)
    measured: Measured = field(default_factory=Measured)
    extra: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "returning": self.returning.to_json()}

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Self:
        """Read a desk, also an older release's: unknown parts are kept in `extra`, missing ones default."""
        known = cls.__dataclass_fields__
        values = {k: v for k, v in body.items() if k in known}
        for name in ("situations", "holds", "saved", "done_asking", "put_aside", "one_sided_on"):
            values[name] = tuple(values.get(name) or ())
        values["history"] = tuple(_known(Offer, o) for o in values.get("history") or ())
        values["tonight"] = _known(Tonight, values["tonight"]) if values.get("tonight") else None
        values["landing_due"] = _known(Offer, values["landing_due"]) if values.get("landing_due") else None
        values["checks"] = tuple(_known(Check, c) for c in values.get("checks") or ())
        values["promises"] = tuple(_known(Promise, p) for p in values.get("promises") or ())
        values["touch_yes"] = tuple(values.get("touch_yes") or ())[:TOUCH_KEPT]
        values["plans"] = tuple(map(Plan.from_json, values.get("plans") or ()))[:PLANS_KEPT]
        values["afterwards"] = _known(Afterwards, values.get("afterwards") or {})
        values["disclosure"] = Disclosure.from_json(values.get("disclosure") or {})
        values["curiosity"] = Curiosity.from_json(values.get("curiosity") or {})
        values["returning"] = Returning.from_json(values.get("returning") or {})
        values["reminders"] = Reminders.from_json(values.get("reminders"))
        values["measured"] = Measured.from_json(values.get("measured") or {})
        values["told"] = _told(values["told"]) if values.get("told") else None
        values["slowly"] = Slowly.of(values["slowly"]) if values.get("slowly") else None
        values["sentences_left"] = tuple(values.get("sentences_left") or ())[-LEFT_KEPT:]
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

    def putting_aside(self, line: str) -> Desk:
        rest = tuple(one for one in self.put_aside if one != line)
        return replace(self, put_aside=(*rest, line)[-ASIDE_KEPT:])

    def taking_up(self, line: str) -> Desk:
        return replace(self, put_aside=tuple(one for one in self.put_aside if one != line))

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

    def ground_on(self, today: date) -> dict[str, int]:
        """What going deeper stands on, each 0 to 4: the newest weekly answers, else the way in. The lowest counts."""
        safety = SAFETY_BY_WAY_IN.get(self.way_in or "", 2)
        predictability = 1 if self.way_in == "betrayal" else max(safety, 2)
        by_way_in = {"safety": safety, "predictability": predictability, "respect": 3}
        return {item: ageing.level(self.checks, item, default, today) for item, default in by_way_in.items()}

    def feels_met_on(self, today: date) -> int:
        """How far reaching out is met, 0 to 4; thanks said aloud wait where it is low (S0.29, S1.52)."""
        return ageing.level(self.checks, "met", 1 if self.way_in in {"fragile", "betrayal"} else 2, today)

    def closeness_on(self, today: date) -> int:
        """How close it feels, 0 to 6, by the newest picture; where it is close, more evenings stay free (S3.30)."""
        return ageing.level(self.checks, "closeness", UNSAID_CLOSENESS, today)

    def not_getting_better(self, today: date) -> bool:
        readings = referral.own_readings(self.checks, today)
        own = referral.not_getting_better(readings, referral.OWN_ITEMS, today)
        return own or self.measured.says_not_better(today)

    def question(
        self, now_iso: str, partner: Mapping[str, Any] | None = None, *, both_ready: bool = False
    ) -> dict[str, Any]:
        """Pose tonight's question to the pacing rules, in the public schema of `undrift steps explain`.

        `partner` is what came from the other (`intensity.heard`), or None for a person alone. `both_ready`: each has
        said, alone, that they could come back to the matter (`mending.both_ready`).
        """
        touch_with_partner = partner is not None and not self.keep_joint_away
        return {
            "now": now_iso,
            "person": self._person(now_iso, self.touch_yes if touch_with_partner else (), alone=partner is None),
            "partner": None if partner is None else self._beside(partner),
            "history": [
                {"practice": o.practice, "at": f"{o.on}T21:00:00", "answer": o.answer, "landing": o.landing}
                for o in self.history
            ],
            "received": [
                {"at": f"{h.on}T21:00:00", "depth": h.depth, "landing": h.landing}
                for h in (*self.disclosure.heard, *self.curiosity.landings)
            ],
            "paused_until": self.paused_until,
            "quiet_hours": None,
            "rupture": {"at": self.argued_at, "ready": [both_ready, both_ready]} if self.argued_at else None,
            "seed": self.seed,
        }

    def _way_in(self, *, alone: bool) -> str | None:
        """Who came without anything pressing and does this by themselves gets the steps for one (S2.27)."""
        on_their_own = alone and "by_myself" in self.situations
        return "alone" if on_their_own and self.way_in in {None, "flat", "looking", "invited"} else self.way_in

    def _person(self, now_iso: str, touch: tuple[str, ...], *, alone: bool) -> dict[str, Any]:
        capacity = self.tonight.capacity if self.tonight else None
        way_in = self._way_in(alone=alone)
        today = date.fromisoformat(now_iso[:10])
        return {
            "capacity": capacity if capacity in set(Capacity) else None,
            **self.ground_on(today),
            "closeness": self.closeness_on(today),
            "responsiveness": self.feels_met_on(today),
            "fear_of_partner": self.keep_joint_away,
            "severe_problem": self.severe_problem,
            "efforts_one_sided": referral.one_sided(self.one_sided_on, today),
            "not_getting_better": self.not_getting_better(today),
            "wants_help": self.wants_help,
            "fewer": self.measured.fewer,
            "branch": self.branch or _BRANCH_BY_WAY_IN.get(way_in or ""),
            "minutes": None,
            "touch_consents": list(touch),
            "holds": list(self.all_holds),
            "setting": self._setting,
            "senses_avoided": _senses_avoided(self.situations),
            "way_in": way_in,
            "hands_full": "small_children" in self.situations,
            "moment_of_day": _moment_of(now_iso),
        }

    def _beside(self, partner: Mapping[str, Any]) -> dict[str, Any]:
        """Take the other's level only as far as one's own yes goes; else it would show whether theirs is high."""
        own = partner["intensity_cap"] if self.deeper_welcome else LIGHT
        return {**partner, "intensity_cap": min(partner["intensity_cap"], own)}


def _known(kind: type[Kind], body: Mapping[str, Any]) -> Kind:
    """Make a value from what this release knows of it."""
    return kind(**{name: body[name] for name in kind.__dataclass_fields__ if name in body})


def _told(body: Mapping[str, Any]) -> Told:
    told = _known(Told, body)
    waiting = dict(list(told.touch_from.items())[:TOUCH_KEPT])
    return replace(told, touch=tuple(told.touch)[:TOUCH_KEPT], touch_from=waiting)


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
