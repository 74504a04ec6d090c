from datetime import timedelta

import pytest

from undrift.domain.practices import Asks, Capacity, NotWhen, Reach, Sense, Setting, Tag

from .worlds import NOW, days_ago, evening, landings, practice, rule_for

CLIMBED = landings(*[("disclosure-3", "same")] * 4)
CARESS = practice("hand", Tag.TOUCH, touch_kind="hug")


def argued(hours, ready=(False, False)):
    return {"at": (NOW - timedelta(hours=hours)).isoformat(), "ready": list(ready)}


@pytest.mark.parametrize(("own", "partner", "deepest"), [(4, 4, 4), (4, 2, 2), (2, 4, 2), (0, 4, 0), (4, 0, 0)])
def test_the_lower_level_bounds_the_depth_and_light_stays_open(own, partner, deepest):
    body = evening(person__respect=own, partner={"intensity_cap": partner}, history=CLIMBED)
    rules = [rule_for(body, practice("x", Tag.LISTENING, depth=depth)) for depth in range(5)]
    assert rules == [None] * (deepest + 1) + ["cap"] * (4 - deepest)


@pytest.mark.parametrize(
    ("tag", "needed"), [(Tag.CONFLICT, 3), (Tag.OLD_WOUNDS, 3), (Tag.FUTURE, 3), (Tag.TOUCH, 2), (Tag.PLAY, 0)]
)
def test_hard_topics_and_touch_need_firmer_ground(tag, needed):
    wanted = practice("x", tag, touch_kind="shoulder")
    open_at = [rule_for(evening(person__safety=level), wanted) is None for level in range(5)]
    assert open_at == [level >= needed for level in range(5)]


def test_without_a_partner_here_what_reaches_them_starts_light_and_what_is_private_need_not():
    body = evening(partner=None, history=CLIMBED)
    assert rule_for(body, practice("private", Tag.SOLO_STEADINESS, depth=2)) is None
    assert rule_for(body, practice("shared", Tag.DISCLOSURE, depth=2)) == "cap"
    assert rule_for(body, practice("shared", Tag.DISCLOSURE, depth=1)) is None


@pytest.mark.parametrize("reach", [Reach.BOTH, Reach.LIVE])
def test_alone_means_steps_for_one(reach):
    wanted = practice("x", Tag.PLAY, reach=reach)
    assert rule_for(evening(partner=None), wanted) == "alone"
    assert rule_for(evening(), wanted) is None


@pytest.mark.parametrize(
    ("branch", "safety", "waits"),
    [("strengthen", 2, False), ("browse", 1, True), ("stabilise", 4, True), (None, 4, True)],
)
def test_alone_asking_the_other_needs_steady_ground(branch, safety, waits):
    body = evening(partner=None, person__branch=branch, person__safety=safety)
    assert (rule_for(body, practice("x", Tag.PLAY, asks_of_partner=Asks.ANSWER)) == "alone") is waits
    assert rule_for(body, practice("x", Tag.PLAY, asks_of_partner=Asks.NOTICE)) is None


@pytest.mark.parametrize(
    ("mine", "theirs", "open_now"),
    [
        (["hug"], ["hug", "shoulder"], True),
        (["hug"], ["shoulder"], False),
        ([], ["hug"], False),
        (["hugs"], ["hug"], False),
    ],
)
def test_touch_needs_two_yeses_to_the_very_same_kind(mine, theirs, open_now):
    body = evening(person__touch_consents=mine, partner={"intensity_cap": 4, "touch_consents": theirs})
    assert rule_for(body, CARESS) == (None if open_now else "touch-consent")


def test_touch_without_a_named_kind_or_a_partner_waits():
    assert rule_for(evening(), practice("x", Tag.TOUCH)) == "touch-consent"
    assert rule_for(evening(partner=None), CARESS) == "touch-consent"


@pytest.mark.parametrize(("met", "rule"), [(0, "responsiveness"), (1, "responsiveness"), (2, None), (None, None)])
def test_thanks_said_aloud_wait_while_not_feeling_met(met, rule):
    body = evening(person__responsiveness=met)
    assert rule_for(body, practice("thanks", Tag.GRATITUDE_EXPRESSED)) == rule
    assert rule_for(body, practice("other", Tag.BID, not_when=frozenset({NotWhen.LOW_RESPONSIVENESS}))) == rule
    assert rule_for(body, practice("notice", Tag.GRATITUDE_NOTICED)) is None


def test_low_safety_speaks_for_itself():
    wanted = practice("x", Tag.BID, not_when=frozenset({NotWhen.LOW_SAFETY}))
    assert [rule_for(evening(person__safety=s), wanted) for s in (1, 2)] == ["low-safety", None]


