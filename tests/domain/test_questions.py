"""Which question is drawn, and what a desk remembers of it: never deeper than all that caps it, and never stuck."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undrift.domain import curiosity, drawing, letters
from undrift.domain.curiosity import ASKED_KEPT, LANDINGS, LANDINGS_KEPT, SEEN_KEPT, Asked, Curiosity, mark_of
from undrift.domain.desk import HOLDS, SITUATIONS, Desk
from undrift.domain.errors import BadInput
from undrift.domain.ground import Check
from undrift.domain.questions import DEEPEST, Question, Theme, Unfit
from undrift.domain.room import Heard
from undrift.domain.rounds import LETTER_WAITS_FOR, WAITS_FOR, Page, Reply, cleaned
from undrift.domain.situation import Situation
from undrift.domain.state import State

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 20, 30)
UNFITS = st.frozensets(st.sampled_from(list(Unfit)), max_size=3)
QUESTIONS = st.builds(
    lambda number, depth, unfit: Question(f"q{number}", "?", depth, (Theme.HOME,), unfit, ("S1.39",)),
    st.integers(0, 60),
    st.integers(1, DEEPEST),
    UNFITS,
)
DECKS = st.lists(QUESTIONS, max_size=30, unique_by=lambda question: question.id)
HEARD = st.builds(Heard, st.just("2026-11-10"), st.integers(0, DEEPEST), st.sampled_from(["about_right", "too_much"]))
CHECKS = st.builds(Check, st.sampled_from(["2026-11-13", "2026-11-19"]), *[st.none() | st.integers(0, 4)] * 4)
MINE = st.builds(
    Curiosity,
    seen=st.lists(st.integers(0, 60).map(lambda n: mark_of(f"q{n}")), max_size=SEEN_KEPT, unique=True).map(tuple),
    landings=st.lists(HEARD, max_size=6).map(tuple),
)
DESKS = st.builds(
    Desk,
    keep_joint_away=st.booleans(),
    severe_problem=st.booleans(),
    deeper_welcome=st.booleans(),
    holds=st.lists(st.sampled_from(HOLDS), unique=True).map(tuple),
    situations=st.lists(st.sampled_from(SITUATIONS), unique=True).map(tuple),
    argued_at=st.none() | st.sampled_from(["2026-11-20T19:00:00", "2026-11-10T19:00:00"]),
    way_in=st.sampled_from([None, "fragile", "flat", "betrayal", "looking"]),
    checks=st.lists(CHECKS, max_size=3).map(tuple),
    curiosity=MINE,
)
LEVELS = st.integers(0, 4)
laws = settings(deadline=None, derandomize=True, database=None)


def situation_of(desk: Desk, level: int) -> Situation:
    partner = {"intensity_cap": level, "touch_consents": []}
    return Situation.of(State.from_json(desk.question(NOW.isoformat(), partner)), ())


@laws
@given(DESKS, LEVELS)
def test_no_draw_is_deeper_than_ground_level_ladder_or_hold_allow(desk, level):
    situation = situation_of(desk, level)
    depth = drawing.deepest(situation)
    assert depth <= max(1, min(situation.own_level, situation.ladder.rung, level))
    if desk.keep_joint_away or "self_harm" in desk.holds:
        assert depth == 0
    elif desk.all_holds or desk.severe_problem or not desk.deeper_welcome:
        assert depth == 1


@laws
@given(DESKS, DECKS, LEVELS, st.data())
def test_what_is_drawn_fits_and_was_not_asked_or_seen_while_there_is_another(desk, deck, level, data):
    situation, mine = situation_of(desk, level), desk.curiosity
    now = drawing.going_on(situation, desk.situations)
    depth = drawing.deepest(situation)
    fitting = drawing.open_to(deck, depth, now)
    found = drawing.draw(fitting, mine, TODAY, lambda low, high: data.draw(st.integers(low, high)))
    if found is None:
        assert not [q for q in fitting if not curiosity.asked_lately(mine, q.id, TODAY)]
        return
    assert found.depth <= depth
    assert found.unfit.isdisjoint(now)
    assert not found.unfit & {Unfit(hold) for hold in desk.all_holds if hold in set(Unfit)}
    if mark_of(found.id) in mine.seen:
        assert all(mark_of(q.id) in mine.seen for q in fitting)


@laws
@given(DESKS, LEVELS, LEVELS)
def test_the_others_level_never_makes_a_page_rest(desk, one, other):
    """Depth 1 is open whatever the other's level is: no page of mine tells of it by being empty."""
    rests = [drawing.deepest(situation_of(desk, level)) == 0 for level in (one, other)]
    assert rests[0] == rests[1]


