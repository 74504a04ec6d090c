"""How a practice goes in this home."""

from __future__ import annotations

from tests.domain.worlds import practice
from undrift.domain.practices import Home, Tag, Variant, variant_for

APART = Variant(Home.DISTANCE, "By phone.")
BABY = Variant(Home.SMALL_CHILDREN, "After the bath.")
SHY = Variant(Home.LITTLE_TOUCH, "Side by side.")


def test_the_line_for_this_home_is_found():
    step = practice("a-step", Tag.PLAY, variants=(SHY, BABY, APART))
    assert variant_for(step, ("small_children",)) == BABY
    assert variant_for(step, ("small_children", "distance")) == APART


def test_what_nobody_should_learn_at_a_glance_is_never_picked():
    step = practice("a-step", Tag.PLAY, variants=(SHY, APART))
    assert variant_for(step, ("little_touch", "no_gaze", "betrayal")) is None
