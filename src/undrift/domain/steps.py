"""Choosing the next right step (S2.43): one suggestion or none, the same all day, and explainable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from undrift.domain.beginnings import authored, closing
from undrift.domain.leanings import due, weight
from undrift.domain.nothing import dice, evening_rule, free_evening, today_items
from undrift.domain.pacing import first_rule_against
from undrift.domain.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from undrift.domain.beginnings import Beginning
    from undrift.domain.practices import Practice
    from undrift.domain.state import State

FREE_EVENING = "free-evening"
NOTHING_FITS = "nothing-fits"


class HeldBack(NamedTuple):
    """A practice that waits tonight, and the first rule that says so."""

    practice: str
    rule: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Tonight's answer. `practice` None means nothing tonight.

    `because` and `held_back` are for `undrift steps explain` and for tests, never for a screen: what a person reads is
    the practice's own `why`. `because` speaks only of the step itself, never of a level, the partner, fear or a hold.
    `chapter` ("flat:3") names one of the first fourteen evenings, where its step was chosen.
    """

    practice: Practice | None
    because: tuple[str, ...]
    held_back: tuple[HeldBack, ...] = ()
    chapter: str = ""

    @property
    def why_nothing(self) -> str:
        """Name why there is nothing tonight ("paused", "free-evening"); empty where there is a step."""
        return "" if self.practice else self.because[0].partition(":")[2]

    def to_json(self) -> dict[str, Any]:
        return {
            "practice": self.practice.id if self.practice else None,
            "because": list(self.because),
            "held_back": [held._asdict() for held in self.held_back],
        }


def choose(state: State, practices: Sequence[Practice], beginnings: Iterable[Beginning] = ()) -> Choice:
    """Choose one practice or none. Pure: the same state and library always give the same choice.

    On the first fourteen evenings the authored step comes before the draw, where it stands open.
    """
    situation = Situation.of(state, practices)
    rules = {p.id: first_rule_against(p, situation) for p in practices}
    held = _held(rules.items())
    tonight = evening_rule(state)
    if tonight == "one-a-day" and (shown := _shown_already(situation, rules)) is not None:
        return Choice(shown, ("same-step: it is today's step already", *_because(shown, situation)), held)
    if tonight is not None:
        return _nothing(tonight, _held((name, rule or tonight) for name, rule in rules.items()))
    candidates = [p for p in practices if rules[p.id] is None]
    if not candidates:
        return _nothing(NOTHING_FITS, held)
    first = due(candidates, situation)
    if not first and free_evening(situation):
        return _nothing(FREE_EVENING, held)
    if not first and (written := authored(candidates, situation, beginnings)) is not None:
        step, chapter = written
        return Choice(step, ("evening: it is one of the first fourteen", *_because(step, situation)), held, chapter)
    chosen = _drawn(first or candidates, situation)
    return Choice(chosen, _because(chosen, situation), held, "" if first else closing(situation, beginnings))


def _held(rules: Iterable[tuple[str, str | None]]) -> tuple[HeldBack, ...]:
    return tuple(HeldBack(name, rule) for name, rule in rules if rule is not None)


def _nothing(why: str, held: tuple[HeldBack, ...]) -> Choice:
    return Choice(None, (f"nothing:{why}",), held)


def _shown_already(situation: Situation, rules: dict[str, str | None]) -> Practice | None:
    """Give today's own suggestion while it waits for an answer and still stands open: the screen never shuffles."""
    todays = today_items(situation.state)
    last = todays[-1]
    if any(past.answer == "did" or past.landing is not None for past in todays):
        return None
    return situation.practices.get(last.practice) if rules.get(last.practice, "gone") is None else None


def _drawn(candidates: Sequence[Practice], situation: Situation) -> Practice:
    among = sorted(candidates, key=lambda p: p.id)
    weights = [weight(p, situation) for p in among]
    return dice(situation.state, "step").choices(among, weights)[0]


def _because(practice: Practice, situation: Situation) -> tuple[str, ...]:
    reasons = (
        ("light: it is a light one", practice.depth == 0),
        (f"energy: it takes {practice.energy.value}", True),
        (f"minutes: it takes about {practice.minutes}", True),
        ("branch: it suits the way in that was chosen", situation.person.branch in practice.branch),
        ("needs: it serves a need that was named", any(need in situation.person.needs for need in practice.needs)),
        ("new: it has not been suggested before", practice.id not in situation.last_offers),
    )
    return tuple(text for text, holds in reasons if holds)
