from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from undrift.domain.errors import NotFound
from undrift.store.models import Delivery, Place

PUSH, MAIL = "push", "mail"


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that may be sent to, as it described itself. `mark` and `session` name it for its owner."""

    address: str
    public_key: bytes
    shared_secret: bytes
    label: str
    mark: str
    session: str


def other_browsers(person: str, browser: Browser) -> int:
    """Count a person's places beside this one, however it was known before."""
    others = Place.objects.filter(person_id=person, kind=PUSH).exclude(address=browser.address)
    return (others.exclude(mark=browser.mark) if browser.mark else others).count()


def add_browser(place: str, person: str, browser: Browser) -> None:
    """Put one browser in; what it was known as before, for whomever, goes."""
    Place.objects.filter(Q(address=browser.address) | Q(mark=browser.mark), kind=PUSH).delete()
    Place.objects.create(
        id=place,
        person_id=person,
        kind=PUSH,
        label=browser.label,
        address=browser.address,
        public_key=browser.public_key,
        shared_secret=browser.shared_secret,
        mark=browser.mark,
        session=browser.session,
    )


def add_mail(place: str, person: str, address: str) -> None:
    """Put an address in, to be confirmed; it takes the place of one that was there."""
    Place.objects.filter(person_id=person, kind=MAIL).delete()
    Place.objects.create(id=place, person_id=person, kind=MAIL, label="E-mail", address=address, confirmed=False)


def of(person: str) -> list[Place]:
    return list(Place.objects.filter(person_id=person).order_by("kind", "id"))


def one(person: str, place: str) -> Place:
    try:
        return Place.objects.get(person_id=person, id=place)
    except Place.DoesNotExist:
        raise NotFound from None


def mail_of(person: str) -> Place | None:
    return Place.objects.filter(person_id=person, kind=MAIL).first()


def confirm(place: str) -> None:
    Place.objects.filter(id=place).update(confirmed=True, trouble="")


def count_wrong_number(place: str) -> None:
    Place.objects.filter(id=place).update(tries=F("tries") + 1)


def remove(place: str) -> None:
    Place.objects.filter(id=place).delete()


def remove_all(person: str) -> None:
    Place.objects.filter(person_id=person).delete()


def remove_where_signed_in(session: str) -> None:
    """End the reminders of one browser, because somebody signed out there."""
    Place.objects.filter(session=session).delete()


def remove_other_browsers(person: str, session: str) -> None:
    Place.objects.filter(person_id=person, kind=PUSH).exclude(session=session).delete()


def moved(mark: str, session: str) -> None:
    """Remember the newest door of a browser that is reminded."""
    Place.objects.filter(mark=mark).update(session=session)


def had_trouble(place: str, trouble: str) -> None:
    Place.objects.filter(id=place).exclude(trouble=trouble).update(trouble=trouble)


def hand_over(people: Iterable[tuple[str, datetime, datetime]], now: datetime) -> list[Delivery]:
    """Make one delivery for each place of these people, in hand from now on. (person, due, until)."""
    wanted = {person: (due, until) for person, due, until in people}
    rows = Place.objects.filter(person_id__in=wanted, confirmed=True)
    made = [
        Delivery(place=place, due_at=wanted[place.person_id][0], until=wanted[place.person_id][1], sending_since=now)
        for place in rows
    ]
    return Delivery.objects.bulk_create(made)


def anything_waits(now: datetime, held_since_before: datetime) -> bool:
    """Tell whether something is to be tried once more, or was taken up and never finished."""
    again = Q(sending_since=None, due_at__lte=now)
    return Delivery.objects.filter(again | Q(sending_since__lt=held_since_before)).exists()


def take_up(now: datetime, most: int) -> list[Delivery]:
    """Take what is to be tried once more into hand."""
    rows = list(Delivery.objects.filter(sending_since=None, due_at__lte=now).select_related("place")[:most])
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(sending_since=now)
    return rows


def put_back(delivery: int, due_at: datetime) -> None:
    Delivery.objects.filter(pk=delivery).update(due_at=due_at, sending_since=None)


def is_done(delivery: int) -> None:
    Delivery.objects.filter(pk=delivery).delete()


def let_go(held_since_before: datetime, now: datetime) -> int:
    """Delete what a worker took up and never finished, and what is too late. It may have arrived: never twice."""
    lost = Q(sending_since__lt=held_since_before) | Q(sending_since=None, until__lt=now)
    return Delivery.objects.filter(lost).delete()[0]
