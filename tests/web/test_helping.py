"""What seems to help: one's own landings, behind the private door, with the doubt that is in them."""

import re

from undrift.actions import desk as desks
from undrift.domain.desk import Offer

from .couples import visit_of
from .world import text_of

PAGE = "/mine/helps/"


def a_shelf():
    from undrift import library
    from undrift.domain.practices import Tag

    practices = library.load().practices
    only = {p.id for p in practices if p.tags & {Tag.GREETING}}
    other = [p for p in practices if p.id not in only and p.tags & {Tag.PRESENCE, Tag.BID}]
    return min(only), other[0].id


def lands(somebody, **landings):
    """Put evenings on the desk: how often each of two practices brought somebody closer, and how often not."""
    offers = []
    for practice, (closer, same) in landings.items():
        offers += [Offer(practice, "", "did", "closer")] * closer + [Offer(practice, "", "did", "same")] * same
    dated = [
        Offer(o.practice, f"2026-0{1 + i // 28}-{1 + i % 28:02}", o.answer, o.landing) for i, o in enumerate(offers)
    ]
    desks.change(visit_of(somebody), lambda desk: desk.with_(history=tuple(dated)))


def test_too_early_to_tell_at_first(ann):
    assert "too early to tell" in text_of(ann.get(PAGE))
    greeting, _ = a_shelf()
    lands(ann, **{greeting: (5, 0)})
    assert "too early to tell" in text_of(ann.get(PAGE))


def test_what_stands_out_is_named_with_its_doubt_and_a_step(ann):
    greeting, other = a_shelf()
    lands(ann, **{greeting: (15, 1), other: (3, 17)})
    page = text_of(ann.get(PAGE))
    assert "How you greet and part" in page
    assert not re.search(r"\d+ of \d+", page), "evenings are not counted on the page"
    assert "fairly clear" in page
    assert f"/library/{greeting}/" in page


def test_under_a_hold_it_names_nothing_that_turns_to_the_partner(ann):
    greeting, other = a_shelf()
    lands(ann, **{greeting: (15, 1), other: (3, 17)})
    desks.change(visit_of(ann), lambda desk: desk.with_(holds=("separating",)))
    assert "How you greet" not in text_of(ann.get(PAGE))
    desks.change(visit_of(ann), lambda desk: desk.with_(holds=(), keep_joint_away=True))
    assert "How you greet" not in text_of(ann.get(PAGE))


def test_a_step_that_a_later_release_withdrew_is_simply_gone(ann):
    lands(ann, **{"gone-for-good": (20, 0)})
    assert "too early to tell" in text_of(ann.get(PAGE))


def test_behind_the_private_door_and_nobody_elses(world):
    greeting, other = a_shelf()
    lands(world.ann, **{greeting: (15, 1), other: (3, 17)})
    for somebody in (world.bo, world.cleo):
        assert "How you greet" not in text_of(somebody.get(PAGE))
    world.ann.post("/mine/door/close/")
    assert world.ann.get(PAGE)["Location"].startswith("/mine/door/")
