"""The pattern map: what each does when it gets hard, and what lies underneath. Drawn as a round."""

from __future__ import annotations

from undrift.domain.sheets.shape import Line, Part, Sheet, Ticks

ROUND = Part(
    (
        Line(
            "when",
            "When does it start?",
            "S0.5",
            "It is late, and somebody brings up money.",
            "It gets hard between you. What was going on just before?",
        ),
        Line(
            "mine",
            "What do you do then?",
            "S0.5 S0.13",
            "I answer short and find something to tidy.",
            "When it gets hard between you, what do you do?",
        ),
        Line(
            "theirs",
            "And what do they do?",
            "S0.5",
            "They ask again, a little louder.",
            "When it gets hard between you, what do they do?",
        ),
        Line(
            "under",
            "What do you feel underneath?",
            "S0.9",
            "That I do not count. Or only very tired.",
            "When it gets hard between you, what do you feel underneath?",
        ),
    )
)

CIRCLE = Sheet(
    "circle",
    "How it goes between you",
    "A drawing, in your own words",
    plain="Draw it as you see it. It need not be fair, and it need not be finished.",
    kind="Many pairs keep going through one and the same round. It is the round you are up against, not each other.",
    rows="S0.5 S0.7 S0.9",
    rests=True,
    parts=(
        ROUND,
        Part(
            (
                Ticks(
                    "from",
                    "Where does it come from?",
                    "S0.6",
                    "much: Too much of everything; far: Distance that has grown; shut: One of you shuts down; "
                    "wrong: Each of you hears something else",
                    rests=True,
                ),
                Ticks(
                    "guard",
                    "How do you protect yourself then?",
                    "S0.13 S0.14",
                    "defend: I defend myself; quiet: I go quiet; leave: I walk off; bigger: I make it bigger",
                    hint="Everybody has a way. It does not mean that you do not care.",
                ),
                Line(
                    "seen",
                    "Somebody who is fond of you both looks on. What do they see?",
                    "S0.9 S0.10",
                    "Two tired people, each waiting for the other to begin.",
                    rests=True,
                ),
                Line(
                    "once",
                    "What could you do once, before it goes round again?",
                    "S0.10",
                    "Say that I need ten minutes, and when I will be back.",
                    "Before it goes round again between you: what could you do, once?",
                    rests=True,
                ),
            ),
            "A little more, if you like",
        ),
    ),
)
