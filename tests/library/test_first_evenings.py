"""The five arcs that ship: the engine really gives them, evening by evening, and they keep what they promise."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise, product
from random import Random
from typing import NamedTuple

import pytest

from undrift.domain import evening
from undrift.domain.beginnings import EVENINGS
from undrift.domain.desk import SITUATIONS, Desk
from undrift.domain.firstways import WAYS
from undrift.domain.holds import HOLDS_BY_NAME, for_one
from undrift.domain.pacing import first_rule_against
from undrift.domain.practices import Asks, Capacity, NotWhen, Reach, Tag
from undrift.domain.situation import CALM, FIRM, Situation
from undrift.domain.state import State
from undrift.domain.steps import choose
from undrift.library import load

SHELF = {practice.id: practice for practice in load().practices}
ARCS = {beginning.way: beginning for beginning in load().beginnings}
PARTNER = {"intensity_cap": 1, "touch_consents": []}
LIGHT = frozenset({Tag.PLAY, Tag.GREETING})
START = datetime(2026, 3, 10, 20, 30)
NOT_AFTER_A_BETRAYAL = {
    *(Tag.MEMORY, Tag.TOUCH, Tag.FUTURE, Tag.GREETING, Tag.BID, Tag.SHARED_CYCLE, Tag.NO_FAULT, Tag.ACCOMMODATE),
    *(Tag.GRATITUDE_EXPRESSED, Tag.GRATITUDE_NOTICED, Tag.OLD_WOUNDS, Tag.REPAIR, Tag.DISCLOSURE),
}
DAYS = 40
AUTHORED_AT_LEAST = 12
FIRST_FIVE, FIRST_THREE = 5, 3

CAPACITIES = ("little", "some", "plenty", "mixed")
COMPANY = [*product(sorted(ARCS.keys() - {"alone"}), (None, PARTNER)), ("alone", None)]
"""The arc for one is never anybody's whose partner is in the app."""
MANNERS = {
    "same": [("did", "same")],
    "closer": [("did", "closer")],
    "silent": [("none", None)],
    "unasked": [("did", None)],
    "any": [("did", "closer"), ("did", "same"), ("did", "did_not_happen"), ("not_today", None), ("none", None)],
    "heavy": [("did", "same"), ("did", "closer"), ("did", "too_much"), ("none", None)],
}
STEADY_MANNERS = ("same", "closer", "silent", "unasked", "any")
LIVES = [(), *((situation,) for situation in SITUATIONS if situation not in {"betrayal", "by_myself"})]


class Life(NamedTuple):
    """Who lives through the fourteen: the way in, the partner's side, how much there is, and how they answer."""

    way: str
    partner: dict | None
    seed: int
    capacity: str
    manner: str

    def tonight(self, dice: Random) -> str:
        return dice.choice(CAPACITIES[:3]) if self.capacity == "mixed" else self.capacity


class Page(NamedTuple):
    """What one evening with a step came to."""

    capacity: Capacity
    practice: str
    chapter: str


def desk_of(way: str, seed: int) -> Desk:
    """Somebody who just arrived; every other one has said what life is like."""
    situations = ("by_myself",) if way == "alone" else ()
    desk = Desk(seed=seed, way_in="flat" if way == "alone" else way, situations=situations)
    return desk.living(situations, "") if seed % 2 else desk


def played(life: Life, shelf=None) -> list[Page]:
    """Live forty days through the real engine and give the evenings that had a step, the fourteenth the last."""
    dice, desk, pages = Random(f"{life.way} {life.seed}"), desk_of(life.way, life.seed), []
    for day in range(DAYS):
        now, tonight = START + timedelta(days=day), life.tonight(dice)
        desk = evening.arrived(desk, now, tonight)
        asked = State.from_json(desk.question(evening.clock_for_rules(now), life.partner))
        choice = choose(asked, shelf or reachable(life.way), ARCS.values())
        desk = evening.offered(desk, choice.practice and choice.practice.id, choice.why_nothing, choice.chapter)
        if choice.practice is None:
            continue
        pages.append(Page(Capacity(tonight), choice.practice.id, choice.chapter))
        if len(pages) == EVENINGS:
            break
        desk = replied(desk, now, *dice.choice(MANNERS[life.manner]))
    return pages


