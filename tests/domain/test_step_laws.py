"""The laws of pacing, over evenings drawn at random from everything the schema allows."""

from copy import deepcopy
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from undrift.domain.holds import HOLDS_BY_NAME
from undrift.domain.pacing import RULES
from undrift.domain.practices import Asks, Reach, Tag
from undrift.domain.situation import Situation
from undrift.domain.state import State
from undrift.domain.steps import choose

from .worlds import BY_ID, LIBRARY, drawn_evening, evening, landings, open_steps

EVENING_RULES = {"paused", "quiet-hours", "not-today", "one-a-day"}
evenings = st.integers(0, 2**32).map(drawn_evening)
laws = settings(max_examples=20, derandomize=True)


def with_person(body, **changes):
    return {**body, "person": {**body["person"], **changes}}


@laws
@given(evenings)
def test_any_evening_has_one_explained_answer_and_always_the_same(body):
    choice = choose(State.from_json(body), LIBRARY)
    again = choose(State.from_json(deepcopy(body)), LIBRARY)
    assert choice == again
    assert choice.because
    held = [h.practice for h in choice.held_back]
    assert len(set(held)) == len(held)
    assert {h.rule for h in choice.held_back} <= {rule.name for rule in RULES} | EVENING_RULES
    assert choice.practice is None or choice.practice.id not in held


@laws
@given(evenings)
def test_what_is_offered_obeys_every_ceiling(body):
    state = State.from_json(body)
    offered = choose(state, LIBRARY).practice
    if offered is None:
        return
    person, partner = state.person, state.partner
    level = min(person.level, partner.intensity_cap) if partner else person.level
    assert offered.depth <= level
    assert partner is not None or offered.reach is Reach.SOLO
    if Tag.TOUCH in offered.tags:
        assert offered.touch_kind in person.touch_consents & partner.touch_consents
    if Tag.GRATITUDE_EXPRESSED in offered.tags:
        assert person.responsiveness > 1
    if person.minutes is not None:
        assert offered.minutes <= person.minutes
    if Tag.DISCLOSURE in offered.tags and offered.depth:
        good = [p for p in state.history if p.landed_well and p.practice in BY_ID]
        deep_enough = [p for p in good if BY_ID[p.practice].depth >= offered.depth - 1]
        light = offered.depth == 1 and len([p for p in state.history if p.landed_well]) >= 2
        assert light or len(deep_enough) >= 2


@laws
@given(evenings)
def test_fear_leaves_only_what_asks_nothing_and_turns_to_nobody(body):
    offered = choose(State.from_json(with_person(body, fear_of_partner=True)), LIBRARY).practice
    if offered is None:
        return
    assert offered.reach is Reach.SOLO
    assert offered.asks_of_partner is Asks.NOTHING
    assert not offered.tags & {Tag.DISCLOSURE, Tag.TOUCH, Tag.REPAIR, Tag.NO_FAULT, Tag.ACCOMMODATE, Tag.DIRECT_REQUEST}


@laws
@given(evenings, st.sampled_from(("safety", "predictability", "respect")), st.integers(0, 4))
def test_less_safety_never_opens_a_step(body, ground, lower):
    before = body["person"][ground]
    lower = min(lower, 2 if before is None else before)
    assert open_steps(with_person(body, **{ground: lower})) <= open_steps(body)


@laws
@given(evenings, st.sampled_from(tuple(HOLDS_BY_NAME)))
def test_fear_a_hold_or_a_severe_problem_never_opens_a_step(body, hold):
    before = open_steps(body)
    assert open_steps(with_person(body, fear_of_partner=True)) <= before
    assert open_steps(with_person(body, severe_problem=True)) <= before
    assert open_steps(with_person(body, efforts_one_sided=3)) <= before
    assert open_steps(with_person(body, not_getting_better=True)) <= before
    assert open_steps(with_person(body, wants_help=True)) <= before
    assert open_steps(with_person(body, holds=[*body["person"]["holds"], hold])) <= before


@laws
@given(evenings, st.integers(0, 4))
def test_a_lower_partner_never_opens_a_step(body, lower):
    if body["partner"]:
        smaller = {**body["partner"], "intensity_cap": min(lower, body["partner"]["intensity_cap"])}
        assert open_steps({**body, "partner": smaller}) <= open_steps(body)


@laws
@given(evenings)
def test_less_in_me_never_opens_a_step(body):
    little, some, plenty = (open_steps(with_person(body, capacity=c)) for c in ("little", "some", "plenty"))
    assert little <= some <= plenty


def test_whatever_a_hold_leaves_an_ordinary_evening_can_draw_too():
    good = landings(*[("disclosure-4", "same")] * 4)
    holds = [{"fear_of_partner": True}, {"severe_problem": True}, *({"holds": [name]} for name in HOLDS_BY_NAME)]
    ordinary = Situation.of(State.from_json(evening(history=good)), LIBRARY)
    open_to_all = open_steps(evening(history=good))
    from undrift.domain.leanings import weight

    for changes in holds:
        left = open_steps(with_person(evening(history=good), **changes))
        assert left
        assert left <= open_to_all
        assert all(weight(BY_ID[name], ordinary) > 0 for name in left)


@laws
@given(evenings)
def test_reasons_never_betray_a_level_a_hold_or_the_other(body):
    told = " ".join(choose(State.from_json(body), LIBRARY).because)
    assert not any(never in told for never in ("partner", "cap:", "fear", "hold", "safety", "severe"))


def test_every_rule_is_written_down_with_its_source():
    text = (Path(__file__).parents[2] / "docs" / "pacing.md").read_text()
    for name in {rule.name for rule in RULES} | EVENING_RULES | {"free-evening", "nothing-fits"}:
        assert f"| `{name}` |" in text
