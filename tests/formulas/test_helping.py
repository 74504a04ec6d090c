"""Our own formulas beside scipy's. Apart from `tests/domain`, because loading scipy takes longer than all of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from undrift.domain.beta import log_beta, share_above
from undrift.domain.helping import STRENGTHS, Landings, what_helps
from undrift.domain.practices import Tag


@given(st.floats(0.001, 0.999), st.floats(0.01, 300), st.floats(0.01, 300))
def test_the_share_above_is_scipys(x, a, b):
    assert share_above(x, a, b) == pytest.approx(stats.beta.sf(x, a, b), abs=1e-9)
    assert log_beta(a, b) == pytest.approx(special.betaln(a, b), abs=1e-9)


def test_the_share_above_at_the_ends():
    assert (share_above(0, 2, 3), share_above(1, 2, 3), share_above(-1, 2, 3), share_above(2, 2, 3)) == (1, 0, 1, 0)


def test_strengths_are_weighed_as_scipys_beta_binomial_foretells():
    landings = Landings(16, 30, {Tag.PLAY: (9, 10), Tag.BID: (2, 11), Tag.LISTENING: (5, 9)})
    mean = landings.average
    likely = [stats.betabinom.pmf([9, 2, 5], [10, 11, 9], s * mean, s * (1 - mean)).prod() for s in STRENGTHS]
    assert [s for s, _ in landings.strengths()] == list(STRENGTHS)
    assert [w for _, w in landings.strengths()] == pytest.approx([one / sum(likely) for one in likely])


def test_a_worked_example():
    """Nine playful evenings of ten, where four of ten are usual: by hand with scipy's beta."""
    landings = Landings(14, 35, {Tag.PLAY: (9, 10), Tag.BID: (2, 11), Tag.PRESENCE: (3, 14)})
    mean = 15 / 37
    by_hand = sum(
        weight * stats.beta.sf(mean, strength * mean + 9, strength * (1 - mean) + 1)
        for strength, weight in landings.strengths()
    )
    first = what_helps(landings)[0]
    assert (first.tag, first.closer, first.landed) == (Tag.PLAY, 9, 10)
    assert first.more_often == pytest.approx(by_hand)
    assert first.is_clear
