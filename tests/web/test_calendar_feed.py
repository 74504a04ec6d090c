"""A private calendar: opened by its address alone, free of private words, ended whenever its owner likes."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from ical.calendar_stream import IcsCalendarStream

from undrift.actions import calendars, rituals
from undrift.actions import desk as desks
from undrift.store.models import Feed

from .couples import leaves, takes_new_keys, visit_of
from .forms import errors_in
from .returns import CALENDAR, ends, has_proposed, keeps_own, makes_address, moves, presses_out, rests, says_yes
from .world import Someone, text_of

CANARY, OTHER = "salt-marsh-heron", "wet-slate-curlew"
NOBODY_IN_PARTICULAR = Someone("Nobody", "")


@pytest.fixture(autouse=True)
def nobody_looked_yet(monkeypatch):
    monkeypatch.setattr(calendars, "_LOOKS", calendars._Looks())


@pytest.fixture
def daily(couple):
    address = has_proposed(couple.ann, CANARY)
    says_yes(couple.bo, address)
    return address


def looks(path: str, **more):
    """What a calendar program does: no cookie, no browser."""
    return NOBODY_IN_PARTICULAR.elsewhere().get(path, **more)


def moments(path: str, days: int = 5) -> list[str]:
    """The times of the next days, as the second library reads them."""
    begins = datetime(2026, 11, 20, 19, tzinfo=UTC)
    timeline = IcsCalendarStream.calendar_from_ics(text_of(looks(path))).timeline_tz(UTC)
    found = timeline.overlapping(begins, begins + timedelta(days=days))
    return sorted(f"{event.start_datetime.astimezone(UTC):%d %H:%M}" for event in found)


def test_what_stands_comes_with_days_and_hours_and_no_word_of_ours(couple, daily):
    keeps_own(couple.ann, OTHER, at="07:30")
    has_proposed(couple.ann, "not yet")
    path = makes_address(couple.ann)
    answer = looks(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"].startswith("private")
    assert not answer.cookies
    assert moments(path, 2) == ["20 21:00", "21 07:30", "21 21:00", "22 07:30"]
    file = text_of(answer)
    for word in (CANARY, OTHER, "not yet", "Ann", "Bo", "ndrift", daily.split("/")[3], "ritual"):
        assert word not in file, word
    assert set(re.findall(r"^SUMMARY:(.*?)\r?$", file, re.MULTILINE)) == {"Time set aside"}


def test_what_i_do_shows_at_once_and_what_the_other_does_when_i_am_next_here(couple, daily):
    hers, his = makes_address(couple.ann), makes_address(couple.bo)
    presses_out(couple.ann, daily)
    assert (moments(hers, 2), moments(his, 2)) == (["21 21:00"], ["20 21:00", "21 21:00"])
    couple.bo.post("/today/capacity/", {"capacity": "some"})
    couple.bo.get("/us/returns/")
    assert moments(his, 2) == ["21 21:00"]
    moves(couple.bo, daily, "2026-11-22", "08:00")
    assert moments(his, 3) == ["22 08:00", "22 21:00"]
    rests(couple.bo, daily, "open")
    assert moments(his) == []
    ends(couple.bo, daily)
    assert moments(his) == []


def test_what_the_other_changed_comes_along_with_the_next_evening(couple, daily):
    path = makes_address(couple.bo)
    presses_out(couple.ann, daily)
    couple.bo.post("/today/capacity/", {"capacity": "some"})
    assert moments(path, 2) == ["21 21:00"]


def test_it_follows_the_wall_clock_across_both_changes(couple):
    desks.change(visit_of(couple.ann), lambda desk: desk.with_(zone="Europe/Berlin"))
    desks.change(visit_of(couple.bo), lambda desk: desk.with_(zone="America/New_York"))
    says_yes(couple.bo, has_proposed(couple.ann, CANARY, days=("6",)))
    files = {somebody.name: text_of(looks(makes_address(somebody))) for somebody in (couple.ann, couple.bo)}
    found = {
        name: [
            event.start_datetime.astimezone(UTC)
            for event in IcsCalendarStream.calendar_from_ics(file)
            .timeline_tz(UTC)
            .overlapping(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 11, 30, tzinfo=UTC))
        ]
        for name, file in files.items()
    }
    assert found["Ann"] == found["Bo"]
    hours = {f"{moment:%m-%d}": moment.hour for moment in found["Ann"]}
    assert (hours["03-21"], hours["03-28"], hours["10-24"], hours["10-31"]) == (20, 19, 19, 20)
    assert len(hours) == 39


class TestWords:
    def test_its_owner_chooses_the_words_and_the_other_has_their_own(self, couple, daily):
        hers, his = makes_address(couple.ann), makes_address(couple.bo)
        couple.ann.fill(CALENDAR, title="Busy", what="title")
        couple.bo.fill(CALENDAR, title="own", own="Tea; with\\nBob, ok", what="title")
        (summary,) = {e.summary for e in IcsCalendarStream.calendar_from_ics(text_of(looks(his))).events}
        assert summary == "Tea; with\\nBob, ok"
        assert "SUMMARY:Busy" in text_of(looks(hers))
        assert 'value="Busy" checked' in text_of(couple.ann.get(CALENDAR))

    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            ("own", {"title": "own", "own": " "}),
            ("own", {"title": "own", "own": "x" * 41}),
            ("form", {"title": "mine"}),
        ],
    )
    def test_words_that_do_not_do_are_said_at_their_field(self, couple, field, typed):
        answer = couple.ann.fill(CALENDAR, what="title", **typed)
        assert answer.status_code == 422
        assert field in errors_in(text_of(answer))


class TestAddress:
    def test_it_is_shown_once(self, couple):
        path = makes_address(couple.ann)
        assert path not in text_of(couple.ann.get(CALENDAR))

    def test_wrong_revoked_and_replaced_ones_answer_alike(self, couple, daily):
        never = "/calendar/" + "A" * 43 + ".ics"
        first = makes_address(couple.ann)
        second = makes_address(couple.ann)
        assert looks(second).status_code == 200
        couple.ann.fill(CALENDAR, what="end")
        answers = [looks(path) for path in (never, first, second, "/calendar/x.ics", first[:-5] + "B.ics")]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
        assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1
        assert not Feed.objects.exists()

    def test_the_row_alone_neither_opens_nor_tells_the_address(self, couple, daily):
        keeps_own(couple.ann, OTHER)
        path = makes_address(couple.ann)
        row = Feed.objects.get()
        kept = bytes(row.sealed) + row.address.encode()
        for word in (path[10:-4], CANARY, OTHER, "BEGIN:VCALENDAR", "Time set aside"):
            assert word.encode() not in kept

    def test_its_row_is_as_long_with_one_time_as_with_eight(self, couple, daily):
        makes_address(couple.ann)
        few = len(bytes(Feed.objects.get().sealed))
        for n in range(4):
            keeps_own(couple.ann, f"number {n}")
        says_yes(couple.bo, has_proposed(couple.ann, "another"))
        couple.ann.get("/us/returns/")
        assert len(bytes(Feed.objects.get().sealed)) == few

    def test_a_row_put_in_the_place_of_another_does_not_open(self, couple, daily):
        hers, his = makes_address(couple.ann), makes_address(couple.bo)
        stolen = Feed.objects.get(person__name="Bo")
        Feed.objects.filter(person__name="Ann").update(sealed=bytes(stolen.sealed))
        assert looks(hers).status_code == 404
        assert looks(his).status_code == 200

    def test_it_ends_for_both_when_one_leaves(self, couple, daily):
        paths = [makes_address(somebody) for somebody in (couple.ann, couple.bo)]
        leaves(couple.ann)
        assert [looks(path).status_code for path in paths] == [404, 404]

    def test_new_keys_end_it(self, couple, daily):
        path = makes_address(couple.ann)
        takes_new_keys(couple.ann)
        assert looks(path).status_code == 404

    def test_whoever_leaves_altogether_takes_it_along(self, couple):
        keeps_own(couple.cleo, OTHER)
        path = makes_address(couple.cleo)
        assert couple.cleo.post("/settings/leave/", {"passphrase": couple.cleo.words}).status_code == 200
        assert looks(path).status_code == 404
        assert not Feed.objects.exists()

    def test_a_new_one_works_after_new_keys(self, couple):
        makes_address(couple.ann)
        takes_new_keys(couple.ann)
        keeps_own(couple.ann, OTHER, at="07:30")
        assert moments(makes_address(couple.ann), 2) == ["21 07:30", "22 07:30"]


class TestPolling:
    def test_a_calendar_that_has_it_is_told_so(self, couple, daily):
        path = makes_address(couple.ann)
        mark = looks(path)["ETag"]
        for sent in (mark, f'"x", W/{mark}'):
            again = looks(path, headers={"If-None-Match": sent})
            assert (again.status_code, again.content, again["ETag"]) == (304, b"", mark)
            assert again["Cache-Control"].startswith("private")
        presses_out(couple.ann, daily)
        assert looks(path, headers={"If-None-Match": mark}).status_code == 200

    def test_asked_every_second_it_says_when_to_come_back(self, couple, daily):
        path, other = makes_address(couple.ann), makes_address(couple.bo)
        seen = []
        for _ in range(60):
            seen.append(looks(path))
            couple.clock.later(seconds=1)
        assert {answer.status_code for answer in seen[:30]} == {200}
        assert {answer.status_code for answer in seen[30:]} == {429}
        wait = int(seen[-1]["Retry-After"])
        assert 500 < wait < 600
        assert "A few times an hour are enough." in text_of(seen[-1])
        assert looks(other).status_code == 200, "one that is asked too often is in nobody else's way"
        couple.clock.later(seconds=wait)
        assert looks(path).status_code == 200

    def test_it_is_only_read(self, couple, daily, django_assert_num_queries):
        path = makes_address(couple.ann)
        with django_assert_num_queries(1):
            looks(path)
        assert NOBODY_IN_PARTICULAR.elsewhere().post(path).status_code == 405
        head = NOBODY_IN_PARTICULAR.elsewhere().browser.head(path, secure=True)
        assert (head.status_code, head.content) == (200, b"")

    def test_neither_the_address_nor_that_it_was_asked_is_logged(self, couple, daily, caplog, capfd):
        path = makes_address(couple.ann)
        caplog.set_level("DEBUG", logger="undrift")
        couple.ann.fill(CALENDAR, what="end")
        for _ in range(3):
            looks(path)
        out, err = capfd.readouterr()
        assert path[10:-4] not in out + err


def test_one_time_can_be_taken_as_a_file(couple, daily):
    answer = couple.bo.get(f"{daily}time.ics")
    assert answer["Content-Disposition"] == 'attachment; filename="time.ics"'
    assert answer["Cache-Control"] == "no-store"
    file = text_of(answer)
    (event,) = IcsCalendarStream.calendar_from_ics(file).events
    assert event.summary == "Time set aside"
    for word in (CANARY, "Ann", "Bo", "ndrift", daily.split("/")[3]):
        assert word not in file


def test_one_that_does_not_stand_has_no_file(couple):
    address = has_proposed(couple.ann, CANARY)
    for somebody in couple.everybody:
        assert somebody.get(f"{address}time.ics").status_code == 404


def test_looking_again_writes_nothing_and_a_week_later_it_begins_anew(couple, daily):
    path = makes_address(couple.ann)
    mark = looks(path)["ETag"]
    for _ in range(2):
        couple.ann.get("/us/returns/")
        couple.ann.post("/today/capacity/", {"capacity": "some"})
    assert looks(path)["ETag"] == mark
    couple.clock.later(days=7)
    couple.ann.sign_in()
    couple.ann.get("/us/returns/")
    assert looks(path)["ETag"] != mark
    assert "DTSTART:20261126T210000Z" in text_of(looks(path))


def test_without_an_address_nothing_is_written(couple, daily):
    rituals.rest(visit_of(couple.ann), daily.split("/")[3], "week")
    assert not Feed.objects.exists()
