"""Two people: an invitation under way, the couple, and who belongs to it."""

from __future__ import annotations

from django.db import models

from undrift.store.models.people import Person


class Invitation(models.Model):
    """One open invitation of one person. Its secret is kept as a hash, and sealed for its author to see again."""

    inviter = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="invitation")
    token_hash = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()
    sealed_token = models.BinaryField()

    class Meta:
        db_table = "invitation"


class Couple(models.Model):
    """Two people who share a place. `closed`: one of them has left it. `renewals`: how often words were read anew."""

    id = models.CharField(max_length=32, primary_key=True)
    began_on = models.DateField()
    closed = models.BooleanField(default=False)
    renewals = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "couple"


class Member(models.Model):
    """That a person belongs to a couple, one at a time. `confirmed`: they said that the words are the same.

    `key_changes` goes up whenever an envelope of theirs changes, so that open doors fetch the new keys.
    """

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="member")
    couple = models.ForeignKey(Couple, models.CASCADE, related_name="members")
    confirmed = models.BooleanField(default=False)
    sealed_token = models.BinaryField()
    key_changes = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "member"
