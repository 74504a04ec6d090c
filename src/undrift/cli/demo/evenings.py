"""The ordinary days between the lines of the script: who comes, what they answer, how it lands. Seeded, so that it
comes out the same wherever the same steps are offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from undrift.actions import evenings, sharing
from undrift.actions.evenings import Evening
from undrift.actions.sessions import Visit
from undrift.cli.demo.players import Player
from undrift.cli.demo.script import Landing
from undrift.domain.evening import Phase

SEED = 41
LOOKS_AGAIN_AFTER = timedelta(minutes=50)
WRITES_A_LINE = 0.75
OPENS_AT_ONCE = 0.85
SAVES_FOR_LATER = 0.2
CAPACITIES = {"little": 4, "some": 5, "plenty": 2}
ANSWERS = {"did": 6, "not_today": 3, "": 1}
LANDINGS = {"same": 5, "too_much": 1, "did_not_happen": 2}
CLOSER_AT_FIRST, WARMER_EVERY = 2, 14


@dataclass
class Days:
    """Plays breakfasts and evenings. On the `last` day both come, and nothing is left open for the next."""

    landings: Mapping[tuple[str, str], Landing]
    last: int
    written: set[tuple[str, str]] = field(default_factory=set)

    def comes(self, player: Player, day: int, chance: float) -> bool:
        if day == self.last:
            return True
        return day not in player.character.away and _dice(player, day, "comes").random() < chance

    def breakfast(self, player: Player, day: int) -> None:
        """Unfold what lies there, or leave it for another morning."""
        visit = player.visit()
        found = sharing.folded(visit)
        if found and (day == self.last or _dice(player, day, "breakfast").random() < OPENS_AT_ONCE):
            sharing.unfold(visit, found.id)

    def evening(self, player: Player, day: int) -> None:
        dice, visit = _dice(player, day, "evening"), player.visit()
        tonight = self._landed(dice, player, visit, day)
        if tonight.phase is Phase.ARRIVE:
            tonight = evenings.arrive(visit, _drawn(dice, CAPACITIES))
        if tonight.phase is Phase.STEP:
            self._answer(dice, visit, tonight)

    def _answer(self, dice: Random, visit: Visit, tonight: Evening) -> None:
        answer = _drawn(dice, ANSWERS)
        if answer:
            evenings.answer(visit, answer)
        if answer == "not_today" and tonight.practice and dice.random() < SAVES_FOR_LATER:
            evenings.save(visit, tonight.practice.id)

    def looks_again(self, player: Player, day: int) -> None:
        """Later the same evening, on some days: say how it landed."""
        dice = _dice(player, day, "later")
        if day == self.last or dice.random() < 0.5:  # noqa: PLR2004 - as good as not
            self._landed(dice, player, player.visit(), day)

    def _landed(self, dice: Random, player: Player, visit: Visit, day: int) -> Evening:
        tonight = evenings.tonight(visit)
        if tonight.phase is not Phase.LANDING:
            return tonight
        practice = tonight.practice.id if tonight.practice else ""
        found = self.landings.get((practice, player.name))
        if found and (practice, player.name) not in self.written and dice.random() < WRITES_A_LINE:
            self.written.add((practice, player.name))
            return evenings.land(visit, found.landing, found.line)
        closer = CLOSER_AT_FIRST + day // WARMER_EVERY
        return evenings.land(visit, _drawn(dice, {"closer": closer, **LANDINGS}))


def _dice(player: Player, day: int, purpose: str) -> Random:
    return Random(f"{SEED}:{player.name}:{day}:{purpose}")  # noqa: S311 - a made-up life, not a secret


def _drawn(dice: Random, weights: Mapping[str, int]) -> str:
    return dice.choices(list(weights), list(weights.values()))[0]
