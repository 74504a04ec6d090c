"""What an app can know: only what people open, say and answer. The rest of a couple's life stays theirs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from lab.arrays import Bools, Floats, Ints
from lab.chance import Chance
from lab.couples import Couples, Group
from lab.day import Daytime
from lab.pairs import Pairs

WEEK = 7
WAYS_IN = {
    Group.ORDINARY: "flat",
    Group.FRAGILE: "fragile",
    Group.SEVERE: "argued",
    Group.ALONE: "alone",
    Group.AVOIDANT: "flat",
}
"""The door each group comes in by; the house knows the ground from it until somebody says more."""
FEELS_ONE_SIDED = 0.3
DEEPER_FROM_SAFETY = 0.5
LITTLE_FROM_STRAIN, PLENTY_BELOW_STRAIN = 0.8, 0.2


class Argued(IntEnum):
    """Where a person stands with the last argument they told the app of: at most 2 hours, a day, a week ago."""

    NOT = 0
    HEATED = 1
    FRESH = 2
    PARKED = 3


@dataclass(slots=True)
class Said:
    """What has been said so far and stands, (couples, 2); -1 in `argued_on` is never. `yes`: to going deeper."""

    argued_on: Ints
    yes: Bools


@dataclass(frozen=True, slots=True)
class Seen:
    """Tonight, for an app. `argued` is a matrix of `Argued`.

    `answers` to the weekly items, 0 to 4 (couples, 2, 4: safety, predictability, respect, met), count where `answered`.
    """

    day: int
    opens: Bools
    capacity: Ints
    said: Said
    argued: Ints
    answered: Bools
    answers: Ints
    feels_one_sided: Bools


def nothing_said(couples: Couples) -> Said:
    shape = couples.usual.shape
    return Said(argued_on=np.full(shape, -1), yes=np.zeros(shape, dtype=bool))


def seen(said: Said, pairs: Pairs, couples: Couples, chance: Chance, today: Daytime, day: int) -> Seen:
    opens = couples.uses & ~pairs.gone & (chance("opens") < pairs.appetite * couples.assumed("opens"))
    tells = opens & today.argued[:, None] & (chance("notes") < couples.assumed("notes"))
    said.argued_on = np.where(tells, day, said.argued_on)
    weekly = opens & (day % WEEK == WEEK - 1)
    said.yes = said.yes | (weekly & couples.would_say_yes & (pairs.safe >= DEEPER_FROM_SAFETY))
    answered = weekly & (chance("answers") < couples.assumed("answers"))
    return Seen(
        day=day,
        opens=opens,
        capacity=_capacity(pairs),
        said=said,
        argued=_argued(said, today, day),
        answered=answered,
        answers=_answers(pairs, couples, chance),
        feels_one_sided=answered & (pairs.met < FEELS_ONE_SIDED),
    )


def _answers(pairs: Pairs, couples: Couples, chance: Chance) -> Ints:
    """Answer the private weekly items, each with an error of its own."""
    wrong = couples.assumed("misread") * chance.reading
    return np.stack([*(_rounded(4 * pairs.safe + wrong[item], 4) for item in range(3)),
                     _rounded(4 * pairs.met + wrong[3], 4)], axis=-1)  # fmt: skip


def _rounded(value: Floats, most: int) -> Ints:
    return np.clip(np.rint(value), 0, most).astype(np.int64)


def _capacity(pairs: Pairs) -> Ints:
    """Tell how much there is tonight: 0 little, 1 some, 2 plenty."""
    return np.where(pairs.strain > LITTLE_FROM_STRAIN, 0, np.where(pairs.strain < PLENTY_BELOW_STRAIN, 2, 1))


def _argued(said: Said, today: Daytime, day: int) -> Ints:
    ago = np.where(said.argued_on < 0, WEEK + 1, day - said.argued_on)
    tonight = np.where(today.heated[:, None], Argued.HEATED, Argued.FRESH)
    return np.where(ago == 0, tonight, np.where(ago < WEEK, Argued.PARKED, Argued.NOT))
