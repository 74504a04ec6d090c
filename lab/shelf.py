"""A made-up shelf of practices: the library's kinds, a few of each, and more depth than the library dares so far.

They are the domain's own `Practice`, so that the house's own rules can read them.
"""

from __future__ import annotations

from typing import Any

from undrift.domain.practices import (
    Asks,
    Branch,
    Capacity,
    Evidence,
    Moment,
    Need,
    NotWhen,
    Practice,
    Reach,
    Setting,
    Tag,
)

STRONGER = (Branch.STRENGTHEN, Branch.BROWSE)
LATER = frozenset({NotWhen.AFTER_ARGUMENT, NotWhen.LOW_SAFETY})
NO_SOFTNESS = frozenset({NotWhen.SEVERE_PROBLEM})


def practice(name: str, *tags: Tag, **changes: Any) -> Practice:
    """Make a light practice for one that takes two minutes; `changes` are fields of Practice."""
    parts: dict[str, Any] = {
        "id": name,
        "title": name,
        "sources": ("S2.43",),
        "evidence": Evidence("none", ""),
        "minutes": 2,
        "reach": Reach.SOLO,
        "depth": 0,
        "needs": (Need.CALM,),
        "branch": tuple(Branch),
        "tags": frozenset(tags),
        "energy": Capacity.LITTLE,
        "setting": tuple(Setting),
        "moment": (Moment.ANY,),
        "asks_of_partner": Asks.NOTHING,
        "why": "",
        "opening": "",
        "steps": (),
        "cooldown_days": 4,
    }
    return Practice(**parts | changes)


