from __future__ import annotations

from undrift.store.models import Acceptance
from undrift.store.queries.resealing import put_marks, put_seals


def put(line: str, person: str, version: int, mark: str, sealed: bytes) -> None:
    values = {"person_id": person, "key_version": version, "mark": mark, "sealed": sealed}
    Acceptance.objects.update_or_create(line_id=line, defaults=values)


def drop(line: str) -> None:
    Acceptance.objects.filter(line_id=line).delete()


def of(person: str, couple: str) -> list[Acceptance]:
    rows = Acceptance.objects.select_related("line", "line__acceptance")
    return list(rows.filter(person_id=person, line__couple_id=couple))


def reseal(version: int, sealed: dict[str, bytes]) -> None:
    put_seals(Acceptance, "line_id", version, sealed)


def mark(marks: dict[str, str]) -> None:
    put_marks(Acceptance, "line_id", marks)
