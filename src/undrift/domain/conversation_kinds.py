"""The kinds of guided conversation, and how each goes: whose turn it is, for how long, and what may follow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

END, PARKED = "end", "parked"
FIRST_BEAT = "settle"
ROOM = 2
"""A conversation may take so many times the time it names; then it ends itself."""


class Kind(StrEnum):
    """S1.27 and S3.31; S1.20 to S1.24; S1.45 and S1.46; S1.29 to S1.31; S0.33 to S0.41; S1.57 to S1.61."""

    CHECK_IN = "check-in"
    LISTENING = "listening"
    UNDERSTANDING = "understanding"
    WEEKLY = "weekly"
    MENDING = "mending"
    FUTURE = "future"


class Press(StrEnum):
    """What somebody can press. GO_ON, YES and AGAIN belong to one beat; the others to the whole."""

    HERE = "here"
    GO_ON = "go-on"
    YES = "yes"
    AGAIN = "again"
    PAUSE = "pause"
    LEAVE = "leave"
    PUT_AWAY = "put-away"
    KEEP = "keep"
    KEEP_NOT = "keep-not"


class Light(IntEnum):
    """Who has the light, and so the word: the one who began, the other, or both."""

    ONE = 0
    OTHER = 1
    BOTH = 2


@dataclass(frozen=True, slots=True)
class Beat:
    """One moment of a conversation. Who has the light may press what leads on from here; empty means not offered.

    `onward` is where either of the two may go once `seconds` have passed. AGAIN as often as `patience` says leads to
    PARKED; 0 means as often as they like.
    """

    words: str
    light: Light
    seconds: int
    go_on: str = ""
    got_it: str = ""
    again: str = ""
    onward: str = ""
    patience: int = 0

    @property
    def afterwards(self) -> str:
        return self.onward or self.go_on


Script = dict[str, Beat]
"""Beats by name. The first is `settle`."""
HALVES = (Light.ONE, Light.OTHER)


def _other(light: Light) -> Light:
    return Light.OTHER if light is Light.ONE else Light.ONE


def _in_a_row(*beats: tuple[str, Light, int]) -> Script:
    """Chain beats that each lead to the next; the name of a turn tells whose it is."""
    names = [words if light is Light.BOTH else f"{words}.{light.value}" for words, light, _ in beats]
    following = [*names[1:], END]
    made = (Beat(words, light, seconds, go_on=to) for (words, light, seconds), to in zip(beats, following, strict=True))
    return dict(zip(names, made, strict=True))


def _turns(seconds: int, *asked: str) -> list[tuple[str, Light, int]]:
    """Give both a turn at each; whoever answered last begins the next, so that the phone goes over less often."""
    halves = (HALVES if number % 2 == 0 else HALVES[::-1] for number in range(len(asked)))
    return [(words, light, seconds) for words, two in zip(asked, halves, strict=True) for light in two]


SETTLE = (FIRST_BEAT, Light.BOTH, 30)


def _heard_out(light: Light, after: str) -> Script:
    """Speak, say it back, *did I get it?*, one question more (S1.21, S1.22)."""
    n = light.value
    return {
        f"speak.{n}": Beat("speak", light, 150, go_on=f"mirror.{n}"),
        f"mirror.{n}": Beat("mirror", _other(light), 75, go_on=f"got-it.{n}", again=f"speak.{n}"),
        f"got-it.{n}": Beat("got-it", light, 45, got_it=f"glow.{n}", again=f"speak.{n}", onward=f"more.{n}"),
        f"glow.{n}": Beat("glow", Light.BOTH, 20, go_on=f"more.{n}"),
        f"more.{n}": Beat("more", light, 90, go_on=after),
    }


def _understood(light: Light, after: str) -> Script:
    """Speak, say it back, and nothing else until *I feel heard* (S1.45, S1.46)."""
    n = light.value
    return {
        f"speak.{n}": Beat("speak", light, 180, go_on=f"mirror.{n}"),
        f"mirror.{n}": Beat("mirror", _other(light), 90, go_on=f"heard.{n}", again=f"speak.{n}"),
        f"heard.{n}": Beat("heard", light, 60, got_it=after, again=f"speak.{n}", onward=PARKED, patience=3),
    }


SCRIPTS: dict[Kind, Script] = {
    Kind.CHECK_IN: _in_a_row(SETTLE, *_turns(90, "am", "mind", "forward")),
    Kind.LISTENING: {
        FIRST_BEAT: Beat(FIRST_BEAT, Light.BOTH, 30, go_on="speak.0"),
        **_heard_out(Light.ONE, "speak.1"),
        **_heard_out(Light.OTHER, END),
    },
    Kind.UNDERSTANDING: {
        FIRST_BEAT: Beat(FIRST_BEAT, Light.BOTH, 30, go_on="speak.0"),
        **_understood(Light.ONE, "speak.1"),
        **_understood(Light.OTHER, "glow"),
        "glow": Beat("glow", Light.BOTH, 20, go_on=END),
    },
    Kind.WEEKLY: _in_a_row(SETTLE, *_turns(150, "remember", "heavy", "kinder"), ("slot", Light.BOTH, 120)),
    Kind.MENDING: _in_a_row(SETTLE, *_turns(90, "part", "line", "next")),
    Kind.FUTURE: _in_a_row(
        SETTLE,
        ("alone", Light.BOTH, 180),
        *_turns(180, "tell"),
        *_turns(90, "touch", "differ"),
        ("stand", Light.BOTH, 45),
    ),
}

MINUTES: dict[Kind, tuple[int, ...]] = {
    Kind.CHECK_IN: (5, 10),
    Kind.LISTENING: (15,),
    Kind.UNDERSTANDING: (20,),
    Kind.WEEKLY: (20,),
    Kind.MENDING: (10,),
    Kind.FUTURE: (20,),
}


def seconds_of(kind: Kind, beat: str, minutes: int) -> int:
    """Say how long a beat lasts, gently, in a conversation of so many minutes."""
    return SCRIPTS[kind][beat].seconds * minutes // max(MINUTES[kind])


def longest(minutes: int) -> int:
    """Say after how many seconds of talking a conversation ends itself."""
    return minutes * 60 * ROOM


def words_needed(kind: Kind) -> list[str]:
    """Name the beats that need words, in the order in which they come."""
    return list(dict.fromkeys(beat.words for beat in SCRIPTS[kind].values()))
