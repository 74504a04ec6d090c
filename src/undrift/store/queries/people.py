from __future__ import annotations

from datetime import date

from undrift.domain.errors import BadInput, NotFound
from undrift.domain.people import name_key
from undrift.store.models import Desk, Keyring, NotebookKey, Person, Slot


def how_many() -> int:
    return Person.objects.count()


def find(person: str) -> Person:
    try:
        return Person.objects.get(pk=person)
    except Person.DoesNotExist:
        raise NotFound from None


def by_name(name: str) -> Person | None:
    return Person.objects.filter(name_key=name_key(name)).first()


def add(person: str, name: str, day: date) -> Person:
    if Person.objects.filter(name_key=name_key(name)).exists():
        raise BadInput("name", "Somebody here already signs in with this name. Please choose another.")
    return Person.objects.create(id=person, name=name, name_key=name_key(name), began_on=day)


def remove(person: str) -> None:
    Person.objects.filter(pk=person).delete()


def keyring_row(person: str) -> Keyring:
    try:
        return Keyring.objects.get(pk=person)
    except Keyring.DoesNotExist:
        raise NotFound from None


def notebook_key_rows(person: str) -> dict[int, bytes]:
    rows = NotebookKey.objects.filter(person_id=person).values_list("version", "sealed")
    return {version: bytes(sealed) for version, sealed in rows}


def slot_rows(person: str, kind: str) -> list[Slot]:
    return list(Slot.objects.filter(person_id=person, kind=kind))


def has_slot(person: str, kind: str) -> bool:
    return Slot.objects.filter(person_id=person, kind=kind).exists()


def put_slot(slot_id: str, person: str, kind: str, params: str, sealed: bytes) -> None:
    """Put a new slot and drop every other of its kind: a person has one passphrase and at most one recovery code."""
    Slot.objects.filter(person_id=person, kind=kind).delete()
    Slot.objects.create(id=slot_id, person_id=person, kind=kind, params=params, sealed=sealed)


def drop_slots(person: str, kind: str | None = None) -> None:
    rows = Slot.objects.filter(person_id=person)
    (rows.filter(kind=kind) if kind else rows).delete()


def put_keyring(person: str, columns: dict[str, bytes], notebook_keys: dict[int, bytes]) -> None:
    Keyring.objects.update_or_create(person_id=person, defaults=columns)
    NotebookKey.objects.filter(person_id=person).delete()
    NotebookKey.objects.bulk_create(
        NotebookKey(person_id=person, version=version, sealed=sealed) for version, sealed in notebook_keys.items()
    )


def sealed_desk(person: str) -> bytes:
    """Fetch a person's sealed desk; empty when the row is gone, which opens like a damaged one."""
    sealed = Desk.objects.filter(pk=person).values_list("sealed", flat=True).first()
    return bytes(sealed or b"")


def put_desk(person: str, sealed: bytes) -> None:
    Desk.objects.update_or_create(person_id=person, defaults={"sealed": sealed})
