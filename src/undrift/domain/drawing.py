"""Which question is drawn for somebody (S1.39, S1.41, S1.42): as deep as their ground, their landings and both allow.

Depth 1 is open to everybody, whatever the other's level, so that no page of mine rests because of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from undrift.domain.curiosity import Curiosity, asked_lately, mark_of, rests
from undrift.domain.questions import Question, Unfit

if TYPE_CHECKING:
    from undrift.domain.situation import Situation

Draw = Callable[[int, int], int]
"""Draws a whole number between two, both included."""
LIGHTEST = 1
NOTHING = 0


def deepest(situation: Situation) -> int:
    """Tell how deep a question may go, 1 to 4; 0 where nothing is drawn. What the other begins arrives all the same."""
    person = situation.person
    if person.fear_of_partner or "self_harm" in person.holds:
        return NOTHING
    heavy = person.severe_problem or person.not_getting_better or situation.one_sided or situation.argument_is_fresh
    if person.holds or heavy:
        return LIGHTEST
    return max(LIGHTEST, min(situation.shared_level, situation.ladder.rung))


def going_on(situation: Situation, situations: Iterable[str]) -> frozenset[Unfit]:
    """Name what a question must not be unfit for."""
    named = {*situation.person.holds, *situations}
    named |= {"severe_problem"} if situation.person.severe_problem else set()
    named |= {"after_argument"} if situation.argument_is_fresh else set()
    return frozenset(one for one in Unfit if one.value in named)


def open_to(deck: Iterable[Question], depth: int, now: frozenset[Unfit]) -> list[Question]:
    return [question for question in deck if question.depth <= depth and question.unfit.isdisjoint(now)]


def draw(fitting: Sequence[Question], mine: Curiosity, today: date, number: Draw) -> Question | None:
    """Draw one that was not asked for a year and not passed over lately; each open depth comes as often as another.

    Once all were passed over, they come again. None: there is nothing to draw.
    """
    fresh = [question for question in fitting if not asked_lately(mine, question.id, today)]
    unseen = [question for question in fresh if mark_of(question.id) not in mine.seen] or fresh
    if not unseen:
        return None
    depths = sorted({question.depth for question in unseen})
    depth = depths[number(0, len(depths) - 1)]
    some = [question for question in unseen if question.depth == depth]
    return some[number(0, len(some) - 1)]


def still_fits(question: str, fitting: Iterable[Question], mine: Curiosity, today: date) -> Question | None:
    """Find what was drawn before, where it may still be offered."""
    found = next((one for one in fitting if one.id == question), None)
    return None if found is None or asked_lately(mine, question, today) else found


def deck_rests(mine: Curiosity, depth: int, today: date, *, paused: bool) -> bool:
    return depth == NOTHING or paused or rests(mine, today)
