from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import connection
from django.db.models import Q, QuerySet

from undrift.domain.errors import NotFound
from undrift.store.models import Shared, Standing
from undrift.store.queries.once import kept_once

MOST_LATELY = 8


def add(  # noqa: PLR0913 - one row, its columns
    entry: str, couple: str, author: str, *, version: int, day: date, opens_at: datetime, note_key: str, sealed: bytes
) -> bool:
    """Keep one entry; False when it was kept before."""
    return kept_once(
        Shared,
        id=entry,
        couple_id=couple,
        author_id=author,
        key_version=version,
        on_day=day,
        opens_at=opens_at,
        note_key=note_key,
        sealed=sealed,
    )


def is_kept(author: str, note_key: str) -> bool:
    return Shared.objects.filter(author_id=author, note_key=note_key).exists()


def _for(reader: str, couple: str, now: datetime) -> QuerySet[Shared]:
    """What a member may see: the own entries, and the other's from the moment they arrive."""
    return Shared.objects.filter(Q(author_id=reader) | Q(opens_at__lte=now), couple_id=couple)


def page(reader: str, couple: str, now: datetime, before: str, size: int) -> list[Shared]:
    """Fetch the newest, one more than asked for so that the page knows whether older ones exist.

    `before` is an entry's own id: a running number would tell what came and went unseen.
    """
    rows = _for(reader, couple, now)
    if before:
        rows = rows.filter(sequence__lt=one(reader, couple, before, now).sequence)
    return list(rows.order_by("-sequence")[: size + 1])


def one(reader: str, couple: str, entry: str, now: datetime) -> Shared:
    try:
        return _for(reader, couple, now).get(id=entry)
    except Shared.DoesNotExist:
        raise NotFound from None


def arrived_after(author: str, couple: str, sequence: int, since: datetime, now: datetime) -> list[Shared]:
    """Fetch the newest of one author's entries that arrived lately, at most eight, and read no more than these."""
    rows = Shared.objects.filter(couple_id=couple, author_id=author, sequence__gt=sequence, opens_at__lte=now)
    return [row for row in rows.order_by("-sequence")[:MOST_LATELY] if row.opens_at >= since]


def next_of(author: str, couple: str, sequence: int, until: datetime, most: int) -> list[Shared]:
    """Fetch one author's next entries after a place on their shelf, oldest first, arrived or arriving by `until`."""
    rows = Shared.objects.filter(couple_id=couple, author_id=author, sequence__gt=sequence, opens_at__lte=until)
    return list(rows.order_by("sequence")[:most])


def of_author(author: str, couple: str) -> Iterator[Shared]:
    return Shared.objects.filter(author_id=author, couple_id=couple).order_by("sequence").iterator(chunk_size=500)


def reseal_all(author: str, version: int, sealed: dict[str, bytes]) -> None:
    """Put many newly sealed entries in place in one go."""
    table = Shared._meta.db_table  # noqa: SLF001 - past the ORM, for speed under the lock
    sql = f"UPDATE {table} SET key_version = %s, sealed = %s WHERE id = %s AND author_id = %s"  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(version, blob, entry, author) for entry, blob in sealed.items()])


def remove(author: str, entry: str) -> bool:
    deleted, _ = Shared.objects.filter(id=entry, author_id=author).delete()
    return bool(deleted)


def remove_all(author: str, couple: str) -> None:
    Shared.objects.filter(author_id=author, couple_id=couple).delete()


def put_standing(person: str, couple: str, version: int, sealed: bytes) -> None:
    defaults = {"couple_id": couple, "key_version": version, "sealed": sealed}
    Standing.objects.update_or_create(person_id=person, defaults=defaults)


def standings(couple: str) -> list[Standing]:
    return list(Standing.objects.filter(couple_id=couple))


def drop_standings(couple: str) -> None:
    Standing.objects.filter(couple_id=couple).delete()