def replied(desk: Desk, now: datetime, answer: str, landing: str | None) -> Desk:
    if answer == "none":
        return desk
    desk = evening.answered(desk, now, answer)
    return evening.landed(desk, landing) if answer == "did" else desk


@cache
def reachable(way: str) -> list:
    """What an arc can come to: its steps and their siblings. The rest of the library changes nothing, as one test says."""
    own = {name for page in ARCS[way].evenings for name in page.steps.values()}
    siblings = {name for step in own for name in (SHELF[step].instead, SHELF[step].easier)}
    return [practice for practice in SHELF.values() if practice.id in own | siblings]


def steps_on(page) -> list:
    return [SHELF[page.steps[capacity]] for capacity in Capacity]


def steps_of(way: str) -> list:
    return [step for page in ARCS[way].evenings for step in steps_on(page)]


def test_there_are_five():
    assert ARCS.keys() == {"fragile", "flat", "argued", "betrayal", "alone"}


@pytest.mark.parametrize(("way", "partner"), COMPANY, ids=[f"{way}-{'two' if who else 'one'}" for way, who in COMPANY])
def test_the_authored_step_is_the_one_that_comes(way, partner):
    for seed in range(1, 21):
        capacity, manner = CAPACITIES[seed % len(CAPACITIES)], STEADY_MANNERS[seed % len(STEADY_MANNERS)]
        pages = played(Life(way, partner, seed, capacity, manner))
        assert [page.chapter for page in pages] == [f"{way}:{n}" for n in range(1, EVENINGS + 1)], (capacity, manner)
        wished = [ARCS[way].evenings[n].steps[page.capacity] for n, page in enumerate(pages)]
        as_written = sum(page.practice == wish for page, wish in zip(pages, wished, strict=True))
        assert as_written >= AUTHORED_AT_LEAST, (seed, capacity, manner, pages)


@pytest.mark.parametrize("way", ARCS)
def test_the_whole_library_tells_the_same_story(way):
    for seed in (3, 4):
        life = Life(way, None, seed, "mixed", "any")
        assert played(life, list(SHELF.values())) == played(life)


@pytest.mark.parametrize("way", ARCS)
def test_after_too_much_a_kin_step_takes_the_place_and_the_thread_holds(way):
    for seed, capacity in enumerate(CAPACITIES, start=21):
        pages = played(Life(way, None, seed, capacity, "heavy"))
        assert [page.chapter for page in pages] == [f"{way}:{n}" for n in range(1, len(pages) + 1)]


@pytest.mark.parametrize("way", ARCS)
@pytest.mark.parametrize("life", LIVES)
def test_no_hold_and_no_way_of_living_leaves_an_evening_without_its_page(way, life):
    desk = desk_of(way, 1).living((*desk_of(way, 1).situations, *life), "")
    desk = evening.arrived(desk, START, "some")
    situation = Situation.of(State.from_json(desk.question(START.isoformat())), reachable(way))
    standing = {p.id for p in reachable(way) if first_rule_against(p, situation) is None}
    for page in ARCS[way].evenings:
        wishes = [SHELF[name] for name in page.wishes(Capacity.SOME)]
        assert standing & {name for p in wishes for name in (p.id, p.instead, p.easier)}, (life, page.line)


@pytest.mark.parametrize("way", ARCS)
def test_no_hold_that_the_way_brings_holds_a_step_back(way):
    holds = desk_of(way, 1).all_holds
    assert holds == (("recent_betrayal",) if way == "betrayal" else ())
    assert [s.id for s in steps_of(way) for hold in holds if HOLDS_BY_NAME[hold].leaves_out(s)] == []


@pytest.mark.parametrize("way", ARCS)
def test_it_is_light_early(way):
    """Two of the first five evenings greet or play, whatever a person has in them; after a betrayal play or the body."""
    first = ARCS[way].evenings[:FIRST_FIVE]
    wanted = LIGHT | {Tag.NOVELTY, Tag.SELF_SOOTHE} if way == "betrayal" else LIGHT
    light = [page for page in first if all(step.tags & wanted for step in steps_on(page))]
    assert len(light) >= 2
    assert any(step.tags & {Tag.PLAY} for page in first for step in steps_on(page))


