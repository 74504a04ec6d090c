from dataclasses import replace

import pytest

from undrift.domain.nothing import NOTHING_AT_MOST, NOTHING_SHARE, free_evening, nothing_share
from undrift.domain.situation import Situation
from undrift.domain.state import State
from undrift.domain.steps import choose

from .worlds import LIBRARY, days_ago, evening

SOME_EVENINGS = [days_ago(d, landing="same") for d in (9, 8, 7, 6)]


def tonight(**changes):
    return choose(State.from_json(evening(**changes)), LIBRARY)


def share(**changes):
    return nothing_share(Situation.of(State.from_json(evening(**{"history": SOME_EVENINGS, **changes})), LIBRARY))


@pytest.mark.parametrize(
    ("until", "paused"),
    [("2026-03-10T20:00:01", True), ("2026-03-10T20:00:00", False), ("2026-03-09", False), (None, False)],
)
def test_a_pause_holds_until_it_ends(until, paused):
    assert (tonight(paused_until=until).why_nothing == "paused") is paused


@pytest.mark.parametrize(
    ("hours", "clock", "quiet"),
    [
        (["22:00", "07:00"], "23:30", True),
        (["22:00", "07:00"], "06:59", True),
        (["22:00", "07:00"], "07:00", False),
        (["22:00", "07:00"], "20:00", False),
        (["09:00", "17:00"], "12:00", True),
        (["09:00", "17:00"], "17:00", False),
        (["00:00", "00:00"], "00:00", False),
    ],
)
def test_quiet_hours_also_over_midnight(hours, clock, quiet):
    choice = tonight(now=f"2026-03-10T{clock}:00", quiet_hours=hours)
    assert (choice.why_nothing == "quiet-hours") is quiet


def test_not_today_is_never_asked_again_that_day():
    said = [days_ago(0.4, "presence-0", "not_today")]
    assert all(tonight(history=said, seed=seed).why_nothing == "not-today" for seed in range(20))
    assert tonight(history=[days_ago(1, "presence-0", "not_today")]).practice is not None


def test_not_today_counts_on_the_local_day_of_the_person():
    said = [{"practice": "presence-0", "at": "2026-03-10T23:30:00Z", "answer": "not_today"}]
    assert tonight(now="2026-03-11T09:00:00+02:00", history=said).why_nothing == "not-today"
    assert tonight(now="2026-03-11T09:00:00Z", history=said).why_nothing == ""


def test_one_step_a_day_and_the_screen_never_shuffles():
    shown = [days_ago(0.1, "play-0", "none")]
    assert {tonight(history=shown, seed=seed).practice.id for seed in range(20)} == {"play-0"}
    assert tonight(history=[days_ago(0.1, "play-0", "did")]).why_nothing == "one-a-day"
    assert tonight(history=[days_ago(0.1, "gone", "none")]).why_nothing == "one-a-day"


def test_todays_own_step_goes_when_a_rule_now_speaks_against_it():
    shown = [days_ago(0.1, "bid-0", "none")]
    assert tonight(history=shown, person__fear_of_partner=True).why_nothing == "one-a-day"


def test_every_evening_rule_names_itself_for_all_that_waits():
    choice = tonight(paused_until="2026-04-01")
    assert {held.practice for held in choice.held_back} == {p.id for p in LIBRARY}
    assert "paused" in {held.rule for held in choice.held_back}


@pytest.mark.parametrize("changes", [{}, {"person__safety": 0}, {"person__capacity": "little"}, {"partner": None}])
def test_both_a_step_and_a_free_evening_happen(changes):
    drawn = [tonight(history=SOME_EVENINGS, seed=seed, **changes).why_nothing for seed in range(24)]
    assert {"", "free-evening"} == set(drawn)


def test_about_three_free_evenings_in_ten():
    usual = Situation.of(State.from_json(evening(history=SOME_EVENINGS)), LIBRARY)
    drawn = [free_evening(replace(usual, state=replace(usual.state, seed=seed))) for seed in range(1000)]
    assert 0.26 < sum(drawn) / 1000 < 0.34


@pytest.mark.parametrize(
    "changes",
    [
        {"history": SOME_EVENINGS[:2]},
        {"history": SOME_EVENINGS, "rupture": {"at": "2026-03-10T19:30"}},
        {"history": SOME_EVENINGS, "person__severe_problem": True},
        {"history": SOME_EVENINGS, "person__efforts_one_sided": 2},
    ],
)
def test_never_nothing_by_chance_where_something_is_due(changes):
    assert all(tonight(seed=seed, **changes).practice is not None for seed in range(12))


def test_fewer_suggestions_when_fragile_tired_or_well():
    assert share() == NOTHING_SHARE
    assert share(person__safety=0) > share(person__safety=1) > NOTHING_SHARE
    assert share(history=[days_ago(d, landing="too_much") for d in (5, 4, 3)]) > NOTHING_SHARE
    assert share(history=[days_ago(d, answer="not_today") for d in (5, 4, 3)]) > NOTHING_SHARE
    assert share(history=[days_ago(d, landing="closer") for d in (6, 5, 4, 3)]) > NOTHING_SHARE
    assert share(partner_silent_days=30) == NOTHING_SHARE, "how often the other comes is not measured"
    tired = [days_ago(d, answer="not_today", landing="too_much") for d in (5, 4, 3)]
    assert share(person__safety=0, history=tired) <= NOTHING_AT_MOST


def test_help_is_not_on_every_evening():
    shown = [*SOME_EVENINGS, days_ago(2, "help_seeking-0", "none")]
    drawn = {tonight(person__severe_problem=True, history=shown, seed=seed).why_nothing for seed in range(24)}
    assert drawn == {"", "free-evening"}
