"""The house as a policy: who is offered what tonight, by the domain's rules read from tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lab.arrays import Bools, Floats, Ints, both, either, other
from lab.couples import Couples, Group
from lab.house.ground import Ground
from lab.house.helped import Helped
from lab.house.memory import Memory, weighed_fresh
from lab.house.tables import ALONE, BRANCHES, NOW, FreeEvenings, Tables
from lab.house.told import moved, nothing_told, target, where
from lab.policies import Heard
from lab.readings import WAYS_IN, Argued, Seen
from undrift.domain import leanings, nothing, situation
from undrift.domain.desk import LIGHT, Desk
from undrift.domain.situation import FIRM
from undrift.domain.steps import FREE_EVENING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from undrift.domain.practices import Practice

COMES_FIRST = "comes-first"
NO_CASE, FRESH, HEATED, HELP_SEVERE, HELP_STUCK = range(5)


class House:
    """Remembers each person as their desk would. People are rows: the two of couple n are 2n and 2n + 1.

    `without` leaves out rules by the domain's names, FREE_EVENING or COMES_FIRST, to see what they are worth.
    """

    def __init__(self, couples: Couples, shelf: Sequence[Practice], without: frozenset[str] = frozenset()) -> None:
        self.couples, self.without = couples, without
        self.tables, self.free = Tables(shelf, without), FreeEvenings()
        self.memory, self.ground = Memory(couples.usual.size, shelf), Ground(couples)
        self.helped = Helped(couples.usual.size, shelf)
        self.told = nothing_told(couples.usual.shape)
        self.day = 0
        self.firm = self.tables.tagged(FIRM)
        self.fresh = self.tables.fresh_weights()
        self.variety = self.tables.after_weights(leanings.towards_variety)
        self.easier = self.tables.after_weights(leanings.towards_easier, "too_much")
        self.good_after = self.tables.after_weights(leanings.towards_good_after)
        self.still = np.array([self.tables.still_weights(WAYS_IN[group]) for group in Group])
        self.branch = np.array([_branch(WAYS_IN[group]) for group in Group])
        self.alone = np.repeat(~both(couples.uses)[:, 0], 2)
        self.group = np.repeat(couples.group, 2)

    def suggest(self, seen: Seen, rng: np.random.Generator) -> Ints:
        shape = seen.opens.shape
        draws = rng.random((4, *shape))
        self.day = seen.day
        self._listen(seen)
        beside, touch = self._from_the_other(seen)
        self._pass(seen, (draws[0], draws[1]))
        who = np.flatnonzero(seen.opens)
        stands = self.stands_open(seen, beside, touch, who)
        first = self.comes_first(seen, stands, who)
        any_first = either(first)[:, 0]
        stays_free = ~any_first & self._may_be_free(seen, who) & (draws[2].ravel()[who] < self.free_share(who))
        among = np.where(any_first[:, None], first, stands)
        steps = np.full(seen.opens.size, -1)
        steps[who] = np.where(stays_free, -1, _drawn(among * self.weights(who), draws[3].ravel()[who]))
        return steps.reshape(shape)

    def hear(self, steps: Ints, heard: Heard) -> None:
        landing = {"too_much": heard.too_much, "closer": heard.closer, "same": heard.same}
        flat = {word: each.ravel() for word, each in landing.items()}
        self.memory.remember(self.day, steps.ravel(), heard.declined.ravel(), flat)
        who = np.flatnonzero(steps.ravel() >= 0)
        landed = flat["too_much"] | flat["closer"] | flat["same"]
        self.helped.remember(who, steps.ravel()[who], flat["closer"][who], landed[who])

    def _listen(self, seen: Seen) -> None:
        """Read the ground as the desk would tonight."""
        self.ground.hear(seen)
        levels = self.ground.levels(seen.day)
        self.level, self.met = levels[..., :-1].min(axis=-1), levels[..., -1].ravel()
        self.one_sided = self.ground.one_sided(seen.day).ravel()
        self.stuck = self.ground.not_getting_better(seen.day).ravel()

    def _from_the_other(self, seen: Seen) -> tuple[Ints, Bools]:
        """Read the other's level only as far as one's own yes goes, and whether both welcome touch."""
        level = other(self.told.level)
        beside = np.where(seen.said.yes, level, np.minimum(level, LIGHT)).ravel()
        touch = seen.said.yes & other(self.told.touch & seen.said.yes)
        return np.where(self.alone, ALONE, beside), touch.ravel()

    def _pass(self, seen: Seen, draws: tuple[Floats, Floats]) -> None:
        yes = seen.said.yes
        towards = target(self.level, yes=yes, severe=self.couples.tells)
        linked = seen.opens & both(self.couples.uses)
        self.told = where(linked, moved(self.told, towards, yes, seen.day, draws), self.told)

    def stands_open(self, seen: Seen, beside: Ints, touch: Bools, who: Ints) -> Bools:
        """Say what no rule holds back: a row for each of `who`, a column for each practice."""
        t, m = self.tables, self.memory
        own = self.level.ravel()[who]
        return np.asarray(
            t.open_still
            & t.open_ground[own, beside[who], self.branch[self.group[who]]]
            & t.open_touch[touch[who].astype(int)]
            & t.open_met[self.met[who]]
            & t.open_severe[self.couples.tells.ravel()[who].astype(int)]
            & t.open_one_sided[np.minimum(self.one_sided[who], situation.ONE_SIDED_TWICE)]
            & t.open_stuck[self.stuck[who].astype(int)]
            & t.open_argued[seen.argued.ravel()[who]]
            & t.open_ladder[m.rung[who], m.lowered[who].astype(int)]
            & t.open_tonight[seen.capacity.ravel()[who]]
            & m.rested(who, seen.day)
            & m.kept(who)
        )

    def comes_first(self, seen: Seen, stands: Bools, who: Ints) -> Bools:
        """Keep what tonight turns to first; a row without any where nothing does."""
        case = self._case(seen, who)
        first = np.zeros_like(stands)
        if COMES_FIRST in self.without:
            return first
        for number, order in enumerate(self.tables.first):
            for columns in order:
                turn = (case == number) & ~first.any(axis=1)
                first[turn] = stands[turn] & columns
        return first

    def _case(self, seen: Seen, who: Ints) -> Ints:
        argued, severe = seen.argued.ravel()[who], self.couples.tells.ravel()[who]
        lately = self.memory.shown_lately(self.firm, seen.day, situation.HELP_SHOWN_EVERY.days)[who]
        stuck = self.stuck[who] | (self.one_sided[who] >= situation.ONE_SIDED_TWICE)
        helps = np.where(severe, HELP_SEVERE, np.where(stuck, HELP_STUCK, NO_CASE))
        case = np.where(lately, NO_CASE, helps)
        return np.where(argued == Argued.HEATED, HEATED, np.where(argued == Argued.FRESH, FRESH, case))

    def _may_be_free(self, seen: Seen, who: Ints) -> Bools:
        if FREE_EVENING in self.without:
            return np.zeros(len(who), dtype=bool)
        argued = seen.argued.ravel()[who]
        fresh = (argued == Argued.HEATED) | (argued == Argued.FRESH)
        return np.asarray((self.memory.offers[who] >= nothing.FIRST_EVENINGS) & ~fresh)

    def free_share(self, who: Ints) -> Floats:
        """`domain.nothing.nothing_share` for these people."""
        f, m = self.free, self.memory
        new, older, oldest = m.kinds[who].T
        well = (m.well_in_a_row[who] >= nothing.GOING_WELL_AFTER).astype(int)
        more = f.for_level[self.level.ravel()[who]] + f.for_burden[oldest, older, new] + f.for_well[well]
        return np.asarray(np.minimum(f.base + more, f.most))

    def weights(self, who: Ints) -> Floats:
        """`domain.leanings.weight` for these people and the whole shelf."""
        m = self.memory
        last = m.recent[who, 0]
        eased = np.where((m.kinds[who, 0] == 1)[:, None], self.easier[last], 1.0)
        varied = self.variety[m.recent[who]].prod(axis=1)
        still = self.still[self.group[who]] * weighed_fresh(m, who, self.fresh) * self.helped.weighed(who)
        return np.asarray(still * varied * eased * self.good_after[last])


def _branch(way_in: str) -> int:
    branch = Desk(way_in=way_in).question(NOW.isoformat())["person"]["branch"]
    return BRANCHES.index(branch)


def _drawn(weights: Floats, picks: Floats) -> Ints:
    """Draw a column by its weight, with one draw from 0 to 1; -1 where all weights are nought."""
    up_to = np.cumsum(weights, axis=1)
    total = up_to[:, -1:]
    chosen = np.argmax(up_to > picks[:, None] * total, axis=1)
    return np.where(total[:, 0] > 0, chosen, -1)
