"""What I thought the other might say: on my own desk while its question is new, then in my notebook."""

from __future__ import annotations

from dataclasses import replace

from undrift.actions import desk as desks
from undrift.actions import lines, notebook
from undrift.actions.sessions import Visit
from undrift.domain.curiosity import Guess
from undrift.domain.notebook import Kind
from undrift.store.queries import notebook as note_rows
from undrift.store.writing import writing


def at(visit: Visit, prompt: str) -> str:
    guess = desks.read(visit).curiosity.guess
    return guess.text if guess.prompt == prompt else ""


def keep(visit: Visit, guess: Guess) -> None:
    """Keep a new one, or none; the one of before goes home."""
    take_home(visit)
    _put(visit, guess if guess.text else Guess())


def take_home(visit: Visit) -> None:
    with writing():
        guess = desks.newest(visit).curiosity.guess
        if guess.text:
            text, on = f"{guess.asked}\n\nMy guess was: {guess.text}", lines.today_of(visit)
            why = f"guess {guess.prompt}"
            note_rows.add_all([notebook.sealed_in(visit, Kind.ANSWER, text, on, why=why)])
            _put(visit, Guess())


def _put(visit: Visit, guess: Guess) -> None:
    desks.change(visit, lambda desk: desk.with_(curiosity=replace(desk.curiosity, guess=guess)))
