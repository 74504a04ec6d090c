"""Where reminders go: this browser, an e-mail address. Each can be tried out and taken away by its owner alone."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import timedelta

from undrift.actions import sending, tries
from undrift.actions.sessions import Browser, Visit, make_sure_open
from undrift.actions.tries import Lane
from undrift.adapters.push import NotAPushService
from undrift.domain.deliveries import TROUBLE, Outcome, checked_address
from undrift.domain.errors import BadInput, NotFound
from undrift.store.models import Place
from undrift.store.queries import places as rows
from undrift.store.queries.places import MAIL, PUSH
from undrift.store.writing import writing
from undrift.vault import push
from undrift.vault.cipher import new_id

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WRONG_NUMBERS = 5


@dataclass(frozen=True, slots=True)
class Where:
    """One place, as its owner sees it."""

    id: str
    kind: str
    label: str
    here: bool
    confirmed: bool
    trouble: str


def of(visit: Visit, browser: Browser) -> list[Where]:
    mark = _mark(visit, browser)
    return [_seen(row, mark) for row in rows.of(visit.person)]


def _seen(row: Place, mark: str) -> Where:
    label = row.address if row.kind == MAIL else row.label
    return Where(row.id, row.kind, label, bool(mark) and row.mark == mark, row.confirmed, TROUBLE.get(row.trouble, ""))


def _mark(visit: Visit, browser: Browser) -> str:
    return tries.keyed("browser", browser.mark, visit.person) if browser.mark else ""


MOST_BROWSERS = 6


def mail_may_be_asked_for() -> bool:
    return sending.Post.of_this_home().mail is not None


def application_key() -> str:
    """Give the public half of this home's key, by which a browser lets nobody else send."""
    return push.text_of(push.public_key(sending.own_key()))


def add_browser(visit: Visit, browser: Browser, endpoint: str, public_key: str, shared_secret: str) -> None:
    """Send reminders to this browser. Raises BadInput at `endpoint`."""
    try:
        sending.Post.of_this_home().push.audience(endpoint)
        receiver = push.Receiver.from_text(public_key, shared_secret)
    except (NotAPushService, push.CannotSend):
        raise BadInput(
            "endpoint", "Reminders cannot reach this browser. Another browser, or e-mail, may work."
        ) from None
    new = rows.Browser(
        address=endpoint,
        public_key=receiver.public_key,
        shared_secret=receiver.shared_secret,
        label=browser.label,
        mark=_mark(visit, browser),
        session=visit.session,
    )
    with writing():
        make_sure_open(visit)
        if rows.other_browsers(visit.person, new) >= MOST_BROWSERS:
            raise BadInput("endpoint", "There are enough places already. Please take one away first.")
        rows.add_browser(new_id(), visit.person, new)


def remove(visit: Visit, place: str) -> None:
    """Send nothing there any more. Somebody else's is not found."""
    with writing():
        rows.remove(rows.one(visit.person, place).id)


def send_a_test(visit: Visit, place: str) -> Outcome:
    """Send one reminder now; tells how it was taken. Raises NotFound, TooManyTries."""
    row = rows.one(visit.person, place)
    if not row.confirmed:
        raise NotFound
    tries.begin((Lane(tries.keyed("reminder test", visit.person), 10, HOUR),))
    outcome = sending.Post.of_this_home().hand_over(row)
    with writing():
        if outcome is Outcome.GONE and row.kind == PUSH:
            rows.remove(row.id)
        else:
            rows.had_trouble(row.id, "" if outcome is Outcome.WENT else outcome)
    return outcome


def add_mail(visit: Visit, typed: str) -> None:
    """Send a number to an address; reminders go there once it was typed here.

    Raises BadInput at `mail`, TooManyTries.
    """
    address = checked_address(typed)
    server = sending.Post.of_this_home().mail
    if server is None:
        raise NotFound
    tries.begin((Lane(tries.keyed("mail", visit.person), 5, DAY),))
    place = new_id()
    outcome = server.tell_number(address, _number(place))
    if outcome in {Outcome.LATER, Outcome.REFUSED}:
        raise BadInput("mail", "The mail server did not take a letter to this address. Nothing was kept.")
    with writing():
        make_sure_open(visit)
        rows.add_mail(place, visit.person, address)


def confirm_mail(visit: Visit, typed: str) -> None:
    """Begin to send to an address whose number was typed. Raises BadInput at `number`."""
    with writing():
        row = rows.mail_of(visit.person)
        if row is None or row.confirmed:
            raise NotFound
        right = hmac.compare_digest("".join(typed.split()).encode(), _number(row.id).encode())
        if right:
            rows.confirm(row.id)
        elif row.tries + 1 >= WRONG_NUMBERS:
            rows.remove(row.id)
        else:
            rows.count_wrong_number(row.id)
    if not right and row.tries + 1 >= WRONG_NUMBERS:
        raise BadInput("mail", "That was the wrong number too often, so it ended. You can send a new one.")
    if not right:
        raise BadInput("number", "That is not the number in the letter. Please look again.")


def _number(place: str) -> str:
    return f"{int(tries.keyed('mail number', place), 16) % 1_000_000:06}"
