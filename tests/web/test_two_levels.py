"""What one keeps for oneself changes nothing on the other's screens: not a word, not an order, not a number."""

from __future__ import annotations

import itertools
import random

from undrift.actions import desk as desks
from undrift.actions import standing
from undrift.domain import intensity
from undrift.domain.desk import Told
from undrift.domain.notebook import Kind
from undrift.store.models import Desk as DeskRow
from undrift.store.writing import writing

from .couples import has_shared, visit_of, writes_down
from .disclosures import has_put, lays, mornings_later
from .private_states import KINDS, Private
from .screens import Eyes, shown

PAIRS = 1000
ALL_EVERY = 100


def test_a_thousand_private_states_of_bo_leave_anns_pages_byte_for_byte_the_same(couple):
    entries = [
        has_shared(couple.ann, "of hers"),
        has_shared(couple.bo, "You carried the bags"),
        has_shared(couple.bo, "walk", Kind.MOMENT),
        has_put(couple.ann),
    ]
    lays(couple.ann)
    writes_down(couple.ann, "her own")
    mornings_later(couple, 2)
    chance, bo, ann = random.Random(20261120), Private(couple), Eyes(couple, *entries)
    assert len(set(ann.first.values())) == len(ann.looks), "the evenings differ, or this test would see nothing"
    assert "unfold/" in ann.first[0, "/today/"]
    said = intensity.message(desks.newest(bo.visit))
    looks = itertools.cycle(ann.looks)
    for n in range(PAIRS):
        bo.becomes(chance)
        assert intensity.message(desks.newest(bo.visit)) == said
        for look in ann.looks if n % ALL_EVERY == 0 else (next(looks),):
            assert ann.see(look) == ann.first[look], f"{look} tells something of state {n}"


def test_the_step_chosen_for_ann_depends_on_bo_only_by_what_is_told(couple):
    """The same telling from very different people: the same evening, each of thirty times."""
    chance, bo = random.Random(7), Private(couple)
    ann = visit_of(couple.ann)
    own = desks.read(ann).with_(deeper_welcome=True, touch_yes=KINDS, way_in="flat", seed=3)
    seen: dict[str, set[str]] = {}
    for n, told in enumerate((Told(0), Told(1), Told(4, touch=("holding_hands", "hug"))) * 10):
        bo.told = told
        bo.becomes(chance)
        bo.visit.sealed_desk = bytes(DeskRow.objects.get(pk=bo.visit.person).sealed)
        desk = desks.read(bo.visit)
        with writing():
            standing.tell(bo.visit, desk)
        said = str(intensity.message(desk))
        sealed = desks.sealed(ann.person, ann.unlocked.desk_key, own)
        DeskRow.objects.filter(pk=ann.person).update(sealed=sealed)
        couple.ann.post("/today/capacity/", {"capacity": "plenty"})
        seen.setdefault(said, set()).add(shown(couple.ann, "/today/"))
        assert n >= 3 or standing.heard(visit_of(couple.ann)) is not None
    assert len(seen) == 3
    assert all(len(pages) == 1 for pages in seen.values()), "something besides the told level chose Ann's step"
