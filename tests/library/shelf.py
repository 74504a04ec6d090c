"""A small library on disk, whole and correct, for tests to break one thing at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PRACTICE = """\
---
id: put-the-kettle-on
title: Put the kettle on for two
sources: [S3.14, S0.27]
evidence:
  grade: C-
  claim: Small kind acts go with closer couples. Whether they make couples closer has not been tested.
minutes: 3
reach: solo
depth: 0
needs: [warmth]
branch: [strengthen, browse]
tags: [ritual, presence]
energy: little
setting: [same_room]
moment: [any]
asks_of_partner: nothing
interruptible: true
quiet: true
one_handed: true
requires: []
instead: null
easier: null
not_when: [fear_of_partner]
good_after: []
cooldown_days: 3
glance_safe: true
why: It is short, and it asks for nothing back.
opening: Make one more cup than you need. Set it near {partner} and go on with your evening.
steps:
  - Fill the kettle.
  - Set the second cup down near them.
say: []
avoid:
  - Do not wait for thanks.
variants:
  - where: distance
    do: Put your own kettle on, and send a picture of the steam.
---
A cup set down is a *small thing*.

It can be water too.
"""

ARTICLE = """\
---
id: small-cups
title: Small cups
sources: [S3.43]
minutes: 2
summary: What a cup of tea can do, and what it cannot.
ways: [browse]
shelf: closer
---
## A cup

Some evenings a cup is enough. See [more help](/help/).
"""

HELP = """\
checked: not yet called; from public listings
last_checked: 2026-11-20
countries:
  - code: GB
    name: United Kingdom
    emergency: "999"
    lines:
      - name: Samaritans
        kind: crisis
        phone: "116 123"
        web: https://www.samaritans.org
        source_confidence: high
  - code: INT
    name: Anywhere
    emergency: null
    lines:
      - name: Find A Helpline
        kind: crisis
        web: https://findahelpline.com
        source_confidence: high
        checked: opened in a browser
        last_checked: 2026-11-19
"""

PRACTICE_FILE = "practices/put-the-kettle-on.md"
ARTICLE_FILE = "articles/small-cups.md"
HELP_FILE = "help/lines.yaml"
WHOLE = {PRACTICE_FILE: PRACTICE, ARTICLE_FILE: ARTICLE, HELP_FILE: HELP}


def write_library(root: Path, files: dict[str, str] | None = None) -> Path:
    """Write the whole library under `root`, with `files` added or replaced."""
    for name, text in (WHOLE | (files or {})).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def line_of(text: str, words: str) -> int:
    """The number of the first line that holds `words`."""
    return next(number for number, line in enumerate(text.split("\n"), start=1) if words in line)
