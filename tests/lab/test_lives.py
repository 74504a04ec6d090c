"""Made-up couples live by their rules, and policies differ by what they do, not by luck."""

from __future__ import annotations

from copy import deepcopy

import numpy as np
import pytest
from lab.assume import centre, spread
from lab.couples import EVERYBODY, Group, couples
from lab.effects import effects
from lab.house.policy import House
from lab.lives import live
from lab.policies import Calendar, Nothing, Ramp, Script
from lab.ranges import RANGES
from lab.readings import Argued
from lab.shelf import SHELF

EFFECTS = effects(SHELF)
ROWS = {p.id: row for row, p in enumerate(SHELF)}


class Watch(Calendar):
    """Keeps what was suggested and seen; suggests by a policy's own days."""

    def __init__(self, inner):
        self.inner, self.steps, self.seen = inner, [], []

    def suggest(self, seen, rng):
        steps = self.inner.suggest(seen, rng)
        self.steps.append(steps)
        self.seen.append(deepcopy(seen))
        return steps

    def hear(self, steps, heard):
        self.inner.hear(steps, heard)


def two(points=4, each=20, seed=2, **changes):
    return couples(spread(points, 1).with_(**changes), each, seed)


def lived(make, days=42, **changes):
    world = two(**changes)
    watch = Watch(make(world))
    return world, watch, live(world, {"it": watch}, EFFECTS, days, 2)["it"]


def test_points_lie_within_their_ranges_half_on_either_side_of_the_centre():
    drawn = spread(64, 9)
    for each in RANGES:
        values = drawn(each.name)
        assert each.low <= values.min() <= values.max() <= each.high
        assert (values < each.centre).sum() == 32
        assert each.low < each.centre < each.high
    assert np.array_equal(spread(64, 9)("lift"), drawn("lift"))


def test_a_misspelt_assumption_is_an_error():
    with pytest.raises(KeyError):
        centre()("lfit")
    with pytest.raises(KeyError):
        centre().with_(lfit=1.0)


def test_every_point_has_the_same_kinds_of_couples():
    world = two(points=3, each=40)
    kinds = world.group.reshape(3, 40)
    assert (kinds == kinds[0]).all()
    counts = [int((kinds[0] == group).sum()) for group in Group]
    assert counts == [round(40 * EVERYBODY[group]) for group in Group]


def test_the_same_policy_twice_leads_the_same_lives():
    world = two()
    lives = live(world, {"a": Calendar(world, EFFECTS), "b": Calendar(world, EFFECTS)}, EFFECTS, 30, 3)
    assert np.array_equal(lives["a"].felt, lives["b"].felt)


def test_before_the_first_step_policies_are_alike():
    world = two()
    later = Script({20: (ROWS["silly"], ROWS["silly"])})
    lives = live(world, {"none": Nothing(), "later": later}, EFFECTS, 40, 3)
    same = [np.array_equal(a, b) for a, b in zip(lives["none"].felt, lives["later"].felt, strict=True)]
    assert all(same[:20])
    assert not any(same[20:])


@pytest.mark.parametrize(
    "make", [lambda w: Calendar(w, EFFECTS), lambda w: Ramp(w, EFFECTS), lambda w: House(w, SHELF)]
)
def test_only_those_who_open_the_app_are_offered_anything(make):
    world, watch, life = lived(make, leaves=0.02)
    offered = np.array(watch.steps) >= 0
    opened = np.array([seen.opens for seen in watch.seen])
    assert offered.any()
    assert not (offered & ~opened).any()
    assert not opened[:, ~world.uses].any()
    assert np.array_equal(life.prompts, offered.sum(axis=0))
    assert life.pairs.gone.any()
    assert not life.pairs.gone[~world.uses].any()


@pytest.mark.parametrize(
    "make", [lambda w: Calendar(w, EFFECTS), lambda w: Ramp(w, EFFECTS), lambda w: House(w, SHELF)]
)
def test_touch_needs_the_yes_of_both_and_what_takes_two_needs_two(make):
    world, watch, _ = lived(make, days=84, says_yes=0.6, answers=1.0, opens=0.95, leaves=0.0)
    steps = np.array(watch.steps)
    touched = EFFECTS.touches[steps]
    yes = np.array([seen.said.yes for seen in watch.seen])
    assert touched.any()
    assert not (touched & ~(yes.all(axis=2, keepdims=True))).any()
    assert not EFFECTS.for_two[steps[:, ~world.uses.all(axis=1)]].any()


def test_a_calendar_keeps_to_its_days_and_a_ramp_to_its_depth():
    _, watch, _ = lived(lambda w: Calendar(w, EFFECTS, every=(0, 2, 4)), opens=0.95)
    days = {day % 7 for day, steps in enumerate(watch.steps) if (steps >= 0).any()}
    assert days == {0, 2, 4}
    _, watch, _ = lived(lambda w: Ramp(w, EFFECTS), days=84, opens=0.95, leaves=0.0)
    deepest = [int(EFFECTS.depth[steps].max()) for steps in watch.steps]
    assert [max(deepest[first : first + 14]) for first in range(0, 70, 14)] == [0, 1, 2, 3, 4]
    light = EFFECTS.depth[watch.steps[80][watch.steps[80] >= 0]]
    assert light.min() >= 3


