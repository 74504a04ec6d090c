"""Times that return, across zones and seasons, on Today, and how they end."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from undrift.actions import desk as desks
from undrift.store.models import Line, Ritual

from .couples import visit_of
from .lines import tells
from .returns import (
    RETURNS,
    TITLE,
    daily,
    ends,
    in_zone,
    keeps_own,
    moves,
    proposes,
    says_yes,
)
from .world import text_of

__all__ = ["daily"]


class TestTwoZones:
    def test_each_reads_it_by_their_own_clock_and_sees_the_other_one(self, couple):
        in_zone(couple.ann, "Europe/Berlin")
        in_zone(couple.bo, "America/New_York")
        address = proposes(couple.ann, "own", title="Ours", days=["6"], at="23:30", minutes="10")
        asked = tells(couple.bo, RETURNS)
        assert "Sundays at 17:30, 10 minutes. It is 23:30 for Ann then. Once you say yes" in asked
        says_yes(couple.bo, address)
        assert "Sunday at 23:30. It is 17:30 for Bo then." in tells(couple.ann, address)
        assert "Sunday at 17:30. It is 23:30 for Ann then." in tells(couple.bo, address)

    def test_far_apart_it_has_another_day(self, couple):
        in_zone(couple.ann, "America/New_York")
        in_zone(couple.bo, "Asia/Kathmandu")
        address = proposes(couple.ann, "own", title="Ours", days=["6"], at="21:00", minutes="10")
        says_yes(couple.bo, address)
        assert "Mondays at 07:45" in tells(couple.bo, address)
        assert "It is Monday 07:45 for Bo then." in tells(couple.ann, address)

    def test_the_other_moves_it_by_their_own_clock(self, couple):
        in_zone(couple.ann, "Europe/Berlin")
        in_zone(couple.bo, "America/New_York")
        address = proposes(couple.ann, "own", title="Ours", days=["6"], at="21:00", minutes="10")
        says_yes(couple.bo, address)
        assert moves(couple.bo, address, "2026-11-21", "12:00").status_code == 302
        assert "Tomorrow at 18:00." in tells(couple.ann, address)

    def test_between_the_two_changes_of_the_clocks_they_are_an_hour_closer(self, couple):
        """In March New York goes first, three weeks before Berlin; Ann's clock stays, Bo's hour moves, and moves back."""
        in_zone(couple.ann, "Europe/Berlin")
        in_zone(couple.bo, "America/New_York")
        address = proposes(couple.ann, "own", title="Ours", days=["6"], at="21:00", minutes="10")
        says_yes(couple.bo, address)
        for now, hers, his in (
            (datetime(2027, 3, 6, 12, tzinfo=UTC), "21:00", "15:00"),
            (datetime(2027, 3, 13, 12, tzinfo=UTC), "21:00", "16:00"),
            (datetime(2027, 3, 27, 12, tzinfo=UTC), "21:00", "15:00"),
            (datetime(2027, 10, 30, 12, tzinfo=UTC), "21:00", "16:00"),
            (datetime(2027, 11, 6, 12, tzinfo=UTC), "21:00", "15:00"),
        ):
            couple.clock.time = now
            for somebody in couple.everybody:
                somebody.sign_in()
            assert f"Tomorrow at {hers}. It is {his} for Bo then." in tells(couple.ann, address), now
            assert f"Tomorrow at {his}. It is {hers} for Ann then." in tells(couple.bo, address), now


class TestToday:
    def test_once_arrived_one_quiet_line_says_what_comes_tonight(self, couple, daily):
        assert TITLE not in text_of(couple.ann.get("/today/"))
        for somebody in (couple.ann, couple.bo):
            somebody.post("/today/capacity/", {"capacity": "some"})
            page = text_of(somebody.get("/today/"))
            assert f'21:00: <a href="{daily}" dir="auto">{TITLE}</a>' in page
            assert page.index("</h1>") < page.index(TITLE)

    def test_it_is_gone_once_it_is_over_and_is_never_called_missed(self, couple, daily):
        couple.ann.post("/today/capacity/", {"capacity": "some"})
        couple.clock.later(hours=2, minutes=25)
        couple.ann.sign_in()
        assert TITLE not in text_of(couple.ann.get("/today/"))

    @pytest.mark.parametrize(
        "changes",
        [{"keep_joint_away": True}, {"paused_until": "2026-12-01T00:00:00"}, {"guest": True}],
        ids=["kept away", "paused", "guest"],
    )
    def test_it_is_not_for_somebody_who_keeps_joint_things_away_or_rests(self, couple, daily, changes):
        couple.bo.post("/today/capacity/", {"capacity": "some"})
        desks.change(visit_of(couple.bo), lambda desk: desk.with_(**changes))
        assert TITLE not in text_of(couple.bo.get("/today/"))

    def test_what_the_other_moved_shows_at_the_next_arrival(self, couple, daily):
        moves(couple.bo, daily, "2026-11-20", "19:30")
        couple.ann.post("/today/capacity/", {"capacity": "some"})
        assert f'19:30: <a href="{daily}"' in text_of(couple.ann.get("/today/"))

    def test_one_of_my_own_shows_too_and_needs_nobody(self, couple):
        keeps_own(couple.cleo, "My cup", at="20:00")
        couple.cleo.post("/today/capacity/", {"capacity": "some"})
        assert '20:00: <a href="/mine/returns/" dir="auto">My cup</a>' in text_of(couple.cleo.get("/today/"))


class TestEnding:
    def test_either_lets_it_end_alone_and_it_is_simply_not_there(self, couple, daily):
        answer = ends(couple.bo, daily)
        assert "It is not there any more." in text_of(answer)
        assert couple.ann.get(daily).status_code == 404
        assert "A time that comes back by itself." in tells(couple.ann, RETURNS)
        assert not Line.objects.exists()
        assert not Ritual.objects.exists()
        couple.ann.open_notebook()
        assert TITLE in couple.ann.notebook()

    def test_ended_twice_it_has_ended(self, couple, daily):
        pages = [somebody.get(f"{daily}end/") for somebody in (couple.ann, couple.bo)]
        for somebody, page in zip((couple.ann, couple.bo), pages, strict=True):
            assert "It is not there any more." in text_of(somebody.send(page, f"{daily}end/"))

    def test_after_eight_weeks_it_is_asked_once_whether_it_needs_a_mention(self, couple, daily):
        question = "Let Undrift stop mentioning it?"
        assert question not in tells(couple.ann, daily)
        couple.clock.later(days=56)
        for somebody in couple.everybody:
            somebody.sign_in()
        assert question in tells(couple.ann, daily)
        assert question in tells(couple.ann, daily), "a page opened again the same evening still asks"
        couple.clock.later(days=1)
        for somebody in couple.everybody:
            somebody.sign_in()
        assert question not in tells(couple.ann, daily)
        assert question in tells(couple.bo, daily), "each is asked for themselves"

    def test_it_is_the_evenings_one_question(self, couple, daily):
        couple.clock.later(days=56)
        couple.ann.sign_in()
        evening = couple.clock.time.date().isoformat()
        desks.change(visit_of(couple.ann), lambda desk: desk.with_(asked_on=evening))
        assert "Let Undrift stop mentioning it?" not in tells(couple.ann, daily)
        desks.change(visit_of(couple.ann), lambda desk: desk.with_(asked_on=""))
        tells(couple.ann, daily)
        assert desks.read(visit_of(couple.ann)).asked_on == evening

    def test_unmentioned_it_stands_and_today_is_quiet_about_it(self, couple, daily):
        couple.ann.post(f"{daily}mention/", {"mention": "no"})
        for somebody in (couple.ann, couple.bo):
            somebody.post("/today/capacity/", {"capacity": "some"})
        assert TITLE not in text_of(couple.ann.get("/today/"))
        assert TITLE in text_of(couple.bo.get("/today/"))
        couple.ann.send(couple.ann.get(daily), f"{daily}mention/", mention="again")
        assert TITLE in text_of(couple.ann.get("/today/"))
