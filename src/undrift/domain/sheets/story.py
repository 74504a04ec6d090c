"""The honest look: what came from outside, what grew inside, and one question in place of whose fault it is."""

from __future__ import annotations

from undrift.domain.sheets.shape import Line, Part, Sheet, Ticks

STORY = Sheet(
    "story",
    "What happened to us",
    "What came from outside, and what grew inside",
    plain="Tick what was there, and write a line where you have one. Leave the rest.",
    kind="Nobody has to be at fault for this to have happened. Look at it as you would at the weather of those years.",
    rows="S1.5 S1.6 S1.9 S1.11",
    parts=(
        Part(
            (
                Ticks(
                    "outside",
                    "What came from outside",
                    "S1.2 S1.7 S3.9",
                    "work: Work; family: Family; health: Health; money: Money; moved: A move; grief: Losing somebody; "
                    "children: Children, or wanting them; care: Caring for somebody; busy: Life getting full; "
                    "other: Something else from outside",
                    with_lines=True,
                ),
            ),
            "What came from outside",
        ),
        Part(
            (
                Ticks(
                    "inside",
                    "What grew inside",
                    "S1.8 S2.4",
                    "unsaid: Things left unresolved; talk: Talking less; tired: Tiredness; hurt: A hurt that stayed; "
                    "stress: Stress that did not end; fear: Fear; other: Something else inside",
                    with_lines=True,
                ),
            ),
            "What grew inside",
        ),
        Part(
            (
                Line(
                    "first",
                    "When did you first notice that something had changed?",
                    "S1.6",
                    "The autumn we stopped eating together.",
                ),
                Line(
                    "now",
                    "What do you see now that you did not see then?",
                    "S1.9 S1.11",
                    "How worn out I was, and that nobody could tell.",
                ),
                Line("back", "What happened to us, and how can we find our way back?", "S1.10", rests=True),
            )
        ),
    ),
)
