from __future__ import annotations

from typing import Any

from django.db import IntegrityError, models, transaction


def kept_once(kind: type[models.Model], **columns: Any) -> bool:
    """Keep one row. False when this very one was kept before (a double click, a second try)."""
    try:
        with transaction.atomic():
            kind._default_manager.create(**columns)  # noqa: SLF001 - Django's public name for it begins with a line
    except IntegrityError:
        return False
    return True
