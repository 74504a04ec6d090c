"""Who decides what is suggested. All draw from the same shelf; they differ in how often, how deep and after what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from lab.arrays import Bools, Ints, both
from lab.couples import Couples
from lab.effects import Effects
from lab.readings import Seen

WEEK = 7
RAMP_STEP_DAYS = 14
COURSE_DAYS, SESSIONS_A_WEEK = 56, 2
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Heard:
    """What people let the app know of tonight's step, (couples, 2). `declined` is *not today*, said aloud."""

    done: Bools
    declined: Bools
    too_much: Bools
    closer: Bools
    same: Bools


class Policy(Protocol):
    """Suggests and listens. A step is a row of the shelf; -1 is none."""

    def suggest(self, seen: Seen, rng: np.random.Generator) -> Ints: ...

    def hear(self, steps: Ints, heard: Heard) -> None: ...


class Nothing:
    """No app at all."""

    def suggest(self, seen: Seen, rng: np.random.Generator) -> Ints:  # noqa: ARG002 - a policy's shape
        return np.full(seen.opens.shape, -1)

    def hear(self, steps: Ints, heard: Heard) -> None:
        """Learn nothing."""


class Calendar(Nothing):
    """Suggests by the calendar alone: on the days of `every`, something from `shallowest` to `deepest` for that day.

    Touch still needs the yes of both, and what takes two is not suggested to somebody alone.
    """

    def __init__(self, couples: Couples, effects: Effects, every: tuple[int, ...] = tuple(range(WEEK))) -> None:
        self.couples, self.effects, self.every = couples, effects, every

    def depths(self, day: int) -> tuple[int, int]:  # noqa: ARG002 - what heirs go by
        return 0, 1

    def suggest(self, seen: Seen, rng: np.random.Generator) -> Ints:
        picks = rng.random(seen.opens.shape)
        if seen.day % WEEK not in self.every:
            return np.full(seen.opens.shape, -1)
        return np.where(seen.opens, _even(self._fitting(seen), picks), -1)

    def _fitting(self, seen: Seen) -> Bools:
        shallowest, deepest = self.depths(seen.day)
        e = self.effects
        within = ((e.depth >= shallowest) & (e.depth <= deepest))[:-1]
        linked = both(self.couples.uses)[:, :, None]
        welcome = both(seen.said.yes)[:, :, None]
        fitting = within & (linked | ~e.for_two[:-1]) & (welcome | ~e.touches[:-1])
        return np.broadcast_to(fitting, (len(seen.opens), 2, len(within)))


class Ramp(Calendar):
    """A programme that goes deeper every two weeks, whatever the answer."""

    def depths(self, day: int) -> tuple[int, int]:
        deepest = min(day // RAMP_STEP_DAYS, DEEPEST)
        return max(deepest - 1, 0), deepest


class Course(Nothing):
    """The automated programme of the trials, roughly: half an hour twice a week, on evenings of one's own choice."""

    def __init__(self, couples: Couples, session: int) -> None:
        self.session, self.done = session, np.zeros(couples.usual.shape)

    def suggest(self, seen: Seen, rng: np.random.Generator) -> Ints:  # noqa: ARG002 - a policy's shape
        if seen.day % WEEK == 0:
            self.done = np.zeros_like(self.done)
        waits = (self.done < SESSIONS_A_WEEK) & (seen.day < COURSE_DAYS)
        return np.where(seen.opens & waits, self.session, -1)

    def hear(self, steps: Ints, heard: Heard) -> None:  # noqa: ARG002 - a policy's shape
        self.done += heard.done


class Script(Nothing):
    """Suggests what is written for a day: `lines` are steps by day, for each of the two (-1 none)."""

    def __init__(self, lines: dict[int, tuple[int, int]]) -> None:
        self.lines = lines

    def suggest(self, seen: Seen, rng: np.random.Generator) -> Ints:  # noqa: ARG002 - a policy's shape
        steps = np.array(self.lines.get(seen.day, (-1, -1)))
        return np.where(seen.opens, steps, -1)


def _even(fitting: Bools, picks: np.ndarray) -> Ints:
    """Pick evenly among what fits, by one draw from 0 to 1; -1 where nothing does."""
    place = np.floor(picks * fitting.sum(axis=-1)).astype(np.int64)[..., None]
    chosen = np.argmax(np.cumsum(fitting, axis=-1) > place, axis=-1)
    return np.where(fitting.any(axis=-1), chosen, -1)
