import pytest

from undrift.domain.practices import Asks, NotWhen, Reach, Tag
from undrift.domain.state import State
from undrift.domain.steps import choose

from .worlds import BY_ID, LIBRARY, evening, landings, open_steps, practice, rule_for

CLIMBED = landings(*[("disclosure-3", "same")] * 4)
CALM_STEPS = {"solo_steadiness-0", "self_soothe-0", "help_seeking-0", "pause-0"}


def tags_open(**changes):
    return {tag for name in open_steps(evening(history=CLIMBED, **changes)) for tag in BY_ID[name].tags}


def test_under_fear_only_ones_own_ground_remains():
    body = evening(person__fear_of_partner=True, history=CLIMBED)
    left = open_steps(body)
    assert left >= CALM_STEPS | {"boundary-0", "play-0"}
    assert all(BY_ID[name].reach is Reach.SOLO and BY_ID[name].asks_of_partner is Asks.NOTHING for name in left)
    towards_the_partner = set(Tag) - {
        Tag.SOLO_STEADINESS,
        Tag.SELF_SOOTHE,
        Tag.BOUNDARY,
        Tag.HELP_SEEKING,
        Tag.PAUSE,
        Tag.PLAY,
        Tag.NOVELTY,
        Tag.PARENTING,
    }
    assert not towards_the_partner & {tag for name in left for tag in BY_ID[name].tags}
    assert rule_for(body, BY_ID["repair-0"]) == "fear"


@pytest.mark.parametrize(
    "changes",
    [{"reach": Reach.BOTH}, {"asks_of_partner": Asks.NOTICE}, {"not_when": frozenset({NotWhen.FEAR_OF_PARTNER})}],
)
def test_under_fear_even_a_calm_step_asks_nothing_of_the_other(changes):
    body = evening(person__fear_of_partner=True)
    assert rule_for(body, practice("calm", Tag.PAUSE)) is None
    assert rule_for(body, practice("calm", Tag.PAUSE, **changes)) == "fear"


@pytest.mark.parametrize(
    ("hold", "gone", "left"),
    [
        (
            "recent_betrayal",
            {"shared_cycle", "old_wounds", "gratitude_expressed", "gratitude_noticed", "touch", "no_fault"}
            | {"accommodate", "memory", "future", "play", "bid"},
            {"solo_steadiness", "direct_request", "help_seeking", "predictability", "boundary"},
        ),
        ("self_harm", {"disclosure", "play", "direct_request", "boundary", "bid"}, {"self_soothe", "help_seeking"}),
        ("addiction", {"accommodate", "no_fault"}, {"boundary", "help_seeking", "play"}),
        ("separating", {"future", "ritual", "touch", "memory", "no_fault"}, {"play", "boundary"}),
        ("unsure_staying", {"future", "ritual", "touch"}, {"curiosity", "solo_steadiness"}),
    ],
)
def test_each_hold_has_its_own_short_list(hold, gone, left):
    found = tags_open(person__holds=[hold])
    assert not gone & set(found)
    assert left <= set(found)
    rule = f"hold-{hold.replace('_', '-')}"
    body = evening(person__holds=[hold], history=CLIMBED)
    assert rule_for(body, practice("told", Tag.PAUSE, not_when=frozenset({NotWhen(hold)}))) == rule
    assert rule_for(body, practice("deep", Tag.DISCLOSURE, Tag.HELP_SEEKING, depth=2)) == rule


@pytest.mark.parametrize("hold", ["recent_betrayal", "self_harm", "separating"])
def test_some_holds_leave_steps_for_one_only(hold):
    body = evening(person__holds=[hold])
    assert rule_for(body, practice("both", Tag.PAUSE, reach=Reach.BOTH)) == f"hold-{hold.replace('_', '-')}"
    assert rule_for(body, practice("ask", Tag.PAUSE, asks_of_partner=Asks.TIME)) == f"hold-{hold.replace('_', '-')}"


def test_after_a_betrayal_one_clear_request_remains_for_somebody_alone_too():
    body = evening(person__holds=["recent_betrayal"], person__safety=1, person__branch="stabilise", partner=None)
    assert rule_for(body, practice("ask", Tag.DIRECT_REQUEST, depth=1, asks_of_partner=Asks.ANSWER)) is None


def test_a_severe_problem_gets_a_clear_request_and_help_not_more_softness():
    found = tags_open(person__severe_problem=True)
    assert not {Tag.NO_FAULT, Tag.ACCOMMODATE, Tag.SHARED_CYCLE, Tag.CONFLICT, Tag.OLD_WOUNDS} & found
    chosen = {
        choose(State.from_json(evening(person__severe_problem=True, seed=s)), LIBRARY).practice for s in range(30)
    }
    assert all(p.tags & {Tag.DIRECT_REQUEST, Tag.HELP_SEEKING, Tag.BOUNDARY} for p in chosen)


def test_one_sided_twice_leads_to_help_and_nothing_harder():
    once, twice = (evening(person__efforts_one_sided=n, history=CLIMBED) for n in (1, 2))
    deep = practice("deep", Tag.LISTENING, depth=2)
    assert rule_for(once, deep) is None
    assert rule_for(twice, deep) == "one-sided"
    chosen = choose(State.from_json(twice), LIBRARY).practice
    assert Tag.HELP_SEEKING in chosen.tags


def test_under_self_harm_the_first_thing_is_the_way_to_help():
    chosen = choose(State.from_json(evening(person__holds=["self_harm"])), LIBRARY).practice
    assert chosen.id == "help_seeking-0"


@pytest.mark.parametrize(
    "changes",
    [
        {"person__not_getting_better": True},
        {"person__wants_help": True},
        {"person__holds": ["addiction"]},
        {"person__efforts_one_sided": 2},
    ],
)
def test_the_way_to_help_comes_once_a_week_and_not_every_evening(changes):
    chosen = choose(State.from_json(evening(**changes)), LIBRARY).practice
    assert Tag.HELP_SEEKING in chosen.tags
    shown = landings((chosen.id, "same"))
    again = {choose(State.from_json(evening(history=shown, seed=s, **changes)), LIBRARY).practice for s in range(40)}
    assert not all(p is not None and Tag.HELP_SEEKING in p.tags for p in again)


def test_while_weeks_do_not_get_better_nothing_harder_comes():
    deep = practice("deep", Tag.LISTENING, depth=2)
    assert rule_for(evening(history=CLIMBED), deep) is None
    assert rule_for(evening(person__not_getting_better=True, history=CLIMBED), deep) == "not-getting-better"


def test_a_severe_problem_is_not_sweetened():
    body = evening(person__severe_problem=True, history=CLIMBED)
    for sweet in (practice("thanks", Tag.GRATITUDE_EXPRESSED), BY_ID["touch-0"]):
        assert rule_for(evening(history=CLIMBED), sweet) is None
        assert rule_for(body, sweet) == "severe-problem"


def test_an_addiction_is_nobodys_shared_cycle():
    assert rule_for(evening(person__holds=["addiction"]), practice("cycle", Tag.SHARED_CYCLE)) == "hold-addiction"
