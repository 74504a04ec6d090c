"""Small notes that one tap can make: one's own side of reaching out (S3.35 to S3.39), and an effort seen (S1.55)."""

from __future__ import annotations

ONE_TAP = {
    "reaching-out": {
        "reached": "I reached out.",
        "answered": "They reached out, and I answered.",
        "later": "They reached out. I saw it later.",
    },
    "appreciation": {"tried": "I saw you try."},
}
"""By the kind of note. Only one's own part: nothing here says what the other did not do."""


def told(about: str, tapped: str, text: str) -> str:
    """Put what was tapped before what was written; either is enough. An unknown tap counts as none."""
    sentence = ONE_TAP.get(about, {}).get(tapped, "")
    return f"{sentence} {text.strip()}".strip() if sentence else text
