"""The older models give the numbers that section 6 of the evidence states as computed."""

from __future__ import annotations

import numpy as np
import pytest
from lab.models.felmlee import Regulation
from lab.models.gottman import Bilinear, Ojive, Talk, is_stable
from lab.models.rinaldi import Alike

COLD = (-0.2, -0.2)


def rounded(shares: dict[float, float]) -> dict[float, int]:
    return {place: round(100 * share) for place, share in shares.items()}


def test_three_places_to_end_with_their_shares():
    assert rounded(Talk(Ojive()).shares()) == {1.23: 46, 0.31: 25, -1.08: 29}


def test_repair_removes_the_bad_end():
    ends = Talk(Ojive(repair=0.5)).shares()
    assert min(ends) == 0.31
    assert sum(ends.values()) == pytest.approx(1)


def test_a_thinner_skin_makes_the_bad_end_likelier():
    assert rounded(Talk(Ojive(cold=0.2)).shares())[-1.08] == 47


def test_repair_cannot_replace_a_change_of_ground():
    assert min(Talk(Ojive(), lean=COLD).shares()) == -1.69
    assert min(Talk(Ojive(repair=0.5), lean=COLD).shares()) == -0.92


def test_damping_takes_from_the_good_end_only():
    assert set(Talk(Ojive(damping=0.2)).shares()) == {0.92, 0.31, -1.08}


def test_alone_each_rests_at_their_own_lean():
    silent = Talk(Ojive(up=0, down=0), lean=(0.2, -0.4), inertia=(0.35, 0.5))
    first, second = silent.settles(np.array([2.0]), np.array([2.0]))
    assert silent.resting_alone() == pytest.approx((0.2 / 0.65, -0.8))
    assert (first[0], second[0]) == pytest.approx(silent.resting_alone())


def test_unkindness_carries_further_in_the_bilinear_form():
    talk = Talk(Bilinear(), lean=(0.0, 0.0), inertia=(0.3, 0.3))
    warm, _ = talk.settles(np.array([1.0]), np.array([1.0]), turns=3)
    cold, _ = talk.settles(np.array([-1.0]), np.array([-1.0]), turns=3)
    assert abs(cold[0]) > warm[0] > 0


@pytest.mark.parametrize(("slopes", "stable"), [((0.5, 0.5), True), ((0.8, 0.8), False), ((-0.8, 0.8), True)])
def test_when_a_rest_stays_put(slopes: tuple[float, float], stable: bool):
    assert is_stable((0.35, 0.35), slopes) is stable


@pytest.mark.parametrize(
    ("towards", "rest"), [(0.4, (0.54, 0.31)), (0.0, (0.33, 0.0)), (-0.2, (0.14, -0.29)), (-0.4, (-0.20, -0.80))]
)
def test_the_more_one_draws_away_the_lower_both_settle(towards: float, rest: tuple[float, float]):
    two = Regulation(towards=(0.6, towards))
    assert two.is_stable()
    assert two.rests_at() == pytest.approx(rest, abs=0.005)


def test_drawing_away_can_go_past_any_rest():
    assert not Regulation(towards=(0.6, -0.95)).is_stable()


@pytest.mark.parametrize(("appeal", "states"), [(0.05, [-0.81, 0.96]), (0.10, [-0.72, 1.03]), (0.20, [1.15])])
def test_a_small_lasting_lift_can_remove_the_bad_state(appeal: float, states: list[float]):
    assert Alike(appeal).stable_states() == pytest.approx(states, abs=0.011)
