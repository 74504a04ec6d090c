"""Times that return: what either of two moved or lets rest; and the address from which a calendar reads."""

from __future__ import annotations

from django.db import models

from undrift.store.models.lines import Line
from undrift.store.models.people import Person


class Ritual(models.Model):
    """Moves and rests of one line, sealed on the joint shelf: either may write them, and neither's name is on them.

    After new keys of one of the two, until the joint shelf begins anew, that person keeps them on their own.
    """

    line = models.OneToOneField(Line, models.CASCADE, primary_key=True, to_field="id", related_name="ritual")
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "ritual"


class Feed(models.Model):
    """One person's private calendar: a whole file, sealed under a key that only its address holds.

    `address` is derived from the secret in the address, so the row alone neither opens nor tells it.
    """

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="feed")
    address = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()

    class Meta:
        db_table = "feed"
