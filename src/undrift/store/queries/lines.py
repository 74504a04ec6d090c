from __future__ import annotations

from collections.abc import Iterator

from undrift.domain.errors import NotFound
from undrift.domain.lines import Room
from undrift.store.models import Acceptance, Line
from undrift.store.queries.once import kept_once
from undrift.store.queries.resealing import put_marks, put_seals


def add(  # noqa: PLR0913 - one row, its columns
    line: str, couple: str, author: str, *, page: str, place: int, version: int, note_key: str, mark: str, sealed: bytes
) -> bool:
    """Keep one line; False when it was kept before."""
    return kept_once(
        Line,
        id=line,
        couple_id=couple,
        author_id=author,
        page=page,
        place=place,
        key_version=version,
        note_key=note_key,
        mark=mark,
        sealed=sealed,
    )


def all_of(couple: str, *pages: str) -> list[Line]:
    """Fetch the lines of pages that are shown whole, oldest first, each with the other's yes."""
    rows = Line.objects.select_related("acceptance").filter(couple_id=couple, page__in=pages)
    return list(rows.order_by("sequence"))


def one(couple: str, line: str, *pages: str) -> Line:
    try:
        return Line.objects.select_related("acceptance").get(id=line, couple_id=couple, page__in=pages)
    except Line.DoesNotExist:
        raise NotFound from None


def how_many(author: str, couple: str, page: str) -> int:
    return Line.objects.filter(author_id=author, couple_id=couple, page=page).count()


def of_author(author: str, couple: str) -> Iterator[Line]:
    return Line.objects.filter(author_id=author, couple_id=couple).order_by("sequence").iterator(chunk_size=500)


def withdrawn_of(author: str, couple: str) -> list[Line]:
    return list(Line.objects.filter(author_id=author, couple_id=couple, page=Room.WITHDRAWN))


def put(line: str, version: int, mark: str, sealed: bytes) -> None:
    """Put other words in place; a yes to the words of before goes."""
    Acceptance.objects.filter(line_id=line).delete()
    Line.objects.filter(id=line).update(key_version=version, mark=mark, sealed=sealed)


def set_aside_for_author(line: str) -> None:
    """Take a line from every page; its author's own app takes the words home."""
    Acceptance.objects.filter(line_id=line).delete()
    Line.objects.filter(id=line).update(page=Room.WITHDRAWN)


def remove(author: str, line: str) -> bool:
    deleted, _ = Line.objects.filter(id=line, author_id=author).delete()
    return bool(deleted)


def remove_all(person: str, couple: str) -> None:
    """Remove a person's lines, and what they said to the other's."""
    Line.objects.filter(author_id=person, couple_id=couple).delete()
    Acceptance.objects.filter(person_id=person, line__couple_id=couple).delete()


def reseal(version: int, sealed: dict[str, bytes]) -> None:
    put_seals(Line, "id", version, sealed)


def mark(marks: dict[str, str]) -> None:
    put_marks(Line, "id", marks)
