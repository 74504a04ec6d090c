"""A full life of Ann's, with Bo beside her: something of everything that is taken along."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from django.http import HttpResponse

from undrift.actions import desk as desks
from undrift.actions import notebook
from undrift.domain.notebook import Kind

from .couples import has_shared, next_morning, pair, visit_of
from .disclosures import lays
from .forms import form_to
from .lines import adds, hopes, parks, will
from .test_bad_input import FAMILY, MARKUP, RIGHT_TO_LEFT
from .world import Someone, World, text_of

BRING = "/settings/bring/"
TEXTS = (RIGHT_TO_LEFT, FAMILY, MARKUP, 'quote " \\ back', "line\nline", "plain", "plain")


def alone(world: World) -> None:
    """What Ann has by herself; every kind of it comes home as what it was."""
    ann = world.ann
    for text in TEXTS:
        notebook.write(visit_of(ann), Kind.MOMENT, text, note_key="")
        world.clock.later(seconds=20)
    notebook.write(visit_of(ann), Kind.NOTE, "for a month", note_key="", keep_for="month")
    ann.fill("/welcome/close/", text="By the sea, in the rain.")
    ann.fill("/settings/life/", situation=["distance", "betrayal", "no_gaze"], partner_word="Bobbin")
    ann.post("/settings/joint/", {"keep": "away"})
    ann.fill("/mine/plans/", when="the kettle goes on", then="look up")
    ann.fill("/mine/promises/", promise="I will ring at six")
    ann.post("/today/saved/feet-on-the-floor/")
    ann.post("/today/capacity/", {"capacity": "some"})
    circle = "/mine/looking-back/circle/"
    ann.fill(circle, **{"line-when": "it rains", "line-under": "small\nand cold", "tick-guard": ["quiet"]})
    ann.fill("/mine/looking-back/day/", **{"line-greet": "A nod."})


def lived(world: World) -> None:
    alone(world)
    pair(world.ann, world.bo)
    has_shared(world.ann, "The kettle song.")
    has_shared(world.bo, "of bo, shared")
    next_morning(world)
    will(world.ann, "put the phone away at eight")
    parks(world.ann, "The shed.")
    adds(world.ann, "We met in the rain.", when="that spring")
    adds(world.bo, "of bo, remembered")
    hopes(world.ann, "calm_home", tuesday="A garden.")
    lays(world.ann)
    world.bo.writes("of bo alone")
    for somebody in world.everybody:
        somebody.open_notebook()


def taken(somebody: Someone, form: str = "json", *, weeks: str = "") -> bytes:
    answer = somebody.post("/settings/take-along/", {"passphrase": somebody.words, "form": form, "weeks": weeks})
    assert answer.status_code == 200, text_of(answer)
    return text_of(answer).encode()


def brings(somebody: Someone, file: bytes, **more: str) -> HttpResponse:
    upload = BytesIO(file)
    upload.name = "my-words.json"
    page = somebody.get(BRING)
    assert page.status_code == 200
    carried = form_to(text_of(page), BRING).filled()
    carried.pop("file", None)
    return somebody.post(BRING, {**carried, **more, "file": upload})


def named(file: bytes, name: str) -> bytes:
    """The same words under another name."""
    first, second, rest = file.split(b"\n", 2)
    assert second.startswith(b'"name":')
    return b"\n".join([first, b'"name":' + json.dumps(name).encode() + b",", rest])


def items_of(file: bytes, part: str) -> list[Any]:
    return json.loads(file)[part]


def desk_of(somebody: Someone):
    return desks.read(visit_of(somebody))
