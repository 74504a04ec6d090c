from __future__ import annotations

from django.db import models

from undrift.store.models.people import Person


class Desk(models.Model):
    """One sealed row of working state per person. Bounded, so that a page costs the same after ten years."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True)
    sealed = models.BinaryField()

    class Meta:
        db_table = "desk"
