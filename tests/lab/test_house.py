"""The lab's quick house says what the domain's own rules say, on evenings that were lived in the lab."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import cache, partial
from random import Random
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from lab.assume import centre
from lab.couples import couples
from lab.effects import effects
from lab.house.ground import Ground
from lab.house.policy import House
from lab.house.tables import (
    LOOKING_BACK_LEANINGS,
    LOOKING_BACK_RULES,
    NOW,
    RULE_GROUPS,
    STILL_LEANINGS,
)
from lab.house.told import NO_DAY, moved, nothing_told, target
from lab.lives import live
from lab.readings import WAYS_IN, Argued
from lab.shelf import SHELF
from lab.sweep import PARTS

from undrift.domain import ground, intensity, leanings, nothing, pacing, referral
from undrift.domain.desk import Desk, Offer, Tonight
from undrift.domain.situation import Situation
from undrift.domain.state import State
from undrift.domain.steps import choose
from undrift.library import loader

LIVELY = {"answers": 1.0, "says_yes": 0.9, "lands": 0.95, "candour": 1.0, "notes": 0.9, "floor": -0.2, "tells": 0.7,
          "opens": 0.8, "leaves": 0.0, "argue_rest": -2.0, "misread": 1.2, "weary": 0.05}  # fmt: skip
SHELVES = {"lab": SHELF, "shipped": loader.load().practices}
MEND = [p.id for p in SHELF].index("mend-a-line")
DAYS, COUPLES, LOOKED_AT = 120, 40, 400


class Watched(House):
    """Keeps a real desk for each person beside its own memory, and asks it about each evening."""

    def __init__(self, two, shelf):
        super().__init__(two, shelf)
        self.shelf, self.evenings, self.draw = shelf, [], Random(4)
        self.desks = [
            Desk(way_in=WAYS_IN[group], severe_problem=bool(tells))
            for group, tells in zip(self.group, two.tells.ravel(), strict=True)
        ]

    @property
    def now(self):
        return NOW + timedelta(days=self.day)

    def suggest(self, seen, rng):
        self.day, self.seen, self.heard_level, self.heard_touch = seen.day, seen, self.told.level, self.told.touch
        for person in np.flatnonzero(seen.opens):
            self.desks[person] = self.kept(self.desks[person], divmod(int(person), 2))
        return super().suggest(seen, rng)

    def kept(self, desk: Desk, at: tuple[int, int]) -> Desk:
        """Write this evening's answers down as the program does."""
        seen, today = self.seen, self.now.date()
        if seen.answered[at]:
            answers = dict(zip((*ground.GROUND, "met"), seen.answers[at].tolist(), strict=True))
            desk = desk.with_(checks=ground.with_answers(desk.checks, answers, today))
        if seen.feels_one_sided[at]:
            desk = desk.with_(one_sided_on=referral.said_one_sided(desk.one_sided_on, today))
        if seen.argued[at] in {Argued.HEATED, Argued.FRESH}:
            hours = 1 if seen.argued[at] == Argued.HEATED else 3
            desk = desk.with_(argued_at=(self.now - timedelta(hours=hours)).isoformat())
        yes = bool(seen.said.yes[at])
        capacity = ("little", "some", "plenty")[seen.capacity[at]]
        return desk.with_(
            deeper_welcome=yes, touch_yes=kinds(self.shelf) * yes, tonight=Tonight(today.isoformat(), capacity)
        )

    def stands_open(self, seen, beside, touch, who):
        open_now = super().stands_open(seen, beside, touch, who)
        share, first, weights = self.free_share(who), self.comes_first(seen, open_now, who), self.weights(who)
        may = self._may_be_free(seen, who)
        for row in self.draw.sample(range(len(who)), min(6, len(who))):
            body = self.question(int(who[row]))
            self.evenings.append((body, open_now[row], may[row], share[row], first[row], weights[row], touch[who[row]]))
        return open_now

    def question(self, person: int) -> dict[str, Any]:
        couple, which = divmod(person, 2)
        told = {"intensity_cap": int(self.heard_level[couple, 1 - which]),
                "touch_consents": list(kinds(self.shelf) * bool(self.heard_touch[couple, 1 - which]))}  # fmt: skip
        return self.desks[person].question(self.now.isoformat(), None if self.alone[person] else told)

    def hear(self, steps, heard):
        super().hear(steps, heard)
        landings = {word: getattr(heard, word).ravel() for word in ("too_much", "closer", "same")}
        for person in np.flatnonzero(steps.ravel() >= 0):
            landing = next((word for word, said in landings.items() if said[person]), None)
            done, declined = heard.done.ravel()[person], heard.declined.ravel()[person]
            answer = "did" if done else "not_today" if declined else "none"
            offer = Offer(self.shelf[steps.ravel()[person]].id, self.now.date().isoformat(), answer, landing)
            self.desks[person] = self.desks[person].remembering(offer)


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
        shelf, reasons, stuck = SHELVES[name], Counter(), 0
        for state, open_now, *_ in lived(name):
            rules = [pacing.first_rule_against(p, Situation.of(state, shelf)) for p in shelf]
            reasons.update(rules)
            stuck += state.person.not_getting_better
            assert [rule is None for rule in rules] == open_now.tolist(), state
        assert {
            "cap",
            "ladder",
            "cooldown",
            "too-much",
            "energy",
            "severe-problem",
            "alone",
            "not-getting-better",
            None,
        } <= set(reasons)
        assert stuck > 10

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
        for person, desk in enumerate(house.desks):
            state = State.from_json(desk.question((NOW + timedelta(days=DAYS)).isoformat()))
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
    stands = {"on": 2}
    monkeypatch.setattr(Desk, "ground_on", lambda _desk, _today: {"safety": stands["on"]})
    told, desks, levels = nothing_told((people, 1)), [Desk() for _ in range(people)], set()
    levels_now, yes = luck.integers(0, 5, (people, 1)), np.zeros((people, 1), dtype=bool)
    severe = luck.random((people, 1)) < 0.2
    for day in range(170):
        if day % 20 == 0:
            levels_now, yes = luck.integers(0, 5, (people, 1)), luck.random((people, 1)) < 0.7
        comes, shares = luck.random((people, 1)) < 0.5, luck.random((2, people, 1))
        after = moved(told, target(levels_now, yes=yes, severe=severe), yes, day, (shares[0], shares[1]))
        for one in np.flatnonzero(comes[:, 0]):
            stands["on"] = int(levels_now[one, 0])
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


