"""Times that return: real once both say so, moved and rested by either, and never counted."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from undrift.actions import agreements, lines, lineseals, rituals, shelves
from undrift.actions import desk as desks
from undrift.domain import rituals as rituals_of
from undrift.domain.agreements import WordsMoved
from undrift.domain.lines import Room
from undrift.domain.rituals import Typed
from undrift.store.models import Acceptance, Line, Ritual

from .couples import everything, leaves, us_of, visit_of
from .forms import errors_in, form_to
from .lines import tells
from .returns import (
    DAILY,
    OPEN,
    RETURNS,
    TITLE,
    daily,
    ends,
    has_proposed,
    keeps_own,
    leaves_it,
    moves,
    presses_out,
    proposes,
    rests,
    says_yes,
)
from .test_export import taken_along
from .world import text_of

__all__ = ["daily"]


class TestProposing:
    def test_it_is_one_once_both_say_so(self, couple):
        address = proposes(couple.ann)
        assert f"{OPEN} {TITLE}" in tells(couple.ann, RETURNS)
        assert f"Ann proposes {TITLE} Every day at 21:00, 10 minutes." in tells(couple.bo, RETURNS)
        says_yes(couple.bo, address)
        for somebody in (couple.ann, couple.bo):
            page = tells(somebody, RETURNS)
            assert f"{TITLE} Today at 21:00" in page
            assert OPEN not in page
            assert "Today at 21:00." in tells(somebody, address)

    def test_until_then_it_stands_nowhere_else(self, couple):
        before = [text_of(somebody.get("/us/")) for somebody in (couple.ann, couple.bo)]
        proposes(couple.ann)
        couple.bo.post("/today/capacity/", {"capacity": "some"})
        assert [TITLE in us_of(somebody) for somebody in (couple.ann, couple.bo)] == [False, False]
        assert TITLE not in text_of(couple.bo.get("/today/"))
        assert len(before) == 2

    def test_leaving_it_is_silent_and_looks_like_not_yet(self, couple):
        address = proposes(couple.ann)
        before = [tells(couple.ann, path) for path in (RETURNS, address, "/us/")]
        rows = everything({"desk", "door"})
        leaves_it(couple.bo, address)
        assert [tells(couple.ann, path) for path in (RETURNS, address, "/us/")] == before
        assert everything({"desk", "door"}) == rows
        assert "Ann proposes" not in tells(couple.bo, RETURNS)
        assert "You left this for now. Nobody is told." in tells(couple.bo, address)
        says_yes(couple.bo, address)
        assert "Today at 21:00" in tells(couple.ann, RETURNS)

    def test_its_proposer_takes_it_back(self, couple):
        address = proposes(couple.ann)
        assert ends(couple.ann, address).status_code == 200
        assert "A time that comes back by itself." in tells(couple.bo, RETURNS)
        assert couple.bo.get(address).status_code == 404
        assert not Line.objects.exists()

    def test_after_two_quiet_weeks_it_goes_home_by_itself(self, couple):
        address = proposes(couple.ann)
        form = form_to(text_of(couple.bo.get(address)), f"{address}answer/").filled(answer="yes")
        couple.clock.later(days=14)
        for somebody in couple.everybody:
            somebody.sign_in()
        assert "Ann proposes" not in tells(couple.bo, RETURNS)
        late = couple.bo.post(f"{address}answer/", form)
        assert late.status_code == 409
        assert "not asked any more" in text_of(late)
        assert "A time that comes back by itself." in tells(couple.ann, RETURNS)
        assert not Line.objects.exists()
        couple.ann.open_notebook()
        assert TITLE in couple.ann.notebook()

    def test_where_another_browser_was_first_to_take_it_home_the_page_is_there(self, couple, monkeypatch):
        proposes(couple.ann)
        couple.clock.later(days=14)
        couple.ann.sign_in()
        take_out = lines.take_out

        def second(*what):
            take_out(*what)
            take_out(*what)

        monkeypatch.setattr(lines, "take_out", second)
        assert "A time that comes back by itself." in tells(couple.ann, RETURNS)

    def test_proposed_twice_by_one_tap_it_is_one(self, couple):
        page = couple.ann.get(f"{RETURNS}new/?kind=walk")
        for _ in range(2):
            assert couple.ann.send(page, f"{RETURNS}new/").status_code == 302
        assert Line.objects.count() == 1

    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            ("title", {"title": "  "}),
            ("title", {"title": "x" * 61}),
            ("days", {"days": []}),
            ("days", {"days": ["9", "x"]}),
            ("at", {"at": "25:00"}),
            ("at", {"at": "soon"}),
            ("at", {"at": "21:00+02:00"}),
            ("minutes", {"minutes": "60"}),
            ("minutes", {"minutes": "7"}),
        ],
    )
    def test_an_impossible_one_is_said_at_its_field_and_keeps_what_was_typed(self, couple, field, typed):
        answer = couple.ann.fill(f"{RETURNS}new/?kind=check_in", f"{RETURNS}new/", **{"title": "Ours", **typed})
        assert answer.status_code == 422
        assert errors_in(text_of(answer)).keys() == {field}
        form = form_to(text_of(answer), f"{RETURNS}new/").fields
        assert form["title"] == [typed.get("title", "Ours")]
        assert form["at"] == [typed.get("at", "21:00")]
        assert not Line.objects.exists()

    def test_six_of_one_are_plenty(self, couple):
        for n in range(6):
            has_proposed(couple.ann, f"number {n}")
        answer = couple.ann.fill(f"{RETURNS}new/?kind=walk", f"{RETURNS}new/")
        assert answer.status_code == 422
        assert "Six are plenty" in errors_in(text_of(answer))["title"]

    def test_a_yes_to_one_that_was_taken_back_says_nothing_for_anybody(self, couple):
        address = proposes(couple.ann)
        form = form_to(text_of(couple.bo.get(address)), f"{address}answer/").filled(answer="yes")
        ends(couple.ann, address)
        answer = couple.bo.post(f"{address}answer/", form)
        assert answer.status_code == 409
        assert "Nothing was said for you" in text_of(answer) or "nothing was said for you" in text_of(answer)
        assert not Acceptance.objects.exists()

    def test_cleo_is_neither_and_finds_nothing(self, couple, daily):
        for path in (daily, f"{daily}move/", f"{daily}end/", f"{daily}time.ics"):
            assert couple.cleo.get(path).status_code == 404
        assert couple.cleo.get(RETURNS)["Location"] == "/us/"


class TestMoving:
    def test_either_moves_one_and_the_ones_after_it_stay(self, couple, daily):
        assert moves(couple.bo, daily, "2026-11-21", "08:15").status_code == 302
        for somebody in (couple.ann, couple.bo):
            page = tells(somebody, daily)
            assert "Tomorrow at 08:15." in page
            assert "After that Tomorrow at 21:00 Sunday at 21:00" in page

    def test_not_this_time_needs_no_reason_and_can_be_taken_back(self, couple, daily):
        answer = presses_out(couple.ann, daily)
        assert answer.status_code == 302
        page = couple.ann.get(answer["Location"])
        assert "Tomorrow at 21:00." in tells(couple.bo, daily)
        couple.ann.send(page, f"{daily}rest/", rest="over")
        assert "Today at 21:00." in tells(couple.bo, daily)

    def test_a_rest_looks_the_same_whoever_asked(self, couple, daily):
        seen = set()
        for somebody in (couple.ann, couple.bo):
            assert rests(somebody, daily, "two_weeks").status_code == 302
            seen |= {tells(reader, daily) for reader in (couple.ann, couple.bo)}
            seen |= {str(desks.read(visit_of(reader)).returning.coming) for reader in (somebody,)}
            assert rests(couple.bo, daily, "over").status_code == 302
        assert len(seen) == 2
        assert any("It rests, and comes again from Friday 4 December." in page for page in seen)

    def test_a_rest_for_now_ends_when_either_takes_it_up(self, couple, daily):
        rests(couple.ann, daily, "open")
        assert "It rests. Every day at 21:00" in tells(couple.bo, daily)
        couple.clock.later(days=200)
        for somebody in couple.everybody:
            somebody.sign_in()
        assert "It rests." in tells(couple.bo, daily)
        couple.bo.send(couple.bo.get(daily), f"{daily}rest/", rest="over")
        assert "Today at 21:00." in tells(couple.ann, daily)

    @pytest.mark.parametrize(
        ("on", "at"),
        [("2026-11-19", "10:00"), ("2027-11-19", "10:00"), ("soon", "10:00"), ("2026-11-21", ""), ("", "")],
    )
    def test_a_time_that_passed_or_is_none_is_said_at_its_field(self, couple, daily, on, at):
        answer = moves(couple.ann, daily, on, at)
        assert answer.status_code == 422
        assert "on" in errors_in(text_of(answer))
        assert form_to(text_of(answer), f"{daily}move/").fields["on"] == [on]
        assert "Today at 21:00." in tells(couple.bo, daily)

    @pytest.mark.parametrize("what", ["leave-out/", "rest/"])
    def test_nonsense_changes_nothing_and_has_a_sentence(self, couple, daily, what):
        answer = couple.ann.post(f"{daily}{what}", {"day": "yesterday", "rest": "for ever"})
        assert answer.status_code == 422
        assert 'role="alert"' in text_of(answer)
        assert "Today at 21:00." in tells(couple.bo, daily)

    def test_one_that_does_not_stand_cannot_be_moved_or_rested(self, couple):
        address = proposes(couple.ann)
        for somebody in (couple.ann, couple.bo):
            assert somebody.post(f"{address}rest/", {"rest": "week"}).status_code == 409
            assert somebody.get(f"{address}move/")["Location"] == address
        assert not Ritual.objects.exists()

    def test_nothing_of_what_was_is_kept(self, couple, daily):
        line = daily.split("/")[3]
        for _ in range(40):
            presses_out(couple.ann, daily)
            couple.clock.later(days=1)
            couple.ann.sign_in()
        visit = visit_of(couple.ann)
        from undrift.actions import timesoftwo

        assert len(timesoftwo.one(visit, line).changes.rests) <= 4

    def test_no_page_tells_how_often_or_since_when(self, couple, daily):
        couple.clock.later(days=30)
        for somebody in couple.everybody:
            somebody.sign_in()
        for path in (RETURNS, daily):
            page = tells(couple.ann, path).lower()
            for word in ("missed", "overdue", "streak", "times", "so far", "since", "ago", "20 november"):
                assert word not in page.replace("in time", ""), word


class TestOwn:
    def test_it_is_left_out_rested_taken_up_and_let_go(self, couple):
        address = keeps_own(couple.cleo, "My cup")
        page = tells(couple.cleo, "/mine/returns/")
        assert "My cup Every day at 07:30, 10 minutes. Next: tomorrow at 07:30." in page
        for what, then in (
            ("leave-out", "Next: Sunday at 07:30."),
            ("rest", "It rests."),
            ("again", "Next: tomorrow at 07:30."),
        ):
            couple.cleo.send(couple.cleo.get("/mine/returns/"), address, what=what)
            assert then in tells(couple.cleo, "/mine/returns/"), what
        couple.cleo.send(couple.cleo.get("/mine/returns/"), address, what="go")
        assert "My cup" not in tells(couple.cleo, "/mine/returns/")
        assert couple.cleo.post(address, {"what": "rest"}).status_code == 404

    def test_five_are_plenty_and_the_sixth_keeps_what_was_typed(self, couple):
        for n in range(5):
            keeps_own(couple.ann, f"number {n}")
        answer = couple.ann.fill("/mine/returns/?kind=own", "/mine/returns/", title="one more", days=["1"])
        assert answer.status_code == 422
        assert "Five are plenty" in errors_in(text_of(answer))["title"]
        assert "one more" in text_of(answer)


def test_a_rest_is_still_one_when_the_shelves_get_new_keys(couple, daily):
    rests(couple.ann, daily, "open")
    before = bytes(Ritual.objects.get().sealed)
    shelves.rotate(visit_of(couple.bo))
    assert bytes(Ritual.objects.get().sealed) != before
    for somebody in (couple.ann, couple.bo):
        assert "It rests." in tells(somebody, daily)


def test_after_one_has_left_its_name_is_at_home_and_nothing_comes_any_more(couple, daily):
    couple.bo.post("/today/capacity/", {"capacity": "some"})
    leaves(couple.ann)
    couple.bo.sign_in()
    assert TITLE not in text_of(couple.bo.get("/today/"))
    assert couple.bo.get(daily).status_code == 404
    couple.ann.open_notebook()
    assert TITLE in couple.ann.notebook()
    assert not Ritual.objects.exists()


def test_a_yes_that_the_host_wrote_is_no_yes(couple):
    """Whoever holds the disk and a member's keys can seal in the other's name; the other's own app does not count it."""
    address = proposes(couple.ann)
    line = address.split("/")[3]
    says_yes(couple.bo, address)
    Acceptance.objects.filter(line_id=line).update(mark="0" * 64)
    assert "Ann proposes" in tells(couple.bo, RETURNS)
    with pytest.raises(WordsMoved):
        rituals.rest(visit_of(couple.bo), line, "week")


