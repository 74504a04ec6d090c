"""The few sentences Today can say. Warm, plain, and the same whatever the reason behind them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from undrift.domain.desk import Desk

CAPACITIES = (("little", "A little"), ("some", "Some"), ("plenty", "Plenty"))
LANDING_WORDS = (
    ("closer", "A little closer"),
    ("same", "About the same"),
    ("too_much", "Too much"),
    ("did_not_happen", "Not this time"),
)

_PARTS = (
    (0, 4, "night", "night"),
    (4, 7, "early morning", "dawn"),
    (7, 12, "morning", "day"),
    (12, 17, "afternoon", "day"),
    (17, 22, "evening", "evening"),
    (22, 24, "night", "night"),
)
GREETINGS = {hour: (part, scene) for first, end, part, scene in _PARTS for hour in range(first, end)}

NOTHING_TONIGHT = (
    ("Nothing for tonight.", "Some evenings are better left alone. Eat something, sleep if you can."),
    ("Tonight, no step.", "Rest counts too. There will be another evening."),
    ("Leave it be tonight.", "Not every day needs something done to it. You can put the phone down."),
    ("No suggestion today.", "You have carried enough for one day. This page will be here."),
)

AFTER_LANDING = {
    "closer": ("Good.", "Keep that one somewhere in you. That is all for today."),
    "same": ("Thank you.", "Most steps feel like not much at the time. That is all for today."),
    "too_much": ("Then less.", "It is good that you noticed. Lighter things will come. That is all for today."),
    "did_not_happen": ("That is fine.", "Days do what they do. That is all for today."),
}

AWAY_FOR = timedelta(days=6)
HARD_LABELS = ("Something went sideways", "Tonight is hard")


def greeting(local: datetime, desk: Desk, name: str) -> tuple[str, str]:
    """Greet; after an absence say that nothing was kept waiting."""
    last = desk.last_evening
    if last and local.date() - date.fromisoformat(last) > AWAY_FOR:
        return f"Good to see you, {name}.", "Nothing was kept waiting."
    return f"Good to see you, {name}.", ""


def day_in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def hard_label(desk: Desk, local: datetime) -> str:
    """Name the row for a hard moment: after a betrayal never *sideways*, and for others not on every day either."""
    if "recent_betrayal" in desk.all_holds:
        return HARD_LABELS[1]
    return HARD_LABELS[local.toordinal() // 3 % 2]


def line_comes_back(desk: Desk, local: datetime) -> bool:
    """Offer one's own *last felt close* line on some hard nights, never under fear or after a betrayal."""
    tonight = desk.tonight
    if not desk.close_line or tonight is None or not tonight.chosen or tonight.capacity != "little":
        return False
    if desk.keep_joint_away or "recent_betrayal" in desk.all_holds:
        return False
    return (local.toordinal() + desk.seed) % 3 == 0


ASKS_NOTHING = (
    "Thank you. I did not know that.",
    "If you ever want to say more about it, I am here. If not, this was plenty.",
    "That stays with me. You need not add anything.",
    "I would like to know more of that, on some day that you choose.",
    "I read yours twice. There is no need to explain it.",
)
"""What one may say after a question has opened (S1.43): it shows interest, and asks for nothing."""
