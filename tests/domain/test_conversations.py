"""The state machine of a guided conversation: nobody is ever stuck in it, and it ends by itself."""

from __future__ import annotations

import itertools
import json
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undrift.domain.conversation_kinds import END, HALVES, MINUTES, PARKED, SCRIPTS, Kind, Light, Press, longest
from undrift.domain.conversations import (
    ASKED_FOR,
    HERE_FOR,
    LAID_FOR,
    PAUSED_FOR,
    PAUSES,
    Event,
    Mine,
    Phase,
    State,
    after,
    both_keep,
    from_list,
    laid,
    look,
    replay,
    settled,
    to_list,
)

few = settings(max_examples=30)
START = 1_790_000_000
DAY = 86_400
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.sampled_from(list(Phase)),
    lambda inner: st.lists(inner, max_size=3),
)


def begun(kind: Kind, *, first: int = 0, one_phone: bool = False) -> State:
    state = laid(kind, max(MINUTES[kind]), first=first, one_phone=one_phone, at=START)
    return replay(state, [Event(0, Press.HERE, START), Event(1, Press.HERE, START + 5)])


kinds = st.sampled_from(list(Kind))
moves = st.tuples(
    st.sampled_from([0, 1]),
    st.sampled_from(list(Press)),
    st.integers(0, 400) | st.sampled_from([HERE_FOR, 2 * HERE_FOR, DAY]),
    st.sampled_from(["now", "now", "now", "stale"]),
    st.sampled_from([*PAUSES, 7]),
)


def played(kind: Kind, first: int, one_phone: bool, steps: list) -> tuple[list[State], int]:
    state = laid(kind, MINUTES[kind][0], first=first, one_phone=one_phone, at=START)
    states, at = [state], START
    for who, what, later, seen, minutes in steps:
        at += later
        number = settled(state, at).number - (seen == "stale")
        state = after(state, Event(who, what, at, number, minutes))
        states.append(state)
    return states, at


@few
@given(kinds, st.sampled_from([0, 1]), st.booleans(), st.lists(moves, max_size=40))
def test_from_every_state_each_can_go_on_or_rest_or_leave_and_it_ends_by_itself(kind, first, one_phone, steps):
    states, at = played(kind, first, one_phone, steps)
    for state in states:
        for who in (0, 1):
            seen = look(state, who, at)
            if seen.phase is Phase.RUNNING:
                assert {Press.PAUSE, Press.LEAVE} <= set(seen.presses)
                late = look(state, who, at + seen.whole)
                assert late.phase is not Phase.RUNNING or set(late.presses) & {Press.GO_ON, Press.YES}
                assert 0 <= seen.gone <= seen.whole
                assert seen.again_in > 0
            elif seen.phase in {Phase.LAID, Phase.PAUSED}:
                assert Press.HERE in seen.presses
                assert set(seen.presses) & {Press.LEAVE, Press.PUT_AWAY}
        assert settled(state, at + longest(state.minutes) + LAID_FOR + PAUSED_FOR + ASKED_FOR).phase is Phase.GONE


@few
@given(kinds, st.sampled_from([0, 1]), st.booleans(), st.lists(moves, max_size=40))
def test_whatever_is_pressed_it_stays_small_and_can_be_put_down_and_taken_up_again(kind, first, one_phone, steps):
    for state in played(kind, first, one_phone, steps)[0]:
        kept = json.dumps(to_list(state))
        assert len(kept) < 300, "one block of padding holds it, however long it went on"
        assert from_list(json.loads(kept)) == state


@few
@given(kinds, st.lists(moves, max_size=30), st.integers(0, 3 * DAY))
def test_saying_to_be_here_alone_is_seen_by_nobody_else(kind, steps, later):
    """Ready is never shown to the other as waiting: neither in words nor in the number that travels."""
    states, at = played(kind, 0, False, steps)
    for state in states:
        for who in (0, 1):
            pressed = after(state, Event(who, Press.HERE, at))
            if pressed.phase in {Phase.LAID, Phase.PAUSED}:
                assert look(pressed, 1 - who, at + later) == look(state, 1 - who, at + later)


@few
@given(kinds, st.lists(moves, max_size=30), st.integers(0, DAY))
def test_leaving_looks_to_the_other_like_a_pause(kind, steps, later):
    states, at = played(kind, 0, False, steps)
    for state in states:
        if settled(state, at).phase is Phase.RUNNING:
            for who in (0, 1):
                left = after(state, Event(who, Press.LEAVE, at))
                paused = after(state, Event(who, Press.PAUSE, at, minutes=PAUSES[0]))
                assert look(left, 1 - who, at + later) == look(paused, 1 - who, at + later)