def test_one_in_a_zone_that_is_none_shuts_neither_the_page_nor_an_evening(couple):
    """Whoever of the two runs the computer can seal such a one; the other's pages go on."""
    odd = rituals_of.asked_for(Typed("own", "a walk", DAILY, "1", "21:00", "10"), "Mars/Olympus", date(2026, 11, 20))
    line = lines.put(visit_of(couple.ann), Room.RITUAL, (odd.title, odd.about()), note_key="")
    visit = visit_of(couple.bo)
    words = lineseals.opened(visit.unlocked, Line.objects.get(id=line)).words
    agreements.accept(visit, line, words, page=Room.RITUAL)
    assert couple.bo.get(RETURNS).status_code == 200
    assert couple.bo.post("/today/capacity/", {"capacity": "some"}).status_code == 302


def test_moves_sealed_for_another_one_do_not_open(couple, daily):
    other = has_proposed(couple.ann, "Another")
    says_yes(couple.bo, other)
    rests(couple.ann, daily, "open")
    stolen = Ritual.objects.get(line_id=daily.split("/")[3])
    Ritual.objects.filter(line_id=other.split("/")[3]).update(sealed=bytes(stolen.sealed))
    assert "It rests." not in tells(couple.bo, other)


def test_two_at_once_both_count(couple, daily):
    """Each has the page of before open; one moves tonight's, the other leaves tomorrow's out."""
    line = daily.split("/")[3]
    one, two = visit_of(couple.ann), visit_of(couple.bo)
    rituals.move(one, line, "2026-11-20", "2026-11-20", "22:00")
    rituals.leave_out(two, line, "2026-11-21")
    assert "Today at 22:00." in tells(couple.ann, daily)
    assert "After that Sunday at 21:00" in tells(couple.ann, daily)


