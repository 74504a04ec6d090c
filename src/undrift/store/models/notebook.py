from __future__ import annotations

from django.db import models

from undrift.store.models.people import Person


class Entry(models.Model):
    """One sealed note. The exact time and its kind are inside the seal; outside there is only the day.

    `key_version` 0 means: left at the closed door, sealed to the owner's notebook public key.
    """

    sequence = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=32, unique=True)
    owner = models.ForeignKey(Person, models.CASCADE, related_name="entries")
    key_version = models.PositiveIntegerField()
    on_day = models.DateField()
    gone_after = models.DateField(null=True, db_index=True)
    note_key = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        db_table = "entry"
        indexes = [
            models.Index(fields=["owner", "-sequence"], name="entry_newest_first"),
            models.Index(fields=["owner", "key_version"], name="entry_left_at_the_door"),
        ]
        constraints = [models.UniqueConstraint(fields=["owner", "note_key"], name="a_note_is_kept_once")]
