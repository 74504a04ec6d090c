"""What lies for both to answer: a question of the deck, or a letter for a later day."""

from __future__ import annotations

from django.db import models

from undrift.store.models.couples import Couple


class Question(models.Model):
    """One thing to answer, sealed on the joint shelf. `id` is the prompt of its answers; nothing says who began.

    `page`: a question or a letter. What it asks, and a letter's day, are inside the seal.
    """

    sequence = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=32, unique=True)
    couple = models.ForeignKey(Couple, models.CASCADE, related_name="questions")
    page = models.CharField(max_length=9)
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "question"
        indexes = [models.Index(fields=["couple", "page", "sequence"], name="question_of_a_page")]
