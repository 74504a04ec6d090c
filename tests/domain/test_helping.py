from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from undrift.domain.helping import (
    CLEAR,
    ENOUGH_EVENINGS,
    FOR_ONE,
    KINDS,
    LEAST_WEIGHT,
    MOST_NAMED,
    MOST_WEIGHT,
    Landings,
    leaning_by_kind,
    what_helps,
)
from undrift.domain.practices import Tag
from undrift.domain.state import Past, State
from undrift.domain.steps import choose

from .worlds import days_ago, evening, practice

TAGS = tuple(KINDS)
SHELF = {tag.value: practice(tag.value, tag) for tag in Tag}
WHEN = datetime(2026, 1, 1, 21)


def told(**by_tag: tuple[int, int]) -> Landings:
    """Landings by kind: how many a little closer, of how many."""
    kinds = {Tag(name): pair for name, pair in by_tag.items()}
    return Landings(sum(c for c, _ in kinds.values()), sum(n for _, n in kinds.values()), kinds)


def drawn_landings(number: int) -> Landings:
    r, kinds = Random(number), {}
    for tag in r.sample(TAGS, r.randint(0, len(TAGS))):
        landed = r.randint(1, r.choice((2, 10, 60)))
        kinds[tag.value] = (r.choice((0, landed, r.randint(0, landed))), landed)
    return told(**kinds)


any_landings = st.integers(0, 2**32).map(drawn_landings)


def test_too_early_to_tell_until_it_is_not():
    assert what_helps(Landings()) == ()
    assert what_helps(told(play=(7, 7))) == ()
    assert what_helps(told(play=(3, 3), bid=(1, 5))) == ()
    assert what_helps(told(play=(30, 60), bid=(31, 60), presence=(29, 60))) == ()
    assert [k.tag for k in what_helps(told(play=(28, 30), bid=(9, 30), presence=(8, 30)))] == [Tag.PLAY]


def test_under_a_hold_nothing_is_named_that_turns_to_the_partner():
    landings = told(touch=(20, 20), pause=(19, 20), bid=(3, 20), presence=(2, 20))
    assert {kind.tag for kind in what_helps(landings)} == {Tag.TOUCH, Tag.PAUSE}
    assert [kind.tag for kind in what_helps(landings, FOR_ONE)] == [Tag.PAUSE]


def test_among_kinds_that_are_alike_chance_is_seldom_taken_for_help():
    """Two hundred people for whom every kind does the same: a clear word is wrong for one in twenty at most."""
    draw, wrong = Random(5), 0
    for _ in range(200):
        rate = draw.choice((0.3, 0.5, 0.7))
        pairs = {}
        for tag in TAGS[:12]:
            landed = draw.randint(1, 10)
            pairs[tag.value] = (sum(draw.random() < rate for _ in range(landed)), landed)
        wrong += any(kind.is_clear for kind in what_helps(told(**pairs)))
    assert wrong <= 10


def test_what_truly_differs_is_found_in_a_few_months():
    draw, found = Random(6), 0
    for _ in range(100):
        pairs = {
            tag.value: (sum(draw.random() < (0.85 if tag is Tag.PLAY else 0.3) for _ in range(10)), 10)
            for tag in TAGS[:8]
        }
        found += any(kind.tag is Tag.PLAY for kind in what_helps(told(**pairs)))
    assert found >= 80


@given(any_landings)
def test_no_more_than_three_each_above_the_line_and_the_surest_first(landings):
    named = what_helps(landings)
    assert len(named) <= MOST_NAMED
    assert all(0 <= kind.closer <= kind.landed and kind.more_often <= 1 + 1e-9 for kind in named)
    assert [k.more_often for k in named] == sorted((k.more_often for k in named), reverse=True)
    assert all(kind.is_clear == (kind.more_often >= CLEAR) for kind in named)


@given(any_landings)
def test_no_kind_ever_starves(landings):
    leanings = leaning_by_kind(landings)
    assert all(LEAST_WEIGHT <= one <= MOST_WEIGHT for one in leanings.values())
    assert bool(leanings) == (landings.landed >= ENOUGH_EVENINGS)


def test_only_what_landed_is_counted():
    def past(name: str, landing: str | None, days: int) -> Past:
        return Past(name, WHEN + timedelta(days=days), "did", landing)

    history = [past("play", "closer", 1), past("play", "too_much", 2), past("play", "did_not_happen", 3),
               past("play", None, 4), past("gone", "closer", 5), past("boundary", "closer", 6)]  # fmt: skip
    landings = Landings.of(history, SHELF)
    assert (landings.closer, landings.landed) == (2, 3)
    assert landings.kinds == {Tag.PLAY: (1, 2)}


def test_the_draw_leans_to_it_and_the_other_still_comes():
    shelf = (practice("funny", Tag.PLAY), practice("near", Tag.BID),
             practice("was-funny", Tag.PLAY, cooldown_days=999), practice("was-near", Tag.BID, cooldown_days=999))  # fmt: skip
    past = [
        days_ago(80 - d, "was-funny" if d % 2 else "was-near", landing="closer" if d % 2 else "same") for d in range(40)
    ]
    calm = [days_ago(5, "elsewhere", landing="same")]
    state = State.from_json(evening(history=past + calm))
    drawn = [choose(replace(state, seed=seed), shelf).practice for seed in range(600)]
    funny, near = (sum(one is not None and one.id == name for one in drawn) for name in ("funny", "near"))
    assert funny > near * 1.2
    assert near > 60


def test_it_never_opens_what_a_rule_holds_back_and_leaves_free_evenings_alone():
    past = [days_ago(60 - d, "touch", landing="closer") for d in range(20)]
    shelf = tuple(SHELF.values())
    for seed in range(30):
        choice = choose(State.from_json(evening(history=past, seed=seed, person__touch_consents=[])), shelf)
        assert choice.practice is None or Tag.TOUCH not in choice.practice.tags
