from __future__ import annotations

from undrift.store.models import Feed


def at(address: str) -> Feed | None:
    return Feed.objects.filter(address=address).first()


def is_there(person: str) -> bool:
    return Feed.objects.filter(pk=person).exists()


def put(person: str, address: str, sealed: bytes) -> None:
    """Put a calendar at a new address; the former one is gone."""
    Feed.objects.update_or_create(person_id=person, defaults={"address": address, "sealed": sealed})


def reseal(person: str, sealed: bytes) -> None:
    Feed.objects.filter(pk=person).update(sealed=sealed)


def drop(*people: str) -> None:
    Feed.objects.filter(pk__in=people).delete()