WARMTH = (
    practice("hello-at-the-door", Tag.GREETING, Tag.PRESENCE),
    practice("goodnight", Tag.GREETING),
    practice("a-word-from-afar", Tag.GREETING, Tag.BID, asks_of_partner=Asks.NOTICE, cooldown_days=3),
    practice("look-up", Tag.PRESENCE, Tag.BID),
    practice("phones-away", Tag.PRESENCE, minutes=10, cooldown_days=3),
    practice("sit-beside", Tag.PRESENCE, minutes=10, cooldown_days=3),
    practice("the-best-part", Tag.BID, Tag.CURIOSITY, Tag.LISTENING, minutes=3),
    practice("silly", Tag.PLAY, not_when=frozenset({NotWhen.AFTER_ARGUMENT})),
    practice("old-song", Tag.MEMORY, Tag.PLAY, asks_of_partner=Asks.NOTICE, branch=STRONGER, cooldown_days=14),
    practice("other-walk", Tag.NOVELTY, Tag.PLAY, Tag.PRESENCE, minutes=20, asks_of_partner=Asks.TIME,
             energy=Capacity.SOME, branch=STRONGER, cooldown_days=10),
    practice("coffee", Tag.PRESENCE, Tag.RITUAL, minutes=10, asks_of_partner=Asks.NOTICE, cooldown_days=5),
    practice("water-for-two", Tag.ACCOMMODATE, not_when=NO_SOFTNESS),
    practice("notice-a-kindness", Tag.GRATITUDE_NOTICED, not_when=NO_SOFTNESS, cooldown_days=3),
)  # fmt: skip
STEADINESS = (
    practice("feet-on-the-floor", Tag.PAUSE, Tag.SELF_SOOTHE, Tag.SOLO_STEADINESS, cooldown_days=2),
    practice("one-breath", Tag.PAUSE, Tag.SELF_SOOTHE),
    practice("ten-minutes-mine", Tag.SELF_SOOTHE, Tag.SOLO_STEADINESS, minutes=10, cooldown_days=3),
    practice("let-it-be", Tag.SELF_SOOTHE, Tag.SOLO_STEADINESS),
    practice("small-promise", Tag.PREDICTABILITY, Tag.SOLO_STEADINESS, minutes=10, energy=Capacity.SOME,
             cooldown_days=7),
    practice("put-it-down", Tag.PAUSE, Tag.PREDICTABILITY, asks_of_partner=Asks.NOTICE, minutes=3,
             energy=Capacity.SOME, not_when=NO_SOFTNESS, cooldown_days=7),
)  # fmt: skip
FIRMNESS = (
    practice("a-line-kept", Tag.BOUNDARY, minutes=5, energy=Capacity.SOME, cooldown_days=21),
    practice("somebody-to-ask", Tag.HELP_SEEKING, minutes=10, energy=Capacity.SOME, cooldown_days=10),
    practice("one-clear-request", Tag.DIRECT_REQUEST, depth=1, minutes=10, energy=Capacity.SOME,
             asks_of_partner=Asks.ANSWER, not_when=frozenset({NotWhen.AFTER_ARGUMENT}), cooldown_days=14),
)  # fmt: skip
OPENING_UP = (
    practice("mend-a-line", Tag.REPAIR, depth=1, asks_of_partner=Asks.NOTICE, energy=Capacity.SOME,
             not_when=NO_SOFTNESS, cooldown_days=5),
    practice("say-the-weather", Tag.DISCLOSURE, depth=1, asks_of_partner=Asks.NOTICE),
    practice("one-question", Tag.CURIOSITY, depth=1, asks_of_partner=Asks.ANSWER, branch=STRONGER,
             not_when=frozenset({NotWhen.AFTER_ARGUMENT})),
    practice("thanks-in-detail", Tag.GRATITUDE_EXPRESSED, depth=1, asks_of_partner=Asks.NOTICE, branch=STRONGER,
             not_when=NO_SOFTNESS | {NotWhen.LOW_RESPONSIVENESS}, cooldown_days=5),
    practice("that-makes-sense", Tag.LISTENING, Tag.ACCOMMODATE, depth=1, energy=Capacity.SOME, branch=STRONGER,
             not_when=NO_SOFTNESS, cooldown_days=5),
    practice("shoulder", Tag.TOUCH, depth=1, reach=Reach.BOTH, asks_of_partner=Asks.NOTICE, branch=STRONGER,
             touch_kind="shoulder", not_when=LATER, cooldown_days=5),
    practice("listen-and-say-back", Tag.LISTENING, depth=1, minutes=10, reach=Reach.LIVE, asks_of_partner=Asks.TIME,
             energy=Capacity.SOME, branch=STRONGER, not_when=LATER, cooldown_days=14),
    practice("missed-this", Tag.DISCLOSURE, Tag.MEMORY, depth=2, minutes=3, asks_of_partner=Asks.NOTICE,
             energy=Capacity.SOME, branch=STRONGER, not_when=LATER, cooldown_days=10),
    practice("two-questions", Tag.CURIOSITY, Tag.DISCLOSURE, depth=2, minutes=10, reach=Reach.BOTH,
             asks_of_partner=Asks.ANSWER, energy=Capacity.SOME, branch=STRONGER, not_when=LATER, cooldown_days=10),
    practice("what-i-long-for", Tag.DISCLOSURE, depth=3, minutes=10, asks_of_partner=Asks.ANSWER,
             energy=Capacity.SOME, branch=STRONGER, not_when=LATER, cooldown_days=10),
    practice("a-day-to-come", Tag.FUTURE, Tag.DISCLOSURE, depth=3, minutes=20, reach=Reach.BOTH,
             asks_of_partner=Asks.TIME, energy=Capacity.PLENTY, branch=STRONGER, not_when=LATER, cooldown_days=21),
    practice("what-hurt-then", Tag.OLD_WOUNDS, Tag.DISCLOSURE, depth=4, minutes=20, reach=Reach.LIVE,
             asks_of_partner=Asks.TIME, energy=Capacity.PLENTY, branch=STRONGER, not_when=LATER, cooldown_days=21),
)  # fmt: skip
SESSION = practice("a-session", Tag.LISTENING, Tag.SELF_SOOTHE, depth=1, minutes=30)
"""Not on the shelf: half an hour of the automated programme in the trials, for the tenth fact."""
SHELF: tuple[Practice, ...] = (*WARMTH, *STEADINESS, *FIRMNESS, *OPENING_UP)
