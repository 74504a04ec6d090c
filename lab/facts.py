"""Ten stylised facts that the simulator must reproduce before any ranking is believed (evidence, section 6, M7).

Each is an experiment on made-up couples that gives figures, one for each point of assumptions, and bounds for them. The
bounds are wider than the published figures because those come from few and small studies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lab.arrays import Bools, Floats
from lab.assume import Assumed
from lab.couples import AS_IN_A_TRIAL, Couples, Group, couples
from lab.effects import effects
from lab.lives import Life, live, spread_between, stayed
from lab.pairs import Pairs
from lab.policies import Calendar, Course, Nothing, Policy, Script
from lab.shelf import SESSION, SHELF

EFFECTS = effects(SHELF)
WITH_SESSION = effects((*SHELF, SESSION))
ROWS = {p.id: row for row, p in enumerate(SHELF)}
COURSE_DAYS, HALF_A_YEAR = 56, 168
DAY = 10
WILLING = {"opens": 1.0, "does": 1.0, "weary": 0.0, "leaves": 0.0, "leaves_idle": 0.0, "routine": 0.0}
"""For experiments on what a step does once it is done."""

Figures = dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Fact:
    """`measure(assumed, couples for each point, seed)` gives figures by name; `bounds` say where each must lie."""

    number: int
    says: str
    source: str
    bounds: Mapping[str, tuple[float, float]]
    measure: Callable[[Assumed, int, int], Figures]

    def holds(self, figures: Figures) -> Bools:
        within = [(low <= figures[name]) & (figures[name] <= high) for name, (low, high) in self.bounds.items()]
        return np.asarray(np.logical_and.reduce(within))


def _course(two: Couples) -> Policy:
    return Course(two, len(SHELF))


def _change(life: Life, two: Couples, first: int, beyond: int) -> Floats:
    """How far a week's closeness lies from the first days', in SD between people at the start."""
    return two.by_point(life.mean_felt(first, beyond) - life.mean_felt(0, 3)) / spread_between(two, life.felt[0])


def _against(life: Life, without: Life, two: Couples, first: int, beyond: int) -> Floats:
    unit = spread_between(two, without.felt[0])
    return two.by_point(life.mean_felt(first, beyond) - without.mean_felt(first, beyond)) / unit


def waiting(assumed: Assumed, each: int, seed: int) -> Figures:
    two = couples(assumed, each, seed, AS_IN_A_TRIAL)
    life = live(two, {"none": Nothing()}, EFFECTS, COURSE_DAYS, seed)["none"]
    return {"change": np.abs(_change(life, two, COURSE_DAYS - 7, COURSE_DAYS))}


def fading_prompts(assumed: Assumed, each: int, seed: int) -> Figures:
    two = couples(assumed, each, seed, AS_IN_A_TRIAL)
    life = live(two, {"daily": Calendar(two, EFFECTS)}, EFFECTS, 42, seed)["daily"]
    lift, offered = np.array(life.lift), np.array(life.offered)

    def for_a_prompt(days: slice) -> Floats:
        sums = two.by_point((lift[days] * offered[days]).sum(axis=0))
        return np.asarray(sums / np.maximum(two.by_point(offered[days].sum(axis=0)), 1e-9))

    first = for_a_prompt(slice(0, 3))
    return {"first": first, "kept": for_a_prompt(slice(0, 42)) / np.maximum(first, 1e-9)}


def fading_lift(assumed: Assumed, each: int, seed: int) -> Figures:
    two = couples(assumed.with_(**WILLING), each, seed, AS_IN_A_TRIAL)
    step = {DAY: (ROWS["one-question"], -1)}
    lives = live(two, {"none": Nothing(), "step": Script(step)}, EFFECTS, DAY + 3, seed)
    unit = spread_between(two, lives["none"].felt[0])
    lift = {
        day: two.by_point((lives["step"].evening[day] - lives["none"].evening[day])[:, 0]) / unit
        for day in (DAY, DAY + 1)
    }
    return {"at_once": lift[DAY], "next_evening": lift[DAY + 1] / np.maximum(lift[DAY], 1e-9)}


def pressing(assumed: Assumed, each: int, seed: int) -> Figures:
    two = couples(assumed.with_(**WILLING), each, seed, AS_IN_A_TRIAL)
    asks = {DAY + n: (ROWS["what-i-long-for"], -1) for n in range(7)}
    lives = live(two, {"none": Nothing(), "asks": Script(asks)}, EFFECTS, DAY + 14, seed)
    drawn = {name: np.mean(life.withdraws[DAY + 1 : DAY + 8], axis=0)[:, 1] for name, life in lives.items()}
    return {"rise": two.by_point(drawn["asks"] - drawn["none"]), "together": _together(lives["none"], two)}


def _together(life: Life, two: Couples) -> Floats:
    """Correlate pressure and drawing back across people, at each point."""
    pressure, drawn = (np.mean(each, axis=0).reshape(two.points, -1) for each in (life.pressure, life.withdraws))
    return np.array([np.corrcoef(a, b)[0, 1] for a, b in zip(pressure, drawn, strict=True)])


def mending(assumed: Assumed, each: int, seed: int) -> Figures:
    two = couples(assumed.with_(**WILLING), each, seed, AS_IN_A_TRIAL)
    mends = (ROWS["mend-a-line"], ROWS["mend-a-line"])
    plans = {"early": Script({DAY: mends}), "late": Script({DAY + 3: mends}), "never": Nothing()}
    lives = live(two, plans, EFFECTS, DAY + 15, seed, _argue_on(DAY))
    gains = {name: _against(lives[name], lives["never"], two, DAY + 1, DAY + 15) for name in ("early", "late")}
    return {"early_over_late": gains["early"] - gains["late"], "late_over_never": gains["late"]}


def _argue_on(when: int) -> Callable[[int, Pairs], None]:
    def befalls(day: int, pairs: Pairs) -> None:
        if day == when:
            pairs.wound = pairs.wound + 1.0
            pairs.since = np.full_like(pairs.since, -1)

    return befalls


def thanking(assumed: Assumed, each: int, seed: int) -> Figures:
    two = couples(assumed.with_(**WILLING), each, seed, AS_IN_A_TRIAL)
    thanks = (ROWS["thanks-in-detail"], ROWS["thanks-in-detail"])
    lives = live(two, {"thanks": Script({DAY + n: thanks for n in (0, 3, 6, 9)})}, EFFECTS, DAY + 10, seed)
    lift = np.sum(lives["thanks"].lift, axis=0).reshape(two.points, -1)
    met = lives["thanks"].pairs.met.reshape(two.points, -1)
    low, high = (np.quantile(met, share, axis=1)[:, None] for share in (1 / 3, 2 / 3))
    means = [np.nanmean(np.where(who, lift, np.nan), axis=1) for who in (met <= low, met >= high)]
    return {"met_little": means[0], "share_of_met_much": means[0] / np.maximum(means[1], 1e-9), "met_much": means[1]}


def alone(assumed: Assumed, each: int, seed: int) -> Figures:
    two = couples(assumed, each, seed, {Group.ALONE: 1.0})
    lives = live(two, {"none": Nothing(), "course": _course(two)}, WITH_SESSION, COURSE_DAYS, seed)
    unit = spread_between(two, lives["none"].felt[0])
    close = [life.mean_felt(COURSE_DAYS - 7, COURSE_DAYS)[:, 0] for life in lives.values()]
    return {
        "own_calm": two.by_point((lives["course"].pairs.calm - lives["none"].pairs.calm)[:, 0]),
        "closeness": np.abs(two.by_point(close[1] - close[0])) / unit,
    }


def rituals(assumed: Assumed, each: int, seed: int) -> Figures:
    def gain(whose: tuple[bool, bool]) -> Floats:
        two = couples(assumed, each, seed, AS_IN_A_TRIAL)

        def befalls(day: int, pairs: Pairs) -> None:
            pairs.ritual = pairs.ritual | (np.array(whose) & (day == 0))

        with_it = live(two, {"some": Nothing()}, EFFECTS, COURSE_DAYS, seed, befalls)["some"]
        without = live(two, {"none": Nothing()}, EFFECTS, COURSE_DAYS, seed)["none"]
        return _against(with_it, without, two, COURSE_DAYS - 28, COURSE_DAYS)

    return {"of_both": gain((True, True)), "of_one": np.abs(gain((True, False)))}


def severe(assumed: Assumed, each: int, seed: int) -> Figures:
    two = couples(assumed, each, seed, {Group.SEVERE: 1.0})
    soft = [ROWS[name] for name in ("water-for-two", "that-makes-sense", "mend-a-line")]
    softly = {day: (soft[day % 3], soft[(day + 1) % 3]) for day in range(0, HALF_A_YEAR, 2)}
    asking = dict.fromkeys(range(0, HALF_A_YEAR, 14), (ROWS["one-clear-request"], ROWS["one-clear-request"]))
    lives = live(two, {"soft": Script(softly), "clear": Script(asking)}, EFFECTS, HALF_A_YEAR, seed)
    return {"clear_over_soft": _against(lives["clear"], lives["soft"], two, HALF_A_YEAR - 14, HALF_A_YEAR)}


def automated(assumed: Assumed, each: int, seed: int) -> Figures:
    two = couples(assumed, each, seed, AS_IN_A_TRIAL)
    lives = live(two, {"none": Nothing(), "course": _course(two)}, WITH_SESSION, COURSE_DAYS, seed)
    return {
        "effect": _against(lives["course"], lives["none"], two, COURSE_DAYS - 7, COURSE_DAYS),
        "completed": two.by_point(np.repeat(stayed(lives["course"], two)[:, None], 2, axis=1).astype(float)),
    }


FACTS: tuple[Fact, ...] = (
    Fact(1, "Couples who only wait change little, about a tenth of a standard deviation", "waitlist g = .12",
         {"change": (0.02, 0.22)}, waiting),
    Fact(2, "A daily prompt does less and less", "HeartSteps: +66 % at first, +14 % on average",
         {"first": (0.01, 1.0), "kept": (0.10, 0.60)}, fading_prompts),
    Fact(3, "The lift of one moment is gone by the next evening", "MICRO: a same-day effect",
         {"at_once": (0.02, 1.0), "next_evening": (0.0, 0.25)}, fading_lift),
    Fact(4, "Pressure goes with drawing back, and raises it", "demand and withdrawal, r about .36",
         {"rise": (0.02, 0.5), "together": (0.10, 0.60)}, pressing),
    Fact(5, "Mending early does more than mending late", "REPAIR: the first minutes",
         {"early_over_late": (0.02, 1.0), "late_over_never": (-0.01, 1.0)}, mending),
    Fact(6, "Thanks do little where a person does not feel met; harm is not shown", "GRAT: depends on responsiveness",
         {"met_little": (-0.02, 1.0), "share_of_met_much": (-0.5, 0.5), "met_much": (0.02, 5.0)}, thanking),
    Fact(7, "One person alone gains calm, not the two closeness", "SOLO: QoL .69, relationship n.s.",
         {"own_calm": (0.25, 0.90), "closeness": (0.0, 0.20)}, alone),
    Fact(8, "A ritual counts only if it is one for both", "RIT: benefit only where both agree",
         {"of_both": (0.05, 1.0), "of_one": (0.0, 0.03)}, rituals),
    Fact(9, "With a severe problem, asking clearly does better than staying soft", "DIRECT",
         {"clear_over_soft": (0.05, 3.0)}, severe),
    Fact(10, "An automated programme helps by about .40, and six in ten finish", "d = .40; 54 to 65 %",
         {"effect": (0.25, 0.55), "completed": (0.54, 0.65)}, automated),
)  # fmt: skip
