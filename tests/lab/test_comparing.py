"""Who is clearly best, how bad it can get, and what is said of it, on results made up to be known."""

from __future__ import annotations

import numpy as np
import pytest
from lab.assume import spread as drawn
from lab.checked import Checked
from lab.compare import TOO_CLOSE, against_nothing, gap, goes_with, level, regret, rivals, wins
from lab.couples import Group
from lab.report import Run, behind, plain
from lab.sweep import DAILY, FOUR, HOUSE, MAKERS, NOTHING, OUTCOMES, RAMP, Swept, sweep
from lab.tables import Table, percent

POINTS, EACH = 4, 50
CLOSENESS, WORSE, PROMPTS = OUTCOMES[0], OUTCOMES[2], OUTCOMES[3]
EVERYWHERE = np.ones(POINTS, dtype=bool)


def swept(**means: list[float]) -> Swept:
    """Every outcome of a policy at each point is the mean given for it, with the same luck for all."""
    luck = np.random.default_rng(1).standard_normal((POINTS, EACH))
    own = {name: np.random.default_rng(seed).standard_normal((POINTS, EACH)) for seed, name in enumerate(MAKERS)}
    values = {
        name: luck + 0.1 * own[name] + np.array(means.get(name.replace(" ", "_"), [0.0] * POINTS))[:, None]
        for name in MAKERS
    }
    group = np.repeat(np.arange(5), EACH // 5)
    return Swept(drawn(POINTS, 1), group, {outcome.name: values for outcome in OUTCOMES})


def test_the_clear_winner_is_found_and_the_rest_is_too_close():
    found = swept(daily=[1, 0, 0, -1], Undrift=[0, 1, 0, -1])
    assert wins(found, CLOSENESS, EVERYWHERE) == {NOTHING: 0, DAILY: 0.25, RAMP: 0, HOUSE: 0.25, TOO_CLOSE: 0.5}


def test_less_is_better_where_less_is_better():
    found = swept(daily=[1, 1, 1, 1], Undrift=[-1, -1, -1, 1])
    assert wins(found, WORSE, EVERYWHERE)[HOUSE] == 0.75
    assert level(found, PROMPTS, HOUSE).worst == pytest.approx(1, abs=0.3)


def test_no_app_does_not_win_by_asking_nothing():
    assert NOTHING in rivals(CLOSENESS)
    assert NOTHING not in rivals(PROMPTS)
    assert set(wins(swept(), PROMPTS, EVERYWHERE)) == {*FOUR, TOO_CLOSE} - {NOTHING}


def test_only_the_asked_part_of_the_space_counts():
    found = swept(Undrift=[1, 1, -1, -1])
    assert wins(found, CLOSENESS, np.array([True, True, False, False]))[HOUSE] == 1
    assert np.isnan(wins(found, CLOSENESS, np.zeros(POINTS, dtype=bool))[HOUSE])
    assert percent(float("nan")) == "none"
    assert (percent(0.0), percent(0.001), percent(0.2)) == ("0 %", "under 1 %", "20 %")


def test_the_worst_point_is_told_and_how_far_behind_the_best():
    found = swept(daily=[0, 0, 0, 2], Undrift=[1, 1, 1, -0.5])
    assert against_nothing(found, CLOSENESS, HOUSE).worst == pytest.approx(-0.5, abs=0.1)
    assert against_nothing(found, CLOSENESS, HOUSE).middle == pytest.approx(1, abs=0.1)
    assert regret(found, CLOSENESS, HOUSE).worst == pytest.approx(-2.5, abs=0.1)
    assert regret(found, CLOSENESS, HOUSE).middle == 0


def test_a_group_is_looked_at_by_itself():
    found = swept()
    found.values["closeness"][HOUSE][:, found.group == Group.FRAGILE] -= 3
    assert gap(found, CLOSENESS, HOUSE, DAILY, Group.FRAGILE).clearly_worse.all()
    assert not gap(found, CLOSENESS, HOUSE, DAILY, Group.ORDINARY).clearly_worse.any()


def test_what_goes_with_a_difference_comes_first():
    found = swept()
    assert goes_with(found, -found.assumed("weary"), ["lift", "weary"])[0] == ("weary", pytest.approx(-1))


def test_a_loss_is_said_plainly():
    losing = Run("quick", EACH, swept(Undrift=[-1, 0, 0, 0]), Checked({}, np.ones((10, POINTS), dtype=bool)))
    said = " ".join(plain(losing))
    assert "Undrift is clearly behind *daily* in 25 % of the space on closeness" in said
    assert "by 1.0" in said
    row = next(row for row in behind(losing).rows if row[0] == "all couples, against daily")
    assert row[2] == "25 %"
    winning = Run("quick", EACH, swept(Undrift=[1, 1, 1, 1]), losing.checked)
    assert "clearly behind *daily* in" not in " ".join(line for line in plain(winning) if "closeness in the" in line)


def test_a_sweep_tells_how_far_it_is_and_gives_every_couple():
    *steps, found = sweep(drawn(20, 1), 6, 1)
    assert steps == [16, 20]
    assert all(found.of(o.name, name).shape == (20, 6) for o in OUTCOMES for name in MAKERS)
    assert np.isfinite(found.of("closeness", HOUSE)).all()
    assert found.of("prompts", NOTHING).sum() == 0
    assert found.of("prompts", DAILY).mean() > found.of("prompts", HOUSE).mean()


def test_a_table_reads_the_same_printed_and_written():
    table = Table("Title", ("What", "n"), [("long words", "1")], "A note.")
    assert table.as_text().splitlines() == ["Title", "  A note.", "  What        n", "  long words  1"]
    assert table.as_markdown().splitlines()[4:] == ["| What | n |", "|---|--:|", "| long words | 1 |"]
