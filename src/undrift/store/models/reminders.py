"""When somebody is to be reminded, where to, and what is on its way. All of it is readable: the worker has no key."""

from __future__ import annotations

from django.db import models

from undrift.store.models.people import Person


class Reminder(models.Model):
    """One a day at most. `due`: it is still to come; else its day is used up. `until`: after that it is let go.

    `if_ready`: only where something of the other's can be read by then.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="reminders")
    day = models.DateField()
    due_at = models.DateTimeField()
    until = models.DateTimeField()
    if_ready = models.BooleanField(default=False)
    due = models.BooleanField(default=True)

    class Meta:
        db_table = "reminder"
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="one_reminder_a_day")]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(due=True), name="reminder_due")]


class Place(models.Model):
    """Where a person's reminders go: a browser (`push`) or an address (`mail`).

    `session`: the door of that browser, so that signing out there ends it. `trouble`: how the last one fared, if badly.
    `confirmed`: an address counts once the number sent to it was typed here; `tries`: how often another was typed.
    """

    id = models.CharField(max_length=32, primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="places")
    kind = models.CharField(max_length=4)
    label = models.CharField(max_length=40)
    address = models.CharField(max_length=1000)
    public_key = models.BinaryField(default=bytes)
    shared_secret = models.BinaryField(default=bytes)
    mark = models.CharField(max_length=64, default="", db_index=True)
    session = models.CharField(max_length=64, default="", db_index=True)
    confirmed = models.BooleanField(default=True)
    tries = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=8, default="")

    class Meta:
        db_table = "reminder_place"


class Delivery(models.Model):
    """One reminder on its way to one place. `sending_since`: a worker has it in hand; found again, it is let go."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="deliveries")
    due_at = models.DateTimeField(db_index=True)
    until = models.DateTimeField()
    sending_since = models.DateTimeField(null=True, db_index=True)

    class Meta:
        db_table = "reminder_delivery"


class PushKey(models.Model):
    """The one key by which push services know this home. It opens nothing."""

    private_key = models.BinaryField()

    class Meta:
        db_table = "push_key"
