"""When more help is offered: worse twice, no gain, one-sided twice, something serious, or asked for. Never otherwise."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undrift.domain import going_on, referral
from undrift.domain.desk import HOLDS, SITUATIONS, WAYS_IN, Desk
from undrift.domain.ground import Check
from undrift.domain.referral import OWN_ITEMS, Reading, Scale, not_getting_better

laws = settings(derandomize=True)
DAY = date(2026, 11, 20)
numbers = st.integers(0, 2**32)


def drawn_values(number: int) -> list[int]:
    r = Random(number)
    return r.choices(range(13), k=r.randint(0, 9))


some_weeks = numbers.map(drawn_values)


def weekly(*values: int) -> list[Reading]:
    """One reading a week, the last one today."""
    return [Reading(DAY - timedelta(weeks=len(values) - 1 - n), value) for n, value in enumerate(values)]


def says(*values: int) -> bool:
    return not_getting_better(weekly(*values), OWN_ITEMS, DAY)


@pytest.mark.parametrize(
    ("values", "more_help"),
    [
        ((), False),
        ((0,), False),
        ((9, 5), False),
        ((9, 5, 5), True),
        ((9, 5, 7), False),
        ((9, 9, 4, 9), False),
        ((12, 10, 8, 6), True),
        ((9, 7, 7), False),
        ((5,) * 8, False),
        ((5,) * 9, True),
        ((5, 4, 6, 5, 7, 5, 6, 5, 6), True),
        ((3, 4, 4, 5, 5, 6, 6, 6, 6), False),
        ((11,) * 9, False),
    ],
)
def test_worse_twice_running_or_low_for_eight_weeks(values, more_help):
    assert says(*values) is more_help


@laws
@given(some_weeks)
def test_one_bad_week_alone_never_counts(values):
    if values:
        assert not referral.worse_twice(weekly(*values, values[-1], 0), OWN_ITEMS) or says(*values, values[-1])


@laws
@given(some_weeks, st.integers(0, 12))
def test_a_better_week_now_never_brings_it_about(values, newest):
    if says(*values, newest):
        assert all(says(*values, lower) for lower in range(newest))


@laws
@given(some_weeks, st.integers(29, 300))
def test_old_readings_say_nothing(values, days):
    assert not not_getting_better(weekly(*values), OWN_ITEMS, DAY + timedelta(days=days))


def test_another_measure_brings_its_own_scale():
    csi = Scale(change=3, steady=14)
    assert not_getting_better(weekly(18, 12, 13), csi, DAY)
    assert not not_getting_better(weekly(18, 16, 13), csi, DAY)


def test_a_week_with_an_item_left_is_no_reading():
    checks = (Check("2026-11-06", 4, 4, 4), Check("2026-11-13", 0, None, 0), Check("2026-11-20", 0, 0, 0))
    assert [r.value for r in referral.own_readings(checks, DAY)] == [12, 0]


def one_sided(*days_ago: int) -> bool:
    days: tuple[str, ...] = ()
    for ago in sorted(days_ago, reverse=True):
        days = referral.said_one_sided(days, DAY - timedelta(days=ago))
    return referral.one_sided_twice(days, DAY)


def test_one_sided_counts_when_said_in_two_weeks_out_of_eight():
    assert one_sided(0, 7)
    assert one_sided(56, 0)
    assert not one_sided(57, 0)
    assert not one_sided(0, 0)
    assert not one_sided(0, 1, 2)
    assert not one_sided(0)


@laws
@given(numbers)
def test_only_the_last_few_days_are_remembered(number):
    r = Random(number)
    days_ago = r.choices(range(201), k=r.randint(0, 30))
    days: tuple[str, ...] = ()
    for ago in sorted(days_ago, reverse=True):
        days = referral.said_one_sided(days, DAY - timedelta(days=ago))
    assert len(days) <= referral.ONE_SIDED_KEPT


def test_each_reason_alone_is_enough_and_none_is_none():
    worse = tuple(Check(str(DAY - timedelta(weeks=2 - n)), v, v, v) for n, v in enumerate((4, 1, 1)))
    for reason in (
        {"severe_problem": True},
        {"wants_help": True},
        {"holds": ("addiction",)},
        {"holds": ("self_harm", "separating")},
        {"one_sided_on": ("2026-11-01", "2026-11-20")},
        {"checks": worse},
    ):
        assert Desk(**reason).may_need_more_help(DAY), reason
    assert not Desk(way_in="fragile", holds=("separating",), keep_joint_away=True).may_need_more_help(DAY)


def some_of(r: Random, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if r.random() < 0.5)


def drawn_desk(r: Random) -> Desk:
    return Desk(
        way_in=r.choice((None, *WAYS_IN)),
        situations=some_of(r, SITUATIONS),
        holds=some_of(r, HOLDS),
        severe_problem=r.random() < 0.5,
        wants_help=r.random() < 0.5,
        keep_joint_away=r.random() < 0.5,
    )


@laws
@given(numbers)
def test_what_is_said_stands_exactly_and_can_all_be_taken_back(number):
    r = Random(number)
    desk, names = drawn_desk(r), set(some_of(r, going_on.GOING_ON))
    said = going_on.said(desk, names)
    assert set(going_on.chosen(said)) == names
    assert said.keep_joint_away == ("keep_joint_away" in names)
    over = going_on.said(said, ())
    assert going_on.chosen(over) == ()
    assert over.all_holds == ()
    assert over.ground_on(DAY)["safety"] <= max(desk.ground_on(DAY)["safety"], 1)


def test_what_is_no_choice_is_left_out():
    assert going_on.said(Desk(), ["zebra", "separating"]).holds == ("separating",)
