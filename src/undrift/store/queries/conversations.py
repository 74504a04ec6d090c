from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import F

from undrift.store.models import Conversation, Door


def of(couple: str) -> Conversation | None:
    return Conversation.objects.filter(pk=couple).first()


def begin(couple: str, **columns: Any) -> None:
    """Put a new one in the place of any other. Call it inside the write lock."""
    Conversation.objects.update_or_create(couple_id=couple, defaults={"writes": 1, **columns})


def move(row: Conversation, **columns: Any) -> bool:
    """Write what a row has become. False when it is no longer the row that was read."""
    rows = Conversation.objects.filter(pk=row.pk, mark=row.mark, writes=row.writes)
    return bool(rows.update(writes=F("writes") + 1, **columns))


def reseal(couple: str, key_version: int, sealed: bytes) -> None:
    Conversation.objects.filter(pk=couple).update(key_version=key_version, sealed=sealed, writes=F("writes") + 1)


def drop(couple: str) -> None:
    Conversation.objects.filter(pk=couple).delete()


def sweep(day: date) -> None:
    Conversation.objects.filter(gone_after__lt=day).delete()


def data_version() -> int:
    """A number that changes whenever another connection has written to the database; to ask costs microseconds."""
    with connection.cursor() as cursor:
        return int(cursor.execute("PRAGMA data_version").fetchone()[0])


def numbers() -> dict[str, tuple[str, int]]:
    """Name every couple that has a conversation, with its mark and its number."""
    rows = Conversation.objects.values_list("couple_id", "mark", "number")
    return {couple: (mark, number) for couple, mark, number in rows}


def still_open(now: datetime) -> set[tuple[str, str]]:
    """Name every open session with the couple its person belongs to, as long as neither has left it."""
    doors = Door.objects.filter(scope="shared", idle_until__gt=now, ends_at__gt=now)
    couple = "person__member__couple"
    rows = doors.filter(**{f"{couple}__closed": False}).values_list("session", f"{couple}_id")
    return {(session, couple_id) for session, couple_id in rows if couple_id}


def leave_the_database() -> None:
    """Close this thread's connection."""
    connection.close()
