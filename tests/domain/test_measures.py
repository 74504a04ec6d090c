"""Scores against sums done by hand, reliable change against scipy, and what a skipped question does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.domain.weeks import DAY, every
from undrift import library
from undrift.domain import measures, referral
from undrift.domain.errors import BadInput
from undrift.domain.measures import careful_change, reliable_change, score, scores, steady_from
from undrift.domain.referral import Reading, better_twice, not_getting_better, worse_twice

CSI_4 = library.load().instrument("csi-4")
CSI_16 = library.load().instrument("csi-16")
BOTH = pytest.mark.parametrize("instrument", [CSI_4, CSI_16], ids=lambda i: i.id)


def marked(instrument, places):
    """Mark each item by its place on the page, counted from 0."""
    return measures.answers_of(instrument, {i.name: str(p) for i, p in zip(instrument.items, places, strict=True)})


@pytest.mark.parametrize(
    ("places", "by_hand"),
    [
        ((0, 0, 0, 0), 0),
        ((6, 5, 5, 5), 6 + 5 + 5 + 5),
        ((3, 2, 4, 1), 3 + 2 + 4 + 1),  # Happy, Somewhat TRUE, Almost Completely, A little
        ((2, 3, 3, 5), 2 + 3 + 3 + 5),
    ],
)
def test_the_four_against_sums_done_by_hand(places, by_hand):
    assert score(CSI_4, marked(CSI_4, places)) == by_hand


def test_the_sixteen_against_a_sum_done_by_hand():
    """As printed: item 5 and four of the pairs count down from the left, the others up."""
    places = (4, 1, 3, 2, 4, 5, 3, 2, 1, 4, 0, 4, 1, 2, 3, 5)
    points = (4, 4, 3, 2, 4, 5, 3, 2, 1, 4, 5, 4, 4, 3, 3, 0)
    answers = marked(CSI_16, places)
    assert tuple(answers.values()) == points
    assert score(CSI_16, answers) == sum(points) == 51
    assert scores(CSI_16, answers) == {"csi-16": 51, "csi-4": 4 + 4 + 3 + 4}


def test_the_ends_of_every_item_point_the_same_way():
    """Whoever marks the gladdest answer everywhere has the most there is, and the other way round."""
    assert (CSI_4.most, CSI_16.most) == (21, 81)
    for instrument in (CSI_4, CSI_16):
        for item in instrument.items:
            points = [answer.points for answer in item.answers]
            assert points in (sorted(points), sorted(points, reverse=True))
            assert (min(points), max(points)) == (0, 6 if item.number == 1 else 5)
    glad = {"INTERESTING", "GOOD", "FULL", "STURDY", "HOPEFUL", "ENJOYABLE"}
    for item in CSI_16.items:
        if item.ends:
            left = item.answers[0].points == 5
            assert (item.ends[0] if left else item.ends[1]) in glad


def test_the_numbers_are_those_of_the_thirty_two():
    assert [i.number for i in CSI_4.items] == [1, 12, 19, 22]
    assert {i.name for i in CSI_4.items} == set((CSI_16.within or {})["csi-4"])
    by_name = {i.name: (i.text, i.answers) for i in CSI_16.items}
    assert all(by_name[i.name] == (i.text, i.answers) for i in CSI_4.items)


@BOTH
@given(data=st.data())
def test_one_question_left_is_no_score_and_nothing_is_filled_in(instrument, data):
    places = [data.draw(st.integers(0, len(i.answers) - 1)) for i in instrument.items]
    answers = marked(instrument, places)
    whole = score(instrument, answers)
    assert whole is not None
    assert 0 <= whole <= instrument.most
    left = data.draw(st.sampled_from([i.name for i in instrument.items]))
    assert score(instrument, {name: points for name, points in answers.items() if name != left}) is None


@BOTH
@pytest.mark.parametrize("wrong", ["-1", "7", "x", "²", "1.5"])
def test_what_is_none_of_the_answers_is_refused_at_its_item(instrument, wrong):
    with pytest.raises(BadInput) as problem:
        measures.answers_of(instrument, {instrument.items[0].name: wrong})
    assert problem.value.field == instrument.items[0].name


@pytest.mark.parametrize(("sd", "r", "is_about"), [(4, 0.94, 2.7), (4, 0.80, 5.0), (17, 0.98, 6.7), (17, 0.80, 21.1)])
def test_reliable_change_against_scipy_and_the_figures_of_the_method(sd, r, is_about):
    error_of_a_difference = (2 * (sd * (1 - r) ** 0.5) ** 2) ** 0.5
    low, high = stats.norm.interval(0.95, loc=0, scale=error_of_a_difference)
    assert reliable_change(sd, r) == pytest.approx(high, rel=1e-4) == pytest.approx(-low, rel=1e-4)
    assert reliable_change(sd, r) == pytest.approx(is_about, abs=0.05)


@given(st.floats(0.1, 50), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_the_more_careful_of_two_is_used(sd, alpha, retest):
    spread = measures.Spread(sd, alpha, retest)
    careful = careful_change(spread)
    assert careful >= max(reliable_change(sd, alpha), reliable_change(sd, retest))
    assert careful - 1 < max(reliable_change(sd, alpha), reliable_change(sd, retest))


def test_the_change_that_is_used_and_the_borders():
    assert [careful_change(i.spread) for i in (CSI_4, CSI_16)] == [5, 22]
    assert [steady_from(i) for i in (CSI_4, CSI_16)] == [14, 52]


FOURS = referral.by_the_month(change=5, steady=14)


def monthly(*values: int) -> list[Reading]:
    return [Reading(DAY + every(28, n), value) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "worse"),
    [
        ((16,), False),
        ((16, 10), False),  # one reading never counts
        ((16, 11, 10), True),
        ((16, 11, 12), False),  # the second one lies within chance
        ((16, 12, 12), False),
        ((16, 17, 16, 11, 11), True),
        ((16, 17, 16, 11, 16), False),  # and back again
        ((15, 16, 9, 17, 9), False),  # two low ones, but not running
    ],
)
def test_worse_is_two_readings_running_beyond_reliable_change(values, worse):
    assert worse_twice(monthly(*values), FOURS) is worse
    flipped = [Reading(on, 30 - value) for on, value in monthly(*values)]
    assert better_twice(flipped, FOURS) is worse


@pytest.mark.parametrize(
    ("values", "stuck"),
    [((10, 10, 11, 10), True), ((10, 10, 11), False), ((10, 10, 15, 10), False), ((14, 14, 14, 14), False)],
)
def test_months_below_the_cutoff_without_a_rise(values, stuck):
    readings = monthly(*values)
    assert not_getting_better(readings, FOURS, readings[-1].on) is stuck


def test_an_old_reading_says_nothing_any_more():
    readings = monthly(16, 10, 10)
    assert not_getting_better(readings, FOURS, readings[-1].on + every(56, 1))
    assert not not_getting_better(readings, FOURS, readings[-1].on + every(57, 1))


@given(st.lists(st.integers(0, 21), min_size=0, max_size=12))
def test_never_both_worse_and_better(values):
    assert not (worse_twice(monthly(*values), FOURS) and better_twice(monthly(*values), FOURS))


def test_nothing_that_must_not_be_embedded_is():
    assert {i.id for i in library.load().instruments} == {"apart", "closeness", "csi-16", "csi-4", "week"}
