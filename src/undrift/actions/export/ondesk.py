"""What lies on the desk and is somebody's own: evenings, saved steps, plans, promises, drafts, what life is like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from undrift.actions import evenings
from undrift.actions.export.section import Home, Section, day, kind_of
from undrift.actions.sessions import Visit
from undrift.domain import plans, promises
from undrift.domain.desk import HISTORY_KEPT, LANDINGS, LIFE, SITUATIONS, Desk, Offer
from undrift.domain.errors import BadInput
from undrift.domain.export import DAY, LINE, TEXT, WORD, WORDS, Item, NewerExport, thing
from undrift.domain.notebook import Kind
from undrift.domain.plans import Plan
from undrift.domain.promises import Promise
from undrift.domain.state import ANSWERS
from undrift.vault.cipher import new_id

LEFT_OUT = {"betrayal"}
"""What would tell how safe somebody is: no export says it (Ruling 5)."""
WORD_OR_NONE = {**WORD, "type": ["string", "null"]}


def title(practice: str) -> str:
    found = evenings.practice_or_none(practice)
    return found.title if found else practice


def _evenings(visit: Visit, desk: Desk) -> Iterator[Item]:
    del visit
    for offer in sorted(desk.history, key=lambda offer: offer.on):
        told = {"practice": offer.practice, "step": title(offer.practice)}
        yield {"on": offer.on, **told, "answer": offer.answer, "landing": offer.landing}


def _bring_evening(home: Home, item: Item) -> None:
    on = day(item)
    if item["answer"] not in ANSWERS or item["landing"] not in {None, *LANDINGS}:
        raise NewerExport
    if date.fromisoformat(on) > home.today or any(offer.on == on for offer in home.desk.history):
        return
    mine = (*home.desk.history, Offer(item["practice"], on, item["answer"], item["landing"]))
    home.desk = home.desk.with_(history=tuple(sorted(mine, key=lambda offer: offer.on))[-HISTORY_KEPT:])


def _saved(visit: Visit, desk: Desk) -> Iterator[Item]:
    del visit
    return ({"practice": practice, "step": title(practice)} for practice in desk.saved)


def _bring_saved(home: Home, item: Item) -> None:
    if item["practice"] not in home.desk.saved:
        home.desk = home.desk.saving(item["practice"])


def _plans(visit: Visit, desk: Desk) -> Iterator[Item]:
    del visit
    return ({"when": plan.when, "then": plan.then} for plan in desk.plans)


def _plan(item: Item) -> str:
    return f"When {item['when']}, I {item['then']}"


def _bring_plan(home: Home, item: Item) -> None:
    try:
        home.desk = home.desk.with_(plans=plans.added(home.desk.plans, Plan(new_id(), item["when"], item["then"])))
    except BadInput:
        home.undated(Kind.NOTE, _plan(item))


def _promises(visit: Visit, desk: Desk) -> Iterator[Item]:
    del visit
    return ({"text": promise.text} for promise in desk.promises)


def _bring_promise(home: Home, item: Item) -> None:
    if any(promise.text == item["text"] for promise in home.desk.promises):
        return
    try:
        home.desk = home.desk.with_(promises=promises.made(home.desk.promises, Promise(new_id(), item["text"])))
    except BadInput:
        home.undated(Kind.NOTE, item["text"])


def _drafts(visit: Visit, desk: Desk) -> Iterator[Item]:
    del visit
    return ({"on": draft.on, "kind": draft.kind, "text": draft.text} for draft in desk.disclosure.drafts)


def _bring_draft(home: Home, item: Item) -> None:
    """Whom it was meant for is not here: it lands in the notebook."""
    home.note(kind_of(item), item["text"], day(item))


def _life(visit: Visit, desk: Desk) -> Iterator[Item]:
    del visit
    situations = [one for one in SITUATIONS if one in desk.situations and one not in LEFT_OUT]
    if situations or desk.partner_word:
        yield {"partner_word": desk.partner_word, "situations": situations}


def _life_said(item: Item) -> tuple[str, str]:
    lines = [_SITUATIONS.get(one, one) for one in item["situations"]]
    return "What life is like", "\n".join([item["partner_word"], *lines] if item["partner_word"] else lines)


def _bring_life(home: Home, item: Item) -> None:
    both = {*home.desk.situations, *(one for one in item["situations"] if one not in LEFT_OUT)}
    situations = tuple(one for one in SITUATIONS if one in both)
    word = home.desk.partner_word or item["partner_word"][:30]
    asked = tuple(dict.fromkeys((*home.desk.done_asking, LIFE)))
    home.desk = replace(home.desk, situations=situations, partner_word=word, done_asking=asked)


_SITUATIONS = {
    "small_children": "A baby or small children",
    "distance": "We live far from each other",
    "grief_or_illness": "Grief, or an illness",
    "little_touch": "Touch is not easy, or not wanted",
    "no_gaze": "Looking someone in the eye is hard for me",
    "by_myself": "I do this by myself for now",
}
_EVENING = thing(on=DAY, practice=WORD, step=LINE, answer=WORD, landing=WORD_OR_NONE)
EVENINGS = Section("evenings", _EVENING, _evenings, lambda i: (f"{i['on']}, a step", i["step"]), _bring_evening)
SAVED = Section("saved", thing(practice=WORD, step=LINE), _saved, lambda i: ("A step I kept", i["step"]), _bring_saved)
PLANS = Section("plans", thing(when=LINE, then=LINE), _plans, lambda i: ("When this, then that", _plan(i)), _bring_plan)
PROMISES = Section("promises", thing(text=LINE), _promises, lambda i: ("A small promise", i["text"]), _bring_promise)
DRAFTS = Section(
    "drafts",
    thing(on=DAY, kind=WORD, text=TEXT),
    _drafts,
    lambda i: (f"{i['on']}, lying till morning", i["text"]),
    _bring_draft,
)
LIFE_IS = Section("life", thing(partner_word=LINE, situations=WORDS), _life, _life_said, _bring_life)