@few
@given(kinds, st.lists(moves, max_size=30))
def test_of_two_presses_at_once_the_first_counts(kind, steps):
    states, at = played(kind, 0, False, steps)
    for state in states:
        for press in (Press.GO_ON, Press.YES, Press.AGAIN):
            number = settled(state, at).number
            once = after(state, Event(0, press, at, number))
            twice = after(once, Event(0, press, at, number))
            crossing = after(once, Event(1, press, at, number))
            if once.number != number:
                assert twice == crossing == once


@few
@given(kinds, st.lists(moves, max_size=30))
def test_the_number_only_goes_up_and_tells_every_change_that_both_can_see(kind, steps):
    states, at = played(kind, 0, False, steps)
    for earlier, later in itertools.pairwise(states):
        assert later.number >= earlier.number
        if later.number == earlier.number and settled(later, at).phase is not Phase.GONE:
            assert (later.beat, later.phase, later.back_at) == (earlier.beat, earlier.phase, earlier.back_at)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("first", [0, 1])
def test_each_kind_goes_through_to_its_end_and_both_have_their_turns(kind, first):
    state, at, turns = begun(kind, first=first), START + 10, [0, 0]
    for _ in range(60):
        if state.phase is not Phase.RUNNING:
            break
        at += 10
        looks = [look(state, who, at) for who in (0, 1)]
        if all(seen.mine is Mine.BOTH for seen in looks):
            mover = 0
        else:
            assert {seen.mine for seen in looks} == {Mine.HERE, Mine.THERE}
            mover = 0 if looks[0].mine is Mine.HERE else 1
            assert not set(looks[1 - mover].presses) & {Press.GO_ON, Press.YES, Press.AGAIN}
            turns[mover] += 1
        press = Press.YES if Press.YES in looks[mover].presses else Press.GO_ON
        state = after(state, Event(mover, press, at, state.number))
    assert (state.phase, state.ending) == (Phase.OVER, END)
    assert turns[0] == turns[1] > 0


@pytest.mark.parametrize("kind", list(Kind))
def test_every_way_in_a_script_leads_somewhere_and_the_time_it_names_holds(kind):
    script = SCRIPTS[kind]
    for name, beat in script.items():
        for to in (beat.go_on, beat.got_it, beat.again, beat.onward):
            assert to in {"", END, PARKED, *script}, name
        assert beat.afterwards, "once its time has passed, either can go on"
    once = sum(beat.seconds for beat in script.values())
    assert once <= max(MINUTES[kind]) * 60 * 1.1, "its turns fit the minutes it names"
    assert {beat.light for beat in script.values()} == {*HALVES, Light.BOTH}


def test_it_begins_only_when_both_are_here_within_the_same_hour():
    state = laid(Kind.CHECK_IN, 5, first=0, one_phone=False, at=START)
    early = after(state, Event(0, Press.HERE, START))
    assert after(early, Event(1, Press.HERE, START + HERE_FOR - 1)).phase is Phase.RUNNING
    late = after(early, Event(1, Press.HERE, START + HERE_FOR))
    assert late.phase is Phase.LAID
    assert not look(late, 0, START + HERE_FOR).here
    assert after(late, Event(0, Press.HERE, START + HERE_FOR + 60)).phase is Phase.RUNNING


def test_on_one_phone_it_begins_at_once_and_either_turn_can_be_led_on():
    state = laid(Kind.LISTENING, 15, first=1, one_phone=True, at=START)
    assert look(state, 1, START).hidden
    state = after(state, Event(0, Press.HERE, START))
    assert state.phase is Phase.RUNNING
    for _ in range(4):
        state = after(state, Event(0, Press.GO_ON, START + 1, state.number))
    assert state.beat == "got-it.0", "nobody can press past the question whether it arrived"
    assert Press.YES in look(state, 0, START + 1).presses


def test_a_phone_that_slept_for_twenty_minutes_comes_back_to_the_right_place():
    state = begun(Kind.LISTENING)
    for who, press in ((0, Press.GO_ON), (0, Press.GO_ON), (1, Press.GO_ON)):
        state = after(state, Event(who, press, START + 60, state.number))
    assert state.beat == "got-it.0"
    seen = look(state, 0, START + 60 + 20 * 60)
    assert (seen.phase, seen.beat, seen.gone) == (Phase.RUNNING, "got-it.0", seen.whole)
    assert Press.GO_ON in look(state, 1, START + 60 + 20 * 60).presses, "the other need not wait for it"


