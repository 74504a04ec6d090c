"""Signs of drift, for oneself and about oneself."""

from __future__ import annotations

from undrift.domain.sheets.shape import Line, Part, Sheet, Ticks

SIGNS = Sheet(
    "signs",
    "Small signs",
    "What you notice in yourself",
    plain="This is about you, and not about the other. Tick what you know.",
    kind="Most pairs have seasons when closeness thins out. It helps to notice it early.",
    rows="S0.8 S2.3",
    parts=(
        Part(
            (
                Ticks(
                    "signs",
                    "What do you know of yourself?",
                    "S0.8 S3.2 S3.11 S3.21",
                    "sharp: I am sharp over small things; less: I tell less than I used to; "
                    "beside: I am next to them and not with them; arranged: I talk about arrangements and little else; "
                    "warmth: I have become less warm; flat: Things work, and I feel little; "
                    "short: I answer in one word; missed: I notice too late that somebody reached out to me",
                ),
                Line(
                    "where",
                    "Where do you notice it most?",
                    "S0.8 S3.11",
                    "In the half hour after I come home.",
                    "Something has changed in you lately. Where do you notice it most?",
                ),
                Line("ease", "When did you last feel at ease?", "S0.8", "Tuesday, on the way to the station."),
                Line(
                    "close",
                    "When did you last feel close, even a little?",
                    "S0.3",
                    "On the bus. We shared the earphones.",
                    rests=True,
                ),
            )
        ),
    ),
)