@laws
@given(DESKS, LEVELS, st.integers(1, DEEPEST))
def test_too_much_never_opens_anything_deeper(desk, level, depth):
    from dataclasses import replace

    before = drawing.deepest(situation_of(desk, level))
    worse = (*desk.curiosity.landings, Heard("2026-11-19", depth, "too_much"))
    after = desk.with_(curiosity=replace(desk.curiosity, landings=worse))
    assert drawing.deepest(situation_of(after, level)) <= max(before, 1)


ACTS = st.one_of(
    st.tuples(st.just("draw"), st.integers(0, 9)),
    st.tuples(st.just("pass"), st.just(0)),
    st.tuples(st.just("seal"), st.integers(0, 9)),
    st.tuples(st.just("open"), st.integers(0, 9)),
    st.tuples(st.just("home"), st.integers(0, 1)),
    st.tuples(st.just("look"), st.just(0)),
    st.tuples(st.just("land"), st.integers(0, 3)),
    st.tuples(st.just("days"), st.integers(0, 500)),
)


def play(mine: Curiosity, act: str, what: int, today: date) -> Curiosity:
    waits = mine.question.waits
    match act:
        case "draw":
            return curiosity.drew(mine, f"q{what}")
        case "pass":
            return curiosity.passed_over(mine)
        case "seal":
            return mine if waits else curiosity.sealed(mine, Page.QUESTION, f"p{what}", "", "")
        case "open" if waits:
            return curiosity.opened(curiosity.answered(mine, f"q{what}", 2, waits, what, today), Page.QUESTION, waits)
        case "home" if waits:
            return curiosity.gone(mine, Page.QUESTION, waits, by_itself=bool(what))
        case "look":
            return curiosity.looked(mine, Page.QUESTION, today)
        case "land" if mine.land:
            return curiosity.landed(mine, mine.land, [*LANDINGS, "leave"][what], today)
    return mine


@laws
@given(st.lists(ACTS, max_size=80))
def test_whatever_happens_the_desk_stays_bounded_and_comes_back_whole_and_nobody_is_stuck(life):
    mine, today = Curiosity(), TODAY
    for act, what in life:
        today += timedelta(days=what if act == "days" else 0)
        mine = play(mine, act, what, today)
        assert len(mine.seen) <= SEEN_KEPT
        assert len(mine.asked) <= ASKED_KEPT
        assert len(mine.landings) <= LANDINGS_KEPT
        assert Curiosity.from_json(Desk(curiosity=mine).to_json()["curiosity"]) == mine
        assert not curiosity.rests(mine, today + timedelta(days=8)), "a rest ends by itself"


@laws
@given(st.dates(date(2020, 1, 1), date(2120, 1, 1)), st.integers(0, 10**9), st.text(max_size=20))
def test_what_was_asked_packs_and_unpacks(on, place, name):
    kept = Asked(mark_of(name), on, place)
    assert Asked.unpacked(kept.packed()) == kept
    assert len(kept.packed()) <= 20


@laws
@given(st.integers(-400, 800))
def test_an_answer_waits_a_week_and_a_letter_a_month_past_its_day(days):
    today = TODAY + timedelta(days=days)
    answer = Reply(Page.QUESTION, "q", "?", "text", TODAY)
    letter = Reply(Page.LETTER, "", letters.ASKED, "text", TODAY, TODAY + timedelta(days=90))
    assert answer.may_open(today)
    assert answer.is_over(today) == (not -1 <= days < WAITS_FOR.days)
    assert letter.may_open(today) == (days >= 90)
    assert letter.is_over(today) == (days >= 90 + LETTER_WAITS_FOR.days)
    assert not (letter.is_over(today) and not letter.may_open(today))


@laws
@given(st.dates(date(2026, 1, 1), date(2060, 1, 1)), st.sampled_from(sorted(letters.AFTER_MONTHS)))
def test_a_letters_day_is_so_many_months_on(today, after):
    day = letters.opens_on(after, today)
    months = (day.year - today.year) * 12 + day.month - today.month
    assert months == letters.AFTER_MONTHS[after]
    assert day.day <= today.day


@laws
@given(st.text(), st.dates(), st.none() | st.dates())
def test_a_reply_comes_back_as_it_was(text, on, opens_on):
    reply = Reply(Page.LETTER, "q", "asked", text, on, opens_on)
    assert Reply.from_json(reply.to_json()) == reply


@pytest.mark.parametrize("landing", ["", "did_not_happen", "closerr"])
def test_a_landing_of_no_kind_is_refused(landing):
    with pytest.raises(BadInput):
        curiosity.landed(Curiosity(land="p"), "p", landing, TODAY)


def test_an_empty_guess_is_none_and_an_empty_answer_one_sentence():
    assert cleaned(" \n ", 400, "guess") == ""
    with pytest.raises(BadInput) as problem:
        cleaned(" \0 ")
    assert problem.value.field == "text"


def test_every_mark_of_the_deck_that_ships_is_another():
    from undrift.library import load

    marks = [mark_of(question.id) for question in load().questions]
    assert len(set(marks)) == len(marks)
