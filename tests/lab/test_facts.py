"""The ten facts hold at the calibrated centre, and each fails where the thing it rests on is taken away."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from lab.assume import centre, spread
from lab.checked import Checked, check
from lab.facts import FACTS, Figures

COUPLES, SEEDS = 1000, (5, 6)
TAKEN_AWAY = {
    1: {"dip": 1.5},
    2: {"weary": 0.0, "fresh_again": 0.0},
    3: {"lift_hours": 90.0},
    4: {"withdraw_pressure": 0.0},
    5: {"mend": 0.0},
    6: {"lift": 0.0},
    7: {"calm_worth": 0.0},
    8: {"ritual_worth": 0.0},
    9: {"request_works": 0.0, "soft_feeds": 0.0},
    10: {"learns": 0.0},
}


@cache
def measured(number: int, seed: int) -> Figures:
    return FACTS[number - 1].measure(centre(), COUPLES, seed)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.number}")
def test_a_fact_holds_at_the_centre(fact, seed):
    figures = measured(fact.number, seed)
    assert fact.bounds.keys() == figures.keys()
    for name, (low, high) in fact.bounds.items():
        assert low <= figures[name][0] <= high, f"{fact.says}: {name}"
    assert fact.holds(figures)[0]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.number}")
def test_a_fact_can_fail(fact):
    assert not fact.holds(fact.measure(centre().with_(**TAKEN_AWAY[fact.number]), 400, 5))[0]


def test_thanks_would_do_as_much_for_everybody_if_belief_played_no_part(monkeypatch):
    monkeypatch.setattr("lab.evening._believed", lambda pairs: 1.0 + 0 * pairs.met)
    figures = FACTS[5].measure(centre(), 400, 5)
    assert figures["share_of_met_much"][0] > 0.5


def test_one_person_alone_moves_the_two_far_less_than_both():
    both = FACTS[9].measure(centre(), COUPLES, 5)["effect"][0]
    assert measured(7, 5)["closeness"][0] < 0.6 * both


def test_a_ritual_of_one_would_count_if_it_needed_no_other(monkeypatch):
    monkeypatch.setattr("lab.night.both", lambda each: each.any(axis=1, keepdims=True))
    assert FACTS[7].measure(centre(), 400, 5)["of_one"][0] > 0.05


def test_the_share_of_the_space_is_told_for_each_fact(monkeypatch):
    monkeypatch.setattr("lab.checked.FACTS", FACTS[:5])
    *steps, found = check(spread(6, 3), 20, 100, 3)
    assert steps == [1, 2, 3, 4, 5]
    assert found.holds.shape == (5, 6)
    assert found.holds_at_centre(5) == bool(FACTS[4].holds(found.centre[5])[0])


def test_a_point_is_believable_where_most_facts_hold():
    holds = np.ones((10, 3), dtype=bool)
    holds[:2, 1] = holds[:3, 2] = False
    assert Checked({}, holds).believable.tolist() == [True, True, False]
