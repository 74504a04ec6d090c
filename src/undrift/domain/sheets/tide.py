"""What the fear of losing somebody makes people do. Being afraid of somebody is another matter."""

from __future__ import annotations

from undrift.domain.sheets.shape import Line, Part, Sheet


def _fear(name: str, title: str, rows: str, examples: str, hint: str = "") -> Part:
    """Make the three questions about one of the four things that fear does; each has its example."""
    do, hope, once = examples.split(" / ")
    lines = (
        Line(f"{name}-do", "What do you do?", rows, do, f"{title}: what do you do?"),
        Line(f"{name}-hope", "What do you hope for when you do it?", "S2.5", hope, f"{title}: what do you hope for?"),
        Line(
            f"{name}-once", "What could you do once instead?", rows, once, f"{title}: what could you do once instead?"
        ),
    )
    return Part(lines, title, hint, rests=name == "old")


TIDE = Sheet(
    "tide",
    "When I am afraid of losing this",
    "What fear makes you do, and what else there is",
    plain="Open the one you know best. One is enough.",
    kind="This is what fear does to people. It does not mean that you mean harm.",
    rows="S2.5 S2.19 S2.41",
    parts=(
        _fear(
            "talk",
            "Talking it all through, too soon",
            "S2.20",
            "I begin the big talk at eleven at night. / That I can sleep. / "
            "Write it down, and look at it in the morning.",
        ),
        _fear(
            "ask",
            "Asking again whether it is all right",
            "S2.21",
            "I ask if they are angry. Then I ask again. / One yes that lasts. / Ask once, then wash up.",
            "Asking once is good. This is about the fifth time.",
        ),
        _fear(
            "full",
            "Everything at once, at full strength",
            "S2.22 S2.23",
            "I talk and cry and cannot stop. / That they see how much it hurts. / "
            "Say one feeling, and then be quiet for a while.",
        ),
        _fear(
            "old",
            "Going back to old hurts",
            "S2.24 S2.25",
            "I bring up that summer, whatever the talk was about. / That it never happens again. / "
            "Put it on a list for a steadier day, or for somebody trained in this.",
            "They may need their time. It need not be tonight.",
        ),
    ),
)