def test_everything_stays_where_it_can_be():
    _, _, life = lived(lambda w: Ramp(w, EFFECTS), days=120)
    p = life.pairs
    for share in (p.safe, p.habit, p.met, p.skill, p.appetite):
        assert share.min() >= 0
        assert share.max() <= 1
    assert np.isfinite(life.felt).all()
    assert np.abs(life.felt).max() < 15
    for amount in (p.wound, p.strain, p.tired, p.drain, p.hope, p.stung):
        assert amount.min() >= 0


def test_nobody_can_be_prompted_by_no_app():
    _, _, life = lived(lambda w: Nothing())
    assert life.prompts.sum() == 0
    assert life.too_deep.sum() == 0
    assert life.pairs.tired.sum() == 0


def test_bids_that_are_missed_again_and_again_stop():
    """S3.36: extinction, and only then a way back."""
    world = two(withdraw_rest=6.0, opens=0.0)
    alone = live(world, {"it": Nothing()}, EFFECTS, 200, 2)["it"].pairs.habit
    world = two(withdraw_rest=-6.0, opens=0.0)
    met = live(world, {"it": Nothing()}, EFFECTS, 200, 2)["it"].pairs.habit
    assert alone.mean() < 0.1
    assert met.mean() > 0.85


def test_the_deeper_beyond_what_is_welcome_the_worse():
    """M7's overshoot: in shaken couples a deep step lowers what a light one lifts."""
    world = couples(centre().with_(opens=1.0, does=1.0, floor=0.0), 300, 4, {Group.FRAGILE: 1.0})
    plans = {name: Script({3: (ROWS[name], -1)}) for name in ("silly", "what-i-long-for")}
    lives = live(world, {"none": Nothing(), **plans}, EFFECTS, 5, 4)
    lift = {name: (lives[name].evening[3] - lives["none"].evening[3]).mean() for name in plans}
    assert lift["silly"] > 0 > lift["what-i-long-for"]
    assert lives["what-i-long-for"].pairs.safe.mean() < lives["none"].pairs.safe.mean()


def test_prompts_can_do_harm():
    """Nothing must be able to win: suggestions that weigh, wake hopes and teach nothing leave people less close."""
    heavy = {"lift": 0.0, "learns": 0.0, "keeps": 0.0, "chore": 0.3, "awakens": 0.02, "does": 0.1, "heeding": 0.0,
             "ritual_worth": 0.0, "opens": 0.95, "leaves": 0.0, "leaves_weary": 0.0, "habit_pace": 0.0}  # fmt: skip
    world = couples(centre().with_(**heavy), 300, 4)
    lives = live(world, {"none": Nothing(), "daily": Calendar(world, EFFECTS)}, EFFECTS, 60, 4)
    assert np.mean(lives["daily"].felt[-14:]) < np.mean(lives["none"].felt[-14:]) - 0.02


def test_an_app_knows_only_what_was_said():
    world, watch, _ = lived(
        lambda w: House(w, SHELF), days=70, answers=0.0, notes=0.0, says_yes=0.0, opens=0.95, leaves=0.0
    )
    assert not watch.seen[-1].said.yes.any()
    assert not any(seen.answered.any() or seen.feels_one_sided.any() for seen in watch.seen)
    assert all((seen.argued == Argued.NOT).all() for seen in watch.seen)
    level = watch.inner.level
    assert {group: set(level[world.group == group].ravel().tolist()) for group in Group} == {
        Group.ORDINARY: {3}, Group.FRAGILE: {1}, Group.SEVERE: {2}, Group.ALONE: {2}, Group.AVOIDANT: {3}
    }  # fmt: skip


def test_weekly_answers_follow_how_safe_it_is():
    _, watch, life = lived(lambda w: Nothing(), days=42, answers=1.0, misread=0.3, opens=0.95, leaves=0.0)
    asked = [day for day, seen in enumerate(watch.seen) if seen.answered.any()]
    assert asked == [6, 13, 20, 27, 34, 41]
    said, safe = watch.seen[41].answers[..., :3].mean(axis=-1), life.pairs.safe
    assert np.corrcoef(said.ravel(), safe.ravel())[0, 1] > 0.8


def test_an_argument_is_fresh_for_a_day_and_parked_for_a_week():
    _, watch, _ = lived(lambda w: Nothing(), notes=1.0, opens=1.0, leaves=0.0, argue_rest=-2.5)
    told = np.array([seen.argued for seen in watch.seen])
    after = [told[day + 1][told[day] == Argued.FRESH] for day in range(20)]
    assert set(np.concatenate(after).ravel()) <= {Argued.FRESH, Argued.HEATED, Argued.PARKED}
    assert (np.concatenate(after) == Argued.PARKED).any()
