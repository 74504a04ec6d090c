"""Reminders as one person chooses, tries and loses them, and nobody else."""

from __future__ import annotations

import json
import re
from datetime import UTC, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.reminding import FakeBrowser
from tests.web.couples import leaves, pair, takes_new_keys
from tests.web.reminding import HERE, ON, WHERE, chooses, dues, service, sink, turns_on, works
from tests.web.world import NEW_WORDS, Someone, text_of
from undrift.actions import sending
from undrift.store.models import Delivery, Person, Place, Reminder

__all__ = ["service", "sink"]


def test_none_comes_unless_it_is_chosen(world, service):
    page = text_of(world.ann.get(HERE))
    assert "None comes unless you choose it." in page
    assert "checked" not in re.findall(r'<input[^>]*name="when"[^>]*>', page)[0]
    world.ann.get("/today/")
    assert not Reminder.objects.exists()


def test_what_was_chosen_stands_in_rows_that_say_when_and_nothing_else(world):
    world.ann.fill("/settings/life/", zone="Asia/Tokyo")
    chooses(world.ann, at="19:30", words="quiet")
    rows = dues(world.ann)
    assert {row.due_at.astimezone(ZoneInfo("Asia/Tokyo")).time() for row in rows} == {time(19, 30)}
    assert rows[-1].due_at - world.clock.time < timedelta(days=28)
    assert len({row.day for row in rows}) == len(rows)
    assert not any(row.if_ready for row in rows)
    page = text_of(world.ann.get(HERE))
    assert 'value="19:30"' in page
    assert "What it says: A quiet moment" in page
    assert "Every" not in text_of(world.bo.get(HERE))


def test_a_change_takes_the_place_of_what_was_planned_and_off_leaves_nothing(world):
    chooses(world.ann)
    chooses(world.ann, at="18:15", day=["0"])
    assert {(row.due_at.time(), row.day.weekday()) for row in dues(world.ann)} == {(time(18, 15), 0)}
    chooses(world.ann, when=[])
    assert dues(world.ann) == []
    assert "None will come." in text_of(world.ann.get(f"{HERE}?kept=1"))


def test_a_form_that_does_not_fit_comes_back_whole(world):
    answer = world.ann.fill(HERE, **{**ON, "at": "22:30", "day": ["1", "4"], "words": "time"})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "This lies within your quiet hours." in page
    assert 'value="22:30"' in page
    assert len(re.findall(r'name="day" value="\d" checked', page)) == 2
    assert re.search(r'value="time" checked', page)
    assert dues(world.ann) == []


def test_a_pause_takes_every_reminder_away_until_it_ends(world):
    chooses(world.ann)
    world.ann.post("/settings/pause/", {"for": "week"})
    assert all(row.due_at > world.clock.time + timedelta(days=7) for row in dues(world.ann))
    world.ann.post("/settings/pause/", {"for": "none"})
    assert dues(world.ann)[0].day == world.clock.time.date()


def test_who_has_been_here_is_not_reminded_and_how_it_was_shows_nowhere(world):
    chooses(world.ann)
    many = len(dues(world.ann))
    world.ann.post("/today/capacity/", {"capacity": "little"})
    assert len(dues(world.ann)) == many - 1
    world.ann.post("/today/answer/", {"answer": "not_today"})
    assert len(dues(world.ann)) == many - 1
    assert dues(world.ann)[0].day > world.clock.time.date()


def test_a_visit_looks_four_weeks_ahead_again_and_staying_away_falls_silent(world):
    chooses(world.ann)
    world.clock.later(days=20)
    left = [row for row in dues(world.ann) if row.due_at > world.clock.time]
    world.ann.sign_in()
    world.ann.get("/today/")
    assert len(dues(world.ann)) > len(left)
    world.clock.later(days=29)
    assert all(row.due_at < world.clock.time for row in dues(world.ann))


