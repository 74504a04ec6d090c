from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from undrift.domain.errors import NotFound
from undrift.store.models import Shared, Standing
from undrift.store.queries.once import kept_once
from undrift.store.queries.resealing import put_seals

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


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who looks, at which couple's shelves, and when. `at_once`: names of what need not wait for a breakfast."""

    reader: str
    couple: str
    now: datetime
    at_once: tuple[str, ...] = ()


def _seen_by(eyes: Eyes) -> QuerySet[Shared]:
    """What a member may see: the own entries, and the other's from the moment they arrive."""
    seen = Q(author_id=eyes.reader) | Q(opens_at__lte=eyes.now) | Q(note_key__in=eyes.at_once)
    return Shared.objects.filter(seen, couple_id=eyes.couple)


def page(eyes: Eyes, before: str, size: int) -> list[Shared]:
    """Fetch the newest, one more than asked for so that the page knows whether older ones exist.

    `before` is an entry's own id: a running number would tell what came and went unseen. What stands there at once
    has a place of its own and is not among the pages.
    """
    rows = _seen_by(eyes).exclude(note_key__in=eyes.at_once)
    if before:
        rows = rows.filter(sequence__lt=one(eyes, before).sequence)
    return list(rows.order_by("-sequence")[: size + 1])


def one(eyes: Eyes, entry: str) -> Shared:
    try:
        return _seen_by(eyes).get(id=entry)
    except Shared.DoesNotExist:
        raise NotFound from None


def named(couple: str, authors: Sequence[str], names: Sequence[str]) -> list[Shared]:
    """Fetch what these authors have under these names. Asked with the couple, it would read every entry of the two."""
    rows = Shared.objects.filter(author_id__in=authors, note_key__in=names)
    return [row for row in rows if row.couple_id == couple]


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
    put_seals(Shared, "id", version, sealed, author_id=author)


def rename(author: str, before: str, after: str) -> None:
    """Give what stands under one name another, as when the key that it is drawn from is a new one."""
    Shared.objects.filter(author_id=author, note_key=before).update(note_key=after)


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
