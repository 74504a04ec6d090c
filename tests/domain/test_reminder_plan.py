"""Laws of the plan: one a day, never in quiet hours, never in a pause, across every change of the clocks."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undrift.adapters.calendar import occurrences
from undrift.domain.desk import Desk, Offer, Tonight
from undrift.domain.reminder_plan import AHEAD, APART, DELAY_SECONDS, LATEST, Sent, plan
from undrift.domain.reminders import Reminders, is_quiet
from undrift.domain.rhythms import Rhythm

ZONES = (
    "Europe/Dublin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Africa/Casablanca",
)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DUBLIN = ZoneInfo("Europe/Dublin")
OWN = Desk(reminders=Reminders(own=True))

clock_times = st.times().map(lambda t: t.replace(second=0, microsecond=0).isoformat("minutes"))
instants = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31)).map(lambda d: d.replace(tzinfo=UTC))
zones = st.sampled_from(ZONES).map(ZoneInfo)
wishes = st.builds(
    Reminders,
    own=st.booleans(),
    rituals=st.booleans(),
    lies_ready=st.booleans(),
    at=clock_times,
    days=st.lists(st.integers(0, 6), unique=True).map(tuple),
    quiet_from=clock_times,
    quiet_to=clock_times,
    quieter=st.booleans(),
    moments=st.lists(instants.map(datetime.isoformat), max_size=20).map(tuple),
)
offers = st.builds(
    Offer,
    practice=st.just("x"),
    on=st.just("2026-11-20"),
    answer=st.sampled_from(["none", "did", "not_today"]),
    landing=st.sampled_from([None, "closer", "same", "too_much", "did_not_happen"]),
)
desks = st.builds(
    Desk,
    seed=st.integers(0, 2**31),
    reminders=wishes,
    keep_joint_away=st.booleans(),
    paused_until=st.none() | st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31)).map(lambda d: d.isoformat()),
    history=st.lists(offers, max_size=6).map(tuple),
)


def times(wish: Reminders) -> tuple[time, time]:
    return time.fromisoformat(wish.quiet_from), time.fromisoformat(wish.quiet_to)


@given(desks, instants, zones)
@settings(max_examples=300)
def test_one_a_day_outside_quiet_hours_and_pauses_within_four_weeks(desk, now, zone):
    found = plan(desk, now, zone)
    assert set(Counter(due.day for due in found).values()) <= {1}
    assert sorted(found, key=lambda due: due.at) == list(found)
    for due in found:
        local = due.at.astimezone(zone)
        assert local.date() == due.day
        assert now < due.at < now + AHEAD + timedelta(days=2)
        assert not is_quiet(local.time(), *times(desk.reminders))
        assert desk.paused_until is None or local.replace(tzinfo=None).isoformat() >= desk.paused_until
        assert due.at < due.until <= due.at + LATEST
        last = (due.until - timedelta(microseconds=1)).astimezone(zone)
        assert last.date() == due.day
        assert not is_quiet(last.time(), *times(desk.reminders))
    for one, other in pairwise(found):
        assert other.at - one.at >= APART


def test_a_morning_that_would_run_into_the_next_day_is_left_out():
    late = Reminders(lies_ready=True, quiet_from="00:00", quiet_to="23:59")
    for seed in range(20):
        found = plan(Desk(seed=seed, reminders=late), NOW, DUBLIN)
        assert all(due.at.astimezone(DUBLIN).date() == due.day for due in found)


@given(desks, instants, zones, zones, st.integers(0, 60 * 72))
@settings(max_examples=200)
def test_never_two_a_day_when_zone_time_or_wishes_change_in_between(desk, now, before, after, minutes):
    """Whatever was sent by the first plan, the second one, made somewhere else, keeps its distance and its days."""
    later = now + timedelta(minutes=minutes)
    sent = [Sent(due.day, due.at) for due in plan(desk, now, before) if due.at <= later]
    changed = replace(
        desk, reminders=replace(desk.reminders, own=True, at="12:00", quiet_from="00:00", quiet_to="00:00")
    )
    for due in plan(changed, later, after, sent):
        assert due.day not in {one.day for one in sent}
        assert all(due.at - one.at >= APART for one in sent)


@given(desks, instants, zones)
def test_the_same_evening_gives_the_same_plan(desk, now, zone):
    assert plan(desk, now, zone) == plan(desk, now, zone)


@given(desks, instants, zones, st.sampled_from(["little", "plenty"]), st.booleans())
def test_what_lies_readable_says_nothing_of_how_somebody_is(desk, now, zone, capacity, away):
    """Whoever has the disk sees these times: they are the same whatever was too much, said, or kept away."""
    other = Desk(seed=desk.seed, reminders=desk.reminders, paused_until=desk.paused_until, keep_joint_away=away)
    other = replace(other, tonight=Tonight(on="2020-01-01", capacity=capacity, chosen=True))
    assert plan(desk, now, zone) == plan(other, now, zone)


def days_of(desk: Desk, now: datetime = NOW, zone: ZoneInfo = DUBLIN) -> list[date]:
    return [due.day for due in plan(desk, now, zone)]


def test_off_means_none():
    assert plan(Desk(), NOW, DUBLIN) == ()


def test_every_day_of_a_week_then_every_second():
    found = days_of(OWN)
    assert found[:7] == [date(2026, 11, 25) + timedelta(days=n) for n in range(7)]
    assert {(b - a).days for a, b in pairwise(found[8:])} == {2}
    assert found[-1] <= date(2026, 12, 22)


def test_who_does_not_come_is_left_alone_after_four_weeks():
    assert max(due.at for due in plan(OWN, NOW, DUBLIN)) < NOW + AHEAD


def test_who_has_been_here_tonight_is_not_reminded_tonight():
    here = replace(OWN, tonight=Tonight(on="2026-11-25", capacity="some", chosen=True))
    assert days_of(here)[0] == date(2026, 11, 26)


def test_it_comes_at_the_same_hour_on_the_wall_on_both_sides_of_a_change():
    for zone, around in (
        (DUBLIN, datetime(2027, 3, 26, 12, tzinfo=UTC)),
        (DUBLIN, datetime(2026, 10, 23, 12, tzinfo=UTC)),
    ):
        found = plan(OWN, around, zone)[:6]
        assert {due.at.astimezone(zone).time() for due in found} == {time(20)}
        assert len({due.at.time() for due in found}) == 2


def test_an_hour_that_is_skipped_comes_a_little_later_and_one_that_is_repeated_once():
    early = Reminders(own=True, at="01:30", quiet_from="00:00", quiet_to="00:00")
    spring = plan(Desk(reminders=early), datetime(2027, 3, 27, 12, tzinfo=UTC), DUBLIN)[0]
    assert spring.at.astimezone(DUBLIN).time() == time(2, 30)
    autumn = plan(Desk(reminders=early), datetime(2026, 10, 24, 12, tzinfo=UTC), DUBLIN)[:2]
    assert [due.day.day for due in autumn] == [25, 26]
    assert autumn[0].at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ZONES)
def test_it_comes_when_the_house_calendar_says(zone):
    rule = Rhythm(time(20), zone, frozenset({1, 3}), date(2027, 3, 1))
    desk = Desk(reminders=Reminders(own=True, days=(1, 3)))
    for now in (datetime(2027, 3, 20, tzinfo=UTC), datetime(2026, 10, 20, tzinfo=UTC)):
        moments = [one.start_utc for one in occurrences(replace(rule, starts=now.date()), now, now + timedelta(days=7))]
        assert [due.at for due in plan(desk, now, ZoneInfo(zone)) if due.at < now + timedelta(days=7)] == moments


def test_a_ritual_has_its_own_hour_and_takes_the_day():
    at = datetime(2026, 11, 27, 18, 15, tzinfo=UTC)
    desk = replace(OWN, reminders=Reminders(own=True, rituals=True, moments=(at.isoformat(),)))
    found = {due.day: due.at for due in plan(desk, NOW, DUBLIN)}
    assert found[at.date()] == at
    assert found[date(2026, 11, 26)].hour == 20


def test_a_ritual_at_night_stays_silent_and_the_day_keeps_its_own():
    at = datetime(2026, 11, 27, 22, tzinfo=UTC)
    desk = replace(OWN, reminders=Reminders(own=True, rituals=True, moments=(at.isoformat(),)))
    assert {due.day: due.at for due in plan(desk, NOW, DUBLIN)}[at.date()].hour == 20


def test_what_the_other_left_is_told_in_the_morning_on_days_without_another():
    desk = Desk(seed=7, reminders=Reminders(own=True, days=(2,), lies_ready=True))
    found = plan(desk, NOW, DUBLIN)
    assert {due.day.weekday() for due in found if not due.if_ready} == {2}
    mornings = [due.at.astimezone(DUBLIN) for due in found if due.if_ready]
    assert len(mornings) >= 20
    late = [(m - m.replace(hour=8, minute=0, second=0)).total_seconds() for m in mornings]
    assert all(0 <= seconds < DELAY_SECONDS for seconds in late)
    assert len(set(late)) > 15


def test_without_quiet_hours_it_is_not_before_the_house_opens_what_others_wrote():
    desk = Desk(seed=7, reminders=Reminders(lies_ready=True, quiet_from="00:00", quiet_to="00:00"))
    assert {due.at.astimezone(DUBLIN).hour for due in plan(desk, NOW, DUBLIN)} == {5}


def test_a_clock_that_was_years_ahead_silences_nobody():
    sent = [Sent(date(2031, 1, 1), datetime(2031, 1, 1, 20, tzinfo=UTC))]
    assert days_of(OWN) == [due.day for due in plan(OWN, NOW, DUBLIN, sent)]


def test_the_quarter_of_an_hour_of_a_morning_does_not_give_away_the_seed_of_the_evenings():
    """Four weeks of these lie readable; a seed has 31 bits, and it chooses between steps."""
    wish = Reminders(lies_ready=True)
    one, other = (Desk(seed=7, began_at=f"2026-11-20T19:00:00.{n:06}+00:00", reminders=wish) for n in (1, 2))
    assert plan(one, NOW, DUBLIN) != plan(other, NOW, DUBLIN)
