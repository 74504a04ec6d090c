"""Everything the pacing rules look at, worked out once for one evening."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from undrift.domain.desk import HOLDS_THAT_NEED_HELP
from undrift.domain.helping import Landings, leaning_by_kind
from undrift.domain.ladder import Ladder, climb
from undrift.domain.practices import Capacity, Practice, Sense, Tag
from undrift.domain.state import UNKNOWN_PARTNER_LEVEL, Past, Person, State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FRESH_ARGUMENT = timedelta(hours=24)
HEATED_ARGUMENT = timedelta(hours=2)
PARKED_TOPIC = timedelta(days=7)
CLOCKS_APART = timedelta(hours=6)
"""Two clocks may differ, and the small hours are counted to the evening before: that much ahead means just now."""
HELP_SHOWN_EVERY = timedelta(days=7)
ONE_SIDED_TWICE = 2

CALM = frozenset({Tag.SELF_SOOTHE, Tag.HELP_SEEKING, Tag.SOLO_STEADINESS, Tag.PAUSE})
FIRM = frozenset({Tag.DIRECT_REQUEST, Tag.HELP_SEEKING, Tag.BOUNDARY})


@dataclass(frozen=True, slots=True)
class Situation:
    """One evening as the rules see it. `earlier` leaves out what was already offered today."""

    state: State
    earlier: tuple[Past, ...]
    last_offers: Mapping[str, Past]
    landings: Mapping[tuple[str, str | None], int]
    ladder: Ladder
    own_level: int
    shared_level: int
    since_argument: timedelta | None
    practices: Mapping[str, Practice]
    helped: Mapping[Tag, float]

    @classmethod
    def of(cls, state: State, practices: Sequence[Practice]) -> Situation:
        by_id = {p.id: p for p in practices}
        midnight = datetime.combine(state.today, time.min)
        earlier = state.history[: bisect_left(state.history, midnight, key=_at)]
        partner_level = state.partner.intensity_cap if state.partner else UNKNOWN_PARTNER_LEVEL
        own = state.person.level
        return cls(
            state=state,
            earlier=earlier,
            last_offers={past.practice: past for past in earlier},
            landings=Counter((past.practice, past.landing) for past in state.history),
            ladder=climb(_landings(state), {p.id: p.depth for p in practices}),
            own_level=own,
            shared_level=min(own, partner_level),
            since_argument=_since_argument(state),
            practices=by_id,
            helped=leaning_by_kind(Landings.of(earlier, by_id)),
        )

    @property
    def person(self) -> Person:
        return self.state.person

    @property
    def capacity(self) -> Capacity:
        """What was said tonight; unsaid counts as *some*, never as plenty."""
        return self.person.capacity or Capacity.SOME

    @property
    def alone(self) -> bool:
        return self.state.partner is None

    @property
    def both_ready(self) -> bool:
        return self.state.rupture is not None and self.state.rupture.ready == (True, True)

    @property
    def argument_is_fresh(self) -> bool:
        return self._argued_within(FRESH_ARGUMENT)

    @property
    def argument_is_heated(self) -> bool:
        return self._argued_within(HEATED_ARGUMENT)

    @property
    def topic_is_parked(self) -> bool:
        return self._argued_within(PARKED_TOPIC)

    @property
    def one_sided(self) -> bool:
        return self.person.efforts_one_sided >= ONE_SIDED_TWICE

    @property
    def help_is_due(self) -> bool:
        """Say whether the way to help must be on tonight's screen: now and then, never every evening (S1.62, S3.40)."""
        person = self.person
        stuck = person.severe_problem or self.one_sided or person.not_getting_better
        asks = stuck or person.wants_help or not person.holds.isdisjoint(HOLDS_THAT_NEED_HELP)
        return asks and not any(self._shown_lately(past) for past in self.earlier)

    def _argued_within(self, span: timedelta) -> bool:
        return self.since_argument is not None and self.since_argument < span

    def _shown_lately(self, past: Past) -> bool:
        practice = self.practices.get(past.practice)
        return practice is not None and bool(practice.tags & FIRM) and self.state.now - past.at < HELP_SHOWN_EVERY


def _landings(state: State) -> tuple[Past, ...]:
    """Give what landed in any way, from old to new."""
    if not state.received:
        return state.history
    return tuple(sorted((*state.history, *state.received), key=_at))


def _at(past: Past) -> datetime:
    return past.at


def avoided(practice: Practice, senses: frozenset[Sense]) -> bool:
    return any(sense in senses for sense in practice.requires)


def _since_argument(state: State) -> timedelta | None:
    if state.rupture is None:
        return None
    since = state.now - state.rupture.at
    return since if since > -CLOCKS_APART else None
