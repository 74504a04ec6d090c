from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from undrift.store.models import Answer, Question
from undrift.store.queries.resealing import put_seals


def newest(couple: str, *pages: str) -> list[Question]:
    """Fetch the newest of each page in one query, however many there were."""
    each = (Subquery(_of(couple, page).order_by("-sequence").values("sequence")[:1]) for page in pages)
    return list(Question.objects.filter(reduce(or_, (Q(sequence=found) for found in each))))


def _of(couple: str, page: str) -> QuerySet[Question]:
    return Question.objects.filter(couple_id=couple, page=page)


def one(couple: str, prompt: str) -> Question | None:
    return Question.objects.filter(couple_id=couple, id=prompt).first()


def at(couple: str, sequence: int) -> Question | None:
    return Question.objects.filter(couple_id=couple, sequence=sequence).first()


def told(author: str, couple: str, before: int | None, how_many: int) -> list[Question]:
    """Fetch what was answered by this author and has been released, newest first; `before` is a place in the list."""
    mine = Answer.objects.filter(couple_id=couple, author_id=author, prompt=OuterRef("id")).exclude(released=b"")
    found = Question.objects.filter(Exists(mine), couple_id=couple)
    found = found if before is None else found.filter(sequence__lt=before)
    return list(found.order_by("-sequence")[:how_many])


def of_couple(couple: str) -> list[Question]:
    return list(Question.objects.filter(couple_id=couple))


def add(prompt: str, couple: str, page: str, version: int, sealed: bytes) -> None:
    Question.objects.create(id=prompt, couple_id=couple, page=page, key_version=version, sealed=sealed)


def reseal(version: int, sealed: dict[str, bytes]) -> None:
    put_seals(Question, "id", version, sealed)


def drop_where_nobody_answered(couple: str, prompt: str | None = None) -> None:
    """Drop what nobody needs any more: this one, or each one of a couple."""
    rows = Question.objects.filter(couple_id=couple) if prompt is None else Question.objects.filter(id=prompt)
    rows.filter(~Exists(Answer.objects.filter(couple_id=couple, prompt=OuterRef("id")))).delete()


def drop_all(couple: str) -> None:
    Question.objects.filter(couple_id=couple).delete()
