"""Writes docs/lab: a README made by the run, and its drawings."""

from __future__ import annotations

from pathlib import Path

from lab.drawings import draw
from lab.report import FIRST_LINE, Run, invented, plain, tables

ABOUT = """\
The lab lives made-up couples through half a year, day by day, under hundreds of sets of guesses about how closeness
works. It asks which way of pacing suggestions does best in how much of that space, and how badly each can do. `make
lab` runs a small sweep in about a minute, `make lab MODE=full` the whole one. Why it is built so:
[0024](UP/decisions/0024-the-lab.md).

Four policies draw from one shelf of made-up practices. *Nothing*: no app. *Daily*: one light step every evening (depth
0 or 1), drawn evenly. *Ramp*: one every evening, deeper every two weeks, whatever the answer. *Undrift*: the rules of
[pacing](UP/pacing.md), read from the domain itself. *Three a week* is daily on three fixed evenings."""
NOT_HERE = """\
## What is not in it

Fear of a partner, betrayal, self-harm, addiction and parting: no simulation may speak for them, and their rules stand
on other grounds. Whether any practice does what the lab supposes. Money, sleep, children, illness, an affair, other
people. Who stops using the app never comes back here; in life some do. Only the steps of Today are lived, not what two
share, ask or agree elsewhere in Undrift."""


def write(run: Run, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    drawn = draw(run, folder)
    parts = [
        FIRST_LINE,
        "# The lab",
        ABOUT.replace("UP/", "../../" if run.mode == "quick" else "../"),
        f"This is the **{run.mode}** run: {run.size}.",
        *(f"![{title}]({file})" for file, title in drawn.items()),
        "## Plainly",
        "\n".join(f"- {sentence}" for sentence in plain(run)),
        *(table.as_markdown() for table in tables(run)),
        NOT_HERE,
        invented().as_markdown(),
    ]
    (folder / "README.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
