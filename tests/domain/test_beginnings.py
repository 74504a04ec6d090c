"""The first fourteen evenings: authored, and no rule bends for them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.worlds import LIBRARY, days_ago, drawn_evening, evening, open_steps, practice
from undrift.domain.beginnings import EVENINGS, Beginning, FirstEvening, line_for
from undrift.domain.desk import Desk
from undrift.domain.practices import Capacity, Tag
from undrift.domain.state import State
from undrift.domain.steps import choose

LIGHT = [f"{tag}-0" for tag in Tag if tag not in {Tag.TOUCH, Tag.DISCLOSURE}]


def arc(way: str = "flat", *names: str) -> Beginning:
    """An arc whose evening 1, 2, 3 ... holds the practices named, and light ones after those."""
    chosen = (*names, *LIGHT)[:EVENINGS]
    evenings = tuple(FirstEvening(f"Line {n}.", dict.fromkeys(Capacity, name)) for n, name in enumerate(chosen, 1))
    return Beginning(way, evenings, "From here on.")


def chosen_with(beginning: Beginning, library=LIBRARY, **changes):
    return choose(State.from_json(evening(person__way_in="flat", **changes)), library, (beginning,))


def evenings_before(number: int, name: str = "presence-0"):
    return [days_ago(number - i, name, "did") for i in range(number)]


def test_the_first_evening_is_the_authored_one():
    choice = chosen_with(arc("flat", "greeting-0"))
    assert choice.practice.id == "greeting-0"
    assert choice.chapter == "flat:1"
    assert line_for((arc(),), choice.chapter) == "Line 1."


def test_each_evening_with_a_step_turns_a_page_and_an_absence_turns_none():
    three = [days_ago(90, "play-0"), days_ago(60, "play-0"), days_ago(30, "play-0")]
    found = {chosen_with(arc(), history=three, seed=seed).chapter for seed in range(30)}
    assert found == {"flat:4", ""}, "a free evening has no chapter, every other one is the fourth"


def test_after_the_fourteenth_the_engine_goes_on_alone_and_says_so_once():
    found = {chosen_with(arc(), history=evenings_before(14), seed=seed).chapter for seed in range(30)}
    assert found == {"flat:15", ""}
    assert line_for((arc(),), "flat:15") == "From here on."
    later = {chosen_with(arc(), history=evenings_before(15), seed=seed).chapter for seed in range(30)}
    assert later == {""}


def test_somebody_without_a_way_in_gets_the_ordinary_draw():
    assert choose(State.from_json(evening()), LIBRARY, (arc(),)).chapter == ""


def test_a_step_that_waits_gives_way_to_its_sibling():
    tired = practice("two-hours-of-digging", Tag.PLAY, depth=4, instead="a-short-dig")
    short = practice("a-short-dig", Tag.PLAY)
    choice = chosen_with(arc("flat", tired.id), (*LIBRARY, tired, short), person__safety=1)
    assert (choice.practice.id, choice.chapter) == ("a-short-dig", "flat:1")


def test_a_lighter_strength_serves_where_the_fitting_one_waits():
    heavy = practice("a-long-talk", Tag.CONFLICT, energy=Capacity.PLENTY, depth=4)
    steps = {Capacity.LITTLE: "play-0", Capacity.SOME: "greeting-0", Capacity.PLENTY: heavy.id}
    beginning = Beginning("flat", (FirstEvening("One.", steps),), "After.")
    assert chosen_with(beginning, (*LIBRARY, heavy), person__safety=1).practice.id == "greeting-0"
    assert chosen_with(beginning, (*LIBRARY, heavy), person__capacity="little").practice.id == "play-0"


def test_an_argument_comes_before_the_page():
    hot = {"at": "2026-03-10T19:30:00", "ready": [False, False]}
    choice = chosen_with(arc("flat", "greeting-0"), rupture=hot)
    assert Tag.PAUSE in choice.practice.tags
    assert choice.chapter == ""


WAYS = ("fragile", "flat", "argued", "betrayal", "alone")
BEGINNINGS = [tuple(arc(way, *LIGHT[first:]) for way in WAYS) for first in range(7)]


@given(st.integers(0, 10**9), st.sampled_from(WAYS))
def test_no_rule_bends_for_an_arc(number, way):
    body = drawn_evening(number)
    body["person"]["way_in"] = way
    choice = choose(State.from_json(body), LIBRARY, BEGINNINGS[number % 7])
    without = choose(State.from_json(body), LIBRARY)
    assert (choice.practice is None) == (without.practice is None), "an arc never takes a free evening away"
    if choice.practice is not None and not choice.because[0].startswith("same-step"):
        assert choice.practice.id in open_steps(body)
    assert choice.held_back == without.held_back


def test_doing_it_by_oneself_gives_the_arc_for_one_until_somebody_joins():
    desk = Desk(way_in="flat", situations=("by_myself",))
    alone = desk.question("2026-03-10T20:00:00")["person"]
    assert (alone["way_in"], alone["branch"]) == ("alone", "stabilise")
    with_partner = desk.question("2026-03-10T20:00:00", {"intensity_cap": 1, "touch_consents": []})["person"]
    assert (with_partner["way_in"], with_partner["branch"]) == ("flat", "strengthen")
    hurt = Desk(way_in="betrayal", situations=("by_myself",))
    assert hurt.question("2026-03-10T20:00:00")["person"]["way_in"] == "betrayal"
