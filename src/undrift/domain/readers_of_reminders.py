"""Who can read what about reminders. These lie readable, because they go out while every door is closed."""

from __future__ import annotations

from undrift.domain.sights import Row, Sight

REMINDERS = (
    Row(
        "When you want to be reminded",
        "A time, days, quiet hours, the words a phone shows",
        "You, once signed in",
        Sight.NOT,
        "Undrift shows them nothing of it. Whoever sees your phone at that time sees the words.",
        Sight.NOT,
        "What you chose lies in the same locked row as your evenings. What comes of it is in the next lines.",
        "desk",
        ("sealed",),
        "shared",
    ),
    Row(
        "When a reminder is due",
        "The times of the next four weeks, once you have chosen one",
        "You, by what you chose, a pause, and when you were here",
        Sight.UNSHOWN,
        "",
        Sight.READS,
        "For each day the time it goes out and until when it may, to the minute; whether it comes only if something of "
        "the other’s lies there; and whether it is still to come. Not what it is for; days without any may be a pause. "
        "A time that waits for a place to "
        "answer is kept for an hour. A day that is over is gone after three more.",
        "reminder",
        ("day", "due_at", "until", "if_ready", "due"),
        "shared",
    ),
    Row(
        "Where reminders go",
        "This phone, or an e-mail address",
        "You, once signed in",
        Sight.UNSHOWN,
        "No page says that there is one.",
        Sight.READS,
        "An address at the browser’s maker with the browser’s own keys, or your e-mail address; whether you confirmed "
        "it and how often a wrong number was typed; phone, tablet or computer; and whether the last one had trouble. "
        "It must be readable, because reminders go out while your door is closed. The browser’s maker learns the "
        "times.",
        "reminder_place",
        ("kind", "label", "address", "public_key", "shared_secret", "confirmed", "tries", "trouble"),
        "shared",
    ),
)
