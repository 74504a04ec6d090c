"""The worker against a real push service and a real mail server on this machine, and a clock that moves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.reminding import opened, slip_of
from tests.store.reminder_life import CLOSED_PORT, HOME, life, post, service, sink, worker
from undrift.actions import housekeeping, sending
from undrift.adapters.mail import REMINDER, SUBJECT
from undrift.adapters.push import PushServices
from undrift.store.models import Couple, Delivery, Member, Place, Reminder, Shared
from undrift.store.queries import places, reminders
from undrift.vault import push

__all__ = ["life", "post", "service", "sink", "worker"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_due_arrives_once_and_says_nothing(life, worker, service):
    life.browser("phone")
    life.due()
    assert worker.once() == 1
    assert worker.once() == 0
    (one,) = service.arrived
    assert opened(one, life.browsers["phone"]) == sending.MESSAGE == b'{"t":1}'
    assert (one.headers["Topic"], one.headers["TTL"], one.headers["Content-Encoding"]) == (
        "undrift",
        "3600",
        "aes128gcm",
    )
    claims = slip_of(one)
    assert claims["aud"] == f"http://{service.host}"
    assert claims["sub"] == HOME
    assert claims["key"] == push.text_of(push.public_key(sending.own_key()))
    assert 0 < claims["exp"] - life.clock.time.timestamp() <= 24 * 3600
    assert not Delivery.objects.exists()


def test_nothing_comes_early(life, worker, service):
    life.browser("phone")
    life.due(ago=-timedelta(seconds=1))
    assert worker.once() == 0
    life.clock.later(seconds=1)
    assert worker.once() == 1
    assert len(service.arrived) == 1


def test_every_place_of_theirs_and_nobody_elses(life, worker, service, sink):
    for name in ("phone", "tablet"):
        life.browser(name)
    life.browser("of-bo", "bo")
    life.mail()
    life.due()
    worker.once()
    assert service.paths == {"phone": 1, "tablet": 1}
    ((to, letter),) = sink.letters
    assert to == ["ann@home.example"]
    assert f"Subject: {SUBJECT}\r\n" in letter
    assert letter.replace("\r\n", "\n").endswith(REMINDER)
    assert "http" not in letter
    assert "ann" not in letter.replace("ann@home.example", "").lower()


def test_two_messages_differ_only_by_chance(life, worker, service):
    life.browser("phone")
    life.due()
    worker.once()
    life.clock.later(days=1)
    life.due(if_ready=False)
    worker.once()
    one, other = service.arrived
    assert len(one.body) == len(other.body)
    drop = {"Authorization", "Host"}
    assert {k: v for k, v in one.headers.items() if k not in drop} == {
        k: v for k, v in other.headers.items() if k not in drop
    }


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_dead_subscription_is_taken_off_the_list(life, worker, service, status):
    life.browser("dead")
    life.browser("alive")
    service.says["dead"] = status
    life.due()
    worker.once()
    assert [place.id for place in Place.objects.all()] == ["alive"]
    assert service.paths == {"dead": 1, "alive": 1}


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_service_is_asked_kindly_within_the_hour_and_then_let_be(life, worker, service, status):
    life.browser("phone")
    service.says["phone"] = status
    life.due()
    worker.runs(200)
    assert 3 <= service.paths["phone"] <= 6
    assert not Delivery.objects.exists()
    assert Place.objects.get().trouble == "later"


def test_once_the_service_is_back_it_arrives_once(life, worker, service):
    life.browser("phone")
    service.says["phone"] = 503
    life.due()
    worker.runs(15)
    tried = service.paths["phone"]
    service.says["phone"] = 201
    worker.runs(200)
    assert service.paths["phone"] == tried + 1
    assert Place.objects.get().trouble == ""


def test_it_waits_as_long_as_the_service_says(life, worker, service):
    life.browser("phone")
    service.says["phone"], service.retry_after = 429, "1800"
    life.due()
    worker.runs(29)
    assert service.paths["phone"] == 1
    worker.runs(5)
    assert service.paths["phone"] == 2


def test_a_service_that_hangs_costs_one_reminder_and_never_makes_two(life, worker, service):
    life.browser("phone")
    service.says["phone"] = None
    life.due()
    worker.runs(100)
    assert service.paths["phone"] == 1
    assert Place.objects.get().trouble == "unsure"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(life, worker, service, status):
    life.browser("phone")
    service.says["phone"] = status
    life.due()
    worker.runs(70)
    assert service.paths == {"phone": 1}
    assert Place.objects.get().trouble == "refused"


def test_a_service_that_is_not_there_is_tried_again(life, worker, service):
    life.browser("phone")
    away = PushServices(also=(f"127.0.0.1:{CLOSED_PORT}",))
    Place.objects.update(address=f"http://127.0.0.1:{CLOSED_PORT}/phone")
    life.due()
    worker.once(push=away)
    assert Delivery.objects.filter(sending_since=None).count() == 1
    Place.objects.update(address=f"http://{service.host}/phone")
    life.clock.later(minutes=11)
    worker.once()
    assert service.paths == {"phone": 1}


def test_in_production_an_address_on_this_machine_is_never_written_to(life, worker, service):
    life.browser("phone")
    life.due()
    worker.once(push=PushServices())
    assert service.arrived == []
    assert not Place.objects.exists()


def test_after_days_without_power_nothing_comes_in_a_burst(life, worker, service):
    life.browser("phone")
    for days in range(1, 20):
        life.due(ago=timedelta(days=days))
    life.due(ago=timedelta(minutes=50))
    worker.runs(10)
    assert len(service.arrived) == 1
    assert Reminder.objects.filter(due=True).count() == 0


def test_what_is_too_late_is_let_go(life, worker, service):
    life.browser("phone")
    life.due(ago=timedelta(minutes=30), minutes=20)
    worker.runs(3)
    assert service.arrived == []


def test_two_due_at_once_by_a_clock_that_jumped_are_one(life, worker, service):
    life.browser("phone")
    for ago in (timedelta(hours=1), timedelta(0)):
        at = life.clock.time - ago
        day = at.date() + ago
        Reminder.objects.create(
            person_id="ann", day=day if ago else date(2020, 1, 1), due_at=at, until=at + timedelta(hours=2)
        )
    worker.once()
    assert len(service.arrived) == 1


def test_a_clock_that_is_set_back_sends_nothing_again(life, worker, service):
    life.browser("phone")
    life.due()
    worker.once()
    life.clock.later(hours=-3)
    worker.runs(240)
    assert len(service.arrived) == 1


def test_a_clock_that_jumps_ahead_drops_what_it_passed_and_no_more(life, worker, service):
    life.browser("phone")
    life.due()
    life.due(ago=-timedelta(days=2))
    life.clock.later(days=1)
    worker.once()
    assert service.arrived == []
    life.clock.later(days=1)
    worker.once()
    assert len(service.arrived) == 1


def test_one_that_a_worker_took_up_and_never_finished_is_let_go(life, worker, service):
    """A lost reminder is kinder than a doubled one."""
    life.browser("phone")
    row = life.due()
    reminders.use_up([row])
    places.hand_over([("ann", row.due_at, row.until)], life.clock.time)
    worker.once()
    assert Delivery.objects.count() == 1
    life.clock.later(minutes=6)
    worker.runs(60)
    assert Delivery.objects.count() == 0
    assert service.arrived == []


def test_a_machine_that_slept_with_one_in_hand_does_not_send_it_in_the_morning(life, post, service):
    life.browser("phone")
    row = life.due()
    (delivery,) = places.hand_over([("ann", row.due_at, row.until)], life.clock.time)
    life.clock.later(hours=9)
    assert post.send(delivery)[0] == "later"
    assert service.arrived == []


def opens(author: str, couple: str, at: datetime) -> None:
    Shared.objects.create(
        id=f"{author}{at.timestamp()}"[:32],
        couple_id=couple,
        author_id=author,
        key_version=1,
        on_day=at.date(),
        opens_at=at,
        note_key=f"{author}{at.timestamp()}",
        sealed=b"x",
    )


@pytest.mark.parametrize(
    ("author", "hours_ago", "comes"),
    [("bo", 3, True), ("bo", 30, False), ("bo", -1, False), ("ann", 3, False), ("cleo", 3, False)],
)
def test_in_the_morning_only_what_the_other_left_counts(life, worker, author, hours_ago, comes):
    for couple in ("c" * 32, "d" * 32):
        Couple.objects.create(id=couple, began_on=date(2026, 11, 1))
    for person, couple in (("ann", "c" * 32), ("bo", "c" * 32), ("cleo", "d" * 32)):
        Member.objects.create(person_id=life.person(person), couple_id=couple, confirmed=True, sealed_token=b"")
    life.browser("phone")
    opens(author, "d" * 32 if author == "cleo" else "c" * 32, life.clock.time - timedelta(hours=hours_ago))
    life.due(if_ready=True)
    worker.once()
    assert Reminder.objects.filter(due=False).count() == comes
    assert Reminder.objects.filter(due=True).count() == 0


def test_days_that_are_over_are_forgotten(life, worker):
    life.browser("phone")
    life.due()
    worker.once()
    life.clock.later(days=2)
    housekeeping.tidy()
    assert Reminder.objects.count() == 1
    life.clock.later(days=2)
    housekeeping.tidy()
    assert Reminder.objects.count() == 0


def test_the_key_of_this_home_is_made_once():
    assert sending.own_key() == sending.own_key()
    assert len(sending.own_key()) == 32


def test_times_lie_in_utc(life):
    life.due()
    assert Reminder.objects.get().due_at.tzinfo == UTC
