from __future__ import annotations

from datetime import date

from undrift.store.models import Sheet


def all_of(owner: str) -> list[Sheet]:
    """Fetch a person's sheets, as few as there are kinds: which is which is known only inside the seal."""
    return list(Sheet.objects.filter(owner_id=owner).order_by("on_day", "id"))


def put(sheet: str, owner: str, version: int, day: date, sealed: bytes) -> None:
    defaults = {"owner_id": owner, "key_version": version, "on_day": day, "sealed": sealed}
    Sheet.objects.update_or_create(id=sheet, owner_id=owner, defaults=defaults)


def reseal(owner: str, sheet: str, version: int, sealed: bytes) -> None:
    Sheet.objects.filter(id=sheet, owner_id=owner).update(key_version=version, sealed=sealed)


def remove(owner: str, sheets: list[str]) -> None:
    Sheet.objects.filter(owner_id=owner, id__in=sheets).delete()
