"""What somebody's own desk knows of questions and letters (S1.38 to S1.43). No other desk learns it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from undrift.domain.errors import BadInput
from undrift.domain.room import Heard
from undrift.domain.rounds import Page

SEEN_KEPT = 24
ASKED_KEPT = 128
LANDINGS_KEPT = 12
LONGEST_GUESS = 400
AGAIN_AFTER = timedelta(days=365)
RESTS = {"closer": 1, "same": 2, "too_much": 7}
"""Evenings until something new is drawn, by how the last one landed; as long as nothing was said, as for *same*."""
LANDINGS = {"closer": "about_right", "same": "about_right", "too_much": "too_much"}
"""What the ladder makes of each."""
LEFT = "leave"
_FIRST_DAY = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Part:
    """Where I stand with the one question, or the one letter. "" is none; days are ISO.

    `waits`: the prompt of my sealed answer, which opens on `opens_on` at the earliest. `under`: a name of the joint key
    that it was last sealed under. `looked_on`: when I first saw what is `opened`. `home`: one went home by itself.
    """

    waits: str = ""
    opens_on: str = ""
    under: str = ""
    opened: str = ""
    looked_on: str = ""
    aside: str = ""
    home: bool = False

    @property
    def unseen(self) -> str:
        """Name what has opened and was not seen yet."""
        return "" if self.looked_on else self.opened


@dataclass(frozen=True, slots=True)
class Guess:
    """What I thought the other might say, for one prompt. Mine alone, and neither right nor wrong."""

    prompt: str = ""
    asked: str = ""
    text: str = ""

    def __repr__(self) -> str:
        return f"Guess({self.prompt})"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was opened: the mark of its id, when, and its place in the list of both."""

    mark: str
    on: date
    place: int

    def packed(self) -> str:
        return f"{self.mark}{(self.on - _FIRST_DAY).days:05}{self.place}"

    @classmethod
    def unpacked(cls, text: str) -> Asked:
        return cls(text[:5], _FIRST_DAY + timedelta(days=int(text[5:10])), int(text[10:]))


@dataclass(frozen=True, slots=True)
class Curiosity:
    """`drawn`: what the page offers. `seen`: marks of what was passed over. `land`: what may still be asked about.

    `before`: when the question that opened last had been opened an earlier time.
    """

    question: Part = field(default_factory=Part)
    letter: Part = field(default_factory=Part)
    drawn: str = ""
    seen: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    guess: Guess = field(default_factory=Guess)
    before: str = ""
    rests_until: str = ""
    land: str = ""
    land_depth: int = 0
    land_asked_on: str = ""
    landings: tuple[Heard, ...] = ()

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Curiosity:
        values = {name: body[name] for name in cls.__dataclass_fields__ if name in body}
        for name, kind in (("question", Part), ("letter", Part), ("guess", Guess)):
            values[name] = _known(kind, values.get(name) or {})
        values["landings"] = tuple(_known(Heard, one) for one in values.get("landings") or ())[-LANDINGS_KEPT:]
        values["seen"] = tuple(values.get("seen") or ())[-SEEN_KEPT:]
        values["asked"] = tuple(values.get("asked") or ())[-ASKED_KEPT:]
        return cls(**values)

    def part(self, page: Page) -> Part:
        return self.letter if page is Page.LETTER else self.question

    def with_part(self, page: Page, **changes: Any) -> Curiosity:
        changed = replace(self.part(page), **changes)
        return replace(self, letter=changed) if page is Page.LETTER else replace(self, question=changed)


def _known(kind: type[Any], body: Mapping[str, Any]) -> Any:
    return kind(**{name: body[name] for name in kind.__dataclass_fields__ if name in body})


def mark_of(question: str) -> str:
    return sha256(question.encode()).hexdigest()[:5]


def drew(mine: Curiosity, question: str) -> Curiosity:
    return replace(mine, drawn=question)


