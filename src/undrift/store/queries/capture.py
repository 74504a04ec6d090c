from __future__ import annotations

from undrift.store.models import CaptureKey


def add(key: str, person: str, *, token_hash: str, seals_to: str, sealed: bytes) -> None:
    CaptureKey.objects.create(id=key, person_id=person, token_hash=token_hash, seals_to=seals_to, sealed=sealed)


def by_hash(token_hash: str) -> CaptureKey | None:
    """Find a key with the keyring of its owner, in one query."""
    return CaptureKey.objects.filter(token_hash=token_hash).select_related("person__keyring").first()


def is_there(key: str) -> bool:
    return CaptureKey.objects.filter(pk=key).exists()


def of(person: str) -> list[CaptureKey]:
    return list(CaptureKey.objects.filter(person_id=person))


def remove(person: str, key: str) -> bool:
    deleted, _ = CaptureKey.objects.filter(person_id=person, pk=key).delete()
    return bool(deleted)


def remove_all(person: str) -> None:
    CaptureKey.objects.filter(person_id=person).delete()
