"""Two records of weeks become one: nothing of one's own changes, and the same once more adds nothing."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from undrift.domain.ground import HIGHEST
from undrift.domain.readings import MARKS_KEPT, WEEKS_KEPT, Marked, Readings, monday_of

TODAY = date(2026, 11, 25)
DAYS = st.integers(0, 90).map(lambda n: TODAY - timedelta(days=n))
LEVELS = st.dictionaries(st.sampled_from(list(HIGHEST)), st.integers(0, 4), min_size=1)
SUMS = st.dictionaries(st.sampled_from(["csi-4", "csi-16"]), st.integers(0, 21), min_size=1)


def marks_of(values) -> st.SearchStrategy[tuple[Marked, ...]]:
    """As a home keeps them: one a week, from old to new."""
    days = st.dictionaries(DAYS, values, max_size=8)
    return days.map(lambda found: tuple(by_week(found).values()))


def by_week(found) -> dict[date, Marked]:
    return {monday_of(day): Marked(day.isoformat(), found[day]) for day in sorted(found)}


LINES = st.dictionaries(DAYS.map(lambda day: monday_of(day).isoformat()), st.text("abc ", min_size=1, max_size=9))
RECORDS = st.builds(
    Readings, marks_of(LEVELS), marks_of(SUMS), LINES.map(lambda said: {k: v.strip() or "a" for k, v in said.items()})
)


@given(RECORDS)
def test_in_an_empty_home_it_is_what_it_was(record):
    lines = {monday: " ".join(text.split()) for monday, text in record.lines.items()}
    assert Readings().joined_by(record, TODAY) == Readings(record.weeks, record.marks, lines)


@given(RECORDS, RECORDS)
def test_once_more_adds_nothing(own, other):
    once = own.joined_by(other, TODAY)
    assert once.joined_by(other, TODAY) == once
    assert once.joined_by(own, TODAY) == once


@given(RECORDS, RECORDS)
def test_nothing_of_ones_own_changes_and_nothing_of_the_others_is_lost(own, other):
    joined = own.joined_by(other, TODAY)
    for kept, mine, theirs in ((joined.weeks, own.weeks, other.weeks), (joined.marks, own.marks, other.marks)):
        now = {mark.on: dict(mark.values) for mark in kept}
        assert all(now[mark.on].items() >= mark.values.items() for mark in mine)
        mondays = {monday_of(date.fromisoformat(on)): values for on, values in now.items()}
        assert len(mondays) == len(now), "a week that stands twice"
        assert all(mondays[monday_of(mark.day)].keys() >= mark.values.keys() for mark in theirs)
        assert list(now) == sorted(now)
    assert joined.lines.items() >= own.lines.items()
    assert joined.lines.keys() == own.lines.keys() | other.lines.keys()


def test_a_later_own_answer_of_the_same_week_stays_and_so_does_an_earlier_one():
    for mine, theirs in (("2026-11-19", "2026-11-17"), ("2026-11-17", "2026-11-19"), ("2026-11-17", "2026-11-17")):
        own = Readings((Marked(mine, {"safety": 1}),))
        joined = own.joined_by(Readings((Marked(theirs, {"safety": 4, "met": 2}),)), TODAY)
        assert joined.weeks == (Marked(mine, {"safety": 1, "met": 2}),)


def test_a_record_that_is_full_gives_nothing_of_its_own_away():
    def weekly(n: int, back: int = 0) -> tuple[Marked, ...]:
        days = (TODAY - timedelta(weeks=back + one) for one in range(n))
        return tuple(Marked(day.isoformat(), {"safety": 1}) for day in reversed(list(days)))

    own = Readings(weekly(WEEKS_KEPT, 10), weekly(MARKS_KEPT, 10))
    assert own.joined_by(Readings(weekly(10), weekly(10)), TODAY) == own
    nearly = Readings(weekly(WEEKS_KEPT - 3, 10))
    assert nearly.joined_by(Readings(weekly(10)), TODAY).weeks[-4:] == (weekly(1, 10)[0], *weekly(3))


def test_lines_of_a_far_future_push_no_own_line_out():
    own = Readings(lines={"2026-11-16": "mine"})
    mondays = (date(2900, 1, 6) + timedelta(weeks=n) for n in range(WEEKS_KEPT + 50))
    joined = own.joined_by(Readings(lines={monday.isoformat(): "x" for monday in mondays}), TODAY)
    assert joined.lines["2026-11-16"] == "mine"
    assert len(joined.lines) == WEEKS_KEPT


def test_what_is_not_yet_stays_behind():
    ahead = Marked((TODAY + timedelta(days=2)).isoformat(), {"safety": 4})
    near = Marked((TODAY + timedelta(days=1)).isoformat(), {"safety": 4})
    assert Readings().joined_by(Readings((near, ahead), (near, ahead)), TODAY) == Readings((near,), (near,))