def test_it_goes_out_to_this_phone_once_and_not_twice_after_a_change(world, service):
    chooses(world.ann)
    turns_on(world.ann, service)
    world.clock.later(hours=1)
    works()
    assert service.paths == {"phone": 1}
    world.ann.sign_in()
    chooses(world.ann, at="20:30")
    world.clock.later(minutes=45)
    works()
    assert service.paths == {"phone": 1}
    assert dues(world.ann)[0].day == world.clock.time.date() + timedelta(days=1)


def test_a_phone_stays_reminded_when_its_door_has_closed_by_itself(world, service):
    chooses(world.ann)
    turns_on(world.ann, service)
    world.clock.later(hours=1)
    assert world.ann.get("/today/").status_code == 302
    works()
    assert service.paths == {"phone": 1}


def signs_out(ann: Someone) -> None:
    ann.post("/sign-out/")


def closes_quickly(ann: Someone) -> None:
    ann.post("/close/")


def opens_the_notebook_first(ann: Someone) -> None:
    ann.open_notebook()
    assert Place.objects.count() == 1
    ann.post("/sign-out/")


def signs_in_again_first(ann: Someone) -> None:
    ann.sign_in()
    assert Place.objects.count() == 1
    ann.post("/sign-out/")


def is_signed_out_from_elsewhere(ann: Someone) -> None:
    other = ann.elsewhere()
    other.sign_in()
    session = Place.objects.get().session
    assert other.post(f"/settings/places/{session}/close/").status_code == 302


def is_signed_out_everywhere(ann: Someone) -> None:
    other = ann.elsewhere()
    other.sign_in()
    other.post("/settings/places/close-others/")


def has_a_new_passphrase_elsewhere(ann: Someone) -> None:
    other = ann.elsewhere()
    other.sign_in()
    other.fill("/settings/passphrase/", old_passphrase=ann.words, passphrase=NEW_WORDS)


def makes_new_keys(ann: Someone) -> None:
    takes_new_keys(ann)


def leaves_the_shared_place(ann: Someone) -> None:
    leaves(ann)


def leaves_altogether(ann: Someone) -> None:
    ann.post("/settings/leave/", {"passphrase": ann.words})


@pytest.mark.parametrize(
    "how",
    [
        signs_out,
        closes_quickly,
        opens_the_notebook_first,
        signs_in_again_first,
        is_signed_out_from_elsewhere,
        is_signed_out_everywhere,
        has_a_new_passphrase_elsewhere,
        makes_new_keys,
        leaves_the_shared_place,
        leaves_altogether,
    ],
)
def test_a_phone_is_no_longer_reminded_after(world, service, how):
    pair(world.ann, world.bo)
    chooses(world.ann)
    turns_on(world.ann, service)
    how(world.ann)
    assert not Place.objects.exists()


def test_a_new_passphrase_keeps_the_phone_it_was_made_on(world, service):
    turns_on(world.ann, service)
    world.ann.fill("/settings/passphrase/", old_passphrase=world.ann.words, passphrase=NEW_WORDS)
    assert Place.objects.count() == 1


def test_a_phone_that_both_use_is_reminded_for_whoever_used_it_last(world, service):
    turns_on(world.ann, service)
    phone = world.ann.browser
    bo = Someone("Bo", world.bo.words, browser=phone)
    bo.sign_in()
    assert not Place.objects.exists()
    turns_on(bo, service)
    assert Place.objects.get().person.name == "Bo"


@pytest.mark.parametrize(
    "endpoint", ["http://169.254.169.254/", "https://home.example/x", "", "https://fcm.googleapis.com.x/"]
)
def test_only_push_services_are_taken(world, endpoint):
    form = {**FakeBrowser("x").form("nowhere"), "endpoint": endpoint}
    answer = world.ann.post("/settings/reminders/this-browser/", form)
    assert answer.status_code == 422
    assert "cannot reach this browser" in text_of(answer)
    assert not Place.objects.exists()


