"""What choosing a step may know: one person's evening, read from the public schema of `undrift steps explain`.

Every time in here is the naive local time of the person (`now`'s zone), so that a day is their day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TypeVar

from undrift.domain.desk import HOLDS, LANDINGS, UNSAID_CLOSENESS, WAYS_IN
from undrift.domain.errors import MalformedState
from undrift.domain.practices import Branch, Capacity, Moment, Need, Sense, Setting
from undrift.domain.state_fields import Fields, wall_clock

UNSAID = 2
UNKNOWN_PARTNER_LEVEL = 1
LATEST_BELIEVED = timedelta(days=1)
ANSWERS = ("did", "not_today", "none")
RECEIVED = {"about_right": "same", "too_much": "too_much"}
Name = TypeVar("Name", Capacity, Branch, Setting, Moment)


@dataclass(frozen=True, slots=True)
class Person:
    """The person asking. Levels run 0 to 4 (closeness 0 to 6); what was never said is cautious, never generous."""

    capacity: Capacity | None = None
    safety: int = UNSAID
    predictability: int = UNSAID
    respect: int = UNSAID
    closeness: int = UNSAID_CLOSENESS
    responsiveness: int = UNSAID
    fear_of_partner: bool = False
    severe_problem: bool = False
    branch: Branch | None = None
    minutes: int | None = None
    touch_consents: frozenset[str] = frozenset()
    holds: frozenset[str] = frozenset()
    setting: Setting | None = None
    senses_avoided: frozenset[Sense] = frozenset()
    needs: frozenset[Need] = frozenset()
    way_in: str | None = None
    moment_of_day: Moment | None = None
    efforts_one_sided: int = 0
    not_getting_better: bool = False
    wants_help: bool = False
    hands_full: bool = False
    fewer: bool = False

    @property
    def level(self) -> int:
        """The lowest of safety, predictability and respect: one weak ground is enough to go lightly (S0.12, S2.18)."""
        return min(self.safety, self.predictability, self.respect)


@dataclass(frozen=True, slots=True)
class Partner:
    """The little that crosses over from the other: a coarse level 0 to 4 and which touch they said yes to."""

    intensity_cap: int = UNKNOWN_PARTNER_LEVEL
    touch_consents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Past:
    """One earlier offer and what became of it. `depth` None: that of the practice; else it came from the other."""

    practice: str
    at: datetime
    answer: str = "none"
    landing: str | None = None
    depth: int | None = None

    @property
    def landed_well(self) -> bool:
        return self.landing in {"closer", "same"}

    @property
    def was_too_much(self) -> bool:
        return self.landing == "too_much"


@dataclass(frozen=True, slots=True)
class Rupture:
    """An argument, and who is ready to come back to its topic."""

    at: datetime
    ready: tuple[bool, bool] = (False, False)


@dataclass(frozen=True, slots=True)
class State:
    """One evening's question. `history` and `received` run from old to new.

    `received`: what came from the other, and how it was to read. It counts for the ladder and for nothing else.
    """

    now: datetime
    person: Person = Person()
    partner: Partner | None = None
    history: tuple[Past, ...] = ()
    paused_until: datetime | None = None
    quiet_hours: tuple[time, time] | None = None
    rupture: Rupture | None = None
    seed: int = 0
    received: tuple[Past, ...] = ()

    @property
    def today(self) -> date:
        return self.now.date()

    @classmethod
    def from_json(cls, body: object) -> State:
        """Read a state. Unknown parts are ignored, missing ones default; a wrong one raises MalformedState."""
        fields = Fields.of(body, "The state")
        now = fields.moment("now")
        person = fields.part("person")
        if person is None:
            raise MalformedState("person needs to be an object.", field="person")
        return cls(
            now=now.replace(tzinfo=None),
            person=_person(person),
            partner=_partner(fields.part("partner")),
            history=_history(fields, now),
            paused_until=_moment_or_none(fields, "paused_until", now.tzinfo),
            quiet_hours=fields.span_of_day("quiet_hours"),
            rupture=_rupture(fields.part("rupture"), now.tzinfo),
            seed=fields.seed("seed"),
            received=_received(fields, now),
        )


def _person(fields: Fields) -> Person:
    return Person(
        capacity=_named(Capacity, fields, "capacity"),
        safety=fields.whole("safety", UNSAID, 0, 4),
        predictability=fields.whole("predictability", UNSAID, 0, 4),
        respect=fields.whole("respect", UNSAID, 0, 4),
        closeness=fields.whole("closeness", UNSAID_CLOSENESS, 0, 6),
        responsiveness=fields.whole("responsiveness", UNSAID, 0, 4),
        fear_of_partner=fields.flag("fear_of_partner"),
        severe_problem=fields.flag("severe_problem"),
        branch=_named(Branch, fields, "branch"),
        minutes=fields.count("minutes"),
        touch_consents=fields.words("touch_consents"),
        holds=fields.choices("holds", HOLDS),
        setting=_named(Setting, fields, "setting"),
        senses_avoided=frozenset(map(Sense, fields.choices("senses_avoided", _values(Sense)))),
        needs=frozenset(map(Need, fields.choices("needs", _values(Need)))),
        way_in=fields.choice("way_in", WAYS_IN),
        moment_of_day=_named(Moment, fields, "moment_of_day"),
        efforts_one_sided=fields.count("efforts_one_sided") or 0,
        not_getting_better=fields.flag("not_getting_better"),
        wants_help=fields.flag("wants_help"),
        hands_full=fields.flag("hands_full"),
        fewer=fields.flag("fewer"),
    )


def _partner(fields: Fields | None) -> Partner | None:
    if fields is None:
        return None
    cap = fields.whole("intensity_cap", UNKNOWN_PARTNER_LEVEL, 0, 4)
    return Partner(cap, fields.words("touch_consents"))


def _history(fields: Fields, now: datetime) -> tuple[Past, ...]:
    """Read the offers, old to new. One dated more than a day ahead comes from a wrong clock and is left out."""
    return _in_time((_past(item, index, now.tzinfo) for index, item in enumerate(fields.items("history"))), now)


def _in_time(pasts: Iterable[Past], now: datetime) -> tuple[Past, ...]:
    local_now = now.replace(tzinfo=None)
    return tuple(sorted((p for p in pasts if p.at - local_now <= LATEST_BELIEVED), key=lambda past: past.at))


def _received(fields: Fields, now: datetime) -> tuple[Past, ...]:
    return _in_time((_heard(item, index, now.tzinfo) for index, item in enumerate(fields.items("received"))), now)


def _heard(item: object, index: int, zone: tzinfo | None) -> Past:
    name = f"received[{index}]"
    fields = Fields.of(item, name, f"{name}.")
    landing = fields.choice("landing", tuple(RECEIVED))
    at, depth = wall_clock(fields.moment("at"), zone), fields.whole("depth", 0, 0, 4)
    return Past("", at, landing=None if landing is None else RECEIVED[landing], depth=depth)


def _past(item: object, index: int, zone: tzinfo | None) -> Past:
    name = f"history[{index}]"
    fields = Fields.of(item, name, f"{name}.")
    return Past(
        practice=fields.word("practice"),
        at=wall_clock(fields.moment("at"), zone),
        answer=fields.choice("answer", ANSWERS) or "none",
        landing=fields.choice("landing", LANDINGS),
    )


def _rupture(fields: Fields | None, zone: tzinfo | None) -> Rupture | None:
    if fields is None:
        return None
    return Rupture(wall_clock(fields.moment("at"), zone), fields.pair_of_flags("ready"))


def _moment_or_none(fields: Fields, name: str, zone: tzinfo | None) -> datetime | None:
    return None if fields.body.get(name) is None else wall_clock(fields.moment(name), zone)


def _named(kind: type[Name], fields: Fields, name: str) -> Name | None:
    value = fields.choice(name, _values(kind))
    return None if value is None else kind(value)


def _values(kind: type[Capacity | Branch | Setting | Moment | Sense | Need]) -> tuple[str, ...]:
    return tuple(member.value for member in kind)
