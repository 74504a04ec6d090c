"""Tries at a door run in lanes. A full lane makes strangers wait; it never shuts out the owner's own browser."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from undrift.adapters import clock
from undrift.domain.errors import TooBusy, TooManyTries
from undrift.store.queries import sessions
from undrift.store.writing import writing

LONGEST = timedelta(days=1)
"""No lane counts for longer; what is over is swept within the hour."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane: at most `most` tries in `window`."""

    name: str
    most: int
    window: timedelta


def keyed(*parts: str) -> str:
    """Name something for a table without writing it there."""
    message = "\0".join(parts).encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def sign_in_lanes(person: str, browser: str, address: str, *, known: bool) -> tuple[Lane, ...]:
    if known:
        return (Lane(keyed("known", person, browser), 5, timedelta(minutes=15)),)
    return (
        Lane(keyed("account", person), 10, timedelta(hours=1)),
        Lane(keyed("address", address), 30, timedelta(hours=1)),
    )


def recovery_lanes(person: str, address: str) -> tuple[Lane, ...]:
    return (
        Lane(keyed("recovery", person), 5, LONGEST),
        Lane(keyed("address", address), 30, timedelta(hours=1)),
    )


def sign_up_lanes(address: str) -> tuple[Lane, ...]:
    return (Lane(keyed("sign-up", address), 20, timedelta(hours=1)),)


def invitation_lanes(address: str) -> tuple[Lane, ...]:
    return (Lane(keyed("invitation", address), 10, timedelta(hours=1)),)


def begin(lanes: tuple[Lane, ...]) -> None:
    """Take a place in every lane before the costly work begins; TooManyTries says how long the wait is."""
    now = clock.now()
    with writing():
        for lane in lanes:
            tries, until = sessions.tries_in(lane.name, now)
            if tries >= lane.most and until is not None:
                raise TooManyTries(seconds=max(1, int((until - now).total_seconds())))
        for lane in lanes:
            sessions.count_try(lane.name, now, lane.window)


@contextmanager
def given_back_when_busy(lanes: tuple[Lane, ...]) -> Iterator[None]:
    """Give the try back when the house was too busy to look at it."""
    try:
        yield
    except TooBusy:
        give_back(lanes)
        raise


def give_back(lanes: tuple[Lane, ...]) -> None:
    """Take back one try: it was none, or it was right."""
    with writing():
        for lane in lanes:
            sessions.give_back_try(lane.name)


def went_well(lanes: tuple[Lane, ...]) -> None:
    """Empty the lanes that belong to the person; an address keeps its count, so that one success cannot reset it."""
    with writing():
        for lane in lanes[:1]:
            sessions.clear_lane(lane.name)
