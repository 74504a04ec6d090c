"""The six ways somebody arrives, and the one real step each is given before any account."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WayIn:
    """What a person says on arriving, and what they get for it at once."""

    id: str
    label: str
    hint: str
    heading: str
    words: str
    practice: str | None
    after: str


WAYS = {
    way.id: way
    for way in (
        WayIn(
            "fragile",
            "Things feel fragile",
            "Careful, quiet, one wrong word away",
            "Then nothing big tonight.",
            "When things are fragile, doing less is often doing right. Here is one small thing. It asks "
            "nothing of anyone else.",
            "one-breath-before-the-answer",
            "If this is all you do today, it was a good day's work.",
        ),
        WayIn(
            "flat",
            "It has gone flat",
            "We run the house. That is about it",
            "Flat is not the same as over.",
            "Most couples have stretches like this, and many find their way out of them in small steps. "
            "Here is one for tonight.",
            "meet-them-at-the-door",
            "It may feel like nothing. Small things often do at first.",
        ),
        WayIn(
            "argued",
            "We argued",
            "Tonight, or it never quite stopped",
            "First, let the floor come back.",
            "You do not have to sort it out tonight. You only have to get through the next few minutes "
            "kindly, to yourself as well.",
            "feet-on-the-floor",
            "When there is room for a word again, there is more under Help.",
        ),
        WayIn(
            "betrayal",
            "Trust was broken",
            "Something came out, or something happened",
            "Then steadiness comes first.",
            "You do not have to decide anything tonight, or forgive anything, or understand anything. Here "
            "is a way to stay on your feet.",
            "feet-on-the-floor",
            "After a thing like this, a person who does this work for a living can help. Help says how to find one.",
        ),
        WayIn(
            "invited",
            "I was invited",
            "Someone sent me here",
            "Look around first.",
            "You can read everything here without joining. Nobody is told that you opened this, or "
            "that you never came back.",
            None,
            "Joining is one choice. Sharing is another, made each time. Leaving needs nobody's leave.",
        ),
        WayIn(
            "looking",
            "Just looking",
            "No reason, or none to say",
            "You are welcome to look.",
            "This is the kind of thing you would find here on an ordinary evening: one small step, no more.",
            "notice-one-kind-thing",
            "The library is open. Nothing is tracked there.",
        ),
    )
}
