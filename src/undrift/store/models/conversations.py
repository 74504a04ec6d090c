"""A guided conversation that is laid out, under way or just over."""

from __future__ import annotations

from django.db import models

from undrift.store.models.couples import Couple


class Conversation(models.Model):
    """One row a couple, sealed on the joint shelf, gone a few days later. Nothing that is said is in it.

    `mark`: which conversation this is. `number`: how often it moved, for both to see; `writes`: how often it was
    written. `gone_after`: the day after which it is swept away.
    """

    couple = models.OneToOneField(Couple, models.CASCADE, primary_key=True, related_name="conversation")
    mark = models.CharField(max_length=16)
    number = models.PositiveIntegerField()
    writes = models.PositiveIntegerField()
    gone_after = models.DateField()
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "conversation"
