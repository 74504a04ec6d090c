"""Reminders between two people: what one chooses never shows to the other, and nothing says what it is about."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from tests.reminding import FakeBrowser, opened
from tests.web.couples import leaves, pair, shares, visit_of
from tests.web.reminding import HERE, chooses, dues, service, sink, turns_on, works
from tests.web.world import text_of
from undrift.actions import desk as desks
from undrift.actions import reminders
from undrift.domain.rhythms import Rhythm
from undrift.store.models import Delivery, Place, Reminder

__all__ = ["service", "sink"]


def expects(somebody, rhythms) -> None:
    """Put on a desk when what both call a ritual comes, as a look at *What returns* does."""
    desks.change(visit_of(somebody), lambda desk: reminders.expecting(desk, rhythms))


def test_what_one_of_two_does_leaves_the_reminders_of_the_other(world, service):
    pair(world.ann, world.bo)
    turns_on(world.bo, service, "of-bo")
    turns_on(world.ann, service)
    leaves(world.ann)
    assert [place.person.name for place in Place.objects.all()] == ["Bo"]


def test_in_the_morning_something_of_the_others_is_told_without_a_word_about_it(world, service):
    pair(world.ann, world.bo)
    chooses(world.bo, when=["lies_ready"])
    turns_on(world.bo, service, "of-bo")
    world.clock.time = world.clock.time.replace(hour=22)
    world.ann.sign_in()
    shares(world.ann, "You made soup.")
    world.clock.time = world.clock.time.replace(hour=8) + timedelta(days=1, minutes=16)
    works()
    assert service.paths == {"of-bo": 1}
    due = Reminder.objects.get(person__name="Bo", due=False).due_at
    assert timedelta(0) <= due - due.replace(hour=8, minute=0, second=0) < timedelta(minutes=15)
    world.clock.later(days=1)
    works()
    assert len(service.arrived) == 1


def test_on_a_morning_without_anything_none_comes(world, service):
    pair(world.ann, world.bo)
    chooses(world.bo, when=["lies_ready"])
    turns_on(world.bo, service, "of-bo")
    for _ in range(3):
        world.clock.time = world.clock.time.replace(hour=8) + timedelta(days=1, minutes=16)
        works()
    assert service.arrived == []
    assert not Delivery.objects.exists()


def test_keeping_joint_things_away_changes_nothing_that_lies_readable(world):
    """The times lie open to whoever has the disk; the words a phone shows speak of nobody."""
    pair(world.ann, world.bo)
    chooses(world.bo, when=["lies_ready", "rituals"])
    before = [(row.day, row.due_at, row.if_ready) for row in dues(world.bo)]
    assert before
    world.bo.post("/settings/joint/", {"keep": "away"})
    assert [(row.day, row.due_at, row.if_ready) for row in dues(world.bo)] == before


def test_what_one_chose_changes_no_page_of_the_other(world, service):
    pair(world.ann, world.bo)
    before = [text_of(world.bo.get(path)) for path in ("/us/", "/today/", "/mine/")]
    chooses(world.ann, when=["own", "lies_ready"])
    turns_on(world.ann, service)
    world.ann.post("/settings/pause/", {"for": "week"})
    drop = r'value="[^"]{30,}"'
    after = [text_of(world.bo.get(path)) for path in ("/us/", "/today/", "/mine/")]
    assert [re.sub(drop, "", page) for page in after] == [re.sub(drop, "", page) for page in before]


def test_a_ritual_of_both_comes_at_its_own_hour_where_that_was_chosen(world):
    pair(world.ann, world.bo)
    friday = Rhythm(time(18, 30), "Europe/Dublin", frozenset({4}), date(2026, 11, 1))
    for somebody, when in ((world.ann, ["rituals"]), (world.bo, ["own"])):
        chooses(somebody, when=when)
        expects(somebody, [friday])
    assert {(row.due_at.time(), row.day.weekday()) for row in dues(world.ann)} == {(time(18, 30), 4)}
    assert {row.due_at.time() for row in dues(world.bo)} == {time(20)}
    expects(world.ann, [])
    assert dues(world.ann) == []


def test_alone_there_is_nothing_for_two_to_tick(world):
    page = text_of(world.cleo.get(HERE))
    assert 'value="own"' in page
    assert 'value="rituals"' not in page
    assert 'value="lies_ready"' not in page


CANARY = "salt-marsh-heron"


def test_nothing_that_somebody_wrote_is_in_a_reminder(world, service, sink):
    """Notes, names, words for each other, what was shared: after all of it, a phone and a letter say what they always say."""
    pair(world.ann, world.bo)
    for somebody, other in ((world.ann, world.bo), (world.bo, world.ann)):
        somebody.fill("/settings/life/", partner_word=CANARY, zone="UTC", situation=["betrayal"])
        somebody.writes(f"{CANARY} alone")
        shares(other, f"{CANARY} for {somebody.name}")
    phones = {"of-ann": FakeBrowser("of-ann"), "of-bo": FakeBrowser("of-bo")}
    for somebody, path, when in ((world.ann, "of-ann", ["own"]), (world.bo, "of-bo", ["lies_ready"])):
        chooses(somebody, when=when)
        form = phones[path].form(service.host)
        assert somebody.post("/settings/reminders/this-browser/", form).status_code == 302
    world.ann.fill("/settings/reminders/where/", "/settings/reminders/mail/", mail="x@home.example")
    number = re.search(r"number is (\d{6})", sink.letters[-1][1])[1]
    world.ann.fill("/settings/reminders/where/", "/settings/reminders/mail/", number=number)
    for at in (20, 8.5):
        days = timedelta(days=at < 20)
        world.clock.time = world.clock.time.replace(hour=int(at), minute=int(at % 1 * 60)) + days
        works()
    assert service.paths == {"of-ann": 1, "of-bo": 1}
    assert len(sink.letters) == 2
    for one in service.arrived:
        assert opened(one, phones[one.path]) == b'{"t":1}'
        del one.headers["Authorization"]
    assert len({len(one.body) for one in service.arrived}) == 1
    assert service.arrived[0].headers == service.arrived[1].headers
    outside = str(sink.letters) + str([(one.path, one.headers, one.body) for one in service.arrived])
    for word in (CANARY, "heron", "Ann", "Bo", "betrayal", "lies", "note"):
        assert word not in outside.replace("of-bo", "").replace("of-ann", "")


def test_whoever_is_left_is_reminded_of_no_ritual_and_of_their_own_hour_once_they_come(world):
    pair(world.ann, world.bo)
    chooses(world.bo, when=["own", "rituals"])
    world.bo.get("/today/")
    friday = Rhythm(time(18, 30), "Europe/Dublin", frozenset({4}), date(2026, 11, 1))
    expects(world.bo, [friday])
    leaves(world.ann)
    assert dues(world.bo) == []
    world.clock.later(days=1)
    world.bo.sign_in()
    world.bo.get("/today/")
    assert {row.due_at.time() for row in dues(world.bo)} == {time(20)}
