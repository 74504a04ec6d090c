"""A guided conversation of two as a state: what each press makes of it, and what each of them then sees.

Pure: who pressed what and when come from outside. Times are whole seconds of the server's clock. Nothing that is said
is in here, only whose turn it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from undrift.domain.conversation_kinds import (
    END,
    FIRST_BEAT,
    MINUTES,
    PARKED,
    SCRIPTS,
    Beat,
    Kind,
    Light,
    Press,
    longest,
    seconds_of,
)

MINUTE, HOUR = 60, 3_600
HERE_FOR = HOUR
"""Both say *I am here* within the same hour, or it does not begin."""
LAID_FOR, PAUSED_FOR, ASKED_FOR = 72 * HOUR, 36 * HOUR, 12 * HOUR
PAUSES = (20, 60, 24 * 60)
"""Minutes until the time to come back that a pause names. The first is also what leaving looks like."""

LATEST = 2**33
"""No second of a clock that anybody has comes after this one."""

Pair = tuple[int, int]
OF_A_BEAT = {Press.GO_ON, Press.YES, Press.AGAIN}


class Phase(StrEnum):
    """LAID: it is here when both are. GONE: nothing is left of it, and the row can go."""

    LAID = "laid"
    RUNNING = "running"
    PAUSED = "paused"
    OVER = "over"
    GONE = "gone"


class Mine(StrEnum):
    """Where the light is, for the one who looks."""

    HERE = "here"
    THERE = "there"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Event:
    """Somebody (0 laid it out, 1 is the other) pressed something. `seen`: the number of what they had before them."""

    who: int
    what: Press
    at: int
    seen: int = 0
    minutes: int = PAUSES[0]


@dataclass(frozen=True, slots=True)
class State:
    """Everything there is to know. `number` goes up with whatever both can see, and with nothing else.

    `first` has the first turn. `here` says when each said so, 0 for not. `used`: seconds talked before the last pause.
    """

    kind: Kind
    minutes: int
    first: int
    one_phone: bool
    changed_at: int
    phase: Phase = Phase.LAID
    number: int = 1
    beat: str = FIRST_BEAT
    since: int = 0
    running_since: int = 0
    used: int = 0
    here: Pair = (0, 0)
    hidden: Pair = (0, 0)
    back_at: int = 0
    agains: int = 0
    ending: str = ""
    answers: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Look:
    """What one of the two sees. `gone` of `whole` seconds have passed in this beat; `again_in`: when to look anew."""

    phase: Phase
    number: int
    beat: str
    words: str
    mine: Mine
    presses: tuple[Press, ...]
    gone: int = 0
    whole: int = 0
    again_in: int = 0
    back_at: int = 0
    here: bool = False
    hidden: bool = False
    ending: str = ""


def laid(kind: Kind, minutes: int, *, first: int, one_phone: bool, at: int) -> State:
    """Lay a conversation out. On one shared phone it is no row on the other's page."""
    return State(kind, minutes, first, one_phone, at, hidden=(0, int(one_phone)))


def replay(state: State, events: Iterable[Event]) -> State:
    for event in events:
        state = after(state, event)
    return state


def settled(state: State, at: int) -> State:
    """Let the time pass: every phase comes to its end by itself, and says nothing about it."""
    if state.phase is Phase.RUNNING:
        ends = state.running_since + longest(state.minutes) - state.used
        if at < ends:
            return state
        ending = PARKED if state.kind is Kind.UNDERSTANDING else END
        return settled(_over(state, ending, ends), at)
    lasts = {Phase.LAID: LAID_FOR, Phase.PAUSED: PAUSED_FOR, Phase.OVER: ASKED_FOR}.get(state.phase, 0)
    if lasts and (at >= state.changed_at + lasts or all(state.answers)):
        return replace(state, phase=Phase.GONE)
    return state


def after(state: State, event: Event) -> State:
    """Say what a press makes of it. A press on what is no longer there changes nothing: whoever was first has moved on.

    What was not offered changes nothing either; no press is an error.
    """
    state = settled(state, event.at)
    if event.what in OF_A_BEAT and event.seen != state.number:
        return state
    if event.what not in look(state, event.who, event.at).presses:
        return state
    if event.what in OF_A_BEAT:
        return _moved(state, event)
    return settled(_EFFECTS[event.what](state, event), event.at)


def _moved(state: State, event: Event) -> State:
    beat = SCRIPTS[state.kind][state.beat]
    to = beat.afterwards
    if event.what is Press.YES:
        to = beat.got_it
    elif event.what is Press.AGAIN:
        to = beat.again
    elif _light(state, event.who) in {Mine.HERE, Mine.BOTH} and beat.go_on:
        to = beat.go_on
    agains = state.agains + 1 if event.what is Press.AGAIN and beat.patience else state.agains
    if beat.patience and agains >= beat.patience:
        to = PARKED
    if event.what is Press.YES:
        agains = 0
    if to in {END, PARKED}:
        return _over(state, to, event.at)
    return replace(state, beat=to, since=event.at, agains=agains, number=state.number + 1)


def _over(state: State, ending: str, at: int) -> State:
    return replace(state, phase=Phase.OVER, ending=ending, changed_at=at, number=state.number + 1)


def _is_here(state: State, event: Event) -> State:
    """The second who says so within the hour begins it, or takes it up where it was left."""
    here, other = _with(state.here, event.who, event.at), state.here[1 - event.who]
    state = replace(state, here=here, hidden=_with(state.hidden, event.who, 0))
    both = other and event.at - other < HERE_FOR
    if not (both or state.one_phone):
        return state
    began = {"since": event.at, "running_since": event.at, "changed_at": event.at, "here": (0, 0)}
    return replace(state, phase=Phase.RUNNING, number=state.number + 1, **began)  # type: ignore[arg-type]  # its own fields


