"""Lines for two, each on its author's shelf: agreements, what is parked, and the story."""

from __future__ import annotations

from django.db import models

from undrift.store.models.couples import Couple
from undrift.store.models.people import Person


class Line(models.Model):
    """One sealed line. Outside the seal there is no day. `place`: where it stands in the story, among the others.

    `mark` lets its author's own app tell its words from words that somebody sealed in their name.
    """

    sequence = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=32, unique=True)
    couple = models.ForeignKey(Couple, models.CASCADE, related_name="lines")
    author = models.ForeignKey(Person, models.CASCADE, related_name="lines")
    page = models.CharField(max_length=16)
    place = models.BigIntegerField(default=0)
    key_version = models.PositiveIntegerField()
    note_key = models.CharField(max_length=64)
    mark = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        db_table = "line"
        indexes = [models.Index(fields=["couple", "page", "place", "sequence"], name="line_in_its_place")]
        constraints = [models.UniqueConstraint(fields=["author", "note_key"], name="a_line_is_kept_once")]


class Acceptance(models.Model):
    """That the other said yes to a line, sealed on their own shelf with the name of the exact words."""

    line = models.OneToOneField(Line, models.CASCADE, primary_key=True, to_field="id", related_name="acceptance")
    person = models.ForeignKey(Person, models.CASCADE, related_name="acceptances")
    key_version = models.PositiveIntegerField()
    mark = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        db_table = "acceptance"
