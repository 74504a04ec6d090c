"""What a desk knows of times that return: bounded, readable after any release, and quiet where it should be."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.test_rhythms import any_rhythm, evening
from undrift.domain import rituals
from undrift.domain.desk import Desk
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.lines import Line
from undrift.domain.returning import COMING_KEPT, NAMES_KEPT, Coming, OwnTime, Returning, tonight
from undrift.domain.rhythms import Rest
from undrift.domain.ritual_kinds import FOR_ONE, FOR_TWO, KINDS
from undrift.domain.rituals import Changes, Ritual, Typed
from undrift.domain.whenwords import moment_words, rest_words, rule_words

NOW = datetime(2026, 11, 20, 19, tzinfo=UTC)


def coming(minutes_ahead: int, line: str = "a", long: int = 10) -> Coming:
    return Coming((NOW + timedelta(minutes=minutes_ahead)).isoformat(timespec="minutes"), long, "Ours", line)


def desk_with(*ahead: Coming, **more) -> Desk:
    return Desk(returning=Returning(coming=ahead)).with_(**more)


@given(any_rhythm(), st.text(max_size=60), st.integers(0, 40))
def test_a_desk_with_times_on_it_survives_being_written_down(rhythm, title, n):
    part = Returning(own=(OwnTime("a", title, rhythm),), feed="00", feed_title="Busy")
    for number in range(n):
        part = part.unmentioned(f"line {number}").asking(f"line {number}", "2026-11-20")
    part = part.expecting([coming(number) for number in range(n)])
    assert len(part.unsaid) <= NAMES_KEPT
    assert len(part.asked) <= NAMES_KEPT
    assert len(part.coming) <= COMING_KEPT
    desk = Desk(returning=part)
    assert Desk.from_json(json.loads(json.dumps(desk.to_json()))) == desk


def test_what_another_release_wrote_is_read_as_far_as_it_goes():
    body = {
        "own": [{"id": "a", "title": "t", "rhythm": {"at": "soon"}}],
        "coming": [{"at": "2026-11-20T21:00+00:00", "minutes": 5, "title": "t", "newer": 1}],
        "newer": True,
    }
    part = Returning.from_json(body)
    assert part.own == ()
    assert part.coming[0].title == "t"


def test_five_of_ones_own_and_the_same_one_once():
    part = Returning()
    for n in range(5):
        part = part.adding(OwnTime(str(n), "t", evening()))
    assert part.adding(OwnTime("0", "t", evening())) == part
    with pytest.raises(BadInput):
        part.adding(OwnTime("5", "t", evening()))
    with pytest.raises(NotFound):
        part.one("9")


class TestTonight:
    def test_it_is_named_from_six_hours_before_until_it_is_over(self):
        for ahead, named in ((361, False), (360, True), (0, True), (-14, True), (-15, False)):
            assert (tonight(desk_with(coming(ahead)), NOW, paired=True) is not None) == named, ahead

    @pytest.mark.parametrize(
        "more", [{"keep_joint_away": True}, {"guest": True}, {"paused_until": "2026-11-21T00:00:00"}]
    )
    def test_it_is_quiet_where_joint_things_are_kept_away_and_in_a_pause(self, more):
        assert tonight(desk_with(coming(60), **more), NOW, paired=True) is None

    def test_it_is_quiet_once_two_are_not_two_or_it_needs_no_mention(self):
        assert tonight(desk_with(coming(60)), NOW, paired=False) is None
        desk = desk_with(coming(60))
        assert tonight(desk.with_(returning=desk.returning.unmentioned("a")), NOW, paired=True) is None

    def test_ones_own_shows_also_where_joint_things_are_kept_away(self):
        assert tonight(desk_with(coming(60, line=""), keep_joint_away=True), NOW, paired=False) is not None


class TestRitual:
    def test_every_suggestion_is_one_that_can_be_proposed_as_it_stands(self):
        for kind in (*FOR_TWO, *FOR_ONE):
            typed = Typed(kind.id, kind.title, tuple(map(str, kind.days)), "1", kind.at, str(kind.minutes))
            asked = rituals.asked_for(typed, "UTC", NOW.date())
            assert asked.of_kind is KINDS[kind.id]

    @given(any_rhythm())
    def test_a_yes_is_to_the_rule_and_not_to_what_was_moved(self, rhythm):
        ritual = Ritual("Ours", "walk", rhythm)
        line = Line("a", True, ritual.title, ritual.about(), NOW.date())
        read = Ritual.of(line)
        assert read is not None
        assert read.about() == ritual.about()
        changes = Changes().with_those_of(rhythm)
        assert Changes.from_json(json.loads(json.dumps(changes.to_json()))) == changes
        assert read.with_changes(changes).rhythm == rhythm

    @pytest.mark.parametrize("about", ["", "{}", "[]", '{"kind": "walk", "rhythm": {}}', "null"])
    def test_a_line_that_says_something_else_is_none(self, about):
        assert Ritual.of(Line("a", True, "t", about, NOW.date())) is None
        assert Ritual.of(Line("a", True, None, "", NOW.date())) is None

    @pytest.mark.parametrize(
        "body", [{}, {"rests": 1, "moves": 2}, {"rests": [["x", None]], "moves": []}, {"rests": []}]
    )
    def test_broken_changes_are_none(self, body):
        assert Changes.from_json(body) == Changes()

    def test_impossible_changes_leave_the_rule(self):
        ritual = Ritual("t", "walk", evening())
        far = Changes(moves=((date(2026, 3, 2), datetime(2027, 3, 2, 21)),))
        many = Changes(rests=(Rest(date(2026, 3, 2), None),) * 61)
        assert ritual.with_changes(far) == ritual.with_changes(many) == ritual


class TestWords:
    def test_days_are_said_as_people_say_them(self):
        sample, day = datetime(2026, 3, 2, 21), date(2026, 3, 2)
        for days, every, words in (
            (set(range(7)), 1, "Every day at 21:00"),
            (set(range(5)), 1, "Monday to Friday at 21:00"),
            ({6}, 1, "Sundays at 21:00"),
            ({0, 3, 5}, 1, "Mondays, Thursdays and Saturdays at 21:00"),
            ({6}, 2, "Every second week, on Sundays at 21:00"),
            (set(range(7)), 4, "Every fourth week, on"),
            ({6}, 3, "Every 3 weeks, on Sundays at 21:00"),
        ):
            assert rule_words(evening(weekdays=frozenset(days), every=every), sample, day).startswith(words)

    def test_the_other_side_of_midnight_is_another_day(self):
        rhythm = evening(weekdays=frozenset({6}))
        assert rule_words(rhythm, datetime(2026, 3, 9, 1, 45), date(2026, 3, 8)) == "Mondays at 01:45"

    def test_moments_and_rests(self):
        now = datetime(2026, 11, 20, 19)
        assert moment_words(datetime(2026, 11, 20, 21), now) == "Today at 21:00"
        assert moment_words(datetime(2026, 11, 21, 9), now) == "Tomorrow at 09:00"
        assert moment_words(datetime(2026, 11, 26, 9), now) == "Thursday at 09:00"
        assert moment_words(datetime(2026, 11, 27, 9), now) == "Friday 27 November at 09:00"
        today = date(2026, 11, 20)
        assert rest_words(evening(rests=(Rest(today, None),)), today) == "It rests."
        assert rest_words(evening(rests=(Rest(today, today),)), today) == "", "one left out is no rest"
        on_sundays = evening(weekdays=frozenset({6}), rests=(Rest(today, today + timedelta(days=13)),))
        assert rest_words(on_sundays, today).endswith("again from Sunday 6 December."), "a day that it has"
        assert rest_words(evening(at=time(9)), today) == ""
