"""The lab's quick house says what the domain's own rules say, on evenings that were lived in the lab."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import cache, partial
from random import Random
from typing import Any

import numpy as np
import pytest
from lab.assume import centre
from lab.couples import couples
from lab.effects import effects
from lab.house.policy import House
from lab.house.tables import (
    LOOKING_BACK_LEANINGS,
    LOOKING_BACK_RULES,
    NOW,
    RULE_GROUPS,
    STILL_LEANINGS,
    plain_state,
)
from lab.house.told import NO_DAY, moved, nothing_told, target
from lab.lives import live
from lab.readings import WAYS_IN, Argued
from lab.shelf import SHELF
from lab.sweep import PARTS

from undrift.domain import intensity, leanings, nothing, pacing
from undrift.domain.desk import Desk
from undrift.domain.situation import Situation
from undrift.domain.state import Past, State
from undrift.domain.steps import choose
from undrift.library import loader

LIVELY = {"answers": 1.0, "says_yes": 0.9, "lands": 0.95, "candour": 1.0, "notes": 0.9, "floor": -0.2, "tells": 0.7,
          "opens": 0.8, "leaves": 0.0, "argue_rest": -2.0, "misread": 1.2, "weary": 0.05}  # fmt: skip
SHELVES = {"lab": SHELF, "shipped": loader.load().practices}
MEND = [p.id for p in SHELF].index("mend-a-line")
DAYS, COUPLES, LOOKED_AT = 84, 40, 350


class Watched(House):
    """Writes down what each person was offered, and each evening as the domain would be asked about it."""

    def __init__(self, two, shelf):
        super().__init__(two, shelf)
        self.shelf, self.pasts, self.evenings = shelf, [[] for _ in range(two.usual.size)], []
        self.draw = Random(4)

    def suggest(self, seen, rng):
        self.seen, self.heard_level, self.heard_touch = seen, self.told.level, self.told.touch
        return super().suggest(seen, rng)

    def stands_open(self, seen, beside, touch, who):
        open_now = super().stands_open(seen, beside, touch, who)
        share, first, weights = self.free_share(seen, who), self.comes_first(seen, open_now, who), self.weights(who)
        may = self._may_be_free(seen, who)
        for row in self.draw.sample(range(len(who)), min(6, len(who))):
            body = self.question(who[row])
            self.evenings.append((body, open_now[row], may[row], share[row], first[row], weights[row], touch[who[row]]))
        return open_now

    def question(self, person: int) -> dict[str, Any]:
        at, s = divmod(int(person), 2), self.seen.said
        now = NOW + timedelta(days=self.day)
        argued, on = self.seen.argued[at], int(s.argued_on[at])
        hours = {Argued.HEATED: 1, Argued.FRESH: 3}.get(argued, 3 + 24 * (self.day - on))
        yes, beside = bool(s.yes[at]), (at[0], 1 - at[1])
        desk = Desk(way_in=WAYS_IN[self.couples.group[at[0]]], deeper_welcome=yes, touch_yes=kinds(self.shelf) * yes)
        told = {"intensity_cap": int(self.heard_level[beside]),
                "touch_consents": list(kinds(self.shelf) * bool(self.heard_touch[beside]))}  # fmt: skip
        body = desk.question(now.isoformat(), None if self.alone[person] else told)
        level = int(s.level[at])
        body["person"] |= {
            "capacity": ("little", "some", "plenty")[self.seen.capacity[at]],
            "safety": level,
            "predictability": level,
            "respect": level,
            "closeness": int(s.closeness[at]),
            "responsiveness": int(s.responsiveness[at]),
            "severe_problem": bool(self.couples.tells[at]),
            "efforts_one_sided": int(s.one_sided[at]),
        }
        body["history"] = list(self.pasts[person])
        body["rupture"] = (
            {"at": (now - timedelta(hours=hours)).isoformat(), "ready": [False, False]} if on >= 0 else None
        )
        body["partner_silent_days"] = 0 if self.alone[person] else int(self.seen.silent[at])
        return body

    def hear(self, steps, heard):
        super().hear(steps, heard)
        landings = {word: getattr(heard, word).ravel() for word in ("too_much", "closer", "same")}
        for person in np.flatnonzero(steps.ravel() >= 0):
            landing = next((word for word, said in landings.items() if said[person]), None)
            done, declined = heard.done.ravel()[person], heard.declined.ravel()[person]
            self.pasts[person].append({
                "practice": self.shelf[steps.ravel()[person]].id,
                "at": (NOW + timedelta(days=self.day)).isoformat(),
                "answer": "did" if done else "not_today" if declined else "none",
                "landing": landing,
            })  # fmt: skip


def history(pasts: list[dict[str, Any]]) -> tuple[Past, ...]:
    return State.from_json({"now": (NOW + timedelta(days=DAYS)).isoformat(), "person": {}, "history": pasts}).history


def kinds(shelf) -> tuple[str, ...]:
    return tuple(sorted({p.touch_kind for p in shelf if p.touch_kind}))


@cache
def watched(name: str) -> Watched:
    shelf = SHELVES[name]
    two = couples(centre().with_(**LIVELY), COUPLES, 11)
    house = Watched(two, shelf)
    live(two, {"house": house}, effects(shelf), DAYS, 11)
    return house


@cache
def lived(name: str) -> list[tuple[Any, ...]]:
    house = watched(name)
    asked = house.draw.sample(house.evenings, min(LOOKED_AT, len(house.evenings)))
    return [(State.from_json(body), *rest) for body, *rest in asked]


@pytest.mark.parametrize("name", SHELVES)
class TestAgainstTheDomain:
    def test_the_same_steps_stand_open(self, name):
        shelf, reasons = SHELVES[name], Counter()
        for state, open_now, *_ in lived(name):
            rules = [pacing.first_rule_against(p, Situation.of(state, shelf)) for p in shelf]
            reasons.update(rules)
            assert [rule is None for rule in rules] == open_now.tolist(), state
        assert {"cap", "ladder", "cooldown", "too-much", "energy", "severe-problem", "alone", None} <= set(reasons)

    def test_the_same_yes_to_touch(self, name):
        told = 0
        for state, *_, touch in lived(name):
            hands = [p for p in SHELVES[name] if p.touch_kind]
            waits = {pacing.touch_consent(p, Situation.of(state, SHELVES[name])) for p in hands}
            assert waits == {not touch}
            told += bool(state.person.touch_consents) and not touch
        assert told > 5

    def test_the_same_chance_of_a_free_evening(self, name):
        shares = set()
        for state, _, may, share, *_ in lived(name):
            situation = Situation.of(state, SHELVES[name])
            assert nothing.nothing_share(situation) == pytest.approx(share)
            assert may == (len(situation.earlier) >= nothing.FIRST_EVENINGS and not situation.argument_is_fresh)
            shares.add(round(share, 2))
        assert len(shares) > 4

    def test_the_same_comes_first(self, name):
        shelf, turned = SHELVES[name], 0
        for state, open_now, _, _, first, *_ in lived(name):
            candidates = [p for p, stands in zip(shelf, open_now, strict=True) if stands]
            due = {p.id for p in leanings.due(candidates, Situation.of(state, shelf))}
            assert {p.id for p, now in zip(shelf, first, strict=True) if now} == due
            turned += bool(due)
        assert turned > 10

    def test_the_same_weights(self, name):
        shelf = SHELVES[name]
        for state, _, _, _, _, weights, _ in lived(name)[:120]:
            situation = Situation.of(state, shelf)
            assert [leanings.weight(p, situation) for p in shelf] == pytest.approx(weights.tolist())

    def test_the_same_ladder_and_the_same_practices_retired(self, name):
        house, shelf = watched(name), SHELVES[name]
        rungs, retired = set(), 0
        for person, pasts in enumerate(house.pasts):
            state = plain_state(now=NOW + timedelta(days=DAYS), history=history(pasts))
            situation = Situation.of(state, shelf)
            assert situation.ladder == (house.memory.rung[person], house.memory.lowered[person])
            gone = [pacing.retired(p, situation) for p in shelf]
            assert gone == (~house.memory.kept(np.array([person]))[0]).tolist()
            rungs.add(situation.ladder)
            retired += sum(gone)
        assert len(rungs) > 3
        assert retired > 0

    def test_choosing_comes_out_as_often(self, name):
        """Many seeds of one evening: each step is drawn as often as the lab would draw it."""
        shelf = SHELVES[name]
        for state, open_now, may, share, first, weights, _ in lived(name)[:6]:
            among = first if first.any() else open_now
            chances = among * weights / max((among * weights).sum(), 1e-9)
            free = share if may and not first.any() else 0.0
            drawn = Counter(chosen(state, shelf, seed) for seed in range(300))
            for p, chance in zip(shelf, chances, strict=True):
                expected = 300 * chance * (1 - free)
                assert abs(drawn[p.id] - expected) < 5 * np.sqrt(expected + 1) + 1


def chosen(state: State, shelf, seed: int) -> str | None:
    from dataclasses import replace

    practice = choose(replace(state, seed=seed), shelf).practice
    return practice.id if practice else None


def test_every_rule_and_leaning_of_the_domain_is_counted_in():
    known = [rule for rules in RULE_GROUPS.values() for rule in rules] + list(LOOKING_BACK_RULES)
    assert sorted(known) == sorted(rule.name for rule in pacing.RULES)
    assert set(STILL_LEANINGS + LOOKING_BACK_LEANINGS) == set(leanings.LEANINGS)


def test_what_is_told_moves_as_in_the_domain(monkeypatch):
    """Thirty people over half a year of visits, ground and yeses that change, on the same draws."""
    people, luck = 30, np.random.default_rng(8)
    ground = {"now": 2}
    monkeypatch.setattr(Desk, "ground", property(lambda _: {"safety": ground["now"]}))
    told, desks, levels = nothing_told((people, 1)), [Desk() for _ in range(people)], set()
    levels_now, yes = luck.integers(0, 5, (people, 1)), np.zeros((people, 1), dtype=bool)
    severe = luck.random((people, 1)) < 0.2
    for day in range(170):
        if day % 20 == 0:
            levels_now, yes = luck.integers(0, 5, (people, 1)), luck.random((people, 1)) < 0.7
        comes, shares = luck.random((people, 1)) < 0.5, luck.random((2, people, 1))
        after = moved(told, target(levels_now, yes=yes, severe=severe), yes, day, (shares[0], shares[1]))
        for one in np.flatnonzero(comes[:, 0]):
            ground["now"] = int(levels_now[one, 0])
            desk = desks[one].with_(deeper_welcome=bool(yes[one, 0]), severe_problem=bool(severe[one, 0]))
            desk = intensity.consenting(desk, ["hug"] if yes[one, 0] else [])
            today = (NOW + timedelta(days=day)).date()
            desks[one] = intensity.moved(desk, today, partial(picked, shares, one), paused=False)
            for name in ("level", "moves_on", "touch", "touch_from"):
                getattr(told, name)[one] = getattr(after, name)[one]
            assert as_told(desks[one]) == as_lab(told, one)
            levels.add(int(told.level[one, 0]))
    assert levels == {0, 1, 2, 3, 4}


def picked(shares, person: int, low: int, high: int) -> int:
    share = shares[1 if (low, high) == intensity.TOUCH_TOLD_AFTER else 0, person, 0]
    return low + int(share * (high - low + 1))


def as_told(desk: Desk):
    told = desk.told
    return told.level, told.moves_on, bool(told.touch), told.touch_from.get("hug", "")


def as_lab(told, person: int):
    def date(day) -> str:
        return "" if day == NO_DAY else (NOW + timedelta(days=int(day))).date().isoformat()

    level, moves_on, touch, touch_from = (
        getattr(told, name)[person, 0] for name in ("level", "moves_on", "touch", "touch_from")
    )
    return int(level), date(moves_on), bool(touch), date(touch_from)


def test_the_house_without_a_part_is_another_house():
    two = couples(centre().with_(**LIVELY), COUPLES, 11)
    columns = effects(SHELF)
    houses = {name: House(two, SHELF, rules) for name, rules in {"whole": frozenset(), **PARTS}.items()}
    lives = live(two, houses, columns, 40, 11)
    assert lives["free evenings"].prompts.sum() > 1.2 * lives["whole"].prompts.sum()
    assert lives["the rules of depth"].too_deep.sum() > 1.3 * lives["whole"].too_deep.sum()
    mended = {name: (house.memory.on[:, MEND] >= 0).mean() for name, house in houses.items()}
    assert mended["what comes first"] < mended["whole"]
