"""What a run says, as tables and plain sentences: the facts, who does best, where Undrift loses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lab.arrays import Bools
from lab.checked import MOST_FACTS, Checked
from lab.compare import TOO_CLOSE, against_nothing, gap, goes_with, level, regret, wins
from lab.couples import EVERYBODY, Group
from lab.facts import FACTS
from lab.ranges import INVENTED, RANGES, TELLING
from lab.sweep import DAILY, FOUR, HOUSE, NOTHING, OUTCOMES, PARTS, RAMP, SPARSE, Swept
from lab.tables import Table, percent, signed

FIRST_LINE = "This ranks policies under assumptions and proves nothing about people."
GROUP_WORDS = {
    None: "all couples",
    Group.ORDINARY: "ordinary",
    Group.FRAGILE: "fragile start",
    Group.SEVERE: "severe problem",
    Group.ALONE: "one alone uses it",
    Group.AVOIDANT: "avoidant partner",
}
CLOSENESS, OTHERS = OUTCOMES[0], OUTCOMES[:3]
TOLD_ASSUMPTIONS = 6


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its name, its size and what came out."""

    mode: str
    each: int
    swept: Swept
    checked: Checked

    @property
    def everywhere(self) -> Bools:
        return np.ones(self.swept.assumed.points, dtype=bool)

    @property
    def size(self) -> str:
        points = self.swept.assumed.points
        return f"{points} points of {len(RANGES)} assumptions, {self.each} made-up couples at each, 24 weeks"


def tables(run: Run) -> list[Table]:
    return [
        facts(run),
        best(run, run.everywhere, "Who is clearly best", "Share of the assumption space."),
        best(run, run.checked.believable, "Who is clearly best where most facts hold", _believable(run)),
        effects(run),
        burdens(run),
        by_group(run),
        behind(run),
        depends(run),
        parts(run),
        told(run),
    ]


def facts(run: Run) -> Table:
    rows = []
    for fact, holds in zip(FACTS, run.checked.holds, strict=True):
        figures = run.checked.centre[fact.number]
        shown = ", ".join(f"{name.replace('_', ' ')} {figures[name][0]:.2f}" for name in fact.bounds)
        at_centre = "holds" if run.checked.holds_at_centre(fact.number) else "FAILS"
        rows.append((f"{fact.number}. {fact.says}", shown, at_centre, percent(holds.mean())))
    return Table("Ten facts first", ("Fact", "at the centre", "", "of the space"), rows,
                 "No ranking is worth reading where these do not hold.")  # fmt: skip


def _believable(run: Run) -> str:
    share = percent(run.checked.believable.mean())
    return f"Only the {share} of the space where at least {MOST_FACTS} of the ten facts hold."


def best(run: Run, where: Bools, title: str, note: str) -> Table:
    rows = []
    for outcome in OUTCOMES:
        shares = wins(run.swept, outcome, where)
        cells = [percent(shares[name]) if name in shares else "" for name in (*FOUR, TOO_CLOSE)]
        rows.append((outcome.says, *cells))
    return Table(title, ("Outcome", *FOUR, TOO_CLOSE), rows,
                 f"{note} Clearly: by more than two standard errors over every rival.")  # fmt: skip


def effects(run: Run) -> Table:
    """Worst cases against no app at all. Plus is better, also for becoming less close."""
    rows = []
    for outcome in OTHERS:
        for name in (DAILY, RAMP, HOUSE):
            found = against_nothing(run.swept, outcome, name)
            harm = gap(run.swept, outcome, name, NOTHING).clearly_worse.mean()
            cells = (signed(each) for each in (found.middle, found.poor, found.worst))
            rows.append((f"{outcome.says}, {outcome.unit}: {name}", *cells, percent(harm)))
    head = ("Against no app", "middle", "1 in 20", "worst", "clearly harmful")
    return Table("Worst cases", head, rows, "Plus is better. Worst: the least favourable point of the space.")


def burdens(run: Run) -> Table:
    rows = []
    for outcome in OUTCOMES[3:]:
        for name in (DAILY, RAMP, HOUSE):
            found = level(run.swept, outcome, name)
            shown = (f"{each:.2f}" for each in (found.middle, found.poor, found.worst))
            rows.append((f"{outcome.says}, {outcome.unit}: {name}", *shown))
    return Table("What it costs", ("Burden", "middle", "1 in 20", "worst"), rows)


def by_group(run: Run) -> Table:
    rows = []
    for group, word in GROUP_WORDS.items():
        shares = wins(run.swept, CLOSENESS, run.everywhere, group)
        worst = [signed(against_nothing(run.swept, CLOSENESS, name, group).worst) for name in (DAILY, RAMP, HOUSE)]
        rows.append((word, *(percent(shares[name]) for name in (*FOUR, TOO_CLOSE)), *worst))
    head = ("Closeness", *FOUR, TOO_CLOSE, *(f"{name}, worst" for name in (DAILY, RAMP, HOUSE)))
    note = "Share of the space where each is clearly best; then each policy's worst against no app, SD."
    return Table("Closeness for each group", head, rows, note)


