"""What may fill a time that returns (S1.27-S1.31, S3.6, S3.31, S3.32). An offer to begin with; the slot is theirs."""

from __future__ import annotations

from dataclasses import dataclass

OWN = "own"


@dataclass(frozen=True, slots=True)
class RitualKind:
    """One suggestion. `guide`: the guided conversation that goes with it. `days`: ticked beforehand, 0 is Monday."""

    id: str
    title: str
    says: str
    ideas: tuple[str, ...]
    at: str
    minutes: int
    days: tuple[int, ...]
    guide: str = ""


DAILY = (0, 1, 2, 3, 4, 5, 6)
SATURDAY, SUNDAY, THURSDAY = (5,), (6,), (3,)

FOR_TWO = (
    RitualKind(
        "check_in",
        "A few minutes at the end of the day",
        "How each of you really is. Lists and bills can wait.",
        (
            "How am I, in a sentence or two?",
            "What is on my mind?",
            "What do I look forward to?",
        ),
        "21:00",
        10,
        DAILY,
        "check-in",
    ),
    RitualKind(
        "hello",
        "Hello, and goodbye",
        "The first minutes when one of you comes home, or the last before one goes.",
        (
            "Stop what you are doing, and look up.",
            "Say one thing about your day, and ask for one.",
            "Say when you will see each other again.",
        ),
        "18:00",
        5,
        DAILY,
    ),
    RitualKind(
        "coffee",
        "Coffee without phones",
        "A cup each, and the phones in another room.",
        ("Tea counts.", "On a bench outside.", "On a call, each with a cup, if you are apart."),
        "10:00",
        30,
        SUNDAY,
    ),
    RitualKind(
        "quiet",
        "A quiet moment, side by side",
        "Nothing has to be said.",
        ("Look out of the same window.", "Hear one song to the end.", "Sit, and let the day go by."),
        "20:30",
        10,
        DAILY,
    ),
    RitualKind(
        "walk",
        "A walk",
        "Side by side, and no matter to settle.",
        ("The way you always go.", "A street that neither of you knows.", "In the dark, to see the lights."),
        "16:00",
        45,
        SATURDAY,
    ),
    RitualKind(
        "evening",
        "An evening that is yours",
        "One evening kept free. What you do with it may be new each time.",
        (
            "Cook something that neither of you has cooked before.",
            "A weekly talk about how it goes between you.",
            "Hear a record from the first song to the last.",
            "Do nothing much, together.",
        ),
        "20:00",
        60,
        THURSDAY,
        "weekly",
    ),
)
FOR_ONE = (
    RitualKind("my_coffee", "A cup, and nothing else", "", (), "07:30", 10, DAILY),
    RitualKind("my_walk", "A walk of my own", "", (), "17:00", 30, SATURDAY),
    RitualKind("my_quiet", "A quiet moment", "", (), "21:30", 5, DAILY),
)
OF_YOUR_OWN = RitualKind(
    OWN,
    "",
    "Something of your own.",
    ("When one of you is tired, a short one is enough.",),
    "20:00",
    10,
    (),
)
KINDS = {kind.id: kind for kind in (*FOR_TWO, *FOR_ONE, OF_YOUR_OWN)}
