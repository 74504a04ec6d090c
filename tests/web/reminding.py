"""What people do at the pages of reminders."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.reminding import FakeBrowser, mail_sink, push_service
from tests.web.world import Someone, text_of
from undrift.actions import sending
from undrift.adapters.push import PushServices
from undrift.store.models import Place, Reminder

HERE, WHERE = "/settings/reminders/", "/settings/reminders/where/"
ON = {"when": ["own"], "at": "20:00", "day": [str(n) for n in range(7)], "keep_quiet": "yes"}


@pytest.fixture
def service(monkeypatch):
    with push_service() as running:
        monkeypatch.setattr(sending, "push_services", lambda: PushServices(also=(running.host,), seconds=0.5))
        yield running


@pytest.fixture
def sink(settings):
    with mail_sink() as running:
        settings.MAIL = running.as_server
        yield running


def chooses(somebody: Someone, **more: object) -> None:
    answer = somebody.fill(HERE, **{**ON, **more})
    assert answer.status_code == 302, text_of(answer)


def turns_on(somebody: Someone, service, path: str = "phone") -> Place:
    answer = somebody.post("/settings/reminders/this-browser/", FakeBrowser(path).form(service.host))
    assert answer.status_code == 302, text_of(answer)
    return Place.objects.get(address__endswith=f"/{path}")


def dues(somebody: Someone) -> list[Reminder]:
    return list(Reminder.objects.filter(person__name=somebody.name, due=True).order_by("due_at"))


def works() -> None:
    with ThreadPoolExecutor(1) as hands:
        sending.one_round(sending.Post.of_this_home(), hands)
