"""Two worker processes, one of them killed in the middle: nobody is reminded twice."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.reminding import FakeBrowser, PushService, push_service
from undrift.actions.sending import AT_ONCE

PEOPLE = 160
WORKER = """
import sys, threading, django
django.setup()
from undrift.actions import sending
from undrift.adapters.push import PushServices
post = sending.Post(PushServices(also=(sys.argv[1],)), None, sending.own_key(), "https://home.example")
sending.work(threading.Event(), lambda: post)
"""
MIGRATE = "import django; django.setup(); from django.core.management import call_command; call_command('migrate', verbosity=0)"


class Home:
    """A data folder of its own, with many people whose reminder is due."""

    def __init__(self, folder: Path, service: PushService) -> None:
        self.environment = {
            **os.environ,
            "UNDRIFT_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "undrift.config.settings",
        }
        self.file, self.service = folder / "undrift.sqlite3", service
        self.workers: list[subprocess.Popen[bytes]] = []
        self.run(MIGRATE)
        now, browser = datetime.now(UTC), FakeBrowser("")
        with closing(sqlite3.connect(self.file)) as rows, rows:
            for n in range(PEOPLE):
                person = f"person-{n}"
                rows.execute("INSERT INTO person VALUES (?, ?, ?, '2026-01-01')", (person, person, person))
                rows.execute(
                    "INSERT INTO reminder_place (id, person_id, kind, label, address, public_key, shared_secret, mark, session,"
                    " confirmed, tries, trouble) VALUES (?, ?, 'push', 'A phone', ?, ?, ?, '', '', 1, 0, '')",
                    (person, person, f"http://{service.host}/{n}", browser.public, browser.secret),
                )
                rows.execute(
                    "INSERT INTO reminder (person_id, day, due_at, until, if_ready, due) VALUES (?, ?, ?, ?, 0, 1)",
                    (person, now.date().isoformat(), text(now), text(now + timedelta(hours=1))),
                )

    def run(self, program: str, *more: str) -> None:
        subprocess.run([sys.executable, "-c", program, *more], env=self.environment, check=True, timeout=60)

    def start(self) -> subprocess.Popen[bytes]:
        self.workers.append(subprocess.Popen([sys.executable, "-c", WORKER, self.service.host], env=self.environment))
        return self.workers[-1]

    def count(self, where: str) -> int:
        with closing(sqlite3.connect(self.file, timeout=20)) as rows:
            return int(rows.execute(f"SELECT count(*) FROM {where}").fetchone()[0])


def text(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(" ")


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end, "it did not come to that within a minute"
        time.sleep(0.01)


@pytest.fixture
def house(tmp_path) -> Iterator[Home]:
    with push_service() as service:
        service.slow = 0.02
        home = Home(tmp_path, service)
        try:
            yield home
        finally:
            for worker in home.workers:
                worker.kill()
                worker.wait()


def test_two_workers_and_one_killed_in_the_middle_remind_nobody_twice(house):
    victim, _ = house.start(), house.start()
    wait_for(lambda: len(house.service.arrived) > PEOPLE // 3)
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    assert house.count("reminder WHERE due") > 0, "it was over before anything was killed"
    house.start()
    wait_for(lambda: house.count("reminder WHERE due") == 0)
    wait_for(lambda: house.count("reminder_delivery") <= AT_ONCE)
    time.sleep(0.5)
    assert max(house.service.paths.values()) == 1
    lost = PEOPLE - len(house.service.paths)
    assert lost <= AT_ONCE, "more was lost than one worker had in hand"
    assert house.count("reminder_delivery") <= AT_ONCE


def test_two_workers_share_the_work_and_lose_nothing(house):
    house.start(), house.start()
    wait_for(lambda: house.count("reminder WHERE due") + house.count("reminder_delivery") == 0)
    assert set(house.service.paths.values()) == {1}
    assert len(house.service.paths) == PEOPLE
