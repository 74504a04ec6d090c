from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from undrift.store.models import Answer


def of_couple(couple: str) -> list[Answer]:
    return list(Answer.objects.filter(couple_id=couple))


def of_page(couple: str, page: str) -> list[Answer]:
    return list(Answer.objects.filter(couple_id=couple, page=page))


def of_prompts(couple: str, pages: Iterable[str], prompts: Iterable[str]) -> list[Answer]:
    return list(Answer.objects.filter(couple_id=couple, page__in=pages, prompt__in=prompts))


def of_author(author: str, couple: str) -> list[Answer]:
    return list(Answer.objects.filter(author_id=author, couple_id=couple))


def add(couple: str, author: str, page: str, prompt: str, **columns: Any) -> None:
    Answer.objects.create(couple_id=couple, author_id=author, page=page, prompt=prompt, **columns)


def release(answer: str, released: bytes, version: int, receipt: bytes) -> bool:
    """Keep a release and its receipt, once; they are never written again. False when they were kept before."""
    rows = Answer.objects.filter(id=answer, released=b"", receipt=b"")
    return bool(rows.update(released=released, released_version=version, receipt=receipt))


def is_there(answer: str) -> bool:
    return Answer.objects.filter(id=answer).exists()


def put(answer: str, **columns: Any) -> None:
    Answer.objects.filter(id=answer).update(**columns)


def remove(answer: str) -> bool:
    deleted, _ = Answer.objects.filter(id=answer).delete()
    return bool(deleted)


def remove_all(author: str, couple: str) -> None:
    Answer.objects.filter(author_id=author, couple_id=couple).delete()
