"""What two wrote alone and open together."""

from __future__ import annotations

from django.db import models

from undrift.store.models.couples import Couple
from undrift.store.models.people import Person


class Answer(models.Model):
    """Something written alone, fixed before the other's can be read: docs/vault-format.md, *Answers*.

    `page`: the years ahead, a question or a letter. `prompt` is drawn by whoever is first. `seen` lies on the joint
    shelf (`seen_version`), `released` on the author's own (`released_version`); `sealed_key` and `receipt` open with
    the author's desk key alone.
    """

    id = models.CharField(max_length=32, primary_key=True)
    couple = models.ForeignKey(Couple, models.CASCADE, related_name="answers")
    author = models.ForeignKey(Person, models.CASCADE, related_name="answers")
    page = models.CharField(max_length=9, default="future")
    prompt = models.CharField(max_length=32)
    sealed = models.BinaryField()
    sealed_key = models.BinaryField()
    seen = models.BinaryField()
    seen_version = models.PositiveIntegerField()
    released = models.BinaryField(default=bytes)
    released_version = models.PositiveIntegerField(default=0)
    receipt = models.BinaryField(default=bytes)

    class Meta:
        db_table = "answer"
        constraints = [models.UniqueConstraint(fields=["couple", "author", "prompt"], name="one_answer_to_a_prompt")]
        indexes = [models.Index(fields=["couple", "page", "prompt"], name="answer_of_a_page")]
