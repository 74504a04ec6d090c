from __future__ import annotations

from undrift.domain.errors import NotFound
from undrift.domain.lines import Room
from undrift.store.models import Line, Ritual


def all_of(couple: str) -> list[Line]:
    """Fetch every time of two, oldest first, each with the other's yes and with what was moved or rests."""
    rows = Line.objects.select_related("acceptance", "ritual").filter(couple_id=couple, page=Room.RITUAL)
    return list(rows.order_by("sequence"))


def one(couple: str, line: str) -> Line:
    try:
        return Line.objects.select_related("acceptance", "ritual").get(id=line, couple_id=couple, page=Room.RITUAL)
    except Line.DoesNotExist:
        raise NotFound from None


def put(line: str, version: int, sealed: bytes) -> None:
    Ritual.objects.update_or_create(line_id=line, defaults={"key_version": version, "sealed": sealed})


def changes_of(couple: str) -> list[Ritual]:
    return list(Ritual.objects.filter(line__couple_id=couple))
