from __future__ import annotations

from django.db import models

from undrift.store.models.people import Person


class Sheet(models.Model):
    """One sealed sheet of *Looking back*. Which one it is, and what it says, is inside the seal.

    `on_day` is the day it was last changed.
    """

    id = models.CharField(max_length=32, primary_key=True)
    owner = models.ForeignKey(Person, models.CASCADE, related_name="sheets")
    key_version = models.PositiveIntegerField()
    on_day = models.DateField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "sheet"
