"""The rhythms of a day: greeting, asking, a hard day, parting, and what has become arrangements."""

from __future__ import annotations

from undrift.domain.sheets.shape import Line, Part, Sheet

DAY = Sheet(
    "day",
    "An ordinary day",
    "From the first word to the last",
    plain="Think of one day last week that was nothing special.",
    kind="Often nothing broke, and only the rhythm went. A rhythm can be found again.",
    rows="S3.5",
    parts=(
        Part(
            (
                Line(
                    "greet", "How do you greet each other?", "S3.6", "A word over the shoulder. On Sundays we look up."
                ),
                Line(
                    "ask",
                    "How do you find out how the other is?",
                    "S3.6 S3.21",
                    "In the car. Mostly we talk about dinner.",
                ),
                Line(
                    "hard",
                    "One of you has had a hard day. What happens?",
                    "S3.7",
                    "I tell my sister. They go for a run.",
                ),
                Line("part", "How do you part, in the morning or at night?", "S3.6", "I hear the door."),
                Line(
                    "arranged",
                    "What has become nothing but arrangements?",
                    "S3.2 S3.10",
                    "Every message I sent yesterday was about shopping.",
                ),
            )
        ),
    ),
)
