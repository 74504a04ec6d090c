"""What the domain's rules say, asked once for each small situation and kept. The rules stay where they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import numpy as np

from lab.arrays import Bools, Floats
from lab.readings import Argued
from undrift.domain import leanings, nothing, pacing
from undrift.domain.desk import Desk
from undrift.domain.ladder import Ladder
from undrift.domain.leanings import Leaning, comes_first
from undrift.domain.practices import Branch, Capacity, Practice, Tag
from undrift.domain.situation import Situation
from undrift.domain.state import Partner, Past, Person, Rupture, State

NOW = datetime(2031, 1, 1, 21)  # noqa: DTZ001 - the domain's clock is the person's own, without a zone
ALONE = 5
"""Stands for no partner in the app, beside the levels 0 to 4."""
LEVELS, RUNGS = range(5), range(5)
CAPACITIES = (Capacity.LITTLE, Capacity.SOME, Capacity.PLENTY)
BRANCHES = (None, *Branch)
RULE_GROUPS = {
    "still": ("fear", "hold-self-harm", "hold-recent-betrayal", "hold-addiction", "hold-separating",
              "hold-unsure-staying", "setting", "senses", "glance"),
    "ground": ("alone", "cap", "low-safety"),
    "touch": ("touch-consent",),
    "met": ("responsiveness",),
    "severe": ("severe-problem",),
    "one_sided": ("one-sided",),
    "stuck": ("not-getting-better",),
    "argued": ("after-argument",),
    "ladder": ("too-much", "ladder"),
    "tonight": ("energy", "minutes"),
}  # fmt: skip
"""Which rules can be asked together. Nobody here fears a partner or has a hold; no simulation may speak for them."""
LOOKING_BACK_RULES = ("retired", "cooldown")
STILL_LEANINGS: tuple[Leaning, ...] = (
    leanings.towards_branch, leanings.towards_light, leanings.towards_warmth, leanings.towards_needs,
    leanings.towards_way_in, leanings.towards_moment, leanings.towards_free_hand, leanings.towards_substitute,
)  # fmt: skip
LOOKING_BACK_LEANINGS: tuple[Leaning, ...] = (
    leanings.towards_fresh, leanings.towards_what_helps, leanings.towards_variety, leanings.towards_easier,
    leanings.towards_good_after,
)  # fmt: skip
COMES_FIRST_CASES = ("none", "fresh", "heated", "help_severe", "help_stuck")
ARGUED_AGO = {Argued.HEATED: 1.0, Argued.FRESH: 3.0, Argued.PARKED: 48.0}
"""Hours before the evening, for each way an argument can stand."""
PAST_KINDS = ("did", "too_much", "not_today")


def plain_state(**changes: Any) -> State:
    """Give an ordinary evening with a partner at the deepest level; `changes` are fields of Person or of State."""
    state: dict[str, Any] = {"now": NOW, "partner": Partner(4)}
    state |= {name: changes.pop(name) for name in tuple(changes) if name in State.__dataclass_fields__}
    person: dict[str, Any] = {"safety": 4, "predictability": 4, "respect": 4, "responsiveness": 4,
                              "capacity": Capacity.PLENTY, "branch": Branch.STRENGTHEN}  # fmt: skip
    return State(person=Person(**person | changes), **state)


def rupture(argued: Argued) -> Rupture | None:
    hours = ARGUED_AGO.get(argued)
    return None if hours is None else Rupture(NOW - timedelta(hours=hours))


class Tables:
    """Arrays over small situations by shelf: `open_*` say what stands open, `first` what an evening turns to.

    `without` names rules that are left out, to see what they are worth.
    """

    def __init__(self, shelf: Sequence[Practice], without: frozenset[str] = frozenset()) -> None:
        self.shelf, self.rules = shelf, [rule for rule in pacing.RULES if rule.name not in without]
        own = range(2)
        self.open_still = self._open("still", (plain_state(),))[0]
        self.open_ground = self._open_ground()
        self.open_touch = self._open("touch", (self._touching(yes=bool(yes)) for yes in own))
        self.open_met = self._open("met", (plain_state(responsiveness=level) for level in LEVELS))
        self.open_severe = self._open("severe", (plain_state(severe_problem=bool(says)) for says in own))
        self.open_one_sided = self._open("one_sided", (plain_state(efforts_one_sided=n) for n in range(3)))
        self.open_stuck = self._open("stuck", (plain_state(not_getting_better=bool(says)) for says in own))
        self.open_argued = self._open("argued", (plain_state(rupture=rupture(argued)) for argued in Argued))
        self.open_ladder = self._open_ladder()
        self.open_tonight = self._open("tonight", (plain_state(capacity=capacity) for capacity in CAPACITIES))
        self.first = [self._first(case) for case in COMES_FIRST_CASES]

    def _open(self, group: str, states: Iterable[State]) -> Bools:
        return np.array([self._stands_open(group, Situation.of(state, self.shelf)) for state in states])

    def _stands_open(self, group: str, situation: Situation) -> list[bool]:
        rules = [rule for rule in self.rules if rule.name in RULE_GROUPS[group]]
        return [not any(rule.holds(practice, situation) for rule in rules) for practice in self.shelf]

    def _open_ground(self) -> Bools:
        """By one's own level, the partner's (or ALONE) and the branch."""
        states = (
            plain_state(safety=own, branch=branch, partner=None if beside == ALONE else Partner(beside))
            for own, beside, branch in product(LEVELS, range(ALONE + 1), BRANCHES)
        )
        return self._open("ground", states).reshape(len(LEVELS), ALONE + 1, len(BRANCHES), -1)

    def _touching(self, *, yes: bool) -> State:
        kinds = frozenset(p.touch_kind for p in self.shelf if p.touch_kind) if yes else frozenset[str]()
        return plain_state(touch_consents=kinds, partner=Partner(4, kinds))

    def _open_ladder(self) -> Bools:
        """By rung and by whether something was too much."""
        plain = Situation.of(plain_state(), self.shelf)
        stands = [
            self._stands_open("ladder", replace(plain, ladder=Ladder(rung, lowered=bool(lowered))))
            for rung, lowered in product(RUNGS, range(2))
        ]
        return np.array(stands).reshape(len(RUNGS), 2, -1)

    def _first(self, case: str) -> list[Bools]:
        """Tell what the evening turns to first, in order, as columns of the shelf."""
        changes: dict[str, dict[str, Any]] = {
            "none": {},
            "fresh": {"rupture": rupture(Argued.FRESH)},
            "heated": {"rupture": rupture(Argued.HEATED)},
            "help_severe": {"severe_problem": True},
            "help_stuck": {"not_getting_better": True},
        }
        return [self.tagged(tags) for tags in comes_first(Situation.of(plain_state(**changes[case]), self.shelf))]

    def tagged(self, tags: Iterable[Tag]) -> Bools:
        return np.array([not p.tags.isdisjoint(tags) for p in self.shelf])

    def still_weights(self, way_in: str) -> Floats:
        """Weigh the shelf by what does not change from day to day, for somebody who came in that way."""
        state = State.from_json(Desk(way_in=way_in).question(NOW.isoformat(), {"intensity_cap": 4}))
        return self._weights(STILL_LEANINGS, Situation.of(state, self.shelf))

    def fresh_weights(self) -> Floats:
        """Weigh what was never offered, what once brought closer, and the rest."""
        name = self.shelf[0].id
        pasts = ((), (Past(name, NOW - timedelta(days=9), "did", "closer"),), (Past(name, NOW - timedelta(days=9)),))
        return np.array([self._after(leanings.towards_fresh, past)[0] for past in pasts])

    def after_weights(self, leaning: Leaning, landing: str | None = None) -> Floats:
        """Weigh each practice (column) after each other one as the last (row); a last row for none."""
        rows = [self._after(leaning, (Past(p.id, NOW - timedelta(days=1), "did", landing),)) for p in self.shelf]
        return np.array([*rows, np.ones(len(self.shelf))])

    def _after(self, leaning: Leaning, past: tuple[Past, ...]) -> Floats:
        return self._weights((leaning,), Situation.of(plain_state(history=past), self.shelf))

    def _weights(self, chosen: Iterable[Leaning], situation: Situation) -> Floats:
        return np.array([np.prod([leaning(p, situation) for leaning in chosen]) for p in self.shelf])


class FreeEvenings:
    """The chance of a free evening in its parts, each asked of the domain with the others at rest.

    Closeness stands at what a person is taken to feel who never said: nobody marks the picture here.
    Nobody asks for fewer steps either.
    """

    def __init__(self) -> None:
        self.most = nothing.NOTHING_AT_MOST
        self.base = self._share()
        self.for_level = np.array([self._more(safety=level) for level in LEVELS])
        self.for_burden = np.array([self._after(kinds) for kinds in product(PAST_KINDS, repeat=3)]).reshape(3, 3, 3)
        self.for_well = np.array([0.0, self._well()])

    def _share(self, **changes: Any) -> float:
        return nothing.nothing_share(Situation.of(plain_state(**changes), ()))

    def _more(self, **changes: Any) -> float:
        return self._share(**changes) - self.base

    def _after(self, kinds: tuple[str, ...]) -> float:
        """`kinds` are the last three evenings from old to new."""
        return self._more(history=tuple(self._past(kind, 3 - n) for n, kind in enumerate(kinds)))

    def _past(self, kind: str, days: int) -> Past:
        answer, landing = ("not_today", None) if kind == "not_today" else ("did", kind if kind == "too_much" else None)
        return Past("any", NOW - timedelta(days=days), answer, landing)

    def _well(self) -> float:
        four = tuple(Past("any", NOW - timedelta(days=4 - n), "did", "closer") for n in range(nothing.GOING_WELL_AFTER))
        return self._more(history=four)