def test_keys_that_are_none_are_refused(world, service):
    for name in ("public_key", "shared_secret"):
        form = {**FakeBrowser("x").form(service.host), name: "AAAA"}
        assert world.ann.post("/settings/reminders/this-browser/", form).status_code == 422
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (201, "It went out."),
        (410, "no longer takes reminders"),
        (503, "cannot take it just now"),
        (400, "refused it"),
        (None, "no answer came in time"),
    ],
)
def test_a_test_tells_in_plain_words_what_came_back(world, service, status, said):
    place = turns_on(world.ann, service)
    service.says["phone"] = status
    answer = world.ann.post(f"/settings/reminders/places/{place.id}/test/")
    assert said in text_of(world.ann.get(answer["Location"]))
    assert Place.objects.exists() == (status != 410)


def test_a_place_is_its_owners_alone(world, service):
    pair(world.ann, world.bo)
    place = turns_on(world.ann, service)
    for somebody in (world.bo, world.cleo):
        assert place.id not in text_of(somebody.get(WHERE))
        for what in ("test", "take-away"):
            assert somebody.post(f"/settings/reminders/places/{place.id}/{what}/").status_code == 404
    assert service.arrived == []
    assert world.ann.post(f"/settings/reminders/places/{place.id}/take-away/").status_code == 302
    assert not Place.objects.exists()


def test_tests_are_not_endless(world, service):
    place = turns_on(world.ann, service)
    answers = [world.ann.post(f"/settings/reminders/places/{place.id}/test/") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert len(service.arrived) == 10


def test_times_on_the_disk_are_in_utc(world):
    chooses(world.ann)
    assert dues(world.ann)[0].due_at.tzinfo == UTC


def test_ones_own_wishes_are_among_the_words_to_take_along(world):
    chooses(world.ann, at="18:15", words="quiet")
    page = world.ann.post("/settings/take-along/", {"passphrase": world.ann.words, "form": "json"})
    (taken,) = json.loads(text_of(page))["reminders"]
    assert (taken["when"], taken["at"], taken["words"]) == (["own"], "18:15", "quiet")
    page = world.bo.post("/settings/take-along/", {"passphrase": world.bo.words, "form": "json"})
    assert json.loads(text_of(page))["reminders"] == []


def test_without_quiet_hours_the_usual_ones_stand_ready_to_be_taken_up(world):
    chooses(world.ann, at="23:00", keep_quiet=[])
    page = text_of(world.ann.get(HERE))
    assert "Quiet hours: none" in page
    assert 'name="quiet_from" type="time" value="21:30"' in page
    assert 'name="quiet_to" type="time" value="08:00"' in page


def test_one_that_goes_wrong_holds_up_nobody_elses(world, service, monkeypatch):
    for somebody, path in ((world.ann, "of-ann"), (world.bo, "of-bo")):
        chooses(somebody)
        turns_on(somebody, service, path)
    whole = sending.Post.send

    def send(post, delivery):
        if delivery.place.person.name == "Ann":
            raise UnicodeError("label empty or too long")
        return whole(post, delivery)

    monkeypatch.setattr(sending.Post, "send", send)
    world.clock.time = dues(world.bo)[0].due_at + timedelta(minutes=1)
    works()
    assert service.paths == {"of-bo": 1}
    assert not Delivery.objects.exists()


def test_a_person_has_a_few_places_and_no_more(world, service):
    ann = Person.objects.get(name="Ann")
    for n in range(6):
        Place.objects.create(id=f"{n:032x}", person=ann, kind="push", label="A phone", address=f"https://x/{n}")
    answer = world.ann.post("/settings/reminders/this-browser/", FakeBrowser("one-more").form(service.host))
    assert answer.status_code == 422
    assert "enough places" in text_of(answer)
    assert Place.objects.filter(person=ann).count() == 6
