"""What two do with questions for both and with letters."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from undrift.store.models import Answer, Question

from .forms import form_to
from .lines import tells
from .world import Someone, text_of

QUESTIONS, LETTERS, TOLD = "/us/questions/", "/us/letters/", "/us/questions/told/"
NONE, LIES, SEALED, OPENED = (
    "No question tonight.",
    "A question is here for you both",
    "Yours is sealed.",
    "Opened, for both of you",
)
HERS, HIS = "the hour before anyone is up", "the walk home past the bakery"


def seals(somebody: Someone, text: str, guess: str = "", path: str = QUESTIONS, **more: str) -> HttpResponse:
    """Write an answer, look at it, seal it."""
    typed = {"text": text, "then": "look", **({"guess": guess} if path == QUESTIONS else {}), **more}
    looked = somebody.fill(f"{path}write/", **typed)
    assert looked.status_code == 200, text_of(looked)
    return somebody.send(looked, f"{path}write/", then="seal")


def answers(somebody: Someone, text: str, guess: str = "") -> None:
    assert seals(somebody, text, guess).status_code == 302


def writes_letter(somebody: Someone, text: str, after: str = "") -> None:
    answer = seals(somebody, text, path=LETTERS, **({"after": after} if after else {}))
    assert answer.status_code == 302, text_of(answer)


def asked(somebody: Someone) -> str:
    """The question on the page, as a person reads it."""
    page = text_of(somebody.get(QUESTIONS)).split('<main id="main"', 1)[1]
    return page.split("<h1>", 1)[1].split("</h1>", 1)[0]


def sees(somebody: Someone, *paths: str) -> str:
    return " ".join(tells(somebody, path) for path in paths or (QUESTIONS,))


def puts_question_aside(somebody: Someone, path: str = QUESTIONS) -> HttpResponse:
    return somebody.send(somebody.get(path), f"{path}aside/")


def takes_answer_back(somebody: Someone, path: str = QUESTIONS) -> HttpResponse:
    return somebody.send(somebody.get(path), f"{QUESTIONS}take-back/")


def open_one(one: Someone, other: Someone, *texts: str) -> None:
    """A whole round, opened and seen by both."""
    answers(one, texts[0])
    answers(other, texts[1])
    for somebody in (one, other):
        assert OPENED in sees(somebody)


@pytest.fixture
def opened(couple):
    """Ann and Bo, after a whole round of `HERS` and `HIS`."""
    open_one(couple.ann, couple.bo, HERS, HIS)
    return couple


def mine_of(somebody: Someone) -> Answer:
    return Answer.objects.filter(author__name=somebody.name, page="question").latest("pk")


def evenings_later(world: object, days: float) -> None:
    world.clock.later(days=days)  # type: ignore[attr-defined]
    for somebody in world.everybody:  # type: ignore[attr-defined]
        assert somebody.sign_in().status_code == 302


def lies() -> list[str]:
    return list(Question.objects.values_list("id", flat=True))


def sent_by(page: HttpResponse, action: str) -> dict[str, object]:
    return dict(form_to(text_of(page), action).filled())