def test_the_ground_is_what_a_desk_makes_of_the_same_answers():
    """Half a year of answers by whim, with long silences: levels, weeks that do not get better, only I try."""
    people, luck = 60, np.random.default_rng(3)
    two = couples(centre(), people, 5)
    quick, desks = Ground(two), [Desk(way_in=WAYS_IN[group]) for group in np.repeat(two.group, 2)]
    leans, told = luck.integers(0, 4, (people, 2, 1)), Counter()
    for day in range(200):
        today = (NOW + timedelta(days=day)).date()
        answered = (luck.random((people, 2)) < (0.85 if day // 60 % 2 == 0 else 0.1)) & (day % 7 == 6)
        answers = np.clip(leans + luck.integers(-1, 2, (people, 2, 4)) - 2 * (day > 50) * (leans > 2), 0, 4)
        tries = answered & (luck.random((people, 2)) < 0.2)
        quick.hear(SimpleNamespace(day=day, answered=answered, answers=answers, feels_one_sided=tries))
        for person in np.flatnonzero(answered):
            at = divmod(int(person), 2)
            said = dict(zip((*ground.GROUND, "met"), answers[at].tolist(), strict=True))
            checks = ground.with_answers(desks[person].checks, said, today)
            one_sided = desks[person].one_sided_on
            one_sided = referral.said_one_sided(one_sided, today) if tries[at] else one_sided
            desks[person] = desks[person].with_(checks=checks, one_sided_on=one_sided)
        if day % 5 == 0:
            levels, stuck, sided = quick.levels(day), quick.not_getting_better(day), quick.one_sided(day)
            for person, desk in enumerate(desks):
                at = divmod(person, 2)
                assert [*desk.ground_on(today).values(), desk.feels_met_on(today)] == levels[at].tolist()
                assert desk.not_getting_better(today) == stuck[at]
                assert referral.one_sided(desk.one_sided_on, today) == sided[at]
                told.update(stuck=int(stuck[at]), sided=int(sided[at] > 1))
    assert told["stuck"] > 100
    assert told["sided"] > 100
