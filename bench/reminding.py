"""One worker in a process that has everything a home has, with 100,000 reminders to come. Prints one JSON object."""

from __future__ import annotations

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

LATER, NOW, ROUNDS = 100_000, 1_000, 50


def run(host: str) -> None:
    """Look for what is due as often as a worker would, then send all of it."""
    from undrift.config import asgi

    asgi.build()
    before = resident()
    from undrift.actions import sending
    from undrift.adapters import clock
    from undrift.adapters.push import PushServices
    from undrift.store.queries import places, reminders

    found = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        assert reminders.anything_due(clock.now())
        assert not places.anything_waits(clock.now(), clock.now())
        assert len(reminders.next_due(clock.now(), sending.AT_ONCE)) == sending.AT_ONCE
        found.append((time.perf_counter() - began) * 1000)
    post = sending.Post(PushServices(also=(host,)), None, sending.own_key(), "https://home.example")
    began, sent = time.perf_counter(), 0
    with ThreadPoolExecutor(sending.HANDS) as hands:
        while round_ := sending.one_round(post, hands):
            sent += round_
    took = time.perf_counter() - began
    print(json.dumps({"find": found, "sent": sent, "seconds": took, "memory": resident() - before}))


def resident() -> float:
    from bench.process import resident_mib

    return float(resident_mib(os.getpid()))


def fill(host: str) -> None:
    """People with a phone each; a thousand reminders are due, a hundred thousand are to come."""
    from django.core.management import call_command
    from django.db import transaction

    from undrift.adapters import clock
    from undrift.store.models import Person, Place, Reminder
    from undrift.vault import push

    call_command("migrate", verbosity=0)
    now = clock.now()
    key = push.public_key(push.new_private_key())
    people = [Person(id=f"{n:032}", name=str(n), name_key=str(n), began_on=now.date()) for n in range(NOW)]
    phones = [
        Place(
            id=p.id,
            person=p,
            kind="push",
            label="A phone",
            address=f"http://{host}/{p.id}",
            public_key=key,
            shared_secret=b"x" * 16,
        )
        for p in people
    ]
    days = LATER // NOW
    rows = [
        Reminder(
            person=p, day=(at := now + timedelta(days=n, seconds=n)).date(), due_at=at, until=at + timedelta(hours=1)
        )
        for n in range(days + 1)
        for p in people
    ]
    with transaction.atomic():
        for made in (people, phones, rows):
            type(made[0]).objects.bulk_create(made, batch_size=500)


if __name__ == "__main__":
    import django

    django.setup()
    {"fill": fill, "run": run}[sys.argv[1]](sys.argv[2])
