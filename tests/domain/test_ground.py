"""How the ground is: what a week's answers do to the levels, for how long, and what they never do."""

from datetime import date, timedelta
from itertools import pairwise, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undrift.domain import ageing, ground
from undrift.domain.desk import WAYS_IN, Desk
from undrift.domain.errors import BadInput
from undrift.domain.ground import ANSWERS, CHECKS_KEPT, GROUND, ITEMS, Check

laws = settings(derandomize=True)
DAY = date(2026, 11, 20)
LEVELS = range(5)
numbers = st.integers(0, 2**32)


def drawn_checks(number: int) -> tuple[Check, ...]:
    """Checks of the last year or so from old to new; about every second item was skipped."""
    r = Random(number)
    ages = sorted(r.choices(range(401), k=r.randint(0, CHECKS_KEPT)), reverse=True)
    items = [None] * len(LEVELS) + list(LEVELS)
    return tuple(Check(str(DAY - timedelta(days=days)), *r.choices(items, k=4)) for days in ages)


checks_of_a_year = numbers.map(drawn_checks)


def after(days: int, answer: int, default: int) -> int:
    return ageing.level([Check(DAY.isoformat(), safety=answer)], "safety", default, DAY + timedelta(days=days))


def test_an_answer_counts_whole_for_four_weeks_and_then_goes_a_step_each_fortnight():
    assert [after(days, 4, 1) for days in (0, 28, 29, 42, 43, 57, 400)] == [4, 4, 3, 3, 2, 1, 1]
    assert [after(days, 0, 3) for days in (28, 29, 43, 57)] == [0, 1, 2, 3]


def test_ageing_never_overshoots_and_never_turns_round():
    for answer, default in product(LEVELS, LEVELS):
        for now, later in pairwise(after(days, answer, default) for days in range(150)):
            assert min(answer, default) <= now <= max(answer, default)
            assert abs(later - default) <= abs(now - default)
            assert abs(later - now) <= 1


@laws
@given(checks_of_a_year, st.sampled_from((None, *WAYS_IN)))
def test_levels_stay_levels_and_nothing_said_is_the_way_in(checks, way_in):
    desk = Desk(way_in=way_in, checks=checks)
    assert all(0 <= level <= 4 for level in (*desk.ground_on(DAY).values(), desk.feels_met_on(DAY)))
    assert Desk.from_json(desk.to_json()) == desk
    silent = Desk(way_in=way_in, checks=tuple(Check(c.on) for c in checks))
    assert silent.ground_on(DAY) == Desk(way_in=way_in).ground_on(DAY)


@laws
@given(checks_of_a_year, st.sampled_from(tuple(GROUND)), st.sampled_from(LEVELS))
def test_the_newest_answer_counts_and_a_skipped_one_leaves_the_one_before(checks, item, answer):
    kept = ground.with_answers(checks, {item: answer}, DAY)
    desk = Desk(checks=kept)
    assert desk.ground_on(DAY)[item] == answer
    other = next(name for name in GROUND if name != item)
    assert desk.ground_on(DAY)[other] == Desk(checks=checks).ground_on(DAY)[other]


@laws
@given(numbers)
def test_at_most_one_check_a_week_and_the_desk_stays_small(number):
    r = Random(number)
    checks, today = (), DAY
    for _ in range(r.randint(0, 30)):
        today += timedelta(days=r.randint(0, r.choice((3, 30))))
        answers = {item: r.choice(LEVELS) for item in r.sample(tuple(ITEMS), r.randint(0, len(ITEMS)))}
        checks = ground.with_answers(checks, answers, today)
        assert len(checks) <= CHECKS_KEPT
    gaps = [later.day - before.day for before, later in pairwise(checks)]
    assert all(gap >= ground.WEEK for gap in gaps)


def test_marking_it_differently_in_the_same_week_changes_it_and_does_not_put_off_the_next():
    first = ground.with_answers((), {"safety": 4, "met": 3}, DAY)
    again = ground.with_answers(first, {"safety": 0}, DAY + timedelta(days=6))
    assert again == (Check(DAY.isoformat(), safety=0, met=3),)
    assert ground.is_due(again, DAY + timedelta(days=7))


def test_a_clock_far_ahead_is_not_believed():
    ahead = (Check((DAY + timedelta(days=30)).isoformat(), safety=4),)
    assert ground.is_due(ahead, DAY)
    assert Desk(checks=ahead).ground_on(DAY)["safety"] == 2
    assert ground.with_answers(ahead, {"safety": 0}, DAY) == (Check(DAY.isoformat(), safety=0),)


def test_what_was_marked_is_read_and_written_in_words():
    answers = ground.answers_of({"safety": "0", "respect": "", "same_side": "3", "else": "9"})
    assert answers == {"safety": 0, "same_side": 3}
    words = ground.in_words(answers)
    assert words == f"{ITEMS['safety']} Not at all.\n{ITEMS['same_side']} Mostly."
    assert not any(character.isdigit() for character in ground.in_words(dict.fromkeys(ITEMS, 2)))


@pytest.mark.parametrize("wrong", ["5", "-1", "²", "yes", "0 "])
def test_what_is_none_of_the_five_is_refused_at_its_item(wrong):
    with pytest.raises(BadInput) as refused:
        ground.answers_of({"respect": wrong})
    assert refused.value.field == "respect"
    assert len(ANSWERS) == 5
