from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q, QuerySet

from undrift.domain.lines import Room
from undrift.store.models import Line
from undrift.store.queries.lines import one


def _story(couple: str) -> QuerySet[Line]:
    return Line.objects.filter(couple_id=couple, page=Room.STORY)


def page(couple: str, after: str, at: str, size: int) -> list[Line]:
    """Fetch a stretch of the story in its order, one more than asked for; `after` and `at` are a piece's own id."""
    rows = _story(couple)
    if after or at:
        first = one(couple, after or at, Room.STORY)
        rows = rows.filter(_later_than(first) if after else _later_than(first) | Q(pk=first.pk))
    return list(rows.order_by("place", "sequence")[: size + 1])


def beside(couple: str, piece: Line) -> tuple[list[Line], list[Line]]:
    """Fetch the two pieces before one, nearest first, and the two after it."""
    rows = _story(couple)
    earlier = rows.filter(Q(place__lt=piece.place) | Q(place=piece.place, sequence__lt=piece.sequence))
    return (
        list(earlier.order_by("-place", "-sequence")[:2]),
        list(rows.filter(_later_than(piece)).order_by("place", "sequence")[:2]),
    )


def last(couple: str) -> Line | None:
    return _story(couple).order_by("-place", "-sequence").first()


def _later_than(piece: Line) -> Q:
    return Q(place__gt=piece.place) | Q(place=piece.place, sequence__gt=piece.sequence)


def put_place(piece: str, place: int) -> None:
    Line.objects.filter(id=piece).update(place=place)


def move_apart(couple: str, places: Callable[[int], list[int]]) -> None:
    """Give every piece a new place, in the same order."""
    rows = list(_story(couple).only("sequence", "place").order_by("place", "sequence"))
    for row, place in zip(rows, places(len(rows)), strict=True):
        row.place = place
    Line.objects.bulk_update(rows, ["place"], batch_size=200)
