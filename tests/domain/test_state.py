from datetime import datetime, time

import pytest

from undrift.domain.errors import MalformedState
from undrift.domain.state import Partner, Person, Rupture, State

from .worlds import evening


def test_what_was_never_said_is_cautious():
    state = State.from_json({"now": "2026-03-10T20:00", "person": {}})
    assert state.person == Person(safety=2, predictability=2, respect=2, closeness=3, responsiveness=2)
    assert state.partner is None
    assert State.from_json(evening(partner={})).partner == Partner(intensity_cap=1)


def test_null_counts_as_never_said():
    silent = dict.fromkeys(evening()["person"])
    assert State.from_json(evening(person=silent)) == State.from_json(evening(person={}))


def test_unknown_parts_are_ignored():
    assert State.from_json(evening(weather="rain", person__shoe_size=43)) == State.from_json(evening())


def test_the_lowest_of_three_grounds_counts():
    assert State.from_json(evening(person__predictability=1)).person.level == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"now": None}, "now"),
        ({"now": "soon"}, "now"),
        ({"now": 12}, "now"),
        ({"person": None}, "person"),
        ({"person": []}, "person"),
        ({"person__capacity": "lots"}, "person.capacity"),
        ({"person__capacity": ["little"]}, "person.capacity"),
        ({"person__safety": 5}, "person.safety"),
        ({"person__safety": True}, "person.safety"),
        ({"person__safety": 2.5}, "person.safety"),
        ({"person__closeness": -1}, "person.closeness"),
        ({"person__fear_of_partner": "no"}, "person.fear_of_partner"),
        ({"person__severe_problem": 1}, "person.severe_problem"),
        ({"person__branch": "repair"}, "person.branch"),
        ({"person__minutes": -5}, "person.minutes"),
        ({"person__touch_consents": "hug"}, "person.touch_consents"),
        ({"person__holds": ["bored"]}, "person.holds"),
        ({"person__holds": [[]]}, "person.holds"),
        ({"partner": "Bo"}, "partner"),
        ({"partner": {"intensity_cap": 9}}, "partner.intensity_cap"),
        ({"history": {}}, "history"),
        ({"history": [3]}, "history[0]"),
        ({"history": [{"at": "2026-03-01"}]}, "history[0].practice"),
        ({"history": [{"practice": "a"}]}, "history[0].at"),
        ({"history": [{"practice": "a", "at": "2026-03-01", "answer": "maybe"}]}, "history[0].answer"),
        ({"history": [{"practice": "a", "at": "2026-03-01", "landing": "great"}]}, "history[0].landing"),
        ({"paused_until": "later"}, "paused_until"),
        ({"quiet_hours": ["22:00"]}, "quiet_hours"),
        ({"quiet_hours": ["22:00", 7]}, "quiet_hours"),
        ({"quiet_hours": ["25:00", "07:00"]}, "quiet_hours"),
        ({"rupture": {"ready": [True, True]}}, "rupture.at"),
        ({"rupture": {"at": "2026-03-10", "ready": [1, 0]}}, "rupture.ready"),
        ({"seed": "dice"}, "seed"),
    ],
)
def test_a_wrong_part_is_refused_by_name_and_never_repeated(changes, field):
    with pytest.raises(MalformedState) as refused:
        State.from_json(evening(**changes))
    assert refused.value.sentence.startswith(f"{field} needs to be ")
    assert refused.value.sentence.endswith(".")
    for secret in ("lots", "bored", "soon", "maybe"):
        assert secret not in refused.value.sentence


@pytest.mark.parametrize("body", [None, 3, "evening", [], [{}]])
def test_what_is_no_object_is_refused(body):
    with pytest.raises(MalformedState):
        State.from_json(body)


@pytest.mark.parametrize(
    ("now", "at", "local"),
    [
        ("2026-03-10T20:00:00", "2026-03-09T23:30:00", datetime.fromisoformat("2026-03-09T23:30")),
        ("2026-03-10T20:00:00", "2026-03-09T23:30:00Z", datetime.fromisoformat("2026-03-09T23:30")),
        ("2026-03-10T20:00:00+02:00", "2026-03-09T23:30:00", datetime.fromisoformat("2026-03-09T23:30")),
        ("2026-03-10T20:00:00+02:00", "2026-03-09T23:30:00Z", datetime.fromisoformat("2026-03-10T01:30")),
        ("2026-03-10T20:00:00+02:00", "0001-01-01T00:00:00+12:00", datetime.fromisoformat("0001-01-01T00:00")),
    ],
)
def test_times_count_on_the_clock_of_the_person(now, at, local):
    state = State.from_json(evening(now=now, history=[{"practice": "a", "at": at}]))
    assert state.history[0].at == local


def test_history_runs_from_old_to_new_and_leaves_out_a_wrong_clock():
    dates = ("2026-03-05", "2026-03-02", "2031-01-01")
    state = State.from_json(evening(history=[{"practice": "a", "at": at} for at in dates]))
    assert [past.at.day for past in state.history] == [2, 5]


def test_the_whole_evening_is_read():
    state = State.from_json(
        evening(
            quiet_hours=["22:00", "07:00"], rupture={"at": "2026-03-10T19:00"}, paused_until="2026-03-11", seed=None
        )
    )
    assert state.quiet_hours == (time(22), time(7))
    assert state.rupture == Rupture(datetime.fromisoformat("2026-03-10T19:00"), (False, False))
    assert state.paused_until == datetime.fromisoformat("2026-03-11T00:00")
    assert state.seed == 0
