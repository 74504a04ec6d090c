"""What lies till morning before it is said (S2.22): full strength sleeps a night, and then there are four answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from undrift.domain.disclosure_kinds import depth_of
from undrift.domain.errors import BadInput
from undrift.domain.notebook import Kind

if TYPE_CHECKING:
    from undrift.domain.disclosure import Disclosure

DRAFTS_KEPT = 3
NIGHTS_BELIEVED = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Draft:
    """What lies till morning. `on` and `ready_on` are ISO days; `hard`: hard to say, or strong while it was written."""

    id: str
    kind: str
    text: str
    hard: bool
    on: str
    ready_on: str

    def __repr__(self) -> str:
        return f"Draft({self.id})"

    @property
    def depth(self) -> int:
        return depth_of(Kind(self.kind), hard=self.hard)

    def may_go(self, morning: date) -> bool:
        """Say whether a night lies in between. A morning further off than any night comes from a wrong clock."""
        ready = date.fromisoformat(self.ready_on)
        return ready <= morning or ready - morning > NIGHTS_BELIEVED


def drafted(part: Disclosure, draft: Draft) -> Disclosure:
    """Lay a draft down. Raises BadInput at `text` where as many as there is room for lie there."""
    if any(other.id == draft.id for other in part.drafts):
        return part
    if len(part.drafts) >= DRAFTS_KEPT:
        raise BadInput("text", "Three lie here already. Look at one of them first; what you typed is still here.")
    return replace(part, drafts=(*part.drafts, draft))


def softened(part: Disclosure, wanted: str, text: str, *, hard: bool, next_morning: date) -> Disclosure:
    """Put other words in a draft. What is still hard sleeps another night; the rest keeps the night it had."""
    before = part.draft(wanted)
    unchanged = (text, hard) == (before.text, before.hard)
    ready_on = next_morning.isoformat() if hard and not unchanged else before.ready_on
    after = replace(before, text=text, hard=hard, ready_on=ready_on)
    return replace(part, drafts=tuple(after if other.id == wanted else other for other in part.drafts))
