"""What an app can know: only what people open, say and answer. The rest of a couple's life stays theirs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from lab.arrays import Bools, Floats, Ints
from lab.chance import Chance
from lab.couples import Couples, Group
from lab.day import Daytime, felt
from lab.pairs import Pairs
from undrift.domain.desk import Desk

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
    """What has been said so far, (couples, 2). Levels run 0 to 4, closeness 0 to 6; -1 in `argued_on` is never."""

    level: Ints
    closeness: Ints
    responsiveness: Ints
    one_sided: Ints
    argued_on: Ints
    yes: Bools
    last_opened: Ints


@dataclass(frozen=True, slots=True)
class Seen:
    """Tonight, for an app. `argued` is a matrix of `Argued`; `silent`: days since the other opened the app."""

    day: int
    opens: Bools
    capacity: Ints
    said: Said
    argued: Ints
    silent: Ints


def nothing_said(couples: Couples) -> Said:
    """Begin as the house does: with the way in, and with the cautious values of what was never said."""
    shape = couples.usual.shape
    person = [Desk(way_in=WAYS_IN[group]).question("2031-01-01T21:00:00")["person"] for group in Group]
    ground = [min(each["safety"], each["predictability"], each["respect"]) for each in person]

    def by_group(values: list[int]) -> Ints:
        return np.broadcast_to(np.array(values)[couples.group][:, None], shape).copy()

    return Said(
        level=by_group(ground),
        closeness=by_group([each["closeness"] for each in person]),
        responsiveness=by_group([each["responsiveness"] for each in person]),
        one_sided=np.zeros(shape, dtype=np.int64),
        argued_on=np.full(shape, -1),
        yes=np.zeros(shape, dtype=bool),
        last_opened=np.zeros(shape, dtype=np.int64),
    )


def seen(said: Said, pairs: Pairs, couples: Couples, chance: Chance, today: Daytime, day: int) -> Seen:
    opens = couples.uses & ~pairs.gone & (chance("opens") < pairs.appetite * couples.assumed("opens"))
    if day % WEEK == WEEK - 1:
        _ask(said, pairs, couples, chance, opens)
    tells = opens & today.argued[:, None] & (chance("notes") < couples.assumed("notes"))
    said.argued_on = np.where(tells, day, said.argued_on)
    silent = day - said.last_opened[:, ::-1]
    said.last_opened = np.where(opens, day, said.last_opened)
    return Seen(day, opens, _capacity(pairs), said, _argued(said, today, day), silent)


def _ask(said: Said, pairs: Pairs, couples: Couples, chance: Chance, opens: Bools) -> None:
    """Ask the private weekly items. Safety is three items, and the lowest counts."""
    answers = opens & (chance("answers") < couples.assumed("answers"))
    wrong = couples.assumed("misread") * chance.reading
    level = np.min([_rounded(4 * pairs.safe + wrong[item], 4) for item in range(3)], axis=0)
    closeness = _rounded(3 + 1.5 * felt(pairs, couples) + wrong[3], 6)
    said.level = np.where(answers, level, said.level)
    said.closeness = np.where(answers, closeness, said.closeness)
    said.responsiveness = np.where(answers, _rounded(4 * pairs.met + wrong[3], 4), said.responsiveness)
    said.one_sided += answers & (pairs.met < FEELS_ONE_SIDED)
    said.yes |= opens & couples.would_say_yes & (pairs.safe >= DEEPER_FROM_SAFETY)


def _rounded(value: Floats, most: int) -> Ints:
    return np.clip(np.rint(value), 0, most).astype(np.int64)


def _capacity(pairs: Pairs) -> Ints:
    """Tell how much there is tonight: 0 little, 1 some, 2 plenty."""
    return np.where(pairs.strain > LITTLE_FROM_STRAIN, 0, np.where(pairs.strain < PLENTY_BELOW_STRAIN, 2, 1))


def _argued(said: Said, today: Daytime, day: int) -> Ints:
    ago = np.where(said.argued_on < 0, WEEK + 1, day - said.argued_on)
    tonight = np.where(today.heated[:, None], Argued.HEATED, Argued.FRESH)
    return np.where(ago == 0, tonight, np.where(ago < WEEK, Argued.PARKED, Argued.NOT))