def _paused(state: State, event: Event) -> State:
    back_at = event.at + (event.minutes if event.minutes in PAUSES else PAUSES[0]) * MINUTE
    used = state.used + max(0, event.at - state.running_since)
    moved = replace(state, phase=Phase.PAUSED, used=used, back_at=back_at, changed_at=event.at, here=(0, 0))
    return replace(moved, number=state.number + 1)


def _left(state: State, event: Event) -> State:
    """Leave. To the other it is a pause, or nothing at all."""
    if state.phase is Phase.RUNNING:
        state = _paused(state, replace(event, minutes=PAUSES[0]))
    return replace(state, hidden=_with(state.hidden, event.who, 1), here=_with(state.here, event.who, 0))


def _put_away(state: State, event: Event) -> State:
    return replace(state, phase=Phase.GONE, number=state.number + 1, changed_at=event.at)


def _answered(state: State, event: Event) -> State:
    one, other = state.answers
    return replace(state, answers=(event.what, other) if event.who == 0 else (one, event.what))


_EFFECTS = {
    Press.HERE: _is_here,
    Press.PAUSE: _paused,
    Press.LEAVE: _left,
    Press.PUT_AWAY: _put_away,
    Press.KEEP: _answered,
    Press.KEEP_NOT: _answered,
}


def both_keep(state: State) -> bool:
    return state.answers == (Press.KEEP, Press.KEEP)


def look(state: State, who: int, at: int) -> Look:
    """Show one of the two where they are. What the other said of being here is never in it."""
    state = settled(state, at)
    beat = SCRIPTS[state.kind][state.beat]
    seen = Look(
        phase=state.phase,
        number=state.number,
        beat=state.beat,
        words=beat.words,
        mine=_light(state, who),
        presses=_presses(state, beat, who, at),
        back_at=state.back_at if at < state.back_at else 0,
        here=state.here[who] > 0 and at - state.here[who] < HERE_FOR,
        hidden=bool(state.hidden[who]),
        ending=state.ending,
    )
    return _with_time(seen, state, at) if state.phase is Phase.RUNNING else seen


def _with_time(seen: Look, state: State, at: int) -> Look:
    gone, whole = max(0, at - state.since), seconds_of(state.kind, state.beat, state.minutes)
    ends_in = state.running_since + longest(state.minutes) - state.used - at
    return replace(seen, gone=min(gone, whole), whole=whole, again_in=whole - gone if gone < whole else max(1, ends_in))


def _light(state: State, who: int) -> Mine:
    light = SCRIPTS[state.kind][state.beat].light
    if light is Light.BOTH:
        return Mine.BOTH
    holder = state.first if light is Light.ONE else 1 - state.first
    return Mine.HERE if holder == who else Mine.THERE


def _presses(state: State, beat: Beat, who: int, at: int) -> tuple[Press, ...]:
    if state.phase is Phase.LAID:
        return (Press.HERE, Press.PUT_AWAY) if who == 0 else (Press.HERE, Press.LEAVE)
    if state.phase is Phase.PAUSED:
        return (Press.HERE, Press.LEAVE)
    if state.phase is Phase.OVER:
        return () if state.answers[who] else (Press.KEEP, Press.KEEP_NOT)
    if state.phase is Phase.GONE:
        return ()
    return (*_of_the_beat(state, beat, who, at), Press.PAUSE, Press.LEAVE)


def _of_the_beat(state: State, beat: Beat, who: int, at: int) -> tuple[Press, ...]:
    """Whoever has the light leads on. When its time has passed, either may, so that nobody waits for a phone asleep."""
    offered = ((Press.GO_ON, beat.go_on), (Press.YES, beat.got_it), (Press.AGAIN, beat.again))
    own = tuple(press for press, to in offered if to)
    late = at - state.since >= seconds_of(state.kind, state.beat, state.minutes)
    if state.one_phone or _light(state, who) is not Mine.THERE:
        return own if Press.GO_ON in own or not late else (*own, Press.GO_ON)
    return (Press.GO_ON,) if late else ()


def _with(pair: Pair, who: int, value: int) -> Pair:
    one, other = pair
    return (value, other) if who == 0 else (one, value)


def to_list(state: State) -> list[Any]:
    """Put a state down in few bytes: one block of padding always holds it, so that its size tells nothing."""
    return [getattr(state, field.name) for field in fields(State)]


def from_list(kept: list[Any]) -> State:
    """Read a state back. Raises ValueError or TypeError for what is none, or what these rules never made."""
    values = dict(zip((field.name for field in fields(State)), kept, strict=True))
    pairs: dict[str, Any] = {}
    for name in ("here", "hidden", "answers"):
        one, other = values[name]
        pairs[name] = (one, other)
    state = State(**{**values, **pairs, "kind": Kind(values["kind"]), "phase": Phase(values["phase"])})
    if not _is_whole(state):
        raise ValueError
    return state


def _is_whole(state: State) -> bool:
    """Both hold the key it is sealed with: what one of them makes up must not shut a page of the other."""
    times = (state.changed_at, state.since, state.running_since, state.used, state.back_at, *state.here)
    numbers = (*times, state.first, state.number, state.agains, *state.hidden)
    return (
        all(type(number) is int and 0 <= number < LATEST for number in numbers)
        and state.minutes in MINUTES[state.kind]
        and state.beat in SCRIPTS[state.kind]
        and {*state.answers} <= {"", Press.KEEP, Press.KEEP_NOT}
    )
