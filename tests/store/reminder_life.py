"""A worker with its push service and mail server on this machine, and people whose reminders are due."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.reminding import FakeBrowser, mail_sink, push_service
from undrift.actions import sending
from undrift.adapters.push import PushServices
from undrift.store.models import Person, Place, Reminder

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


class Worker:
    """One worker that looks when it is told to."""

    def __init__(self, clock, post: sending.Post, hands: ThreadPoolExecutor) -> None:
        self.clock, self.post, self.hands = clock, post, hands

    def once(self, **other: object) -> int:
        return sending.one_round(replace(self.post, **other), self.hands)

    def runs(self, minutes: int) -> None:
        for _ in range(minutes):
            self.once()
            self.clock.later(minutes=1)
        self.once()


@pytest.fixture
def worker(clock, post):
    with ThreadPoolExecutor(4) as hands:
        yield Worker(clock, post, hands)


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

    def due(
        self, person: str = "ann", *, ago: timedelta = timedelta(0), if_ready: bool = False, **lasts: float
    ) -> Reminder:
        at = self.clock.time - ago
        until = at + timedelta(**(lasts or {"hours": 2}))
        return Reminder.objects.create(
            person_id=self.person(person), day=at.date(), due_at=at, until=until, if_ready=if_ready
        )


@pytest.fixture
def life(clock, service):
    return Life(clock, service)