def test_a_return_time_that_has_passed_triggers_nothing():
    state = after(begun(Kind.MENDING), Event(1, Press.PAUSE, START + 60, minutes=60))
    assert look(state, 0, START + 120).back_at == START + 60 + 3600
    before, afterwards = look(state, 0, START + 3659), look(state, 0, START + 60 + 3600)
    assert replace(before, back_at=0) == afterwards


def test_a_pause_does_not_use_up_the_time():
    state = after(begun(Kind.CHECK_IN), Event(0, Press.PAUSE, START + 65))
    for who in (0, 1):
        state = after(state, Event(who, Press.HERE, START + 65 + 1200))
    end = START + 1265 + longest(10) - 60
    assert look(state, 0, end - 1).phase is Phase.RUNNING
    assert look(state, 0, end).phase is Phase.OVER


def test_understanding_is_parked_when_it_takes_more_than_an_evening():
    def heard_not_yet(state: State) -> State:
        for who, press in ((0, Press.GO_ON), (1, Press.GO_ON), (0, Press.AGAIN)):
            state = after(state, Event(who, press, START + 60, state.number))
        return state

    state = after(begun(Kind.UNDERSTANDING), Event(0, Press.GO_ON, START + 20, 2))
    for _ in range(2):
        state = heard_not_yet(state)
        assert state.beat == "speak.0"
    assert heard_not_yet(state).ending == PARKED
    assert settled(begun(Kind.UNDERSTANDING), START + DAY // 12).ending == PARKED
    assert settled(begun(Kind.LISTENING), START + DAY // 12).ending == END


def test_nobody_says_for_the_other_that_they_got_it():
    state = begun(Kind.LISTENING)
    for who, press in ((0, Press.GO_ON), (0, Press.GO_ON), (1, Press.GO_ON)):
        state = after(state, Event(who, press, START + 60, state.number))
    late = START + 600
    assert after(state, Event(1, Press.YES, late, state.number)) == state
    assert after(state, Event(1, Press.GO_ON, late, state.number)).beat == "more.0"


def test_each_is_asked_once_and_it_is_kept_only_by_both():
    over = settled(begun(Kind.CHECK_IN), START + 5 + longest(10))
    at = START + 5 + longest(10)
    one = after(over, Event(0, Press.KEEP, at))
    assert look(one, 0, at).presses == ()
    assert look(one, 1, at) == look(over, 1, at)
    assert after(one, Event(0, Press.KEEP_NOT, at)) == one
    both, not_both = after(one, Event(1, Press.KEEP, at)), after(one, Event(1, Press.KEEP_NOT, at))
    assert both_keep(both)
    assert not both_keep(not_both)
    assert both.phase is not_both.phase is Phase.GONE


def test_who_laid_it_out_can_put_it_away_and_the_other_only_out_of_sight():
    state = laid(Kind.WEEKLY, 20, first=0, one_phone=False, at=START)
    assert after(state, Event(1, Press.PUT_AWAY, START)) == state
    hidden = after(state, Event(1, Press.LEAVE, START))
    assert look(hidden, 1, START).hidden
    assert look(hidden, 0, START) == look(state, 0, START)
    assert after(state, Event(0, Press.PUT_AWAY, START)).phase is Phase.GONE
    assert not look(after(hidden, Event(1, Press.HERE, START)), 1, START).hidden


@settings(max_examples=200)
@given(st.sampled_from(fields(State)), JUNK, st.integers(0, 4_000))
def test_what_somebody_made_up_is_no_state_or_one_that_can_be_looked_at(field, junk, later):
    kept = to_list(laid(Kind.LISTENING, 15, first=0, one_phone=False, at=1_000))
    kept[[one.name for one in fields(State)].index(field.name)] = junk
    try:
        state = from_list(kept)
    except (ValueError, TypeError):
        return
    for who in (0, 1):
        assert look(state, who, 1_000 + later).presses is not None


@pytest.mark.parametrize("beat", ["", "no such", "am.0"])
def test_a_beat_of_no_script_is_no_state(beat):
    kept = to_list(laid(Kind.LISTENING, 15, first=0, one_phone=False, at=1_000))
    kept[[one.name for one in fields(State)].index("beat")] = beat
    with pytest.raises(ValueError):
        from_list(kept)
