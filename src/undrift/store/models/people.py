from __future__ import annotations

from django.db import models


class Person(models.Model):
    """Somebody with a door of their own. The name is for signing in and greeting; nothing else is readable here."""

    id = models.CharField(max_length=32, primary_key=True)
    name = models.CharField(max_length=60)
    name_key = models.CharField(max_length=120, unique=True)
    began_on = models.DateField()

    class Meta:
        db_table = "person"