@pytest.mark.parametrize("tag", [Tag.CONFLICT, Tag.DISCLOSURE, Tag.OLD_WOUNDS, Tag.FUTURE, Tag.CURIOSITY])
def test_after_an_argument_the_topic_waits_until_both_are_ready(tag):
    wanted = practice("x", tag)
    for ready in ((False, False), (True, False), (False, True)):
        assert rule_for(evening(rupture=argued(5, ready)), wanted) == "after-argument"
    assert rule_for(evening(rupture=argued(5, (True, True))), wanted) is None


def test_while_it_is_hot_only_a_pause_or_mending_and_later_warmth_returns():
    hot, later = evening(rupture=argued(0.2)), evening(rupture=argued(3))
    assert rule_for(hot, practice("x", Tag.PLAY)) == "after-argument"
    assert rule_for(hot, practice("x", Tag.PAUSE)) is None
    assert rule_for(hot, practice("x", Tag.REPAIR)) is None
    assert rule_for(later, practice("x", Tag.PLAY)) is None
    told = practice("x", Tag.PLAY, not_when=frozenset({NotWhen.AFTER_ARGUMENT}))
    assert rule_for(later, told) == "after-argument"


def test_a_parked_topic_stays_parked_longer_than_the_rest():
    body = evening(rupture=argued(60))
    assert rule_for(body, practice("x", Tag.CONFLICT)) == "after-argument"
    assert rule_for(body, practice("x", Tag.CURIOSITY)) is None


@pytest.mark.parametrize("hours", [-48, 24 * 400])
def test_an_argument_from_a_wrong_clock_or_long_ago_is_let_be(hours):
    assert rule_for(evening(rupture=argued(hours)), practice("x", Tag.CONFLICT)) is None


def test_an_argument_a_little_ahead_of_the_clock_is_just_now():
    assert rule_for(evening(rupture=argued(-1)), practice("x", Tag.CONFLICT)) == "after-argument"


@pytest.mark.parametrize(
    ("capacity", "open_for"),
    [
        ("little", ["little"]),
        ("some", ["little", "some"]),
        ("plenty", ["little", "some", "plenty"]),
        (None, ["little", "some"]),
    ],
)
def test_never_more_energy_than_there_is(capacity, open_for):
    body = evening(person__capacity=capacity)
    found = [kind.value for kind in Capacity if rule_for(body, practice("x", Tag.PLAY, energy=kind)) is None]
    assert found == open_for


@pytest.mark.parametrize(
    ("capacity", "said", "longest"),
    [
        ("little", None, 5),
        ("little", 3, 3),
        ("little", 60, 5),
        ("some", 15, 15),
        (None, None, 10),
        ("plenty", None, 999),
    ],
)
def test_never_longer_than_there_is_time(capacity, said, longest):
    body = evening(person__capacity=capacity, person__minutes=said)
    assert rule_for(body, practice("x", Tag.PLAY, minutes=longest)) is None
    if longest < 999:
        assert rule_for(body, practice("x", Tag.PLAY, minutes=longest + 1)) == "minutes"


@pytest.mark.parametrize(
    ("answer", "landing", "days"),
    [
        ("did", "closer", 3),
        ("none", None, 3),
        ("not_today", None, 6),
        ("did", "too_much", 30),
        ("did", "did_not_happen", 3),
    ],
)
def test_nothing_returns_before_its_rest(answer, landing, days):
    wanted = practice("again", Tag.PLAY, cooldown_days=3)
    assert rule_for(evening(history=[days_ago(days - 0.1, "again", answer, landing)]), wanted) == "cooldown"
    assert rule_for(evening(history=[days_ago(days, "again", answer, landing)]), wanted) is None


def test_twice_too_much_and_never_closer_is_enough():
    wanted = practice("again", Tag.PLAY)
    twice = [days_ago(200, "again", landing="too_much"), days_ago(100, "again", landing="too_much")]
    assert rule_for(evening(history=twice[:1]), wanted) is None
    assert rule_for(evening(history=twice), wanted) == "retired"
    assert rule_for(evening(history=[*twice, days_ago(90, "again", landing="closer")]), wanted) is None


def test_it_fits_the_place_the_senses_and_a_glance():
    together = practice("x", Tag.PLAY, setting=(Setting.SAME_ROOM,))
    assert rule_for(evening(person__setting="distance"), together) == "setting"
    assert rule_for(evening(person__setting="same_room"), together) is None
    assert rule_for(evening(), together) is None
    gaze = practice("x", Tag.BID, requires=(Sense.GAZE,))
    assert rule_for(evening(person__senses_avoided=["gaze"]), gaze) == "senses"
    assert rule_for(evening(person__senses_avoided=["touch"]), gaze) is None
    assert rule_for(evening(), practice("x", Tag.BID, glance_safe=False)) == "glance"
