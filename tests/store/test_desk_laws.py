"""Whatever happens in whatever order, an evening stays an evening: nothing raises, nothing is asked twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from undrift.domain import evening
from undrift.domain.desk import HISTORY_KEPT, LANDINGS, SAVED_KEPT, SITUATIONS, WAYS_IN, Desk, Offer, Tonight
from undrift.domain.errors import BadInput
from undrift.domain.evening import Phase
from undrift.domain.ground import Check
from undrift.domain.practices import Capacity
from undrift.domain.promises import Promise

ZONES = [ZoneInfo(z) for z in ("UTC", "Europe/Dublin", "Asia/Kolkata", "Pacific/Kiritimati", "America/St_Johns")]
WHENS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda d: d.replace(tzinfo=UTC))
CAPACITIES = st.sampled_from([c.value for c in Capacity])
PRACTICES = st.sampled_from(["a", "b", "c", None])
ACTS = st.one_of(
    st.tuples(st.just("arrive"), CAPACITIES),
    st.tuples(st.just("offer"), PRACTICES),
    st.tuples(st.just("answer"), st.sampled_from(["did", "not_today"])),
    st.tuples(st.just("land"), st.sampled_from([*LANDINGS, None])),
    st.tuples(st.just("look"), st.none()),
)
WAITS = st.timedeltas(timedelta(0), timedelta(days=3))


def do(desk: Desk, local: datetime, act: str, what: str | None) -> Desk:
    if act == "arrive":
        return evening.arrived(desk, local, what or "")
    if act == "offer":
        return evening.offered(desk, what)
    if act == "answer":
        return evening.answered(desk, local, what or "")
    return evening.landed(desk, what) if act == "land" else desk


@given(WHENS, st.lists(st.tuples(WAITS, st.sampled_from(ZONES), ACTS), max_size=40))
def test_any_sequence_at_any_time_in_any_zone_is_an_evening(start, life):
    desk, now = Desk(), start
    for wait, zone, (act, what) in life:
        now += wait
        local = now.astimezone(zone)
        desk = do(desk, local, act, what)
        assert evening.phase(desk, local) in set(Phase)
        assert len(desk.history) <= HISTORY_KEPT
        assert len({o.on for o in desk.history}) == len(desk.history)
        assert Desk.from_json(json.loads(json.dumps(desk.to_json()))) == desk
        datetime.fromisoformat(evening.clock_for_rules(local))
        desk.question(evening.clock_for_rules(local))


@given(WHENS, st.lists(st.tuples(WAITS, ACTS), max_size=40), st.sampled_from([*LANDINGS, None]))
def test_a_landing_once_told_or_left_is_never_asked_again(start, life, told):
    desk, now = Desk(), start
    for wait, (act, what) in life:
        now += wait
        desk = do(desk, now, act, what)
    if desk.landing_due is None:
        return
    asked = desk.landing_due
    desk = evening.landed(desk, told)
    for minutes in range(0, 40 * 60, 30):
        assert evening.phase(desk, now + timedelta(minutes=minutes)) is not Phase.LANDING
    assert desk.landing_due is None
    assert any((o.on, o.landing) == (asked.on, told) for o in desk.history)


@given(WHENS, st.tuples(CAPACITIES, PRACTICES), st.tuples(CAPACITIES, PRACTICES), WAITS)
def test_one_evening_has_one_step(start, first, second, wait):
    desk = evening.offered(evening.arrived(Desk(), start, first[0]), first[1])
    later = start + wait
    again = evening.offered(evening.arrived(desk, later, second[0]), second[1])
    if evening.evening_of(later) == evening.evening_of(start):
        assert again == desk
    else:
        assert again.tonight.on == evening.evening_of(later).isoformat()


@given(WHENS, CAPACITIES, st.sampled_from(["did", "not_today"]), st.sampled_from(["did", "not_today"]))
def test_an_answer_is_complete_and_is_not_changed_by_a_late_tab(start, capacity, first, second):
    desk = evening.offered(evening.arrived(Desk(), start, capacity), "a")
    answered = evening.answered(desk, start, first)
    assert evening.answered(answered, start + timedelta(minutes=1), second) == answered
    assert evening.phase(answered, start) is (Phase.TRYING if first == "did" else Phase.NOT_TODAY)


@given(WHENS, CAPACITIES, st.timedeltas(timedelta(0), timedelta(days=4)))
def test_the_question_comes_after_a_while_and_goes_away_by_itself(start, capacity, wait):
    start = start.replace(second=0, microsecond=0)
    desk = evening.answered(evening.offered(evening.arrived(Desk(), start, capacity), "a"), start, "did")
    asked = evening.phase(desk, start + wait) is Phase.LANDING
    assert asked == (timedelta(minutes=20) <= wait <= timedelta(hours=36))


@given(st.text(max_size=12))
def test_what_is_none_of_the_words_is_refused_and_changes_nothing(junk):
    local = datetime(2026, 11, 20, 21, tzinfo=UTC)
    offered = evening.offered(evening.arrived(Desk(), local, "some"), "a")
    due = evening.answered(offered, local, "did")
    for allowed, act in [
        ([c.value for c in Capacity], lambda: evening.arrived(Desk(), local, junk)),
        (["did", "not_today"], lambda: evening.answered(offered, local, junk)),
        (LANDINGS, lambda: evening.landed(due, junk)),
    ]:
        if junk not in allowed:
            try:
                act()
            except BadInput:
                continue
            raise AssertionError(f"{junk!r} was taken")


DESKS = st.builds(
    Desk,
    seed=st.integers(0, 2**31),
    zone=st.text(max_size=64),
    partner_word=st.text(max_size=30),
    way_in=st.sampled_from([None, *WAYS_IN]),
    situations=st.lists(st.sampled_from(SITUATIONS), unique=True).map(tuple),
    keep_joint_away=st.booleans(),
    tonight=st.none() | st.builds(Tonight, st.just("2026-11-20"), CAPACITIES),
    history=st.lists(st.builds(Offer, st.just("a"), st.dates().map(str)), max_size=5).map(tuple),
    saved=st.lists(st.text(max_size=5), max_size=5).map(tuple),
    checks=st.lists(st.builds(Check, st.dates().map(str), *[st.none() | st.integers(0, 4)] * 4), max_size=3).map(tuple),
    one_sided_on=st.lists(st.dates().map(str), max_size=4).map(tuple),
    wants_help=st.booleans(),
    promises=st.lists(st.builds(Promise, st.text(max_size=3), st.text(max_size=9)), max_size=3).map(tuple),
)


@given(
    DESKS, st.dictionaries(st.text(min_size=1, max_size=8).map("later_".__add__), st.integers() | st.text(max_size=5))
)
def test_a_desk_of_a_later_release_comes_back_whole(desk, unknown):
    body = {**json.loads(json.dumps(desk.to_json())), **unknown}
    read = Desk.from_json(body)
    assert read.extra == unknown
    again = Desk.from_json(json.loads(json.dumps(read.saving("x").to_json())))
    assert again.extra == unknown
    assert again.with_(saved=desk.saved, extra={}) == desk


@given(DESKS, st.sampled_from(["history", "tonight", "landing_due"]))
def test_a_later_release_may_know_more_about_an_evening(desk, where):
    """Going back a release must not throw the whole desk away for one more word inside an offer."""
    body = json.loads(json.dumps(desk.with_(history=(Offer("a", "2026-11-20"),)).to_json()))
    offer = {"practice": "a", "on": "2026-11-20", "later": 1}
    night = {"on": "2026-11-20", "capacity": "some", "later": 1}
    body[where] = {"history": [offer], "tonight": night, "landing_due": offer}[where]
    assert Desk.from_json(body).seed == desk.seed


@given(st.sets(st.sampled_from([f.name for f in Desk.__dataclass_fields__.values()])))
def test_an_older_desk_lacks_parts_and_still_opens(missing):
    body = {k: v for k, v in Desk(seed=7).to_json().items() if k not in missing}
    assert Desk.from_json(body) == (Desk() if "seed" in missing else Desk(seed=7))


@given(st.lists(st.text(max_size=6), max_size=200))
def test_what_is_put_aside_stays_bounded_and_comes_once(names):
    desk = Desk()
    for name in names:
        desk = desk.saving(name)
    assert len(desk.saved) <= SAVED_KEPT
    assert len(set(desk.saved)) == len(desk.saved)
    assert not names or desk.saved[-1] == names[-1]
    assert not names or names[-1] not in desk.unsaving(names[-1]).saved