@pytest.mark.parametrize("way", ARCS)
def test_the_first_evening_asks_nothing_deep_and_no_evening_starts_at_a_later_rung(way):
    for number, page in enumerate(ARCS[way].evenings, start=1):
        for capacity in (Capacity.LITTLE, Capacity.SOME):
            step = SHELF[page.steps[capacity]]
            opens_later = step.depth > 0 and step.tags.isdisjoint(CALM | FIRM | {Tag.REPAIR})
            assert not opens_later, f"{step.id} waits for two good landings; evening {number}"
    assert {step.depth for step in steps_on(ARCS[way].evenings[0])} == {0}


@pytest.mark.parametrize("way", ARCS)
def test_what_the_landing_page_gave_is_not_given_again_at_once(way):
    arrived_by = {"flat": ("flat", "looking"), "alone": ("flat", "looking")}.get(way, (way,))
    given = {WAYS[name].practice for name in arrived_by}
    early = {step.id for page in ARCS[way].evenings[:FIRST_THREE] for step in steps_on(page)}
    assert given.isdisjoint(early)


@pytest.mark.parametrize("way", ARCS)
def test_two_evenings_running_are_never_the_same(way):
    for before, after in pairwise(ARCS[way].evenings):
        assert set(before.steps.values()).isdisjoint(after.steps.values())


def test_after_a_betrayal_there_is_only_ones_own_ground():
    steps = steps_of("betrayal")
    assert [step.id for step in steps if step.tags & NOT_AFTER_A_BETRAYAL or not for_one(step)] == []
    asking = {step.id for step in steps if step.asks_of_partner in {Asks.ANSWER, Asks.TIME}}
    assert asking == {"one-clear-request", "one-question-and-a-day"}
    evenings_that_ask = [p for p in ARCS["betrayal"].evenings if asking & set(p.steps.values())]
    assert len(evenings_that_ask) == 1
    assert {Tag.HELP_SEEKING, Tag.BOUNDARY, Tag.PLAY, Tag.SELF_SOOTHE} <= {tag for step in steps for tag in step.tags}


def test_one_alone_is_asked_for_nothing_from_the_other():
    for step in steps_of("alone"):
        assert step.reach is Reach.SOLO
        assert step.asks_of_partner in {Asks.NOTHING, Asks.NOTICE}
        assert not step.tags & {Tag.TOUCH, Tag.FUTURE, Tag.SHARED_CYCLE, Tag.DISCLOSURE}


def test_while_things_are_fragile_nothing_waits_for_safety_or_for_being_met():
    waits = {NotWhen.LOW_SAFETY, NotWhen.LOW_RESPONSIVENESS}
    assert [step.id for step in steps_of("fragile") if step.not_when & waits] == []
    turned_outward = [any(s.tags & {Tag.BID} for s in steps_on(page)) for page in ARCS["fragile"].evenings]
    assert not any(turned_outward[:4]), "reaching out comes after own ground"
    assert any(turned_outward[4:9])


def test_after_an_argument_listening_comes_last_and_calm_comes_first():
    pages = ARCS["argued"].evenings
    assert all(step.tags & CALM for step in steps_on(pages[0]))
    listening = [n for n, page in enumerate(pages, 1) if any(Tag.LISTENING in s.tags for s in steps_on(page))]
    mending = [n for n, page in enumerate(pages, 1) if any(Tag.REPAIR in s.tags for s in steps_on(page))]
    assert min(listening) > min(mending)


def test_every_step_may_be_seen_and_is_also_in_another_arc_or_in_everybodys_mix():
    """A title glanced at tells nothing: whatever the hurt are given, somebody else is given too."""
    others = {step.id for way in ARCS.keys() - {"betrayal"} for step in steps_of(way)}
    for step in steps_of("betrayal"):
        assert step.glance_safe
        assert step.id in others or set(step.branch) >= {"strengthen", "browse"}
