import pytest

from undrift.domain.ladder import Ladder, climb
from undrift.domain.practices import Tag
from undrift.domain.state import State

from .worlds import evening, landings, practice, rule_for

DEPTHS = {f"d{depth}": depth for depth in range(5)}


def climbed(*pairs):
    return climb(State.from_json(evening(history=landings(*pairs))).history, DEPTHS)


@pytest.mark.parametrize(
    ("pairs", "rung"),
    [
        ([], 0),
        ([("d0", "closer")], 0),
        ([("d0", "closer"), ("d0", "same")], 1),
        ([("d0", "closer")] * 9, 1),
        ([("d1", "same"), ("d1", "same")], 2),
        ([("d0", "same"), ("d0", "same"), ("d1", "closer")], 1),
        ([("d4", "same"), ("d4", "same")], 4),
        ([("d0", "did_not_happen"), ("d0", "did_not_happen")], 0),
        ([("gone", "same"), ("gone", "same")], 1),
    ],
)
def test_two_good_landings_open_the_next_depth(pairs, rung):
    assert climbed(*pairs) == Ladder(rung, lowered=False)


def test_one_too_much_goes_one_below_and_two_good_landings_bring_it_back():
    up = [("d2", "same"), ("d2", "closer")]
    assert climbed(*up).rung == 3
    assert climbed(*up, ("d3", "too_much")) == Ladder(2, lowered=True)
    assert climbed(*up, ("d3", "too_much"), ("d2", "same")) == Ladder(2, lowered=True)
    assert climbed(*up, ("d3", "too_much"), ("d2", "same"), ("d2", "same")) == Ladder(3, lowered=False)
    assert climbed(*up, ("d0", "too_much")) == Ladder(0, lowered=True)


def test_the_rule_names_say_which():
    deep = practice("deep", Tag.DISCLOSURE, depth=1)
    assert rule_for(evening(), deep) == "ladder"
    good = [("presence-0", "same"), ("presence-0", "closer")]
    assert rule_for(evening(history=landings(*good)), deep) is None
    assert rule_for(evening(history=landings(*good, ("presence-0", "too_much"))), deep) == "too-much"


def test_mending_and_a_clear_request_are_open_from_day_one_unless_they_open_up():
    assert rule_for(evening(), practice("ask", Tag.DIRECT_REQUEST, depth=1)) is None
    assert rule_for(evening(), practice("mend", Tag.REPAIR, depth=1)) is None
    assert rule_for(evening(), practice("ask", Tag.DIRECT_REQUEST, Tag.DISCLOSURE, depth=1)) == "ladder"