def test_the_page_costs_the_same_with_one_and_with_twelve(couple, daily):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        couple.bo.get(RETURNS)
        with CaptureQueriesContext(connection) as seen:
            couple.bo.get(RETURNS)
        return len([q for q in seen.captured_queries if q["sql"].startswith("SELECT")])

    before = cost()
    for n in range(5):
        says_yes(couple.bo, has_proposed(couple.ann, f"of Ann {n}"))
        says_yes(couple.ann, has_proposed(couple.bo, f"of Bo {n}"))
    assert cost() == before <= 12


def test_a_title_of_markup_is_a_title(couple):
    address = has_proposed(couple.ann, "<b>us</b> & {{ 7 }}")
    assert "&lt;b&gt;us&lt;/b&gt; &amp; {{ 7 }}" in text_of(couple.bo.get(address))
    assert re.search(r"<b>us</b>", text_of(couple.bo.get(address))) is None


def test_what_a_form_asks_is_checked_also_past_the_page():
    with pytest.raises(Exception, match="one day of the week"):
        rituals.rituals.asked_for(Typed("own", "x", (), "1", "21:00", "10"), "UTC", datetime(2026, 1, 1).date())


@pytest.mark.parametrize("form", ["json", "html"])
def test_its_author_takes_it_along_and_nobody_else(couple, daily, form):
    keeps_own(couple.bo, "A cup of Bo")
    for somebody, found in ((couple.ann, True), (couple.bo, False)):
        somebody.open_notebook()
        taken = taken_along(somebody, form)
        assert (TITLE in taken) == found
        assert ("A cup of Bo" in taken) == (not found)