def behind(run: Run) -> Table:
    rows = []
    for group, word in GROUP_WORDS.items():
        for rival in (NOTHING, DAILY, RAMP, SPARSE):
            found = gap(run.swept, CLOSENESS, HOUSE, rival, group)
            cells = (percent(found.clearly_better.mean()), percent(found.clearly_worse.mean()),
                     signed(float(np.median(found.mean))), signed(float(found.mean.min())))  # fmt: skip
            rows.append((f"{word}, against {rival}", *cells))
    head = ("Undrift", "clearly ahead", "clearly behind", "middle", "worst, SD")
    return Table("Where Undrift loses in closeness", head, rows,
                 "Three a week is the same light steps on three fixed evenings: what mere sparing does.")  # fmt: skip


def depends(run: Run) -> Table:
    difference = gap(run.swept, CLOSENESS, HOUSE, DAILY).mean
    found = goes_with(run.swept, difference, [each.name for each in RANGES])[:TOLD_ASSUMPTIONS]
    means = {each.name: each.means for each in RANGES}
    rows = [(means[name], signed(strength)) for name, strength in found]
    return Table("What decides between Undrift and daily", ("Assumption", "rank correlation"), rows,
                 "Plus: the higher it is, the better for Undrift. Minus: the better for daily.")  # fmt: skip


def told(run: Run) -> Table:
    """Compare the quarter of the space where people tell least of a thing with the quarter where they tell most."""
    found, rows = gap(run.swept, CLOSENESS, HOUSE, DAILY), []
    for each in TELLING:
        values = run.swept.assumed(each.name)
        for words, part in (
            ("least", values <= np.quantile(values, 0.25)),
            ("most", values >= np.quantile(values, 0.75)),
        ):
            cells = (percent(found.clearly_better[part].mean()), percent(found.clearly_worse[part].mean()),
                     signed(float(np.median(found.mean[part]))))  # fmt: skip
            rows.append((f"{each.means.split(';')[0]}: {words}", *cells))
    head = ("Undrift against daily, closeness", "clearly ahead", "clearly behind", "middle, SD")
    note = "A quarter of the space each. Until people answer, the house knows only the way they came in."
    return Table("What it is worth to be told", head, rows, note)


def parts(run: Run) -> Table:
    looked_at = ((OUTCOMES[0], None), (OUTCOMES[0], Group.FRAGILE), (OUTCOMES[1], None), (OUTCOMES[4], None))
    rows = []
    for part in PARTS:
        for outcome, group in looked_at:
            found = gap(run.swept, outcome, HOUSE, part, group)
            cells = (percent(found.clearly_better.mean()), percent(found.clearly_worse.mean()),
                     signed(float(np.median(found.mean))), signed(float(found.mean.min())))  # fmt: skip
            rows.append((f"{part}: {outcome.says}, {GROUP_WORDS[group]}", *cells))
    head = ("Undrift against itself without", "clearly ahead", "clearly behind", "middle", "worst")
    return Table("What each part of the house is worth", head, rows, "Plus is better. Behind: better left out there.")


def plain(run: Run) -> Iterator[str]:
    """Say in sentences what an owner must not overlook: where Undrift is behind, then how far it can fall."""
    for outcome in OTHERS:
        for rival in (NOTHING, DAILY, RAMP, SPARSE):
            found = gap(run.swept, outcome, HOUSE, rival)
            if found.clearly_worse.any():
                yield (
                    f"Undrift is clearly behind *{rival}* in {percent(found.clearly_worse.mean())} of the space"
                    f" on {outcome.says} (ahead in {percent(found.clearly_better.mean())}),"
                    f" at worst by {abs(found.mean.min()):.2f} ({outcome.unit})."
                )
    for group, word in GROUP_WORDS.items():
        yield from _of_a_group(run, group, word)


def _of_a_group(run: Run, group: Group | None, word: str) -> Iterator[str]:
    for rival in (DAILY, RAMP, SPARSE):
        found = gap(run.swept, CLOSENESS, HOUSE, rival, group)
        behind, ahead = found.clearly_worse.mean(), found.clearly_better.mean()
        if behind > ahead:
            yield (
                f"{word.capitalize()}: Undrift is more often clearly behind *{rival}* in closeness than ahead of it"
                f" ({percent(behind)} against {percent(ahead)} of the space)."
            )
    most = abs(regret(run.swept, CLOSENESS, HOUSE, group).worst)
    yield f"{word.capitalize()}: Undrift falls behind the best of the others by up to {most:.2f} SD of closeness."


def invented() -> Table:
    rows = [(each.means, f"{each.low:g}", f"{each.centre:g}", f"{each.high:g}", each.ground) for each in RANGES]
    count = sum(each.ground == INVENTED for each in RANGES)
    mix = ", ".join(f"{GROUP_WORDS[group]} {percent(share)}" for group, share in EVERYBODY.items())
    note = (
        f"{count} of {len(RANGES)} ranges are invented outright; for the others the evidence gives a sign or a figure,"
        f" never the range. The mix of couples is invented too: {mix}."
    )
    return Table("Every assumption", ("What", "low", "centre", "high", "ground"), rows, note)
