from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from undrift.domain.errors import NotFound
from undrift.store.models import Entry
from undrift.store.queries.once import kept_once
from undrift.store.queries.resealing import put_seals


def add(  # noqa: PLR0913 - one row, its columns
    entry_id: str, owner: str, *, version: int, day: date, gone_after: date | None, note_key: str, sealed: bytes
) -> bool:
    """Keep one note; False when it was kept before."""
    return kept_once(
        Entry,
        id=entry_id,
        owner_id=owner,
        key_version=version,
        on_day=day,
        gone_after=gone_after,
        note_key=note_key,
        sealed=sealed,
    )


def add_all(entries: list[Entry]) -> None:
    """Keep many at once; those that were kept before stay as they are."""
    Entry.objects.bulk_create(entries, batch_size=500, ignore_conflicts=True)


def is_kept(owner: str, note_key: str) -> bool:
    return Entry.objects.filter(owner_id=owner, note_key=note_key).exists()


def _kept(owner: str, day: date) -> QuerySet[Entry]:
    return Entry.objects.filter(owner_id=owner).exclude(gone_after__lt=day)


def page(owner: str, day: date, before: str, size: int) -> list[Entry]:
    """Fetch the newest notes, one more than asked for so that the page knows whether older ones exist.

    `before` is a note's own id: a running number would tell how much somebody else has written meanwhile.
    """
    rows = _kept(owner, day)
    if before:
        rows = rows.filter(sequence__lt=one(owner, before, day).sequence)
    return list(rows.order_by("-sequence")[: size + 1])


def one(owner: str, entry_id: str, day: date) -> Entry:
    try:
        return _kept(owner, day).get(id=entry_id)
    except Entry.DoesNotExist:
        raise NotFound from None


def some(owner: str, entry_ids: tuple[str, ...]) -> list[Entry]:
    """Fetch those of these notes that are still there, oldest first."""
    return list(Entry.objects.filter(owner_id=owner, id__in=entry_ids).order_by("sequence"))


def every(owner: str, day: date | None = None) -> Iterator[Entry]:
    """Walk through all notes; with a day given, without those that were to be gone before it."""
    rows = _kept(owner, day) if day else Entry.objects.filter(owner_id=owner)
    return rows.order_by("-sequence").iterator(chunk_size=500)


def left_at_the_door(owner: str, limit: int) -> list[Entry]:
    return list(Entry.objects.filter(owner_id=owner, key_version=0).order_by("sequence")[:limit])


def reseal(owner: str, entry_id: str, version: int, sealed: bytes) -> None:
    Entry.objects.filter(id=entry_id, owner_id=owner).update(key_version=version, sealed=sealed)


def reseal_all(owner: str, version: int, sealed: dict[str, bytes]) -> None:
    """Put many newly sealed notes in place in one go."""
    put_seals(Entry, "id", version, sealed, owner_id=owner)


def remove(owner: str, entry_id: str) -> bool:
    deleted, _ = Entry.objects.filter(id=entry_id, owner_id=owner).delete()
    return bool(deleted)


def remove_expired(day: date) -> int:
    deleted, _ = Entry.objects.filter(gone_after__lt=day).delete()
    return deleted
