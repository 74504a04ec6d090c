"""M7, the evening: what comes of a suggested step, for the one who takes it and for the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lab.arrays import Bools, Floats, Ints, either, other
from lab.chance import Chance
from lab.couples import Couples
from lab.day import Daytime
from lab.effects import Effects
from lab.pairs import Pairs

NOTICED_AS_TOO_MUCH = 0.1
FOR_THE_OTHER = 0.7
MENDED = 0.7
COOLED = 0.25
MOVED = 0.35
NOTHING_LEFT = 0.05
FINDS_HELP = 0.15
CALM_ENOUGH_TO_TAKE = 0.3


@dataclass(frozen=True, slots=True)
class Evening:
    """What happened, for each person as the one who stepped; `lift` and `hurt` are what each got from both steps.

    `kind`: answered kindly; `missed`: weight of an unanswered step; `too_deep`: it went beyond what was welcome;
    `taught`: root of the minutes spent on what can be learned.
    """

    offered: Bools
    done: Bools
    lift: Floats
    hurt: Floats
    kind: Bools
    missed: Floats
    too_deep: Bools
    calmed: Bools
    heeds: Bools
    taught: Floats
    pushes: Floats


def room(pairs: Pairs, couples: Couples) -> Floats:
    """Tell how much depth is welcome tonight: by the lower of two safeties, less to an avoidant other."""
    floor = couples.assumed("floor")
    lower = pairs.safe.min(axis=1, keepdims=True)
    return np.asarray(np.maximum(0.0, floor + (1 - floor) * lower - couples.assumed("shy") * other(couples.avoidant)))


def evening(
    pairs: Pairs, couples: Couples, chance: Chance, today: Daytime, steps: Ints, effects: Effects, capacity: Ints
) -> Evening:
    a = couples.assumed
    offered = steps >= 0
    done = offered & (chance("does") < _does(pairs, couples, effects, steps, capacity))
    together = ~effects.for_two[steps] | other(couples.uses & ~pairs.gone)
    connects = done & effects.connects[steps] & together
    replied = chance("replies") < other(today.replies)
    depth, welcome = effects.intensity[steps], room(pairs, couples)
    beyond = np.maximum(depth - welcome, 0.0) * connects
    worth = a("lift") * np.where(beyond > 0, welcome - a("overshoot") * beyond, depth)
    worth = worth * np.where(effects.thanks[steps], _believed(pairs), 1.0)
    got = connects * np.where(worth < 0, worth, worth * replied)
    vain = connects * ~replied * effects.asks[steps]
    mended = _mend(pairs, couples, chance, today, done & effects.mends[steps] & together)
    asked = _request(pairs, couples, chance, today, done & effects.requests[steps])
    _look_around(pairs, couples, chance, done, steps, effects, replied)
    pairs.wound *= 1 - COOLED * (either(done & effects.pauses[steps]) & (today.argued & today.heated)[:, None])
    return Evening(
        offered=offered,
        done=done,
        lift=got + FOR_THE_OTHER * other(got) - a("request_cost") * (asked | other(asked)),
        hurt=other(beyond) + 0.5 * beyond,
        kind=(connects & replied & (worth > 0)) | mended,
        missed=vain,
        too_deep=beyond > NOTICED_AS_TOO_MUCH,
        calmed=done & effects.calms[steps],
        heeds=done & effects.heeds[steps],
        taught=(done & effects.teaches[steps] & (beyond == 0)) * np.sqrt(effects.minutes[steps]),
        pushes=other(beyond + 0.3 * vain + 0.3 * asked),
    )


def _does(pairs: Pairs, couples: Couples, effects: Effects, steps: Ints, capacity: Ints) -> Floats:
    """M7: each prompt dulls the next; what takes more than a person has is done less."""
    a = couples.assumed
    beyond = effects.energy[steps] > capacity
    return np.asarray(a("does") * np.exp(-a("weary") * pairs.tired) * np.where(beyond, a("too_tired"), 1.0))


def _believed(pairs: Pairs) -> Floats:
    """S0.29: thanks are worth what the partner's answers have made of them."""
    return np.clip((pairs.met - 0.3) / 0.4, 0.0, 1.0)


def _mend(pairs: Pairs, couples: Couples, chance: Chance, today: Daytime, tries: Bools) -> Bools:
    a = couples.assumed
    early = np.exp(-a("mend_fade") * pairs.since[:, None])
    tries = tries & (pairs.wound.max(axis=1, keepdims=True) > NOTICED_AS_TOO_MUCH)
    mended = tries & (chance("mends") < a("mend") * early * other(today.replies))
    pairs.wound *= 1 - MENDED * either(mended)
    return mended


def _request(pairs: Pairs, couples: Couples, chance: Chance, today: Daytime, asked: Bools) -> Bools:
    """T10: a clear request may move a severe problem; it costs something either way."""
    works = chance("works") < couples.assumed("request_works") * (0.5 + 0.5 * other(today.replies))
    pairs.drain *= 1 - MOVED * either(asked & works)
    return asked


def _look_around(
    pairs: Pairs, couples: Couples, chance: Chance, done: Bools, steps: Ints, effects: Effects, replied: Bools
) -> None:
    """Softness feeds a severe problem, help wears it down, a shared moment may become a ritual of one or of both."""
    a = couples.assumed
    soft = (done & effects.softens[steps]).sum(axis=1, keepdims=True)
    pairs.drain *= (1 + a("soft_feeds")) ** soft
    found = done & effects.finds_help[steps] & (chance("works") < FINDS_HELP)
    pairs.helped |= either(found)
    shared = done & effects.rituals[steps]
    taken = a("ritual_taken") * (CALM_ENOUGH_TO_TAKE + (1 - CALM_ENOUGH_TO_TAKE) * pairs.safe)
    pairs.ritual |= shared & (chance("takes") < taken)
    pairs.ritual |= other(shared & replied) & (chance("takes_too") < taken)
