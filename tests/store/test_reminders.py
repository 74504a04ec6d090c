"""The worker against a real push service and a real mail server on this machine, and a clock that moves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.reminding import FakeBrowser, mail_sink, opened, push_service, slip_of
from undrift.actions import housekeeping, sending
from undrift.adapters.mail import REMINDER, SUBJECT, MailServer
from undrift.adapters.push import PushServices
from undrift.store.models import Couple, Delivery, Member, Person, Place, Reminder, Shared
from undrift.store.queries import places, reminders
from undrift.vault import push

pytestmark = pytest.mark.django_db(transaction=True)
HOME = "https://home.example"
CLOSED_PORT = 9


@pytest.fixture
def service():
    with push_service() as running:
        yield running


@pytest.fixture
def sink():
    with mail_sink() as running:
        yield running


@pytest.fixture
def post(service, sink):
    return sending.Post(PushServices(also=(service.host,), seconds=0.5), sink.as_server, sending.own_key(), HOME)


@pytest.fixture
def hands():
    with ThreadPoolExecutor(4) as pool:
        yield pool


class Life:
    """People, their places and what is due, straight in the rows."""

    def __init__(self, clock, service) -> None:
        self.clock, self.host = clock, service.host
        self.browsers: dict[str, FakeBrowser] = {}

    def person(self, name: str) -> str:
        Person.objects.get_or_create(id=name, defaults={"name": name, "name_key": name, "began_on": date(2026, 11, 1)})
        return name

    def browser(self, name: str, person: str = "ann") -> Place:
        self.browsers[name] = FakeBrowser(name)
        browser = self.browsers[name]
        return Place.objects.create(
            id=name,
            person_id=self.person(person),
            kind="push",
            label="A phone",
            address=f"http://{self.host}/{name}",
            public_key=browser.public,
            shared_secret=browser.secret,
        )

    def mail(self, address: str = "ann@home.example", *, confirmed: bool = True) -> Place:
        return Place.objects.create(
            id="mail", person_id=self.person("ann"), kind="mail", label="E-mail", address=address, confirmed=confirmed
        )

    def due(self, person: str = "ann", *, ago: timedelta = timedelta(0), if_ready: bool = False, **lasts: float) -> Reminder:
        at = self.clock.time - ago
        until = at + timedelta(**(lasts or {"hours": 2}))
        return Reminder.objects.create(
            person_id=self.person(person), day=at.date(), due_at=at, until=until, if_ready=if_ready
        )


@pytest.fixture
def life(clock, service):
    return Life(clock, service)


def test_what_is_due_arrives_once_and_says_nothing(life, post, hands, service):
    life.browser("phone")
    life.due()
    assert sending.one_round(post, hands) == 1
    assert sending.one_round(post, hands) == 0
    (one,) = service.arrived
    assert opened(one, life.browsers["phone"]) == sending.MESSAGE == b'{"t":1}'
    assert (one.headers["Topic"], one.headers["TTL"], one.headers["Content-Encoding"]) == ("undrift", "3600", "aes128gcm")
    claims = slip_of(one)
    assert claims["aud"] == f"http://{service.host}"
    assert claims["sub"] == HOME
    assert claims["key"] == push.text_of(push.public_key(sending.own_key()))
    assert 0 < claims["exp"] - life.clock.time.timestamp() <= 24 * 3600
    assert not Delivery.objects.exists()


def test_nothing_comes_early(life, post, hands, service):
    life.browser("phone")
    life.due(ago=-timedelta(seconds=1))
    assert sending.one_round(post, hands) == 0
    life.clock.later(seconds=1)
    assert sending.one_round(post, hands) == 1
    assert len(service.arrived) == 1


def test_every_place_of_theirs_and_nobody_elses(life, post, hands, service, sink):
    for name in ("phone", "tablet"):
        life.browser(name)
    life.browser("of-bo", "bo")
    life.mail()
    life.due()
    sending.one_round(post, hands)
    assert service.paths == {"phone": 1, "tablet": 1}
    ((to, letter),) = sink.letters
    assert to == ["ann@home.example"]
    assert f"Subject: {SUBJECT}\r\n" in letter
    assert letter.replace("\r\n", "\n").endswith(REMINDER)
    assert "http" not in letter
    assert "ann" not in letter.replace("ann@home.example", "").lower()


def test_two_messages_differ_only_by_chance(life, post, hands, service):
    life.browser("phone")
    life.due()
    sending.one_round(post, hands)
    life.clock.later(days=1)
    life.due(if_ready=False)
    sending.one_round(post, hands)
    one, other = service.arrived
    assert len(one.body) == len(other.body)
    drop = {"Authorization", "Host"}
    assert {k: v for k, v in one.headers.items() if k not in drop} == {k: v for k, v in other.headers.items() if k not in drop}


def test_an_address_that_was_not_confirmed_gets_nothing(life, post, hands, sink):
    life.mail(confirmed=False)
    life.due()
    sending.one_round(post, hands)
    assert sink.letters == []


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_dead_subscription_is_taken_off_the_list(life, post, hands, service, status):
    life.browser("dead")
    life.browser("alive")
    service.says["dead"] = status
    life.due()
    sending.one_round(post, hands)
    assert [place.id for place in Place.objects.all()] == ["alive"]
    assert service.paths == {"dead": 1, "alive": 1}


def run_for(minutes: int, life, post, hands) -> None:
    for _ in range(minutes):
        sending.one_round(post, hands)
        life.clock.later(minutes=1)
    sending.one_round(post, hands)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_service_is_asked_kindly_within_the_hour_and_then_let_be(life, post, hands, service, status):
    life.browser("phone")
    service.says["phone"] = status
    life.due()
    run_for(200, life, post, hands)
    assert 3 <= service.paths["phone"] <= 6
    assert not Delivery.objects.exists()
    assert Place.objects.get().trouble == "later"


def test_once_the_service_is_back_it_arrives_once(life, post, hands, service):
    life.browser("phone")
    service.says["phone"] = 503
    life.due()
    run_for(15, life, post, hands)
    tried = service.paths["phone"]
    service.says["phone"] = 201
    run_for(200, life, post, hands)
    assert service.paths["phone"] == tried + 1
    assert Place.objects.get().trouble == ""


def test_it_waits_as_long_as_the_service_says(life, post, hands, service):
    life.browser("phone")
    service.says["phone"], service.retry_after = 429, "1800"
    life.due()
    run_for(29, life, post, hands)
    assert service.paths["phone"] == 1
    run_for(5, life, post, hands)
    assert service.paths["phone"] == 2


def test_a_service_that_hangs_costs_one_reminder_and_never_makes_two(life, post, hands, service):
    life.browser("phone")
    service.says["phone"] = None
    life.due()
    run_for(100, life, post, hands)
    assert service.paths["phone"] == 1
    assert Place.objects.get().trouble == "unsure"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(life, post, hands, service, status):
    life.browser("phone")
    service.says["phone"] = status
    life.due()
    run_for(70, life, post, hands)
    assert service.paths == {"phone": 1}
    assert Place.objects.get().trouble == "refused"


def test_a_service_that_is_not_there_is_tried_again(life, post, hands, service):
    life.browser("phone")
    away = replace(post, push=PushServices(also=(f"127.0.0.1:{CLOSED_PORT}",)))
    Place.objects.update(address=f"http://127.0.0.1:{CLOSED_PORT}/phone")
    life.due()
    sending.one_round(away, hands)
    assert Delivery.objects.filter(sending_since=None).count() == 1
    Place.objects.update(address=f"http://{service.host}/phone")
    life.clock.later(minutes=11)
    sending.one_round(post, hands)
    assert service.paths == {"phone": 1}


def test_in_production_an_address_on_this_machine_is_never_written_to(life, post, hands, service):
    life.browser("phone")
    life.due()
    sending.one_round(replace(post, push=PushServices()), hands)
    assert service.arrived == []
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("answer", "trouble"), [("550 no such box", "refused"), ("450 come back later", "later")]
)
def test_a_mail_server_that_refuses(life, post, hands, sink, answer, trouble):
    life.mail()
    sink.at_recipient = answer
    life.due()
    run_for(75, life, post, hands)
    assert sink.letters == []
    assert Place.objects.get().trouble == trouble
    assert not Delivery.objects.exists()


def test_a_mail_server_that_comes_back_gets_one_letter(life, post, hands, sink):
    life.mail()
    sink.after_text = "451 the disk is full"
    life.due()
    run_for(5, life, post, hands)
    sink.after_text = ""
    run_for(100, life, post, hands)
    assert len(sink.letters) == 1


def test_a_mail_server_that_is_not_there(life, post, hands, sink):
    life.mail()
    life.due()
    nowhere = MailServer("127.0.0.1", CLOSED_PORT, "none", "undrift@home.example")
    sending.one_round(replace(post, mail=nowhere), hands)
    assert not nowhere.answers()
    life.clock.later(minutes=11)
    sending.one_round(post, hands)
    assert len(sink.letters) == 1
    assert sink.as_server.answers()


def test_without_a_mail_server_letters_are_let_go_and_phones_are_not(life, post, hands, service):
    life.mail()
    life.browser("phone")
    life.due()
    sending.one_round(replace(post, mail=None), hands)
    assert service.paths == {"phone": 1}


def test_after_days_without_power_nothing_comes_in_a_burst(life, post, hands, service):
    life.browser("phone")
    for days in range(1, 20):
        life.due(ago=timedelta(days=days))
    life.due(ago=timedelta(minutes=50))
    run_for(10, life, post, hands)
    assert len(service.arrived) == 1
    assert Reminder.objects.filter(due=True).count() == 0


def test_what_is_too_late_is_let_go(life, post, hands, service):
    life.browser("phone")
    life.due(ago=timedelta(minutes=30), minutes=20)
    run_for(3, life, post, hands)
    assert service.arrived == []


def test_two_due_at_once_by_a_clock_that_jumped_are_one(life, post, hands, service):
    life.browser("phone")
    for ago in (timedelta(hours=1), timedelta(0)):
        at = life.clock.time - ago
        day = at.date() + ago
        Reminder.objects.create(person_id="ann", day=day if ago else date(2020, 1, 1), due_at=at, until=at + timedelta(hours=2))
    sending.one_round(post, hands)
    assert len(service.arrived) == 1


def test_a_clock_that_is_set_back_sends_nothing_again(life, post, hands, service):
    life.browser("phone")
    life.due()
    sending.one_round(post, hands)
    life.clock.later(hours=-3)
    run_for(240, life, post, hands)
    assert len(service.arrived) == 1


def test_a_clock_that_jumps_ahead_drops_what_it_passed_and_no_more(life, post, hands, service):
    life.browser("phone")
    life.due()
    life.due(ago=-timedelta(days=2))
    life.clock.later(days=1)
    sending.one_round(post, hands)
    assert service.arrived == []
    life.clock.later(days=1)
    sending.one_round(post, hands)
    assert len(service.arrived) == 1


def test_one_that_a_worker_took_up_and_never_finished_is_let_go(life, post, hands, service):
    """A lost reminder is kinder than a doubled one."""
    life.browser("phone")
    row = life.due()
    reminders.use_up([row])
    places.hand_over([("ann", row.due_at, row.until)], life.clock.time)
    sending.one_round(post, hands)
    assert Delivery.objects.count() == 1
    life.clock.later(minutes=6)
    run_for(60, life, post, hands)
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
    ("author", "hours_ago", "comes"), [("bo", 3, True), ("bo", 30, False), ("bo", -1, False), ("ann", 3, False), ("cleo", 3, False)]
)
def test_in_the_morning_only_what_the_other_left_counts(life, post, hands, service, author, hours_ago, comes):
    for couple in ("c" * 32, "d" * 32):
        Couple.objects.create(id=couple, began_on=date(2026, 11, 1))
    for person, couple in (("ann", "c" * 32), ("bo", "c" * 32), ("cleo", "d" * 32)):
        Member.objects.create(person_id=life.person(person), couple_id=couple, confirmed=True, sealed_token=b"")
    life.browser("phone")
    opens(author, "d" * 32 if author == "cleo" else "c" * 32, life.clock.time - timedelta(hours=hours_ago))
    life.due(if_ready=True)
    sending.one_round(post, hands)
    assert len(service.arrived) == comes
    assert Reminder.objects.filter(due=True).count() == 0


def test_days_that_are_over_are_forgotten(life, post, hands):
    life.browser("phone")
    life.due()
    sending.one_round(post, hands)
    life.clock.later(days=2)
    housekeeping.tidy()
    assert Reminder.objects.count() == 1
    life.clock.later(days=2)
    housekeeping.tidy()
    assert Reminder.objects.count() == 0


def test_the_key_of_this_home_is_made_once():
    assert sending.own_key() == sending.own_key()
    assert len(sending.own_key()) == 32


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://169.254.169.254/",
        "http://127.0.0.1:8000/",
        "https://192.168.1.1/",
        "https://localhost/",
        "https://router/",
        "http://fcm.googleapis.com/fcm/send/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://user:pass@fcm.googleapis.com/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilpush.apple.com/x",
        "https://xn--fcm-googleapis.com/x",
        "https://[::1]/x",
        "https://fcm.googleapis.com/x y",
        "https://fcm.googleapis.com/\r\nHost: x",
        "https://fcm.googleapis.com/" + "x" * 2000,
        "ftp://fcm.googleapis.com/x",
        "//fcm.googleapis.com/x",
        "",
        "https://[",
    ],
)
def test_no_other_address_is_ever_written_to(endpoint):
    with pytest.raises(Exception, match="push service"):
        PushServices().audience(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/QAbc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
    ],
)
def test_these_are_push_services(endpoint):
    audience = PushServices().audience(endpoint)
    assert endpoint.startswith(audience + "/")


def test_times_lie_in_utc(life):
    life.due()
    assert Reminder.objects.get().due_at.tzinfo == UTC
