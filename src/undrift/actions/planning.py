"""Four weeks of due times, laid out in rows by whoever has their desk open. The rows say when and nothing else."""

from __future__ import annotations

from django.conf import settings

from undrift.adapters import clock
from undrift.domain import reminder_plan
from undrift.domain.desk import Desk
from undrift.domain.reminder_plan import Sent
from undrift.store.queries import reminders


def keep(person: str, before: Desk, after: Desk) -> None:
    """Put the plan that follows from a desk in place of the one before. Call it inside the write lock."""
    if not (before.reminders.on or after.reminders.on):
        return
    sent = [Sent(*used) for used in reminders.used_days(person)]
    zone = clock.zone(after.zone, settings.HOME_ZONE)
    plan = {(due.day, due.at, due.until, due.if_ready) for due in reminder_plan.plan(after, clock.now(), zone, sent)}
    there = {(row.day, row.due_at, row.until, row.if_ready) for row in reminders.due_rows(person)}
    if plan != there:
        reminders.replace_due(person, sorted(plan))
