"""States of a person's own: whatever somebody may keep for themselves, drawn by chance."""

from __future__ import annotations

import random

from undrift.actions import desk as desks
from undrift.actions import notebook
from undrift.domain import intensity
from undrift.domain.desk import LANDINGS, SITUATIONS, WAYS_IN, Desk, Offer, Told, Tonight
from undrift.domain.disclosure import Disclosure
from undrift.domain.drafts import Draft
from undrift.domain.ground import Check
from undrift.domain.measured import Measured
from undrift.domain.notebook import Kind
from undrift.domain.promises import Promise
from undrift.domain.repair import Afterwards
from undrift.domain.room import Heard
from undrift.store.models import Desk as DeskRow
from undrift.store.models import Entry

from .couples import visit_of
from .screens import STEPS
from .world import World

HOLDS = ("recent_betrayal", "self_harm", "addiction", "separating", "unsure_staying")
WEEKS = ("2026-11-06", "2026-11-13", "2026-11-20")
KINDS = tuple(intensity.TOUCH_KINDS)


def private_desk(chance: random.Random, told: Told | None) -> Desk:
    """Some state of a person's own, with what is told to the other held as it is."""

    def some(of):
        return tuple(sorted(chance.sample(of, chance.randrange(len(of) + 1))))

    on = f"2026-11-{chance.randrange(1, 21):02}"
    offer = Offer(
        chance.choice(STEPS), on, chance.choice(("none", "did", "not_today")), chance.choice((None, *LANDINGS))
    )
    return Desk(
        seed=chance.randrange(2**31),
        zone=chance.choice(("", "UTC", "Asia/Tokyo", "America/Los_Angeles")),
        partner_word=chance.choice(("", "Annie", "love")),
        way_in=chance.choice((None, *WAYS_IN)),
        situations=some(SITUATIONS),
        keep_joint_away=chance.random() < 0.5,
        severe_problem=chance.random() < 0.5,
        holds=some(HOLDS),
        paused_until=chance.choice((None, "2026-12-01T10:00:00", "2026-11-02T10:00:00")),
        argued_at=chance.choice((None, "2026-11-20T08:00:00")),
        tonight=chance.choice((None, Tonight(on, "some", chosen=True, practice=STEPS[0], answer="did"))),
        landing_due=chance.choice((None, offer)),
        landing_due_from=chance.choice(("", "2026-11-20T08:00:00")),
        history=tuple(offer for _ in range(chance.randrange(5))),
        saved=chance.choice(((), STEPS)),
        last_evening=chance.choice(("", on)),
        close_line=chance.choice(("", "a" * 32)),
        began_at=chance.choice(("", "2026-11-01T10:00:00+00:00")),
        deeper_welcome=chance.random() < 0.5,
        touch_yes=tuple(sorted({*some(KINDS), *(told.touch if told else ())})),
        told=told,
        unfolded=chance.randrange(9),
        guest=chance.random() < 0.5,
        checks=tuple(Check(on, *(chance.choice((None, *range(5))) for _ in range(5))) for on in some(WEEKS)),
        one_sided_on=some(WEEKS),
        wants_help=chance.random() < 0.5,
        promises=chance.choice(((), (Promise("b" * 32, "his own promise"),))),
        asked_on=chance.choice(("", "2026-11-20")),
        afterwards=Afterwards(
            asked_about=chance.choice(("", "2026-11-20T08:00:00")),
            asked_on=chance.choice(("", "2026-11-20")),
            answered=chance.random() < 0.5,
            room_from=chance.choice(("", "2026-11-20")),
        ),
        disclosure=private_part(chance, on),
        measured=Measured(chance.choice(("", on)), chance.random() < 0.5, chance.choice(("", on)), put={"apart": on}),
    )


def private_part(chance: random.Random, on: str) -> Disclosure:
    """Drafts of his, and what he did with what Ann said: opened, held, put off, found too much."""
    draft = Draft("d" * 32, "feeling", "only his", chance.random() < 0.5, on, on)
    heard = Heard(on, chance.randrange(1, 4), chance.choice(("about_right", "too_much")))
    return Disclosure(
        drafts=chance.choice(((), (draft,))),
        said=chance.choice(("", "a" * 32)),
        said_on=chance.choice(("", on)),
        passed=chance.randrange(9),
        opened_on=chance.choice(("", on)),
        quiet_on=chance.choice(("", on)),
        answered=chance.choice(("", "a" * 32)),
        ask_about=chance.choice(("", "a" * 32)),
        heard=tuple(heard for _ in range(chance.randrange(4))),
    )


class Private:
    """What Bo keeps for himself, put into his rows as his own browser would: his desk and his notebook."""

    def __init__(self, world: World) -> None:
        self.visit = visit_of(world.bo)
        self.told = desks.read(self.visit).told

    def becomes(self, chance: random.Random) -> None:
        sealed = desks.sealed(self.visit.person, self.visit.unlocked.desk_key, private_desk(chance, self.told))
        DeskRow.objects.filter(pk=self.visit.person).update(sealed=sealed)
        Entry.objects.filter(owner_id=self.visit.person).delete()
        for _ in range(chance.randrange(3)):
            notebook.write(self.visit, chance.choice(list(Kind)), "his own", note_key="")
