"""Calm drawings in the colours of the house (site.css), each titled with what it may be read as."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from lab.arrays import Floats, Ints
from lab.assume import centre
from lab.compare import TOO_CLOSE, gap, goes_with, wins
from lab.couples import EVERYBODY, couples
from lab.effects import effects
from lab.facts import FACTS
from lab.lives import live
from lab.ranges import RANGES
from lab.report import CLOSENESS, GROUP_WORDS, Run
from lab.shelf import SHELF
from lab.sweep import DAILY, DAYS, FOUR, HOUSE, MAKERS, NOTHING, OUTCOMES, RAMP

PAPER, INK, SOFT, LINE, EDGE = "#f6f1e7", "#22282d", "#5d5a52", "#ddd3c0", "#8b8271"
COLOURS = {NOTHING: "#b9b3bb", DAILY: "#25555a", RAMP: "#8b8271", HOUSE: "#9a3f1a", TOO_CLOSE: "#e8dfcc"}
STYLE: Any = {
    "figure.facecolor": PAPER, "axes.facecolor": PAPER, "savefig.facecolor": PAPER, "text.color": INK,
    "axes.edgecolor": LINE, "axes.labelcolor": SOFT, "xtick.color": SOFT, "ytick.color": INK, "grid.color": LINE,
    "font.family": "DejaVu Sans", "font.size": 10, "axes.titlesize": 10, "legend.frameon": False,
    "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False,
    "xtick.major.size": 0, "ytick.major.size": 0,
}  # fmt: skip
DOTS, AT_CENTRE = 130, 3000
"""Dots an inch, and couples for the drawing of the centre."""
MOST_ASSUMPTIONS = 10


def draw(run: Run, folder: Path) -> dict[str, str]:
    """Draw everything into the folder; gives a sentence for each file."""
    made = {}
    with mpl.rc_context(STYLE):
        for name, (height, title, small, onto) in DRAWINGS.items():
            below_title = ConstrainedLayoutEngine(rect=(0.01, 0.01, 0.98, 1 - 0.85 / height))
            figure = Figure(figsize=(8.6, height), layout=below_title)
            figure.text(0.025, 1 - 0.34 / height, title, family="DejaVu Serif", size=14.5, color=INK)
            figure.text(0.025, 1 - 0.62 / height, small, size=9.5, color=SOFT)
            axes = figure.add_subplot()
            axes.set_axisbelow(True)
            onto(run, axes)
            figure.savefig(folder / f"{name}.png", dpi=DOTS, metadata={"Software": None})
            made[f"{name}.png"] = title
    return made


def facts(run: Run, axes: Axes) -> None:
    shares = run.checked.holds.mean(axis=1) * 100
    rows = np.arange(len(FACTS))[::-1]
    axes.barh(rows, 100, color=COLOURS[TOO_CLOSE], height=0.5)
    axes.barh(rows, shares, color=COLOURS[DAILY], height=0.5)
    axes.set_yticks(rows, [f"{fact.number}.  {fact.says}" for fact in FACTS], size=9)
    for row, share in zip(rows, shares, strict=True):
        axes.text(101, row, f"{share:.0f} %", va="center", size=9, color=SOFT)
    _percents(axes)


def best(run: Run, axes: Axes) -> None:
    rows = np.arange(len(OUTCOMES))[::-1]
    left = np.zeros(len(OUTCOMES))
    found = [wins(run.swept, outcome, run.everywhere) for outcome in OUTCOMES]
    for name in (HOUSE, DAILY, RAMP, NOTHING, TOO_CLOSE):
        shares = np.array([100 * each.get(name, 0.0) for each in found])
        axes.barh(rows, shares, left=left, height=0.56, color=COLOURS[name], label=name)
        _numbers(axes, rows, left, shares, PAPER if name in {DAILY, HOUSE, RAMP} else SOFT)
        left += shares
    axes.set_yticks(rows, [outcome.says for outcome in OUTCOMES])
    _percents(axes)
    axes.legend(ncols=5, loc="upper left", bbox_to_anchor=(-0.02, -0.08), columnspacing=1.4, handlelength=1.0)


def groups(run: Run, axes: Axes) -> None:
    words = list(GROUP_WORDS.items())
    for place, (group, _) in enumerate(words):
        for beside, name in zip((0.24, 0.0, -0.24), (HOUSE, DAILY, RAMP), strict=True):
            values = gap(run.swept, CLOSENESS, name, NOTHING, group).mean
            low, middle, high = np.quantile(values, (0.05, 0.5, 0.95))
            row = len(words) - 1 - place + beside
            axes.plot([low, high], [row, row], color=COLOURS[name], lw=5, alpha=0.35, solid_capstyle="round")
            axes.plot(middle, row, "o", color=COLOURS[name], ms=6, label=name if place == 0 else None)
            axes.plot(values.min(), row, "|", color=COLOURS[name], ms=9, mew=1.6)
    axes.axvline(0, color=EDGE, lw=1)
    axes.set_yticks(range(len(words)), [word for _, word in reversed(words)])
    axes.set_xlabel("closeness in the last two weeks against no app, SD between people")
    axes.grid(axis="x", lw=0.6)
    axes.legend(ncols=3, loc="upper left", bbox_to_anchor=(-0.02, -0.14), handlelength=1.0)


def ahead(run: Run, axes: Axes) -> None:
    words = list(GROUP_WORDS.items())
    rows = np.arange(len(words))[::-1]
    found = [gap(run.swept, CLOSENESS, HOUSE, DAILY, group) for group, _ in words]
    better, worse = (np.array([100 * part.mean() for part in parts]) for parts in (
        [each.clearly_better for each in found], [each.clearly_worse for each in found]))  # fmt: skip
    shares = {"Undrift ahead": better, TOO_CLOSE: 100 - better - worse, "Undrift behind": worse}
    left = np.zeros(len(words))
    for (name, values), colour in zip(shares.items(), (HOUSE, TOO_CLOSE, DAILY), strict=True):
        axes.barh(rows, values, left=left, height=0.56, color=COLOURS[colour], label=name)
        _numbers(axes, rows, left, values, SOFT if colour == TOO_CLOSE else PAPER)
        left = left + values
    axes.set_yticks(rows, [word for _, word in words])
    for row, each in zip(rows, found, strict=True):
        axes.text(101, row, f"{each.mean.min():+.2f} SD", va="center", size=9, color=SOFT)
    _percents(axes)
    axes.legend(ncols=3, loc="upper left", bbox_to_anchor=(-0.02, -0.06), columnspacing=1.4, handlelength=1.0)


def weeks(run: Run, axes: Axes) -> None:  # noqa: ARG001 - a drawing's shape
    two, columns = couples(centre(), AT_CENTRE, 1, EVERYBODY), effects(SHELF)
    lives = live(two, {name: MAKERS[name](two, columns) for name in FOUR}, columns, DAYS, 1)
    felt = {name: np.array(life.felt).mean(axis=(1, 2)) for name, life in lives.items()}
    unit = float(np.std(lives[NOTHING].felt[0]))
    days = np.arange(DAYS) / 7
    for name in (HOUSE, DAILY, RAMP):
        line = (felt[name] - felt[NOTHING]) / unit
        axes.plot(days, line, color=COLOURS[name], lw=2.2)
        axes.text(days[-1] + 0.25, line[-1], name, color=COLOURS[name], va="center")
    axes.plot(days, np.zeros(DAYS), color=EDGE, lw=1)
    axes.text(days[-1] + 0.25, 0, "no app", color=SOFT, va="center")
    axes.set_xlim(0, DAYS / 7 + 2.2)
    axes.set_xticks(range(0, DAYS // 7 + 1, 4))
    axes.set_xlabel("weeks")
    axes.set_ylabel("closeness, SD")
    axes.grid(axis="y", lw=0.6)


def depends(run: Run, axes: Axes) -> None:
    difference = gap(run.swept, CLOSENESS, HOUSE, DAILY).mean
    found = goes_with(run.swept, difference, [each.name for each in RANGES])[:MOST_ASSUMPTIONS]
    means = {each.name: each.means.split(" (")[0] for each in RANGES}
    rows = np.arange(len(found))[::-1]
    strengths = [strength for _, strength in found]
    axes.barh(rows, strengths, height=0.5, color=[COLOURS[HOUSE] if each > 0 else COLOURS[DAILY] for each in strengths])
    axes.axvline(0, color=EDGE, lw=1)
    axes.set_yticks(rows, [means[name] for name, _ in found], size=9)
    axes.set_xlabel("rank correlation")
    axes.grid(axis="x", lw=0.6)


def _numbers(axes: Axes, rows: Ints, left: Floats, shares: Floats, colour: str) -> None:
    """Write each share into its bar, where there is room."""
    for row, start, share in zip(rows, left, shares, strict=True):
        if share >= 4:
            axes.text(start + share / 2, row, f"{share:.0f}", ha="center", va="center", size=9, color=colour)


def _percents(axes: Axes) -> None:
    axes.set_xlim(0, 100)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)


DRAWINGS: Mapping[str, tuple[float, str, str, Callable[[Run, Axes], None]]] = {
    "facts": (4.6, "In how much of the assumed space each fact holds",
              "Per cent of assumption points. Where they fail, a ranking means nothing.", facts),
    "best": (4.5, "Who comes out best, in what share of made-up worlds",
             "Per cent of assumption points; clearly best means beyond two standard errors over every rival.", best),
    "groups": (5.6, "How much closer than without an app, under assumptions",
               "Dot: middle of the space. Bar: 18 points of 20. Tick: the worst point.", groups),
    "ahead": (4.4, "Undrift against one light step every day, in closeness",
              "Per cent of assumption points. On the right: Undrift at the point that suits it least.", ahead),
    "weeks": (4.4, "At one point of the space, the calibrated centre",
              "One set of guesses, all kinds of couples. The order of the lines changes elsewhere.", weeks),
    "depends": (4.6, "What decides between Undrift and one light step every day",
                "In closeness, over the space. Right: higher values favour Undrift. Left: they favour daily.", depends),
}  # fmt: skip
