from __future__ import annotations

from django.db import models

from undrift.store.models.people import Person


class Door(models.Model):
    """One open door of one browser: `shared` or `private`. Its key is in the browser's cookie and nowhere else.

    `key_changes` is that of the member when the shelf keys inside were fetched.
    """

    session = models.CharField(max_length=64, db_index=True)
    scope = models.CharField(max_length=8)
    person = models.ForeignKey(Person, models.CASCADE, related_name="doors")
    idle_until = models.DateTimeField()
    ends_at = models.DateTimeField()
    idle_minutes = models.PositiveIntegerField()
    label = models.CharField(max_length=40)
    last_day = models.DateField()
    key_changes = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()

    class Meta:
        db_table = "door"
        constraints = [models.UniqueConstraint(fields=["session", "scope"], name="one_door_per_scope")]


class KnownBrowser(models.Model):
    """A browser that has signed in before keeps its own lane of tries, so that nobody can lock its owner out."""

    mark = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="known_browsers")
    last_day = models.DateField()

    class Meta:
        db_table = "known_browser"


class Lane(models.Model):
    """How many tries one lane has had in its window. The lane's name is a keyed hash: no address is kept."""

    name = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField()
    tries = models.PositiveIntegerField()

    class Meta:
        db_table = "lane"
