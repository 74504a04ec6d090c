from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from undrift.store.models import Member, PushKey, Reminder, Shared


def due_rows(person: str) -> list[Reminder]:
    return list(Reminder.objects.filter(person_id=person, due=True))


def used_days(person: str) -> list[tuple[date, datetime]]:
    return list(Reminder.objects.filter(person_id=person, due=False).values_list("day", "due_at"))


def replace_due(person: str, rows: Iterable[tuple[date, datetime, datetime, bool]]) -> None:
    """Put a new plan in place of what is still to come. A day that is used up stays so."""
    Reminder.objects.filter(person_id=person, due=True).delete()
    fresh = [
        Reminder(person_id=person, day=day, due_at=at, until=until, if_ready=if_ready)
        for day, at, until, if_ready in rows
    ]
    Reminder.objects.bulk_create(fresh)


def anything_due(now: datetime) -> bool:
    return Reminder.objects.filter(due=True, due_at__lte=now).exists()


def next_due(now: datetime, most: int) -> list[Reminder]:
    """Fetch those whose time has come, oldest first."""
    return list(Reminder.objects.filter(due=True, due_at__lte=now).order_by("due_at")[:most])


def use_up(rows: Sequence[Reminder]) -> None:
    """Take these days as spent: whatever becomes of the reminder, there is no second one."""
    Reminder.objects.filter(pk__in=[row.pk for row in rows]).update(due=False)


def drop(rows: Sequence[Reminder]) -> None:
    Reminder.objects.filter(pk__in=[row.pk for row in rows]).delete()


def let_go_before(moment: datetime) -> int:
    """Delete what should have gone out long ago: after a night without power nothing comes in a burst."""
    return Reminder.objects.filter(due=True, due_at__lt=moment).delete()[0]


def forget_used(before: datetime, after: datetime) -> None:
    """Delete days that are used up and over; and those that only a wrong clock can have made."""
    used = Reminder.objects.filter(due=False)
    used.filter(due_at__lt=before).delete()
    used.filter(due_at__gt=after).delete()


def something_lies_ready(person: str, since: datetime, until: datetime) -> bool:
    """Tell whether something of the other's came to be readable in between: a moment in a row, nothing of its words."""
    here = Member.objects.filter(person_id=person, couple__closed=False).values_list("couple_id", flat=True)
    rows = Shared.objects.filter(couple_id__in=list(here), opens_at__gt=since, opens_at__lte=until)
    return rows.exclude(author_id=person).exists()


def push_key() -> bytes | None:
    found = PushKey.objects.values_list("private_key", flat=True).first()
    return bytes(found) if found else None


def keep_push_key(private_key: bytes) -> None:
    PushKey.objects.create(pk=1, private_key=private_key)
