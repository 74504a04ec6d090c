"""What the two mark about their weeks, behind their own doors, at the end of each week."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

import yaml

from undrift.actions import climate, ground
from undrift.cli.demo.players import Player
from undrift.cli.demo.script import DAYS_A_WEEK, HERE
from undrift.domain.readings import monday_of

ITEMS = ("safety", "predictability", "respect", "met", "same_side", "stress", "closeness")
SHORT = ("q1", "q12", "q19", "q22")


@dataclass(frozen=True, slots=True)
class Evening:
    """One evening on which somebody marks their week: the day, counted from 1, its time, and what they do."""

    day: int
    at: time
    do: Callable[[], None]


def evenings(players: Mapping[str, Player]) -> Iterator[Evening]:
    written = yaml.safe_load((HERE / "readings.yaml").read_text(encoding="utf-8"))
    at = time.fromisoformat(written["at"])
    for name, player in players.items():
        for week, levels in written.get(name, {}).items():
            day = (week - 1) * DAYS_A_WEEK + written["weekday"]
            yield Evening(day, at, _marking(player, written, week, levels))


def _marking(player: Player, written: Mapping[str, Any], week: int, levels: list[int]) -> Callable[[], None]:
    def mark() -> None:
        visit = player.private_visit()
        form = dict(zip(ITEMS, map(str, levels), strict=True))
        ground.keep(visit, form, note_key="")
        line = written["happened"].get(player.name, {}).get(week)
        if line:
            monday = monday_of(climate.open_weeks(visit).today)
            climate.say_what_was(visit, monday.isoformat(), line, "")
        places = written["questions"].get(player.name, {}).get(week)
        if places:
            climate.keep_questions(visit, "csi-4", dict(zip(SHORT, map(str, places), strict=True)))

    return mark