def passed_over(mine: Curiosity) -> Curiosity:
    """Put the drawn one behind; it comes again once the others were seen."""
    if not mine.drawn:
        return mine
    mark = mark_of(mine.drawn)
    rest = tuple(one for one in mine.seen if one != mark)
    return replace(mine, drawn="", seen=(*rest, mark)[-SEEN_KEPT:])


def sealed(mine: Curiosity, page: Page, prompt: str, opens_on: str, under: str) -> Curiosity:
    """Remember that mine waits. What was put aside is answered after all."""
    mine = mine.with_part(page, waits=prompt, opens_on=opens_on, under=under, aside="", home=False)
    return replace(mine, drawn="") if page is Page.QUESTION else mine


def opened(mine: Curiosity, page: Page, prompt: str) -> Curiosity:
    return mine.with_part(page, waits="", opens_on="", opened=prompt, looked_on="", home=False)


def answered(mine: Curiosity, question: str, depth: int, prompt: str, place: int, today: date) -> Curiosity:  # noqa: PLR0913, PLR0917 - one line of the list
    """Remember that a question was opened: it rests for a year, and the deck for a little."""
    mark, before = mark_of(question), earlier(mine, question)
    rest = tuple(one for one in mine.asked if not one.startswith(mark))
    kept = (*rest, Asked(mark, today, place).packed())[-ASKED_KEPT:]
    until = (today + timedelta(days=RESTS["same"])).isoformat()
    mine = replace(mine, asked=kept, before=before.packed() if before else "", rests_until=until)
    return replace(mine, land=prompt, land_depth=depth, land_asked_on="")


def earlier(mine: Curiosity, question: str) -> Asked | None:
    """Find when this was opened before."""
    mark = mark_of(question)
    found = next((one for one in mine.asked if one.startswith(mark)), None)
    return Asked.unpacked(found) if found else None


def asked_lately(mine: Curiosity, question: str, today: date) -> bool:
    before = earlier(mine, question)
    return before is not None and today - before.on < AGAIN_AFTER


def gone(mine: Curiosity, page: Page, prompt: str, *, by_itself: bool) -> Curiosity:
    """Forget an answer that is at home. One that came by itself is said once, and is not put to me again."""
    part = mine.part(page)
    if part.waits != prompt:
        return mine
    changes = {"home": True, "aside": prompt} if by_itself else {}
    return mine.with_part(page, waits="", opens_on="", **changes)


def looked(mine: Curiosity, page: Page, today: date) -> Curiosity:
    """Remember the day on which I first saw what opened, and that I was told what came home."""
    part = mine.part(page)
    return mine.with_part(page, looked_on=part.looked_on or (today.isoformat() if part.opened else ""), home=False)


def may_land(mine: Curiosity, prompt: str, today: date) -> bool:
    """Say whether the one evening on which it is asked how it landed is this one, or still to come."""
    return bool(mine.land) and mine.land != prompt and mine.land_asked_on in {"", today.isoformat()}


def rests(mine: Curiosity, today: date) -> bool:
    """Say whether the deck rests after the last one. A day further off than any rest comes from a wrong clock."""
    if not mine.rests_until:
        return False
    left = (date.fromisoformat(mine.rests_until) - today).days
    return 0 < left <= max(RESTS.values())


def landed(mine: Curiosity, prompt: str, landing: str, today: date) -> Curiosity:
    """Keep for oneself how it landed, once (S1.41); *leave* ends the question too. Raises BadInput at `landing`."""
    if landing not in {*LANDINGS, LEFT}:
        raise BadInput("landing", "Please choose one of the four, or just go on.")
    if mine.land != prompt:
        return mine
    done = replace(mine, land="", land_asked_on="")
    if landing == LEFT:
        return done
    kept = (*done.landings, Heard(today.isoformat(), mine.land_depth, LANDINGS[landing]))[-LANDINGS_KEPT:]
    longest = max(mine.rests_until, (today + timedelta(days=RESTS["too_much"])).isoformat())
    shorter = min(mine.rests_until, (today + timedelta(days=RESTS[landing] - 1)).isoformat())
    return replace(done, landings=kept, rests_until=longest if landing == "too_much" else shorter)
