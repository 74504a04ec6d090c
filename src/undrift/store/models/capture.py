from __future__ import annotations

from django.db import models

from undrift.store.models.people import Person


class CaptureKey(models.Model):
    """A key that can leave a note at its owner's closed notebook and do nothing else. Of the key there is only a hash.

    `seals_to` binds it to the notebook's public key of the day it was made; `sealed` says where it lives, since when.
    """

    id = models.CharField(max_length=32, primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="capture_keys")
    token_hash = models.CharField(max_length=64, unique=True)
    seals_to = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        db_table = "capture_key"
