"""What people do with the sheets of Looking back."""

from __future__ import annotations

import json

from .forms import form_to
from .world import Someone, text_of

INDEX = "/mine/looking-back/"
CIRCLE = "/mine/looking-back/circle/"
DAY = "/mine/looking-back/day/"
STORY = "/mine/looking-back/story/"
SENTENCE = "/mine/sentence/"


def says(somebody: Someone, path: str, **lines: str) -> None:
    typed = {f"line-{name.replace('_', '-')}": text for name, text in lines.items()}
    answer = somebody.fill(path, **typed)
    assert answer.status_code == 302, text_of(answer)


def fields_of(somebody: Someone, path: str) -> dict[str, list[str]]:
    return form_to(text_of(somebody.get(path)), path).fields


def said(somebody: Someone, path: str, line: str) -> str:
    return fields_of(somebody, path)[f"line-{line}"][0]


def ticked(somebody: Someone, path: str, ticks: str) -> list[str]:
    return fields_of(somebody, path)[f"tick-{ticks}"]


def taken(somebody: Someone) -> list[dict]:
    answer = somebody.post("/settings/take-along/", {"passphrase": somebody.words, "form": "json"})
    return json.loads(text_of(answer))["looking_back"]
