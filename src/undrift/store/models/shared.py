"""What stands on the shelves of a couple."""

from __future__ import annotations

from django.db import models

from undrift.store.models.couples import Couple
from undrift.store.models.people import Person


class Shared(models.Model):
    """One sealed entry on its author's shelf. Outside the seal there is the day, and never the hour of writing.

    `opens_at`: its author's breakfast, from which on the other can read it.
    """

    sequence = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=32, unique=True)
    couple = models.ForeignKey(Couple, models.CASCADE, related_name="shared")
    author = models.ForeignKey(Person, models.CASCADE, related_name="shared")
    key_version = models.PositiveIntegerField()
    on_day = models.DateField()
    opens_at = models.DateTimeField()
    note_key = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        db_table = "shared"
        indexes = [
            models.Index(fields=["couple", "-sequence"], name="shared_newest_first"),
            models.Index(fields=["couple", "author", "-sequence"], name="shared_of_one_author"),
        ]
        constraints = [models.UniqueConstraint(fields=["author", "note_key"], name="an_entry_is_shared_once")]


class Standing(models.Model):
    """The little that crosses over for choosing steps, one row a person on the joint shelf (Ruling, decision 4)."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="standing")
    couple = models.ForeignKey(Couple, models.CASCADE, related_name="standings")
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "standing"
