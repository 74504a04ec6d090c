"""What two hope for lies side by side without anybody's being first; pieces of a story find a place between others."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undrift.domain import future, story
from undrift.domain.errors import BadInput
from undrift.domain.future import Wishes
from undrift.domain.hopes import HOPES, OPEN_LINES

ON = date(2026, 11, 20)
numbers = st.integers(0, 2**32)


def drawn_hopes(number: int) -> list[str]:
    r = Random(number)
    return r.choices([*HOPES, "unknown"], k=r.randint(0, 30))


CHOICES = numbers.map(drawn_hopes)
LINES = st.dictionaries(st.sampled_from([*OPEN_LINES, "unknown"]), st.text(max_size=50))
WISHES = st.builds(lambda hopes: future.written(ON, [*hopes, "outdoors"], {}), CHOICES)


@given(WISHES, WISHES)
def test_the_overlap_is_the_same_from_both_sides_and_nothing_is_left_out(mine, theirs):
    one, other = future.beside(mine, theirs), future.beside(theirs, mine)
    assert one.both == other.both
    assert (one.only_mine, one.only_theirs) == (other.only_theirs, other.only_mine)
    assert sorted((*one.both, *one.only_mine)) == sorted(mine.hopes)
    assert not set(one.only_mine) & set(one.only_theirs)


@given(CHOICES, LINES)
def test_what_is_written_comes_back_and_only_what_is_known(hopes, told):
    if not set(hopes) & set(HOPES) and not any(told.get(name, "").replace("\0", "").strip() for name in OPEN_LINES):
        with pytest.raises(BadInput, match="One tick or one line"):
            future.written(ON, hopes, told)
        return
    wishes = future.written(ON, hopes, told)
    assert set(wishes.hopes) == set(hopes) & set(HOPES)
    assert Wishes.from_json(wishes.to_json()) == wishes
    assert wishes.as_text().strip()


def test_nothing_is_refused_and_too_much_is_refused_at_its_line():
    with pytest.raises(BadInput) as refused:
        future.written(ON, [], {"tuesday": " \n"})
    assert refused.value.field == "hope"
    with pytest.raises(BadInput) as refused:
        future.written(ON, ["child"], {"more": "word " * 5000})
    assert refused.value.field == "more"


def test_hopes_are_plain_and_each_side_of_a_hard_question_is_there():
    assert len(HOPES) == 24
    assert len(set(HOPES.values())) == 24
    for one, other in (("child", "no_child"), ("stay_here", "elsewhere"), ("near_family", "far_family")):
        assert one in HOPES
        assert other in HOPES
    assert not any("!" in words or len(words) > 40 for words in HOPES.values())


def test_a_year_makes_room():
    for days in range(800):
        assert future.may_write_anew(ON, ON + timedelta(days=days)) == (days >= 365)


@given(numbers)
def test_a_piece_stands_where_it_was_put_however_often(number):
    """Each of many pieces goes before the piece with this number, as the store does it, spreading where none fits."""
    r = Random(number)
    wheres = r.choices(range(r.choice((1, 5, 31))), k=r.randint(0, 120))
    order: list[tuple[int, int]] = []
    wanted: list[int] = []
    for piece, where in enumerate(wheres):
        at = min(where, len(order))
        earlier, later = order[at - 1][0] if at else None, order[at][0] if at < len(order) else None
        place = story.between(earlier, later)
        if place is None:
            order = [(new, name) for new, (_, name) in zip(story.spread(len(order)), order, strict=True)]
            place = story.between(order[at - 1][0], order[at][0])
        assert place is not None
        order.insert(at, (place, piece))
        wanted.insert(at, piece)
        assert [name for _, name in sorted(order)] == wanted
        assert -(2**63) < place < 2**63


def test_a_place_can_be_halved_thirty_times_before_pieces_must_move_apart():
    earlier, later, fits = 0, story.GAP, 0
    while (middle := story.between(earlier, later)) is not None:
        later, fits = middle, fits + 1
    assert fits >= 30
