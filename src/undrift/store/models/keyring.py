"""Wraps only: every column here is public or sealed under a person's own user key. Backed up apart from content."""

from __future__ import annotations

from django.db import models

from undrift.store.models.people import Person


class Keyring(models.Model):
    person = models.OneToOneField(Person, models.CASCADE, primary_key=True)
    public_key = models.BinaryField()
    sealed_private_key = models.BinaryField()
    notebook_public_key = models.BinaryField()
    sealed_notebook_private_key = models.BinaryField()
    sealed_desk_key = models.BinaryField()

    class Meta:
        db_table = "keyring"


class NotebookKey(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="notebook_keys")
    version = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "keyring_notebook_key"
        constraints = [models.UniqueConstraint(fields=["person", "version"], name="one_notebook_key_per_version")]


class Slot(models.Model):
    """One way to open a person's user key: a passphrase or a recovery code."""

    id = models.CharField(max_length=32, primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="slots")
    kind = models.CharField(max_length=16)
    params = models.TextField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "keyring_slot"


class Pin(models.Model):
    """Another person's public key as this person confirmed it, sealed. One at a time."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="pin")
    partner = models.CharField(max_length=32)
    sealed = models.BinaryField()

    class Meta:
        db_table = "keyring_pin"


class Envelope(models.Model):
    """A shelf key for one member. Deleting every envelope of a shelf shreds what stands on it."""

    couple = models.CharField(max_length=32, db_index=True)
    shelf = models.CharField(max_length=70)
    version = models.PositiveIntegerField()
    member = models.ForeignKey(Person, models.CASCADE, related_name="envelopes")
    sender = models.CharField(max_length=32)
    sealed = models.BinaryField()

    class Meta:
        db_table = "keyring_envelope"
        constraints = [models.UniqueConstraint(fields=["shelf", "version", "member"], name="one_envelope_per_member")]
