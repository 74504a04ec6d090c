from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import F, Q

from undrift.store.models import Door, KnownBrowser, Lane


def doors(session: str) -> list[Door]:
    """Fetch both doors of one browser with the person, desk and couple behind them: the one query a page needs."""
    behind = ("person", "person__desk", "person__member__couple")
    return list(Door.objects.filter(session=session).select_related(*behind))


def add_door(  # noqa: PLR0913 - one row, its columns
    *,
    session: str,
    scope: str,
    person: str,
    now: datetime,
    idle: timedelta,
    life: timedelta,
    label: str,
    day: date,
    key_changes: int,
    sealed: bytes,
) -> None:
    Door.objects.create(
        session=session,
        scope=scope,
        person_id=person,
        idle_until=now + idle,
        ends_at=now + life,
        idle_minutes=int(idle.total_seconds() // 60),
        label=label,
        last_day=day,
        key_changes=key_changes,
        sealed=sealed,
    )


def reseal_shared(session: str, sealed: bytes, key_changes: int) -> None:
    Door.objects.filter(session=session, scope="shared").update(sealed=sealed, key_changes=key_changes)


def extend(session: str, scope: str, idle_until: datetime, day: date) -> None:
    Door.objects.filter(session=session, scope=scope).update(idle_until=idle_until, last_day=day)


def is_open(session: str) -> bool:
    return Door.objects.filter(session=session, scope="shared").exists()


def close(session: str, scope: str | None = None) -> None:
    rows = Door.objects.filter(session=session)
    (rows.filter(scope=scope) if scope else rows).delete()


def close_all(person: str, but: str = "") -> None:
    Door.objects.filter(person_id=person).exclude(session=but).delete()


def close_one(person: str, session: str) -> bool:
    deleted, _ = Door.objects.filter(person_id=person, session=session).delete()
    return bool(deleted)


def shared_doors_of(person: str, now: datetime) -> list[Door]:
    return list(
        Door.objects.filter(person_id=person, scope="shared", idle_until__gt=now, ends_at__gt=now).order_by("-last_day")
    )


def sweep(now: datetime) -> None:
    Door.objects.filter(Q(idle_until__lt=now) | Q(ends_at__lt=now)).delete()
    Lane.objects.filter(until__lt=now).delete()


def browser_is_known(mark: str, person: str) -> bool:
    return KnownBrowser.objects.filter(mark=mark, person_id=person).exists()


def know_browser(mark: str, person: str, day: date) -> None:
    KnownBrowser.objects.update_or_create(mark=mark, defaults={"person_id": person, "last_day": day})


def forget_browsers(person: str, but: str = "") -> None:
    KnownBrowser.objects.filter(person_id=person).exclude(mark=but).delete()


def tries_in(lane: str, now: datetime) -> tuple[int, datetime | None]:
    row = Lane.objects.filter(name=lane, until__gt=now).first()
    return (row.tries, row.until) if row else (0, None)


def count_try(lane: str, now: datetime, window: timedelta) -> None:
    """Count one try; an ended window starts anew."""
    if not Lane.objects.filter(name=lane, until__gt=now).update(tries=F("tries") + 1):
        Lane.objects.update_or_create(name=lane, defaults={"until": now + window, "tries": 1})


def give_back_try(lane: str) -> None:
    Lane.objects.filter(name=lane, tries__gt=0).update(tries=F("tries") - 1)


def clear_lane(lane: str) -> None:
    Lane.objects.filter(name=lane).delete()
