"""One writer at a time in this process: waiting here is cheaper and fairer than inside SQLite."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

_one_at_a_time = threading.RLock()


@contextmanager
def writing() -> Iterator[None]:
    """Hold the write lock around one transaction. Keep what happens inside short, and derive no keys in it."""
    with _one_at_a_time, transaction.atomic():
        yield
