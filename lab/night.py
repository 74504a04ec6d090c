"""M7, the night: how a day changes closeness, safety, habit and the wish to go on."""

from __future__ import annotations

import numpy as np

from lab.arrays import Bools, Floats, both, other
from lab.chance import Chance
from lab.couples import Couples
from lab.day import Daytime, felt
from lab.evening import Evening
from lab.pairs import Pairs

LEAST_HABIT = 0.05
MET_KEPT = 0.93
CALM_KEPT = 0.97
RITUAL_KEPT = 0.995
HELP_A_DAY = 0.985
HOPE_KEPT = 0.97


def night(pairs: Pairs, couples: Couples, chance: Chance, today: Daytime, tonight: Evening, opened: Bools) -> None:
    met = today.met + tonight.kind
    missed = today.reached - today.met + tonight.missed
    base = _drawn_to(pairs, couples, met, missed)
    _safety(pairs, couples, today, tonight, met)
    _habit(pairs, couples, met, missed)
    _closeness(pairs, couples, chance, tonight, base)
    _slow_things(pairs, couples, chance, tonight)
    _going_on(pairs, couples, chance, tonight, opened)


def influence(pairs: Pairs, couples: Couples) -> Floats:
    """M1's ojive: a warm partner lifts, a cold one pulls down further."""
    a, partner = couples.assumed, other(felt(pairs, couples))
    cold = partner < -a("cold_from")
    return np.asarray(a("pull_up") * ((partner > a("warm_from")) - 1.0 * a("harm_ratio") * cold))


def _drawn_to(pairs: Pairs, couples: Couples, met: Floats, missed: Floats) -> Floats:
    a = couples.assumed
    return np.asarray(
        couples.usual
        + influence(pairs, couples)
        + a("bid_worth") * (met - a("sting") * missed)
        - a("strain_cost") * pairs.strain
        - a("ache") * pairs.wound
        - pairs.drain
        + a("ritual_worth") * both(pairs.ritual)
    )


def _closeness(pairs: Pairs, couples: Couples, chance: Chance, tonight: Evening, base: Floats) -> None:
    a = couples.assumed
    stays = a("inertia")
    pairs.close = stays * pairs.close + (1 - stays) * base + a("noise") * chance.noise + a("keeps") * tonight.lift
    pairs.glow = pairs.glow * np.exp(-24 / a("lift_hours")) + tonight.lift


def _safety(pairs: Pairs, couples: Couples, today: Daytime, tonight: Evening, met: Floats) -> None:
    """Kindness met lifts it slowly, a hurt takes more, and it leans back to a person's own usual."""
    a = couples.assumed
    gained = a("safety_pace") * (met + 0.5 * other(tonight.kind)) * (1 - pairs.safe)
    hurt = today.heat[:, None] + tonight.hurt + 0.05 * pairs.wound
    lost = a("safety_pace") * a("safety_harm") * hurt * pairs.safe
    back = a("safety_return") * (couples.ease - pairs.safe)
    pairs.safe = np.clip(pairs.safe + gained - lost + back, 0.0, 1.0)


def _habit(pairs: Pairs, couples: Couples, met: Floats, missed: Floats) -> None:
    """S3.36: reaching out that is answered grows, and what is missed again and again stops."""
    learned = couples.assumed("habit_pace") * (met * (1 - pairs.habit) - missed * pairs.habit)
    pairs.habit = np.clip(pairs.habit + learned, LEAST_HABIT, 1.0 - LEAST_HABIT)
    tried = met + missed
    share = np.where(tried > 0, met / np.maximum(tried, 1e-9), pairs.met)
    pairs.met = MET_KEPT * pairs.met + (1 - MET_KEPT) * share


def _slow_things(pairs: Pairs, couples: Couples, chance: Chance, tonight: Evening) -> None:
    a = couples.assumed
    pairs.calm = CALM_KEPT * pairs.calm + a("calm_worth") * tonight.calmed
    pairs.strain = pairs.strain * np.where(tonight.calmed, 0.8, 1.0)
    pairs.wound = pairs.wound * a("heal")
    pairs.pushed = 0.5 * pairs.pushed + tonight.pushes
    pairs.heeding = tonight.heeds
    learned = np.minimum(a("learns") * tonight.taught, 0.5) * (1 - pairs.skill)
    pairs.skill = (1 - a("forgets")) * pairs.skill + learned
    pairs.ritual = pairs.ritual & (chance("heals") < RITUAL_KEPT)
    pairs.drain = pairs.drain * np.where(pairs.helped, HELP_A_DAY, 1.0)


def _going_on(pairs: Pairs, couples: Couples, chance: Chance, tonight: Evening, opened: Bools) -> None:
    a = couples.assumed
    nothing = opened & ~tonight.offered
    more = a("routine") * tonight.done * (1 - pairs.appetite)
    pairs.appetite = pairs.appetite * (1 - a("routine") * nothing) + more
    pairs.hope = HOPE_KEPT * pairs.hope + a("awakens") * tonight.offered
    pairs.strain = pairs.strain + a("chore") * (tonight.offered & ~tonight.done)
    pairs.tired = a("fresh_again") * pairs.tired + tonight.offered
    pairs.stung = 0.9 * pairs.stung + tonight.too_deep + other(tonight.too_deep)
    weighs = a("leaves_weary") * a("weary") * pairs.tired + a("leaves_hurt") * pairs.stung
    leaves = a("leaves") * np.exp(np.minimum(weighs, 6.0)) + a("leaves_idle") * nothing
    pairs.gone = pairs.gone | (couples.uses & (chance("leaves") < leaves))
