"""The worker: takes up reminders whose time has come and hands them over. It holds no key that opens anything.

Each is handed over at most once. A worker that dies with one in hand loses it: a lost reminder is kinder than two.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings

from undrift.adapters import clock
from undrift.adapters.mail import MailServer
from undrift.adapters.push import NotAPushService, PushServices
from undrift.domain.deliveries import HELD_FOR, LIVES_FOR, Outcome, again_at
from undrift.domain.reminder_plan import LATEST
from undrift.store.models import Delivery, Place, Reminder
from undrift.store.queries import places, reminders
from undrift.store.queries.places import MAIL, PUSH
from undrift.store.writing import writing
from undrift.vault import push

MESSAGE = b'{"t":1}'
"""All that ever goes to a push service, sealed for one browser. What is shown lies on the phone itself."""
LOOKS_EVERY = timedelta(seconds=5)
AT_ONCE, HANDS = 8, 4
READY_WITHIN = timedelta(days=1)
NO_ADDRESS = "https://undrift.invalid"


def own_key() -> bytes:
    """Fetch this home's key for push services; the first time, make it."""
    found = reminders.push_key()
    if found is None:
        with writing():
            found = reminders.push_key()
            if found is None:
                found = push.new_private_key()
                reminders.keep_push_key(found)
    return found


@dataclass(frozen=True)
class Post:
    """The two ways out."""

    push: PushServices
    mail: MailServer | None
    key: bytes = field(repr=False)
    sender: str

    @classmethod
    def of_this_home(cls) -> Post:
        return cls(push_services(), settings.MAIL, own_key(), settings.ORIGIN or NO_ADDRESS)

    def send(self, delivery: Delivery) -> tuple[Outcome, timedelta]:
        """Hand one over, unless its time is past by now, as after this machine was asleep."""
        if clock.now() >= delivery.until:
            return Outcome.LATER, timedelta(0)
        place = delivery.place
        return (self.hand_over(place), timedelta(0)) if place.kind == MAIL else self._push(place)

    def send_safely(self, delivery: Delivery) -> tuple[Outcome, timedelta]:
        """Hand one over, and let nothing that goes wrong with it reach the others of this round."""
        try:
            return self.send(delivery)
        except Exception:
            logging.getLogger(__name__).exception("a reminder could not be handed over")
            return Outcome.UNSURE, timedelta(0)

    def hand_over(self, place: Place) -> Outcome:
        if place.kind == PUSH:
            return self._push(place)[0]
        return self.mail.remind(place.address) if self.mail else Outcome.REFUSED

    def _push(self, place: Place) -> tuple[Outcome, timedelta]:
        try:
            audience = self.push.audience(place.address)
            receiver = push.Receiver(bytes(place.public_key), bytes(place.shared_secret))
        except (NotAPushService, push.CannotSend):
            return Outcome.GONE, timedelta(0)
        until = int((clock.now() + LIVES_FOR).timestamp())
        slip = push.slip(self.key, audience, until, self.sender)
        return self.push.send(place.address, push.seal(MESSAGE, receiver), slip, LIVES_FOR)


@cache
def push_services() -> PushServices:
    return PushServices()


def work(stop: threading.Event, post: Callable[[], Post] = Post.of_this_home) -> None:
    """Look for what is due until told to stop. Nothing that goes wrong with one round ends the next."""
    with ThreadPoolExecutor(HANDS, thread_name_prefix="reminder") as hands:
        while not stop.is_set():
            try:
                busy = one_round(post(), hands) == AT_ONCE
            except Exception:
                logging.getLogger(__name__).exception("a round of reminders did not finish")
                busy = False
            if not busy:
                stop.wait(LOOKS_EVERY.total_seconds())


def one_round(post: Post, hands: ThreadPoolExecutor) -> int:
    """Take up what is due, hand it over, write down what became of it. Returns how many reminders were due."""
    now = clock.now()
    if not (reminders.anything_due(now) or places.anything_waits(now, now - HELD_FOR)):
        return 0
    with writing():
        reminders.let_go_before(now - LATEST)
        places.let_go(now - HELD_FOR, now)
        due = reminders.next_due(now, AT_ONCE)
        in_hand = [*places.take_up(now, AT_ONCE), *_taken_up(due, now)]
    for delivery, (outcome, wait) in zip(in_hand, hands.map(post.send_safely, in_hand), strict=True):
        with writing():
            _write_down(delivery, outcome, wait)
    return len(due)


def _taken_up(due: list[Reminder], now: datetime) -> list[Delivery]:
    """Use up the day of each and make its deliveries: one reminder a person, the newest, and none that is too late."""
    newest = {row.person_id: row for row in due if row.until > now}
    wanted = [row for row in newest.values() if not row.if_ready or _lies_ready(row)]
    reminders.use_up(wanted)
    reminders.drop([row for row in due if row not in wanted])
    return places.hand_over([(row.person_id, now, min(row.until, now + LIVES_FOR)) for row in wanted], now)


def _lies_ready(row: Reminder) -> bool:
    return reminders.something_lies_ready(row.person_id, row.due_at - READY_WITHIN, row.due_at)


def _write_down(delivery: Delivery, outcome: Outcome, wait: timedelta) -> None:
    again = again_at(clock.now(), delivery.until, wait or None)
    if outcome is Outcome.LATER and again is not None:
        places.put_back(delivery.pk, again)
        return
    if outcome is Outcome.GONE and delivery.place.kind == PUSH:
        places.remove(delivery.place_id)
        return
    places.is_done(delivery.pk)
    places.had_trouble(delivery.place_id, "" if outcome is Outcome.WENT else outcome)
