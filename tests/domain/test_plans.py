"""If-then plans: one line each, at most twelve, and nothing about whether they happened."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undrift.domain.desk import Desk
from undrift.domain.errors import BadInput
from undrift.domain.plans import LONGEST_THEN, LONGEST_WHEN, MOST, Plan, added, without


def test_a_plan_is_kept_without_the_words_the_page_says():
    (plan,) = added((), Plan("a", "When the kettle goes on,", "then I look up."))
    assert (plan.when, plan.then) == ("the kettle goes on", "look up")


def test_words_that_only_begin_alike_stay():
    (plan,) = added((), Plan("a", "whenever it rains", "iron one shirt"))
    assert (plan.when, plan.then) == ("whenever it rains", "iron one shirt")


@pytest.mark.parametrize(
    ("when", "then", "field"), [("", "look up", "when"), ("if", "x", "when"), ("x", " I ", "then")]
)
def test_half_a_plan_is_asked_for_its_other_half(when, then, field):
    with pytest.raises(BadInput) as refused:
        added((), Plan("a", when + " ", then))
    assert refused.value.field == field


def test_a_thirteenth_waits():
    full = tuple(Plan(str(n), f"day {n}", "rest") for n in range(MOST))
    with pytest.raises(BadInput):
        added(full, Plan("more", "the bus is late", "read"))
    assert added(full, Plan("again", "day 3", "rest")) == full


def kept_or_refused(when, then):
    try:
        return added((), Plan("a", when, then))[0]
    except BadInput:
        return None


@given(st.text(max_size=400), st.text(max_size=400))
def test_anything_typed_is_kept_in_one_line_or_refused_at_its_field(when, then):
    plan = kept_or_refused(when, then)
    if plan is None:
        return
    assert 0 < len(plan.when) <= LONGEST_WHEN
    assert 0 < len(plan.then) <= LONGEST_THEN
    assert "\n" not in plan.when + plan.then
    desk = Desk(plans=(plan,))
    assert Desk.from_json(desk.to_json()).plans == (plan,)


def test_taking_away_takes_one():
    two = (Plan("a", "x", "y"), Plan("b", "x", "z"))
    assert without(two, "a") == two[1:]
    assert without(two, "nobody's") == two


def test_nothing_tells_whether_it_happened():
    assert {field.name for field in fields(Plan)} == {"id", "when", "then"}
